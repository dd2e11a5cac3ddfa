/** What a proposal can be, and what can become of it: closed sets, from the database to the screen. */

export const proposalStates = ['received', 'in-review', 'answered', 'withdrawn'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** Of an answer. */
export const outcomes = [
  'adopted',
  'partly-adopted',
  'merged',
  'deferred',
  'not-adopted',
  'out-of-scope',
  'redirected',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Who put a proposal under an area: staff, its author, or our own guess. The first that did counts. */
const tagOrigins = ['confirmed', 'chosen', 'suggested'] as const;
export type TagOrigin = (typeof tagOrigins)[number];

/** Of a proposal's areas those that count, and who put it there; null: it has none. */
export function countingTags<Tag extends { readonly area: string; readonly origin: string }>(
  tags: readonly Tag[],
): { readonly origin: TagOrigin | null; readonly areas: readonly string[] } {
  const origin = tagOrigins.find((name) => tags.some((tag) => tag.origin === name)) ?? null;
  return { origin, areas: tags.flatMap((tag) => (tag.origin === origin ? [tag.area] : [])) };
}
