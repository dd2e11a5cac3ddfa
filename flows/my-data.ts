/** What we hold of a person: see it, correct it, erase it (Ley 29733, arts. 19-22). */
import { ask, type Context, choose, end, flow, next, reject, textOf } from '../src/flow/step.js';
import { codePoints } from '../src/talk/limits.js';
import { fingerprintOf } from './proposal.js';
import { ideaLength } from './proposal-idea.js';
import { settingsParams } from './settings.js';

/** Room for one message of 4096; what does not fit is named, and given as a file on request. */
const shownLength = 3000;

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
    consents: consents.join('\n'),
  };
}

export const myData = flow({
  id: 'my-data',
  version: 1,
  start: 'menu',
  expire: { afterMs: 86_400_000 },
  steps: {
    menu: choose({
      prompt: 'data.menu',
      needs: 'own-data',
      params: (context) => ({
        ...settingsParams(context),
        count: context.facts.ownData?.proposals.length ?? 0,
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
      params: ({ answers }) => ({ code: textOf(answers, 'code') }),
      reject: 'proposal.idea.short',
      example: 'proposal.idea.example',
      answered: (input, { answers }) => {
        if (input.kind !== 'text') return reject();
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
    kept: end({ prompt: 'data.kept' }),
  },
  upgrade: {},
});
