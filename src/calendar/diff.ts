/** What differs between two publications of an entry, for pages and for notices. Pure. */
import type { EntryContent, EntryVersion } from './entry.js';

export type EntryField = keyof EntryContent;

const fields: readonly EntryField[] = [
  'title',
  'kind',
  'stage',
  'startsAt',
  'endsAt',
  'place',
  'online',
  'venue',
  'link',
  'organiser',
  'takePart',
  'minutes',
  'reminders',
];

/** Objects with their keys in order, so that two equal ones are equal text. */
const plain = (value: EntryContent[EntryField]): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : JSON.stringify(value);

/** Fields that are not as they were, in a fixed order. */
export const changedFields = (before: EntryContent, after: EntryContent): readonly EntryField[] =>
  fields.filter((field) => plain(before[field]) !== plain(after[field]));

/** What people would be told apart: when, where, how to get in … */
export const aspects = ['title', 'when', 'where', 'link', 'takePart', 'organiser', 'minutes'] as const;
export type Aspect = (typeof aspects)[number];

const aspectOf: Readonly<Partial<Record<EntryField, Aspect>>> = {
  title: 'title',
  startsAt: 'when',
  endsAt: 'when',
  place: 'where',
  online: 'where',
  venue: 'where',
  link: 'link',
  takePart: 'takePart',
  organiser: 'organiser',
  minutes: 'minutes',
};

/** The changed fields as people speak of them; those of staff only (reminders, the stage it hangs on) are left out. */
export function changedAspects(before: EntryContent, after: EntryContent): readonly Aspect[] {
  const found = new Set(changedFields(before, after).map((field) => aspectOf[field]));
  return aspects.filter((aspect) => found.has(aspect));
}

/** A version with what it changed; the first changes nothing. */
export function changedIn(versions: readonly EntryVersion[], version: number): readonly Aspect[] {
  const after = versions.find((one) => one.version === version);
  const before = versions.find((one) => one.version === version - 1);
  return before && after ? changedAspects(before.content, after.content) : [];
}

/** What somebody must hear who was told the former: whether to come, when, where and how. */
export const mustBeTold = (changed: readonly Aspect[]): boolean =>
  changed.some((aspect) => ['title', 'when', 'where', 'link', 'takePart'].includes(aspect));

/** Over: its end has passed, or its start where it has none. */
export const isOver = ({ startsAt, endsAt }: Pick<EntryContent, 'startsAt' | 'endsAt'>, now: number) =>
  (endsAt ?? startsAt) < now;
