/** What the form that withdraws a proposal carries, and what is missing in it. */
import { z } from 'zod';
import { cardsOf } from '../../../proposals/cards.js';
import type { Card } from '../../../proposals/triage.js';
import { needsCard, type WithdrawReason, withdrawReasons } from '../../../proposals/withdraw.js';
import type { StaffCycle } from '../../../store/store.js';

/** Of the field: the card that fits the reason. */
export const fittingCard = 'auto';

const fields = z.object({
  step: z.enum(['choose', 'preview', 'withdraw']).catch('choose'),
  revision: z.coerce.number().int().min(0).catch(0),
  seen: z.string().max(40).catch(''),
  reason: z.enum(withdrawReasons).nullable().catch(null),
  card: z.string().max(64).catch(fittingCard),
  typed: z.string().trim().max(40).catch(''),
});
export type WithdrawFields = z.infer<typeof fields>;
export const readFields = (given: unknown): WithdrawFields => fields.parse(given);

export type WithdrawProblem = 'reason' | 'card' | 'typed';

export interface Chosen {
  readonly reason: WithdrawReason;
  readonly card: Card | null;
}

/** What was chosen, or the fields that lack something. */
export function chosenOf(
  { reason, card: cardId }: WithdrawFields,
  cycle: StaffCycle,
  fitting: (reason: WithdrawReason) => Card | null,
): Chosen | readonly WithdrawProblem[] {
  if (reason === null) return ['reason'];
  const card = cardId === fittingCard ? fitting(reason) : cardsOf(cycle).find(({ id }) => id === cardId);
  return card || !needsCard(reason) ? { reason, card: card ?? null } : ['card'];
}

/** Typed by hand: capitals and the dash do not matter, a wrong letter does. */
export const isSameCode = (typed: string, code: string): boolean => {
  const bare = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return bare(typed) === bare(code);
};
