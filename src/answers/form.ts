/** Reads what staff wrote for an author, and names at once all that keeps it from being an answer. Pure. */
import { z } from 'zod';
import type { Localized } from '../calendar/entry.js';
import { type Outcome, outcomes } from '../proposals/proposal.js';
import { codePoints, whatsappLimits } from '../talk/limits.js';
import { type CitizenKey, locales, type Say } from '../text/texts.js';
import type { AnswerWords } from './answer.js';
import { answerText } from './message.js';
import { bareWords, saysSomething } from './words.js';

/** Code points, in each language. The upper ends leave room for code, outcome and thanks in one message. */
export const reasonLength = { min: 20, max: 600 } as const;
export const personalMax = 240;
export const commitmentMax = 120;
/** Text above buttons on WhatsApp, the strictest. */
export const messageMax = whatsappLimits.body;

/** These say "it went somewhere": where must be named (IRM requirement 4.1). */
export const needsCommitment = (outcome: Outcome): boolean =>
  outcome === 'adopted' || outcome === 'partly-adopted';

/** Why nothing came of an idea must be said to its author alone, never by one text for all. */
export const needsOwnWords = (outcome: Outcome): boolean => outcome === 'not-adopted';

/** `personal-missing`: in a text for many, see `lackingOwnWords`. */
export type AnswerProblem =
  | 'outcome'
  | 'reason-missing'
  | 'reason-short'
  | 'reason-long'
  | 'reason-pasted'
  | 'reason-copied'
  | 'personal-missing'
  | 'personal-long'
  | 'commitment'
  | 'commitment-long'
  | 'message-long';

/** Not wrong, but worth a second look. `language`: the author reads Spanish where their own language was not written. */
export type AnswerHint = 'language';

const text = z.string().catch('').default('');
const form = z.object({
  outcome: z.enum(outcomes).nullable().catch(null),
  commitment: text,
  commitmentId: text,
});

const fieldsOf = (given: unknown) => z.record(z.string(), z.unknown()).catch({}).parse(given);

/** Fields of one text in all languages: `reason` or `reason-es` is the Spanish one, `reason-qu` the Quechua one. */
function readLocalized(given: unknown, name: string): Localized {
  const fields = fieldsOf(given);
  const found: Record<string, string> = {};
  for (const locale of locales) {
    const field = fields[`${name}-${locale}`] ?? (locale === 'es' ? fields[name] : undefined);
    const words = text.parse(field).trim();
    if (words !== '') found[locale] = words;
  }
  return found;
}

export interface Draft extends Omit<AnswerWords, 'outcome'> {
  readonly outcome: Outcome | null;
}

/** The fields as they stand, whatever is missing: nothing typed is lost. */
export function readDraft(given: unknown): Draft {
  const read = form.parse(fieldsOf(given));
  const orNull = (words: string) => (words.trim() === '' ? null : words.trim());
  return {
    outcome: read.outcome,
    reason: readLocalized(given, 'reason'),
    personal: readLocalized(given, 'personal'),
    commitment: orNull(read.commitment),
    commitmentId: orNull(read.commitmentId),
  };
}

/** What is known of whom it is for; without it only the fields themselves are looked at. */
export interface AnswerFor {
  /** The author's own words. */
  readonly proposalText: string;
  readonly code: string;
  readonly say: Say<CitizenKey>;
  /** The same reason stands already in another "not adopted" of this cycle. */
  readonly reasonUsed: boolean;
}

function reasonProblems(reason: Localized): AnswerProblem[] {
  const all = Object.values(reason).map((words) => (saysSomething(words) ? codePoints(words) : 0));
  return [
    ...(reason.es === undefined ? (['reason-missing'] as const) : []),
    ...(all.some((length) => length < reasonLength.min) ? (['reason-short'] as const) : []),
    ...(all.some((length) => length > reasonLength.max) ? (['reason-long'] as const) : []),
  ];
}

/** The author's words given back as a reason: most of it stands in the proposal. */
export function isPasted(reason: string, proposalText: string): boolean {
  const said = bareWords(reason);
  if (said === '') return false;
  const own = bareWords(proposalText);
  if (own.includes(said)) return true;
  // With a few words around it, it is still theirs.
  return own.length >= reasonLength.min && said.includes(own) && own.length > said.length * 0.7;
}

function copiedProblems(draft: Draft, about: AnswerFor): AnswerProblem[] {
  if (draft.outcome === null || !needsOwnWords(draft.outcome)) return [];
  const pasted = Object.values(draft.reason).some((reason) => isPasted(reason, about.proposalText));
  const copied = about.reasonUsed && !saysSomething(draft.personal.es ?? '');
  return [...(pasted ? (['reason-pasted'] as const) : []), ...(copied ? (['reason-copied'] as const) : [])];
}

const isTooLong = (words: AnswerWords, { code, say }: Pick<AnswerFor, 'code' | 'say'>): boolean =>
  [...new Set(['es', ...Object.keys(words.reason), ...Object.keys(words.personal)])].some(
    (locale) => codePoints(answerText(words, code, locale, say)) > messageMax,
  );

/** All that is wrong with it, at once; empty: it may be drafted. */
export function problemsOf(draft: Draft, about?: AnswerFor): readonly AnswerProblem[] {
  const { outcome, reason, personal, commitment, commitmentId } = draft;
  const problems: AnswerProblem[] = [];
  if (outcome === null) problems.push('outcome');
  problems.push(...reasonProblems(reason));
  if (Object.values(personal).some((line) => codePoints(line) > personalMax)) problems.push('personal-long');
  if (codePoints(commitment ?? '') > commitmentMax) problems.push('commitment-long');
  if (outcome !== null && needsCommitment(outcome) && commitment === null && commitmentId === null)
    problems.push('commitment');
  if (about) problems.push(...copiedProblems(draft, about));
  const fits = problems.length > 0 || !about || outcome === null || !isTooLong({ ...draft, outcome }, about);
  return fits ? problems : ['message-long'];
}

/** Reads the form of the console; all that is wrong is named at once. */
export function readAnswer(
  given: unknown,
  about?: AnswerFor,
): { readonly words: AnswerWords } | { readonly problems: readonly AnswerProblem[] } {
  const draft = readDraft(given);
  const problems = problemsOf(draft, about);
  if (problems.length > 0 || draft.outcome === null) return { problems };
  return { words: { ...draft, outcome: draft.outcome } };
}

/** Of many answered with one text: who still lacks a line of their own. */
export const lackingOwnWords = (
  outcome: Outcome,
  proposals: readonly { readonly proposalId: string; readonly code: string }[],
  personal: Readonly<Record<string, Localized>>,
): readonly string[] =>
  needsOwnWords(outcome)
    ? proposals
        .filter(({ proposalId }) => !saysSomething(personal[proposalId]?.es ?? ''))
        .map(({ code }) => code)
    : [];

export const hintsOf = (words: Pick<AnswerWords, 'reason'>, locale: string): readonly AnswerHint[] =>
  words.reason[locale] === undefined ? ['language'] : [];
