/** What the author of a withdrawn proposal reads, in their language and the cycle's own words, and how it gets to them. */
import { cardsOf } from '../../../proposals/cards.js';
import type { Card } from '../../../proposals/triage.js';
import { usualCard, type WithdrawReason, withdrawnText } from '../../../proposals/withdraw.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import type { StaffCycle } from '../../../store/store.js';
import { createOwnWords } from '../../../text/own-words.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import type { WebDeps } from '../../deps.js';
import { readInvitations, type Way, wayOf } from '../answers/leaving.js';

const ownWords = createOwnWords(createSay<CitizenKey>('citizen'));

/** Of the chat they wrote in, not of their app. */
export const messageTo = (
  { row }: ProposalDetail,
  cycle: StaffCycle,
  reason: WithdrawReason,
  card: Card | null,
): string => withdrawnText(ownWords(cycle.wording), row.locale, { code: row.code, reason, card });

/** The one we would choose; a cycle with cards of its own may not have it. */
export const cardFor = (cycle: StaffCycle, reason: WithdrawReason): Card | null =>
  cardsOf(cycle).find(({ id }) => id === usualCard[reason]) ?? null;

export async function wayTo(deps: Pick<WebDeps, 'store' | 'now'>, detail: ProposalDetail): Promise<Way> {
  const { row, reach } = detail;
  return wayOf({ channel: row.channel, locale: row.locale, reach }, await readInvitations(deps), deps.now());
}
