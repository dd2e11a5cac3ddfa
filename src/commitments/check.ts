/** What a commitment and an update of its progress must say before they can be kept. Pure. */
import type { Localized } from '../calendar/entry.js';
import { codePoints } from '../talk/limits.js';
import type { CommitmentContent, Progress } from './commitment.js';

/** Code points. A title stands in messages; the update leaves room for what stands around it in WhatsApp's 1024. */
export const limits = {
  title: { min: 5, max: 120 },
  text: { min: 20, max: 4_000 },
  note: { min: 5, max: 500 },
  reason: { min: 20, max: 500 },
  progress: { min: 10, max: 500 },
  link: { max: 200 },
} as const;

export type CommitmentProblem = 'title-short' | 'title-long' | 'text-short' | 'text-long';

const longest = (words: Localized): number => Math.max(0, ...Object.values(words).map(codePoints));

/** Spanish is what everybody can be shown; other languages may be missing, never too long. */
export function checkContent({ title, text }: CommitmentContent): readonly CommitmentProblem[] {
  const problems: CommitmentProblem[] = [];
  if (codePoints(title.es ?? '') < limits.title.min) problems.push('title-short');
  if (longest(title) > limits.title.max) problems.push('title-long');
  if (codePoints(text.es ?? '') < limits.text.min) problems.push('text-short');
  if (longest(text) > limits.text.max) problems.push('text-long');
  return problems;
}

export type ProgressProblem = 'progress-short' | 'progress-long' | 'link-wrong' | 'link-long';

const isWeb = (address: string): boolean => /^https?:\/\/[^\s]+$/i.test(address) && URL.canParse(address);

export function checkProgress({ text, link }: Pick<Progress, 'text' | 'link'>): readonly ProgressProblem[] {
  const problems: ProgressProblem[] = [];
  if (codePoints(text.es ?? '') < limits.progress.min) problems.push('progress-short');
  if (longest(text) > limits.progress.max) problems.push('progress-long');
  if (link !== null && !isWeb(link)) problems.push('link-wrong');
  if (link !== null && codePoints(link) > limits.link.max) problems.push('link-long');
  return problems;
}
