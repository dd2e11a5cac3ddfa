/** What a turn may know and write of what staff and authors say to each other after a proposal. Types only. */
import type { AnswerReplyKind } from '../answers/answer.js';
import type { Localized } from '../calendar/entry.js';
import type { FollowState } from '../commitments/commitment.js';
import type { InboundMedia } from '../talk/message.js';

/** A question of staff that waits for this person. */
export interface OpenQuestion {
  readonly proposalId: string;
  readonly code: string;
  readonly text: string;
  readonly askedAt: number;
}

/** A released answer to a proposal of this person. */
export interface AnswerGlance {
  readonly answerId: string;
  readonly proposalId: string;
  readonly code: string;
  /** What they said to it; once. */
  readonly reply: AnswerReplyKind | null;
  /** "Was it clear?": null where they have not said; absent where they were not asked. */
  readonly score?: number | null;
}

/** The areas of a proposal of this person, as staff confirmed them. */
export interface AreasGlance {
  readonly proposalId: string;
  readonly code: string;
  readonly confirmed: readonly string[];
  readonly hasObjected: boolean;
}

export interface CommitmentGlance {
  readonly id: string;
  /** As people cite it: `C-03`. */
  readonly code: string;
  readonly title: Localized;
  readonly follow: FollowState | null;
}

/** An organisation of the map whose contact may join by its link. */
export interface ActorGlance {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Whose chat its contact's is: nobody's yet, this person's, somebody else's. */
  readonly bound: 'nobody' | 'self' | 'other';
  /** Ids of published commitments it owns or that are of its areas. */
  readonly commitments: readonly string[];
}

export interface ExchangeFacts {
  /** Newest last. */
  readonly questions?: readonly OpenQuestion[];
  /** Present after an `answer` need; null when it is not an answer to this person. */
  readonly answer?: AnswerGlance | null;
  /** Present after an `open-survey` need: the newest they were asked about and have not said. */
  readonly survey?: AnswerGlance | null;
  readonly areas?: AreasGlance | null;
  readonly commitment?: CommitmentGlance | null;
  readonly actor?: ActorGlance | null;
}

export type ExchangeNeed =
  | { readonly need: 'questions' }
  | { readonly need: 'answer'; readonly answerId: string }
  | { readonly need: 'open-survey'; readonly since: number }
  | { readonly need: 'areas'; readonly proposalId: string }
  | { readonly need: 'commitment'; readonly commitmentId: string }
  | { readonly need: 'actor'; readonly code: string };

/** Words and files of one message, or of several that belong together. */
interface Said {
  readonly text: string;
  readonly media: readonly InboundMedia[];
}

export type ExchangeEffect =
  /** What they reply to staff's question, which is settled by it. */
  | (Said & {
      readonly kind: 'exchange.reply';
      readonly exchangeId: string;
      readonly proposalId: string;
      readonly code: string;
    })
  /** More of that reply. */
  | (Said & { readonly kind: 'exchange.more'; readonly exchangeId: string; readonly proposalId: string })
  /** Once for each answer. */
  | {
      readonly kind: 'answer.reply';
      readonly answerId: string;
      readonly proposalId: string;
      readonly code: string;
      readonly reply: AnswerReplyKind;
    }
  /** Why they disagree; a voice note stands in the exchange. */
  | (Said & {
      readonly kind: 'answer.reason';
      readonly answerId: string;
      readonly proposalId: string;
      readonly exchangeId: string;
    })
  | { readonly kind: 'survey.score'; readonly answerId: string; readonly score: number }
  /** Once for each proposal. `area` null: none of the areas there are. */
  | {
      readonly kind: 'areas.object';
      readonly proposalId: string;
      readonly code: string;
      readonly area: string | null;
    }
  | { readonly kind: 'commitment.follow'; readonly commitmentId: string; readonly follow: FollowState }
  /** This chat is the contact of an organisation. */
  | { readonly kind: 'actor.join'; readonly actorId: string; readonly code: string }
  /** It wants to hear of the commitments that concern it. */
  | { readonly kind: 'actor.follow'; readonly commitments: readonly string[] };
