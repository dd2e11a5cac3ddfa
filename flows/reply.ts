/** An author replies to a question of staff: with words, a voice note, a photo, in one message or several. */
import { readPaused } from '../src/flow/paused.js';
import type { Answers } from '../src/flow/state.js';
import {
  ask,
  type Context,
  choose,
  end,
  flow,
  type Input,
  listOf,
  next,
  numberOf,
  type Reaction,
  reject,
  textOf,
} from '../src/flow/step.js';
import { isSmallTalk } from '../src/flow/words.js';
import type { OpenQuestion } from '../src/inbox/exchange.js';
import { codePoints } from '../src/talk/limits.js';
import {
  filesOf,
  ideaLength,
  isAcceptable,
  maxFiles,
  maxMegabytes,
  toAnswer,
  wordsOf,
} from './proposal-idea.js';

const minute = 60_000;
const day = 86_400_000;
/** Whatever comes later than this is about something else. */
const moreMs = 30 * minute;
/** With "a new idea" a whole WhatsApp list. */
const maxQuestions = 9;

const open = ({ facts }: Context): readonly OpenQuestion[] => facts.questions ?? [];
const asked = (context: Context): OpenQuestion | undefined =>
  open(context).find(({ proposalId }) => proposalId === textOf(context.answers, 'proposal'));

/** What one message adds to what was said before; or a kind no. */
function join(
  input: Input,
  { answers, at }: Context,
): { readonly answers: Answers } | { readonly refused: Reaction<never> } {
  const words = wordsOf(input);
  const files = listOf(answers, 'files');
  if (input.kind === 'location') return { refused: reject('question.help') };
  if (input.kind === 'media' && (!isAcceptable(input.media) || files.length >= maxFiles))
    return { refused: reject('proposal.idea.file', { megabytes: maxMegabytes }) };
  if (input.kind === 'text' && words === '') return { refused: reject() };
  const idea = [textOf(answers, 'idea'), words].filter((part) => part !== '').join('\n');
  if (codePoints(idea) > ideaLength.max)
    return { refused: reject('question.long', { length: codePoints(idea), max: ideaLength.max }) };
  return {
    answers: {
      idea,
      partAt: at,
      ...(input.kind === 'media' ? { files: [...files, toAnswer(input.media)] } : {}),
    },
  };
}

/** What somebody said before it was clear whether it is a reply; undefined: it could not be kept as one. */
export function saidIn(input: Input, context: Context): Answers | undefined {
  const joined = join(input, { ...context, answers: {} });
  return 'refused' in joined ? undefined : joined.answers;
}

/** Off it goes, with all that was said; more may follow. */
function send(question: OpenQuestion, answers: Answers, { env }: Context): Reaction<never> {
  const { proposalId, code } = question;
  const exchange = env.newId();
  const { paused = null } = answers;
  return {
    kind: 'flow',
    flow: 'reply-more',
    answers: {
      ...(paused === null ? {} : { paused }),
      exchange,
      proposal: proposalId,
      code,
      idea: textOf(answers, 'idea'),
      files: listOf(answers, 'files'),
      partAt: numberOf(answers, 'partAt'),
    },
    effects: [
      {
        kind: 'exchange.reply',
        exchangeId: exchange,
        proposalId,
        code,
        text: textOf(answers, 'idea'),
        media: filesOf(answers),
      },
    ],
  };
}

/** It was an idea after all: it goes on from there, or joins the draft that waits behind. */
function toIdea({ answers, at }: Context): Reaction<never> {
  const draft = readPaused(answers);
  const before = draft?.flow === 'proposal' ? draft.answers : {};
  const idea = [textOf(before, 'idea'), textOf(answers, 'idea')].filter((part) => part !== '').join('\n');
  const files = [...listOf(before, 'files'), ...listOf(answers, 'files')].slice(0, maxFiles);
  const isIdea = files.length > 0 || codePoints(idea) >= ideaLength.min;
  const known = draft?.flow === 'proposal' && draft.step !== 'idea' ? draft.step : 'area';
  return {
    kind: 'flow',
    flow: 'proposal',
    step: isIdea && codePoints(idea) <= ideaLength.max ? known : 'idea',
    answers: { ...before, idea, files, partAt: at },
  };
}

