/** The words of an answer as a form carries them, between the page and what the domain reads of them. Pure. */
import type { AnswerWords } from '../../../answers/answer.js';
import { type AnswerProblem, type Draft, readDraft } from '../../../answers/form.js';
import { consoleLocale } from '../context.js';
import type { CommitmentOption } from './commitments.js';
import { clean } from './read.js';

export const emptyDraft: Draft = {
  outcome: null,
  reason: {},
  personal: {},
  commitment: null,
  commitmentId: null,
};

/** Spanish keeps the plain name: `reason`, `reason-qu`. */
export const fieldOf = (name: string, locale: string): string =>
  locale === consoleLocale ? name : `${name}-${locale}`;

/** Where the reader of a problem is led to. */
export const fieldOfProblem: Readonly<Record<AnswerProblem, string>> = {
  outcome: 'outcome',
  'reason-missing': 'reason',
  'reason-short': 'reason',
  'reason-long': 'reason',
  'reason-pasted': 'reason',
  'reason-copied': 'personal',
  'personal-missing': 'personal',
  'personal-long': 'personal',
  commitment: 'commitment',
  'commitment-long': 'commitment',
  'message-long': 'reason',
};

/** What was chosen from the list is named as people read it, unless staff wrote their own words for it. */
export function readForm(
  given: Readonly<Record<string, unknown>>,
  options: readonly CommitmentOption[],
): Draft {
  const draft = readDraft(clean(given));
  const chosen = options.find(({ id }) => id === draft.commitmentId);
  return {
    ...draft,
    commitmentId: chosen?.id ?? null,
    commitment: draft.commitment ?? chosen?.label ?? null,
  };
}

/** What stands in the free field: nothing where the list says it all. */
export const freeCommitment = (draft: Draft, options: readonly CommitmentOption[]): string => {
  const chosen = options.find(({ id }) => id === draft.commitmentId);
  return draft.commitment === null || draft.commitment === chosen?.label ? '' : draft.commitment;
};

/** The same fields again, for a form that carries them on. */
export const hiddenOf = (draft: Draft): readonly (readonly [string, string])[] => [
  ['outcome', draft.outcome ?? ''],
  ...Object.entries(draft.reason).map(([locale, text]) => [fieldOf('reason', locale), text] as const),
  ...Object.entries(draft.personal).map(([locale, text]) => [fieldOf('personal', locale), text] as const),
  ['commitment', draft.commitment ?? ''],
  ['commitmentId', draft.commitmentId ?? ''],
];

export const sameWords = (a: AnswerWords, b: AnswerWords): boolean =>
  (['outcome', 'commitment', 'commitmentId'] as const).every((name) => a[name] === b[name]) &&
  (['reason', 'personal'] as const).every((name) =>
    [...new Set([...Object.keys(a[name]), ...Object.keys(b[name])])].every(
      (locale) => a[name][locale] === b[name][locale],
    ),
  );
