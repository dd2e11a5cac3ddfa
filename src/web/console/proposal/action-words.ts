/** Entries of a proposal's history in plain words: what was done, and by whom. */
import { fallbackWays } from '../../../answers/answer.js';
import { everyArea } from '../../../inbox/world.js';
import { outcomes } from '../../../proposals/proposal.js';
import { notAProposal } from '../../../proposals/triage.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import { type CitizenKey, createSay, pick } from '../../../text/texts.js';
import type { ConsoleKey } from '../../words.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { PanelProps } from './panel.js';

type Entry = ProposalDetail['history'][number];

const knownActions = [
  'proposal.received',
  'proposal.assisted',
  'proposal.corrected',
  'proposal.tagged',
  'proposal.noted',
  'proposal.answered',
  'proposal.assigned',
  'proposal.institution',
  'proposal.transcribed',
  'proposal.rated',
  'proposal.unrated',
  'proposal.objection-kept',
  'proposal.asked',
  'proposal.replied',
  'proposal.questionTakenBack',
  'proposal.objected',
  'answer.drafted',
  'answer.discarded',
  'answer.signed',
  'answer.signature-asked',
  'answer.agreed',
  'answer.disagreed',
  'answer.fallback',
  'reply.seen',
  'proposal.reopened',
  'message.resent',
  'commitment.source',
  'commitment.sourceRemoved',
  'proposal.joined',
  'proposal.unjoined',
  'proposal.withdrawn',
] as const;

export interface ActionWords {
  what(entry: Entry): string;
  by(entry: Entry): string;
}

const citizenSay = createSay<CitizenKey>('citizen');
const textIn = (entry: Entry, name: string): string => String(entry.detail[name] ?? '');

/** Names are looked up, not kept in the log: who left or was renamed is called as now. */
export async function createActionWords(
  props: Pick<PanelProps, 'parts' | 'cycle' | 'team' | 'detail'>,
): Promise<ActionWords> {
  const { parts, cycle, team, detail } = props;
  const say = sayIn(parts);
  const hasOwners = detail.history.some(({ action }) => action === 'proposal.institution');
  const institutions = hasOwners ? await parts.deps.store.actors.institutions() : [];
  const areaName = (id: string): string => {
    if (id === notAProposal) return say('tags.none');
    const area = everyArea(cycle).find((known) => known.id === id);
    return area ? pick(area.label, consoleLocale) : id;
  };
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string): string =>
    list.find((one) => one.id === id)?.name ?? '—';

  const paramsOf = (entry: Entry): Readonly<Record<string, string>> => {
    const outcome = outcomes.find((known) => known === entry.detail.outcome);
    const way = fallbackWays.find((known) => known === entry.detail.way);
    return {
      areas: textIn(entry, 'areas').split(', ').filter(Boolean).map(areaName).join(', '),
      outcome: outcome ? citizenSay(consoleLocale, `outcome.${outcome}`) : '',
      to: nameIn(team, textIn(entry, 'to')),
      commitment: textIn(entry, 'commitment'),
      way: way ? say(`after.way.${way}`).toLocaleLowerCase(consoleLocale) : '',
      institution: nameIn(institutions, textIn(entry, 'institution')),
    };
  };
  /** What was taken back has words of its own. */
  const keyOf = ({ action, detail: given }: Entry): ConsoleKey | null => {
    if (action === 'proposal.tagged' && given.areas === '') return 'action.proposal.untagged';
    if (action === 'proposal.assigned' && given.to === null) return 'action.proposal.unassigned';
    if (action === 'proposal.institution' && given.institution === null)
      return 'action.proposal.noInstitution';
    const known = knownActions.find((one) => one === action);
    return known ? `action.${known}` : null;
  };
  return {
    what: (entry) => {
      const key = keyOf(entry);
      return key ? say(key, paramsOf(entry)) : say('action.other', { action: entry.action });
    },
    by: (entry) => entry.by ?? say(entry.actor === 'person' ? 'actor.person' : 'actor.system'),
  };
}