/** Taken back, or replied in the other chat. */
const gone = ({ answers: { paused = null } }: Context): Reaction<never> => ({
  kind: 'flow',
  flow: 'reply-more',
  step: 'thanks',
  answers: { gone: true, ...(paused === null ? {} : { paused }) },
});

const codeParams = ({ answers }: Context) => ({ code: textOf(answers, 'code') });

/** Something was said, and staff have asked something: for whom is it? The words are kept meanwhile. */
export const replyWhich = flow({
  id: 'reply-which',
  version: 1,
  start: 'which',
  nudge: { afterMs: 3 * 3_600_000, prompt: 'question.nudge' },
  expire: { afterMs: 3 * day, prompt: 'question.expired' },
  steps: {
    which: choose({
      prompt: (context) => (open(context).length === 1 ? 'question.whose' : 'question.which'),
      needs: 'questions',
      params: (context) => ({ code: open(context)[0]?.code ?? '' }),
      options: (context) => {
        const [first, ...others] = open(context);
        const mine = !first
          ? []
          : others.length === 0
            ? [{ value: first.proposalId, label: 'question.mine' as const, means: 'yes' as const }]
            : [first, ...others]
                .slice(-maxQuestions)
                .map(({ proposalId, code }) => ({ value: proposalId, label: { words: code } }));
        const draft = readPaused(context.answers);
        const isDraft = draft?.flow === 'proposal' && draft.step !== 'idea';
        return [
          ...mine,
          { value: 'new', label: isDraft ? 'question.draft' : 'question.new', means: 'no' as const },
        ];
      },
      chosen: (value, context) => {
        const question = open(context).find(({ proposalId }) => proposalId === value);
        if (value === 'new') return toIdea(context);
        return question ? send(question, context.answers, context) : gone(context);
      },
      otherwise: (input, context) => {
        const joined = join(input, context);
        return 'refused' in joined ? joined.refused : { kind: 'more', answers: joined.answers };
      },
    }),
  },
  upgrade: {},
});

export const reply = flow({
  id: 'reply',
  version: 1,
  start: 'text',
  nudge: { afterMs: 3 * 3_600_000, prompt: 'question.nudge' },
  expire: { afterMs: 3 * day, prompt: 'question.expired' },
  steps: {
    text: ask({
      prompt: (context) => (asked(context) ? 'question.ask' : 'question.gone'),
      needs: 'questions',
      params: (context) => ({ code: asked(context)?.code ?? '', question: asked(context)?.text ?? '' }),
      reject: 'question.help',
      example: 'question.help',
      answered: (input, context) => {
        if (input.kind === 'text' && isSmallTalk(input.text)) return reject();
        const question = asked(context);
        if (!question) return gone(context);
        const joined = join(input, context);
        return 'refused' in joined
          ? joined.refused
          : send(question, { ...context.answers, ...joined.answers }, context);
      },
    }),
  },
  upgrade: {},
});

/** The reply is with staff already; for a while more of it may follow. */
export const replyMore = flow({
  id: 'reply-more',
  version: 1,
  start: 'more',
  expire: { afterMs: moreMs },
  steps: {
    more: choose({
      prompt: 'question.got',
      params: codeParams,
      options: [
        {
          value: 'thanks',
          label: 'question.done',
          also: ['listo', 'nada mas', 'eso es todo', 'no', 'ok', 'done'],
        },
      ],
      chosen: (value) => next(value),
      otherwise: (input, context) => {
        const { answers, at } = context;
        if (input.kind === 'text' && isSmallTalk(input.text)) return next('thanks');
        if (at - numberOf(answers, 'partAt') > moreMs) return { kind: 'leave' };
        const joined = join(input, context);
        if ('refused' in joined) return joined.refused;
        const media = input.kind === 'media' ? filesOf({ files: [toAnswer(input.media)] }) : [];
        return {
          kind: 'more',
          key: 'question.gotMore',
          params: codeParams(context),
          answers: joined.answers,
          effects: [
            {
              kind: 'exchange.more',
              exchangeId: textOf(answers, 'exchange'),
              proposalId: textOf(answers, 'proposal'),
              text: wordsOf(input),
              media,
            },
          ],
        };
      },
    }),
    thanks: end({
      prompt: ({ answers }) => (answers.gone === true ? 'question.gone' : 'question.thanks'),
      params: codeParams,
      offers: () => [{ id: 'go:mine', label: 'menu.mine' }],
    }),
  },
  upgrade: {},
});
