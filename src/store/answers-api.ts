/** What the rest of the house may ask about answers. Types only; `answers.ts` keeps it. */
import type { Answer, AnswerWords, Batch, FallbackWay, SigningRule } from '../answers/answer.js';

/** `stale`: somebody else changed one of them meanwhile; nothing was kept. */
export type Kept = 'kept' | 'stale';

/** One proposal as the form that answers it saw it. */
export interface Seen {
  readonly proposalId: string;
  readonly revision: number;
}

export interface AnswerFilter {
  readonly cycleId: string;
  /** Drafts only; else all that were released, newest first. */
  readonly drafts: boolean;
  /** Still without a signature of this sector on the present words. */
  readonly unsignedBy?: string;
  readonly batchId?: string;
}

export interface Actor {
  readonly staffId: string;
  readonly now: number;
}

export interface Answers {
  find(id: string): Promise<Answer | null>;
  /** Newest first; void ones too. */
  ofProposal(proposalId: string): Promise<readonly Answer[]>;
  list(filter: AnswerFilter, limit: number, after?: string): Promise<readonly Answer[]>;
  count(filter: AnswerFilter): Promise<number>;
  /** A new draft (`id` chosen by the form, so that a second press finds it) or a changed one; raises the proposal's revision. */
  saveDraft(
    options: Actor & Seen & { readonly id: string; readonly code: string; readonly words: AnswerWords },
  ): Promise<Kept>;
  discard(id: string, options: Actor & { readonly revision: number }): Promise<Kept>;
  /** All or nothing, on exactly the words that were shown: `hashes` by answer id. */
  sign(hashes: Readonly<Record<string, string>>, options: Actor & { readonly sector: string }): Promise<Kept>;
  /**
   * Answer, state of the proposal, message, audit in one transaction. `unsigned`: the cycle's rule is not met.
   * @param text the author's words in full, as previewed; ignored where nobody is behind the proposal.
   */
  release(
    id: string,
    options: Actor & { readonly revision: number; readonly rule: SigningRule },
  ): Promise<Kept | 'unsigned'>;

  batches(cycleId: string): Promise<readonly Batch[]>;
  batch(id: string): Promise<Batch | null>;
  createBatch(options: Actor & { readonly cycleId: string; readonly title: string }): Promise<string>;
  cancelBatch(id: string, options: Actor & { readonly revision: number }): Promise<Kept>;
  /** Into a batch, or out of any (`null`). */
  move(answerIds: readonly string[], batchId: string | null, options: Actor): Promise<Kept>;
  /**
   * One answer for many, all or nothing: drafts in one batch. `stale` names the codes that changed meanwhile.
   * @param personal line of each author by proposal id.
   */
  draftMany(
    options: Actor & {
      readonly batchId: string;
      readonly proposals: readonly (Seen & { readonly code: string })[];
      readonly words: AnswerWords;
      readonly personal: Readonly<Record<string, AnswerWords['personal']>>;
    },
  ): Promise<{ readonly kept: number } | { readonly stale: readonly string[] }>;
  /** Decides at once, by one write, that all of it leaves; the clock plans its messages in stretches. */
  releaseBatch(
    id: string,
    options: Actor & { readonly revision: number; readonly expected: number; readonly rule: SigningRule },
  ): Promise<Kept | 'unsigned' | 'count'>;

  /** Released answers whose author has not been reached: failed, unknown, nobody behind it; with what was done instead. */
  unreached(
    cycleId: string,
    limit: number,
    after?: string,
  ): Promise<
    readonly (Answer & {
      readonly why: string;
      readonly place: string | null;
      readonly way: FallbackWay | null;
    })[]
  >;
  setFallback(
    answerId: string,
    options: Actor & { readonly way: FallbackWay; readonly partnerId: string | null; readonly note: string },
  ): Promise<void>;
  /** Opens an answered proposal again; its answer stays in the history. */
  reopen(options: Actor & Seen & { readonly code: string; readonly why: string }): Promise<Kept>;
}
