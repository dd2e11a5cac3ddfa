/** Taps under messages about a proposal that was sent: they come back months later, and may be forged. */
import type { AnswerReplyKind } from '../answers/answer.js';

export type ExchangeTap =
  | { readonly tap: 'question'; readonly proposalId: string }
  | { readonly tap: 'answer'; readonly answerId: string; readonly reply: AnswerReplyKind }
  | { readonly tap: 'survey'; readonly answerId: string; readonly score: number }
  | { readonly tap: 'objection'; readonly proposalId: string }
  | { readonly tap: 'follow'; readonly commitmentId: string; readonly wants: boolean };

const replies = ['agreed', 'disagreed'] as const satisfies readonly AnswerReplyKind[];

/** Each at most 64 bytes: an id has 26. */
export const questionTap = (proposalId: string): string => `question:${proposalId}`;
export const answerTap = (answerId: string, reply: AnswerReplyKind): string =>
  `go:answer:${answerId}:${reply}`;
export const objectionTap = (proposalId: string): string => `objection:${proposalId}`;
export const surveyTap = (answerId: string, score: number): string => `survey:${answerId}:${score}`;

const form = /^(?:go:)?(question|answer|survey|objection|follow):([\w-]{1,40})(?::([a-z0-9]{1,20}))?$/;

export function readExchangeTap(data: string): ExchangeTap | undefined {
  const [, kind, id = '', said] = form.exec(data) ?? [];
  switch (kind) {
    case 'question':
    case 'objection':
      return said === undefined ? { tap: kind, proposalId: id } : undefined;
    case 'answer': {
      const reply = replies.find((known) => known === said);
      return reply && { tap: kind, answerId: id, reply };
    }
    case 'survey':
      return said !== undefined && /^[123]$/.test(said)
        ? { tap: kind, answerId: id, score: Number(said) }
        : undefined;
    case 'follow':
      return said === 'yes' || said === 'no'
        ? { tap: kind, commitmentId: id, wants: said === 'yes' }
        : undefined;
    default:
      return undefined;
  }
}
