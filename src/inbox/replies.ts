/** Answers that need no conversation: menu, help, the state of a proposal, one's own list. */
import type { Context } from '../flow/step.js';
import type { Outgoing } from '../talk/message.js';
import { pick } from '../text/texts.js';
import { everyArea, type ProposalGlance } from './turn.js';

const text = (words: string): Outgoing => ({ kind: 'text', text: words.trim() });

export function menu(context: Context, key: 'menu.text' | 'common.lateRest' = 'menu.text'): Outgoing {
  const say = (name: Parameters<Context['say']>[1]) => context.say(context.locale, name);
  return {
    kind: 'choices',
    text: say(key),
    choices: [
      { id: 'go:proposal', label: say('menu.proposal') },
      { id: 'go:mine', label: say('menu.mine') },
      { id: 'go:calendar', label: say('menu.calendar') },
      { id: 'go:settings', label: say('menu.settings') },
      { id: 'go:data', label: say('menu.data') },
      { id: 'go:help', label: say('menu.help') },
    ],
    open: say('common.open'),
  };
}

export const help = (context: Context): Outgoing =>
  text(context.say(context.locale, 'help.text', { contact: context.env.cycle.dataContact }));

function areasOf(found: ProposalGlance, { env, locale, say }: Context): string {
  const labels = everyArea(env.cycle)
    .filter((area) => found.areas.includes(area.id))
    .map((area) => pick(area.label, locale));
  return labels.length > 0 ? labels.join(', ') : say(locale, 'status.noAreas');
}

/** What anyone may know of a proposal by its code: never its words, nothing personal. */
export function status(found: ProposalGlance | null, code: string, context: Context): Outgoing {
  const { say, locale, date } = context;
  if (!found) return text(say(locale, 'status.unknown', { code }));
  const commitment =
    found.commitment === null ? '' : say(locale, 'answer.commitment', { commitment: found.commitment });
  return text(
    say(
      locale,
      `status.${found.outcome === null && found.state === 'answered' ? 'in-review' : found.state}`,
      {
        code: found.code,
        created: date(found.createdAt),
        promised: date(found.promisedAt),
        areas: areasOf(found, context),
        outcome: found.outcome === null ? '' : say(locale, `outcome.${found.outcome}`),
        reason: found.reason ?? '',
        commitment,
      },
    ),
  );
}

export function mine(own: readonly ProposalGlance[], context: Context): Outgoing {
  const { say, locale } = context;
  if (own.length === 0) return text(say(locale, 'mine.none'));
  const lines = own.map((found) =>
    say(locale, 'mine.line', {
      code: found.code,
      state:
        found.outcome === null
          ? say(locale, `state.${found.state}`)
          : say(locale, `outcome.${found.outcome}`),
      summary: found.summary === '' ? say(locale, 'mine.media') : found.summary,
    }),
  );
  return text(say(locale, 'mine.list', { list: lines.join('\n\n') }));
}
