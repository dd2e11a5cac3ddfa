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
