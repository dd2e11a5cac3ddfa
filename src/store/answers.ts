/** What the rest of the house may ask about answers. Types only; the folder `answers` keeps it. */
import type { Answer, AnswerWords, Batch, FallbackWay, SigningRule } from '../answers/answer.js';
import type { Tell } from '../answers/message.js';
import type { ReleasingBatch } from '../answers/release.js';
import type { Author, News } from '../proposals/news.js';
import type { ByStaff } from './audit.js';

/** `stale`: somebody else changed one of them meanwhile, or it is leaving; nothing was kept. */
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

/** An answer that did not reach its author, and what was done instead. */
export type Unreached = Answer & {
  /** nobody (no phone behind it), waiting (the window stayed shut for a week), unknown, or why it failed. */
  readonly why: string;
  readonly place: string | null;
  readonly way: FallbackWay | null;
  readonly partnerId: string | null;
  readonly note: string | null;
};

export interface UnreachedFilter {
  readonly cycleId: string;
  readonly now: number;
  /** Only those for whom nothing was done yet (`false`), or something was (`true`); absent: all. */
  readonly handled?: boolean;
}

/** Page of the console a notice leads to. */
export type PageOf = (of: { readonly code: string } | { readonly batchId: string }) => string;

/** What one stretch of a batch that is leaving did; `done`: nothing is left of it. */
export interface Stretch {
  readonly answers: number;
  readonly done: boolean;
  readonly ms: number;
}

export interface Answers {
  find(id: string): Promise<Answer | null>;
  /** Newest first; void ones too. */
  ofProposal(proposalId: string): Promise<readonly Answer[]>;
  /** The one draft of a proposal. */
  draftOf(proposalId: string): Promise<Answer | null>;
  /** Newest first. @param after id of the last one seen. */
  list(filter: AnswerFilter, limit: number, after?: string): Promise<readonly Answer[]>;
  count(filter: AnswerFilter): Promise<number>;
  /**
   * Code of another proposal of the cycle that was told the same reason for "not adopted" without a line of its own;
   * null: nobody was. Dots, case and accents do not matter.
   */
  reasonUsed(of: {
    readonly cycleId: string;
    readonly reason: string;
    readonly proposalId: string;
  }): Promise<string | null>;
  /**
   * A new draft (`id` chosen by the form, so that a second press finds it: `kept`) or a changed one; raises the
   * proposal's revision, and its batch's. Another draft of the proposal becomes void. Refused: withdrawn, or leaving.
   */
  saveDraft(
    options: ByStaff & Seen & { readonly id: string; readonly code: string; readonly words: AnswerWords },
  ): Promise<Kept>;
  /** Makes a draft void. @param revision of the answer. */
  discard(id: string, options: ByStaff & { readonly revision: number }): Promise<Kept>;
  /**
   * All or nothing, on exactly the words that were shown: `hashes` by answer id. Whoever wrote them is told once all
   * signatures are there.
   */
  sign(
    hashes: Readonly<Record<string, string>>,
    options: ByStaff & { readonly sector: string; readonly page: PageOf },
  ): Promise<Kept>;
  /**
   * Answer, state of the proposal, message, audit in one transaction; one in a batch leaves it. `unsigned`: the
   * cycle's rule is not met. `told`: whether a message was planned.
   * @param revision of the answer. @param tell `createTell(say)`; not asked where nobody is behind the proposal.
   */
  release(
    id: string,
    options: ByStaff & { readonly revision: number; readonly rule: SigningRule; readonly tell: Tell },
  ): Promise<'stale' | 'unsigned' | { readonly told: boolean }>;

  /** Newest first. */
  batches(cycleId: string): Promise<readonly Batch[]>;
  batch(id: string): Promise<Batch | null>;
  /** @param id chosen by the form, so that a second press finds it. @returns its id. */
  createBatch(
    options: ByStaff & { readonly cycleId: string; readonly title: string; readonly id?: string },
  ): Promise<string>;
  /** Its drafts stay, each by itself (`keep`), or become void. */
  cancelBatch(
    id: string,
    options: ByStaff & { readonly revision: number; readonly drafts: 'keep' | 'void' },
  ): Promise<Kept>;
  /** Drafts into an open batch of their cycle, or out of any (`null`). All or nothing. */
  move(answerIds: readonly string[], batchId: string | null, options: ByStaff): Promise<Kept>;
  /**
   * One answer for many, all or nothing: drafts in one batch. `stale` names the codes that changed meanwhile (none: the
   * batch is not open any more). Drafts these proposals had become void. A second press finds them all: `kept`.
   * @param personal line of each author by proposal id.
   */
  draftMany(
    options: ByStaff & {
      readonly batchId: string;
      readonly proposals: readonly (Seen & { readonly code: string })[];
      readonly words: AnswerWords;
      readonly personal: Readonly<Record<string, AnswerWords['personal']>>;
    },
  ): Promise<{ readonly kept: number } | { readonly stale: readonly string[] }>;
  /**
   * Decides at once, by one write, that all of it leaves; the clock plans its messages in stretches. `stale` also where
   * a proposal was withdrawn or its text corrected since its answer was written: `staleIn` names them.
   * @param revision of the batch; any change within raises it. @param expected drafts, as the screen said.
   */
  releaseBatch(
    id: string,
    options: ByStaff & { readonly revision: number; readonly expected: number; readonly rule: SigningRule },
  ): Promise<Kept | 'unsigned' | 'count'>;
  /** Codes of a batch's drafts whose proposal is not as it was when they were written. */
  staleIn(batchId: string): Promise<readonly string[]>;
  /** Batches being released, with the words their cycle says in its own way. */
  releasing(): Promise<readonly ReleasingBatch[]>;
  /** For the clock: releases the next answers of a batch that leaves, and plans their messages. */
  releaseNext(
    batchId: string,
    options: {
      readonly now: number;
      readonly dueAt: number;
      readonly size: number;
      readonly tell: Tell;
    },
  ): Promise<Stretch>;

  /** Newest first. Those erased at their own wish are not among them. */
  unreached(filter: UnreachedFilter, limit: number, after?: string): Promise<readonly Unreached[]>;
  /** The last word counts. */
  setFallback(
    answerId: string,
    options: ByStaff & {
      readonly way: FallbackWay;
      readonly partnerId: string | null;
      readonly note: string;
    },
  ): Promise<void>;
  /**
   * Opens an answered proposal again; its answer stays in the history. Its assignee gets a notice, its author `news`
   * (`createNews(say, newId).reopenedNews`).
   * @param why for the audit: words of staff.
   */
  reopen(
    options: ByStaff &
      Seen & {
        readonly code: string;
        readonly why: string;
        /** When a new answer is promised. */
        readonly promisedAt: number;
        readonly page: PageOf;
        readonly news: (author: Author) => News | null;
      },
  ): Promise<Kept>;
}
