/** Entries of a proposal's history in plain words: what was done, and by whom. */
import { outcomes } from '../../../proposals/proposal.js';
import type { ProposalDetail } from '../../../store/proposals.js';
import { type CitizenKey, createSay, pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { PanelProps } from './panel.js';

type Entry = ProposalDetail['history'][number];

const knownActions = [
  'proposal.received',
  'proposal.corrected',
  'proposal.tagged',
  'proposal.noted',
  'proposal.answered',
  'message.resent',
] as const;

const citizenSay = createSay<CitizenKey>('citizen');

export const actorOf = (entry: Entry, parts: ConsoleParts): string =>
  entry.by ?? sayIn(parts)(entry.actor === 'person' ? 'actor.person' : 'actor.system');

export function createActionWords({ parts, cycle }: Pick<PanelProps, 'parts' | 'cycle'>) {
  const say = sayIn(parts);
  const areaName = (id: string) => {
    const area = cycle.areas.find((known) => known.id === id);
    return area ? pick(area.label, consoleLocale) : id;
  };
  return (entry: Entry): string => {
    const action = knownActions.find((known) => known === entry.action);
    if (!action) return say('action.other', { action: entry.action });
    const outcome = outcomes.find((known) => known === entry.detail.outcome);
    return say(`action.${action}`, {
      areas: String(entry.detail.areas ?? '')
        .split(', ')
        .map(areaName)
        .join(', '),
      outcome: outcome ? citizenSay(consoleLocale, `outcome.${outcome}`) : '',
    });
  };
}
