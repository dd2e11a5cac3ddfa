/** Title and text of a joint idea, with what is wrong with them. */
import {
  copiedCodes,
  type JointProblem,
  type JointWords,
  jointLength,
  mostMembers,
} from '../../../proposals/joint.js';
import type { JointMember } from '../../../store/proposals/joint-reads.js';
import type { ConsoleParts } from '../context.js';
import { Field, type FieldProblem, ProblemList } from '../field.js';
import { sayIn } from '../say.js';

interface WordsProps {
  readonly parts: ConsoleParts;
  readonly words: JointWords;
  readonly problems: readonly JointProblem[];
  readonly members: readonly JointMember[];
}

const fieldOf: Readonly<Record<JointProblem, string>> = {
  title: 'title',
  text: 'text',
  copied: 'text',
  few: 'members',
  many: 'members',
  none: 'code',
};

function problemsOf({ parts, words, problems, members }: WordsProps): readonly FieldProblem[] {
  const say = sayIn(parts);
  const params = {
    titleMin: jointLength.title.min,
    titleMax: jointLength.title.max,
    textMin: jointLength.text.min,
    textMax: jointLength.text.max,
    most: mostMembers,
    codes: copiedCodes(words, members).join(', '),
  };
  return problems.map((problem) => ({
    field: fieldOf[problem],
    text: say(`joint.problem.${problem}`, params),
  }));
}

export const JointProblems = (props: WordsProps) => (
  <ProblemList title={sayIn(props.parts)('problem.title')} problems={problemsOf(props)} />
);

export const JointFields = (props: WordsProps) => {
  const { parts, words } = props;
  const say = sayIn(parts);
  const found = problemsOf(props);
  const wrongIn = (name: string) => found.filter(({ field }) => field === name).map(({ text }) => text);
  return (
    <>
      <Field
        name="title"
        label={say('joint.title')}
        value={words.title}
        hint={say('joint.titleHint')}
        wrong={wrongIn('title')}
        required
      />
      <Field
        name="text"
        label={say('joint.text')}
        value={words.text}
        hint={say('joint.textHint')}
        wrong={wrongIn('text')}
        long
        required
      />
    </>
  );
};
