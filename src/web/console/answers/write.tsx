/** The form that writes an answer: a template to start from, the words, and what an edit would undo. */
import type { Answer } from '../../../answers/answer.js';
import type { Wording } from '../../../store/answers/wordings.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';
import { WordsFields, WordsProblems } from './fields.js';
import { Leaving } from './letter.js';
import { hrefOfAnswer } from './names.js';
import { Readable, spanishOf } from './readable.js';
import type { AnswerPanelProps, Writing } from './state.js';

export interface WriteProps extends AnswerPanelProps {
  readonly state: Writing;
  /** The draft as it is kept. */
  readonly before: Answer | null;
  /** There is an answer already. */
  readonly again: boolean;
  readonly wordings: readonly Wording[];
}

/** Fills the form below and nothing else: a link, not a step. */
const FromWording = ({ parts, detail, names, wordings }: WriteProps) => {
  const say = sayIn(parts);
  if (wordings.length === 0) return null;
  return (
    <form class="inline" method="get" action={hrefOfAnswer(detail.row.code)}>
      <div>
        <label for="modelo">{say('answers.wording.use')}</label>
        <select id="modelo" name="modelo">
          {wordings.map(({ id, name, outcome }) => (
            <option value={id}>{outcome === null ? name : `${name} · ${names.outcome(outcome)}`}</option>
          ))}
        </select>
      </div>
      <button class="quiet" type="submit">
        {say('answers.wording.fill')}
      </button>
    </form>
  );
};

/** Said before it happens. */
export const WouldVoid = ({ parts, before }: Pick<WriteProps, 'parts' | 'before'>) =>
  before === null || before.signatures.length === 0 ? null : (
    <p class="said wrong">
      {sayIn(parts)('answers.wouldVoid', { names: before.signatures.map(({ name }) => name).join(', ') })}
    </p>
  );

export const Write = (props: WriteProps) => {
  const { parts, detail, state, before, again } = props;
  const say = sayIn(parts);
  const { row } = detail;
  const isEmpty = state.draft.outcome === null && Object.keys(state.draft.reason).length === 0;
  return (
    <div class="card">
      {again ? <p class="soft">{say('answer.again')}</p> : null}
      {isEmpty ? <FromWording {...props} /> : null}
      <Leaving {...props} />
      <WouldVoid {...props} />
      <WordsProblems parts={parts} problems={state.problems} />
      {state.usedIn === undefined ? null : (
        <p class="soft">{say('answers.usedIn', { code: state.usedIn })}</p>
      )}
      <form method="post" action={hrefOfAnswer(row.code)} data-keep>
        <Seen {...props} />
        <input type="hidden" name="answer" value={state.answerId} />
        <WordsFields
          {...props}
          draft={state.draft}
          problems={state.problems}
          languages={[row.locale]}
          personal
        />
        <Readable parts={parts} text={spanishOf(state.draft)} />
        <p class="actions">
          <button type="submit" name="step" value="preview">
            {say('answer.preview')}
          </button>
          {before === null ? null : (
            <a href={`/panel/propuestas/${row.code}#answer`}>{say('answers.leave')}</a>
          )}
        </p>
      </form>
    </div>
  );
};
