/** What the form that answers many carries: the proposals as they were seen, one text, a line for each author. */
import { z } from 'zod';
import { type Draft, needsOwnWords } from '../../../answers/form.js';
import type { Localized } from '../../../calendar/entry.js';
import type { Reader } from '../../../store/answers/desk.js';
import { consoleLocale } from '../context.js';
import { clean, cleanText, count, id, several } from './read.js';

/** Answered at once, at most: what one form can carry. */
export const bulkMax = 5_000;
/** With a line for each author: what somebody can write in one sitting, and a page can hold. */
export const personalMany = 100;

const prefix = 'AYNI-';
const one = /^([0-9A-Z]{4,6})\.(\d{1,9})$/;

/** A proposal and its revision, as the page showed it. */
export interface Idea {
  readonly code: string;
  readonly revision: number;
}

/** Five thousand of them are 40 KB: `7K3Q.3 X2P9.12`. */
export const writeIdeas = (ideas: readonly Idea[]): string =>
  ideas.map(({ code, revision }) => `${code.slice(prefix.length)}.${revision}`).join(' ');

/** Each once, whatever was sent. */
export function readIdeas(given: string): readonly Idea[] {
  const found = given.split(' ').flatMap((part) => {
    const [, code, revision] = one.exec(part) ?? [];
    return code ? [[`${prefix}${code}`, Number(revision)] as const] : [];
  });
  return [...new Map(found)].map(([code, revision]) => ({ code, revision }));
}

export const lineField = (code: string, locale: string): string =>
  locale === consoleLocale ? `line-${code}` : `line-${code}-${locale}`;

const fields = z.object({
  step: z.enum(['', 'wording', 'preview', 'edit', 'save']).catch(''),
  code: several,
  todas: z.string().optional().catch(undefined),
  vista: z.string().max(2_000).catch(''),
  ideas: z.string().max(100_000).catch(''),
  /** Those to leave out, of which somebody changed something. */
  out: several,
  title: z.string().catch(''),
  /** A text to start from. */
  modelo: id,
  /** The batch it becomes; chosen with the form, so that a second press finds it. */
  batch: id,
  count,
});
export type BulkFields = z.infer<typeof fields>;
export const readBulk = (given: unknown): BulkFields => fields.parse(given);

/** Line of each author by code: in Spanish, and in their own language. */
export function readLines(
  given: Readonly<Record<string, unknown>>,
  readers: readonly Pick<Reader, 'code' | 'locale'>[],
): Readonly<Record<string, Localized>> {
  const form = clean(given);
  const textOf = (name: string) => {
    const text = form[name];
    return typeof text === 'string' ? cleanText(text).replace(/\s+/g, ' ').trim() : '';
  };
  return Object.fromEntries(
    readers.flatMap(({ code, locale }) => {
      const lines = [...new Set([consoleLocale, locale])]
        .map((one) => [one, textOf(lineField(code, one))] as const)
        .filter(([, text]) => text !== '');
      return lines.length === 0 ? [] : [[code, Object.fromEntries(lines)] as const];
    }),
  );
}

/** Whether a line for each author is asked for here at all, and whether it must be there. */
export const linesFor = (draft: Pick<Draft, 'outcome'>, many: number) => ({
  shown: many <= personalMany,
  needed: draft.outcome !== null && needsOwnWords(draft.outcome),
});
