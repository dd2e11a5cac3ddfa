/** Answering a proposal: what an answer must say, and the message its author gets. Pure. */
import { z } from 'zod';
import type { Planned } from '../inbox/turn.js';
import { codePoints } from '../talk/limits.js';
import type { CitizenKey, Say } from '../text/texts.js';
import { type Outcome, outcomes } from './proposal.js';

/** Code points. The upper ends leave room for code, outcome and thanks in one message of 1024. */
export const reasonLength = { min: 20, max: 600 } as const;
const commitmentMax = 120;

/** These say "it went somewhere": where must be named (IRM requirement 4.1). */
export const needsCommitment = (outcome: Outcome): boolean =>
  outcome === 'adopted' || outcome === 'partly-adopted';

export type AnswerProblem = 'outcome' | 'reason-short' | 'reason-long' | 'commitment' | 'commitment-long';

export interface AnswerDraft {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly commitment: string | null;
}

const form = z.object({
  outcome: z.enum(outcomes).nullable().catch(null),
  reason: z.string().catch(''),
  commitment: z.string().catch(''),
});

/** Reads the form of the console; all that is wrong is named at once. */
export function readAnswer(
  given: unknown,
): { readonly draft: AnswerDraft } | { readonly problems: readonly AnswerProblem[] } {
  const read = form.parse(given);
  const reason = read.reason.trim();
  const commitment = read.commitment.trim();
  const problems: AnswerProblem[] = [];
  if (read.outcome === null) problems.push('outcome');
  if (codePoints(reason) < reasonLength.min) problems.push('reason-short');
  if (codePoints(reason) > reasonLength.max) problems.push('reason-long');
  if (codePoints(commitment) > commitmentMax) problems.push('commitment-long');
  if (read.outcome !== null && needsCommitment(read.outcome) && commitment === '')
    problems.push('commitment');
  if (problems.length > 0 || read.outcome === null) return { problems };
  return { draft: { outcome: read.outcome, reason, commitment: commitment === '' ? null : commitment } };
}

/** The exact words the author reads; also the console's preview. */
export function answerText(draft: AnswerDraft, code: string, locale: string, say: Say<CitizenKey>): string {
  const { outcome, reason, commitment } = draft;
  return say(locale, 'answer.message', {
    code,
    outcome: say(locale, `outcome.${outcome}`),
    reason,
    commitment: commitment === null ? '' : `\n${say(locale, 'answer.commitment', { commitment })}`,
  }).replace(/\n{3,}/g, '\n\n');
}

export const planAnswer = (answerId: string, proposalId: string, text: string, now: number): Planned => ({
  key: `answer:${answerId}`,
  purpose: 'answer',
  lane: 'reply',
  message: { kind: 'text', text },
  dueAt: now,
  proposalId,
  answerId,
});
