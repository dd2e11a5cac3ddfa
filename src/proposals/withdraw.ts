/** Why a proposal's words are taken out of everything, and what its author reads then. Pure. */
import { type CitizenKey, pick, type Say } from '../text/texts.js';
import type { Card } from './triage.js';

/** complaint: against somebody; asked: by its author, outside the chat. */
export const withdrawReasons = ['complaint', 'danger', 'personal-data', 'spam', 'asked'] as const;
export type WithdrawReason = (typeof withdrawReasons)[number];

/** Nobody is sent away without being told where help is. */
export const needsCard = (reason: WithdrawReason): boolean => reason === 'complaint' || reason === 'danger';

/** Among the cards we come with. */
export const usualCard: Readonly<Partial<Record<WithdrawReason, string>>> = {
  complaint: 'corruption',
  danger: 'danger',
};

export interface Withdrawn {
  readonly code: string;
  readonly reason: WithdrawReason;
  readonly card: Card | null;
}

/** Where help is comes first for those who need it; what became of their words comes after. */
export function withdrawnText(
  say: Say<CitizenKey>,
  locale: string,
  { code, reason, card }: Withdrawn,
): string {
  const own = say(locale, `withdrawn.${reason}`, { code });
  if (card === null) return own;
  const help = pick(card.text, locale);
  return (needsCard(reason) ? [help, own] : [own, help]).join('\n\n');
}
