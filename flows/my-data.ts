/** What we hold of a person: see it, correct it, erase it (Ley 29733, arts. 19-22). */
import { ask, type Context, choose, end, flow, next, reject, textOf } from '../src/flow/step.js';
import { codePoints } from '../src/talk/limits.js';
import { pick } from '../src/text/texts.js';
import { fingerprintOf } from './proposal.js';
import { ideaLength } from './proposal-idea.js';
import { settingsParams } from './settings.js';

/** Room for one message of 4096; what does not fit is named, and given as a file on request. */
const shownLength = 1600;

const correctable = ({ facts }: Context) =>
  (facts.ownProposals ?? []).filter((own) => own.state === 'received');

function purposes(context: Context): string {
  const latest = new Map(
    (context.facts.ownData?.consents ?? []).map((given) => [given.purpose, given.given]),
  );
  return [...latest]
    .filter(([, given]) => given)
    .map(([purpose]) => context.say(context.locale, `purpose.${purpose}`))
    .join(', ');
}

const chats = ({ facts, channel, say, locale }: Context): string =>
  [...new Set(facts.ownData?.channels ?? [channel])].map((name) => say(locale, `channel.${name}`)).join(', ');

/** Said to events, newest first. */
const repliesShown = 5;

function eventReplies({ facts, say, locale, date }: Context): string {
  const lines = (facts.ownData?.replies ?? []).slice(0, repliesShown).map(({ title, reply, at }) =>
    say(locale, 'data.event', {
      date: date(at),
      reply: say(locale, `reply.${reply}`),
      title: pick(title, locale),
    }),
  );
  return lines.length === 0 ? '' : say(locale, 'data.events', { list: lines.join('\n') });
}

/** What they said after their proposals; as many as a message has room for. */
const saidShown = 5;
const saidLength = 120;

function after({ facts, say, locale, date }: Context): string[] {
  const { said = [], follows = [] } = facts.ownData ?? {};
  const lines = said.slice(0, saidShown).map(({ code, text, at }) => {
    const words = codePoints(text) > saidLength ? `${[...text].slice(0, saidLength).join('')}…` : text;
    const shown = words === '' ? say(locale, 'data.saidFile') : words;
    return say(locale, 'data.saidLine', { date: date(at), code, text: shown });
  });
  return [
    ...(lines.length === 0 ? [] : [say(locale, 'data.said', { list: lines.join('\n') })]),
    ...(follows.length === 0 ? [] : [say(locale, 'data.follows', { list: follows.slice(0, 20).join(', ') })]),
  ];
}

function everything(context: Context): { list: string; consents: string } {
  const { say, locale, date } = context;
  const own = context.facts.ownData ?? { proposals: [], consents: [] };
  const lines: string[] = [];
  let length = 0;
  for (const [index, held] of own.proposals.entries()) {
    const line = say(locale, 'data.line', {
      code: held.code,
      created: date(held.createdAt),
      state: say(locale, `state.${held.state}`),
      text: held.text || say(locale, 'mine.media'),
    });
    length += codePoints(line);
    if (length > shownLength) {
      const more = { count: own.proposals.length - index, contact: context.env.cycle.dataContact };
      lines.push(say(locale, 'data.more', more));
      break;
    }
    lines.push(line);
  }
  const consents = own.consents.slice(-8).map((given) =>
    say(locale, 'data.consent', {
      date: date(given.at),
      purpose: say(locale, `purpose.${given.purpose}`),
      given: say(locale, given.given ? 'settings.on' : 'settings.off'),
    }),
  );
  return {
    list: lines.length > 0 ? lines.join('\n\n') : say(locale, 'data.allNone'),
    consents: [consents.join('\n'), eventReplies(context), ...after(context)].join('\n\n').trim(),
  };
}

export const myData = flow({
  id: 'my-data',
  version: 2,
  start: 'menu',
  expire: { afterMs: 86_400_000 },
  steps: {
    menu: choose({
      prompt: 'data.menu',
      needs: 'own-data',
      params: (context) => ({
        ...settingsParams(context),
        count: context.facts.ownData?.proposals.length ?? 0,
        events: context.facts.ownData?.replies.length ?? 0,
        chats: chats(context),
        consents: purposes(context),
      }),
      options: [
        { value: 'see', label: 'data.see' },
        { value: 'which', label: 'data.correct' },
        { value: 'confirm', label: 'data.erase' },
        { value: 'kept', label: 'data.back' },
      ],
      chosen: (value) => next(value),
    }),
    see: end({ prompt: 'data.all', needs: 'own-data', params: everything }),
    which: choose({
      needs: 'own-proposals',
      prompt: (context) => (correctable(context).length > 0 ? 'data.which' : 'data.nothing'),
      options: (context) => [
        ...correctable(context).map(({ code, summary }) => ({
          value: code,
          label: { words: code },
          ...(summary === '' ? {} : { hint: summary }),
        })),
        { value: 'kept', label: 'data.back' },
      ],
      chosen: (value) => (value === 'kept' ? next('kept') : next('text', { code: value })),
    }),
    text: ask({
      prompt: 'data.text',
      needs: 'own-proposals',
      params: ({ answers }) => ({ code: textOf(answers, 'code') }),
      reject: 'proposal.idea.short',
      example: 'proposal.idea.example',
      answered: (input, context) => {
        const { answers } = context;
        if (input.kind !== 'text') return reject();
        // Staff may have begun while it was being written: it is theirs to read as it was.
        if (!correctable(context).some(({ code }) => code === textOf(answers, 'code')))
          return next('kept', { late: true });
        const text = input.text.trim();
        const length = codePoints(text);
        if (length > ideaLength.max) return reject('proposal.idea.long', { length, max: ideaLength.max });
        if (length < ideaLength.min) return reject();
        const sha256 = fingerprintOf(text);
        return next('corrected', { sha256 }, [
          { kind: 'proposal.correct', code: textOf(answers, 'code'), text, sha256 },
        ]);
      },
    }),
    corrected: end({
      prompt: 'data.corrected',
      params: ({ answers }) => ({
        code: textOf(answers, 'code'),
        fingerprint: textOf(answers, 'sha256').slice(0, 16),
      }),
    }),
    confirm: choose({
      prompt: 'data.confirm',
      options: [
        { value: 'no', label: 'data.confirmNo' },
        { value: 'yes', label: 'data.confirmYes' },
      ],
      chosen: (value) => (value === 'yes' ? next('erased', {}, [{ kind: 'person.erase' }]) : next('kept')),
    }),
    erased: end({ prompt: 'data.erased' }),
    kept: end({
      prompt: ({ answers }) => (answers.late === true ? 'data.late' : 'data.kept'),
      params: ({ answers }) => ({ code: textOf(answers, 'code') }),
    }),
  },
  upgrade: {},
});
