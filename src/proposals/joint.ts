/** What a joint idea must be: words of staff that anybody may read, about at least two proposals. Pure. */
import { codePoints } from '../talk/limits.js';
import { copiesFrom } from './traces.js';

export const jointLength = { title: { min: 5, max: 120 }, text: { min: 20, max: 2000 } } as const;
/** One idea at a time: more would hold everybody else's writes for seconds. */
export const mostMembers = 500;
const fewestMembers = 2;

/** copied: words of somebody who did not let them be published; none: nothing was named to be added. */
export type JointProblem = 'title' | 'text' | 'copied' | 'few' | 'many' | 'none';

export interface JointWords {
  readonly title: string;
  readonly text: string;
}

/** A proposal as far as its words may or may not be repeated. */
export interface Quotable {
  readonly code: string;
  readonly text: string;
  readonly publish: string;
}

const isWithin = (text: string, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  codePoints(text) >= min && codePoints(text) <= max;

/** Codes whose words stand in it although their authors did not let them be published. */
export const copiedCodes = ({ title, text }: JointWords, members: readonly Quotable[]): string[] =>
  members
    .filter(({ publish, text: own }) => publish === 'no' && copiesFrom(own, `${title} · ${text}`))
    .map(({ code }) => code);

/** @param count how many proposals it would have. */
export function checkJoint(words: JointWords, members: readonly Quotable[], count: number): JointProblem[] {
  return [
    ...(isWithin(words.title, jointLength.title) ? [] : (['title'] as const)),
    ...(isWithin(words.text, jointLength.text) ? [] : (['text'] as const)),
    ...(copiedCodes(words, members).length === 0 ? [] : (['copied'] as const)),
    ...(count >= fewestMembers ? [] : (['few'] as const)),
    ...(count <= mostMembers ? [] : (['many'] as const)),
  ];
}
