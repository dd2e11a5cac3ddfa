/** What the calendar's pages show, worked out of what is kept. Pure. */
import { dayNumber } from '../../calendar/days.js';
import { type Aspect, changedIn, isOver, mustBeTold } from '../../calendar/diff.js';
import type { Entry, EntryContent, EntryVersion } from '../../calendar/entry.js';
import type { IcsEvent } from '../../calendar/ics.js';
import { checkLead, dayToldBy, type Lead, needsLead } from '../../calendar/rule.js';
import { isSomewhere } from '../../calendar/when.js';
import type { EventWords } from '../../calendar/words.js';
import type { Calendar } from '../../store/outreach.js';
import { pick } from '../../text/texts.js';
import type { PublicLanguage, PublicWords } from './frame.js';

export interface ShownEntry {
  readonly id: string;
  readonly content: EntryContent;
  readonly cancelled: boolean;
  /** All publications, oldest first; there is at least one. */
  readonly versions: readonly EntryVersion[];
  readonly latest: EntryVersion;
  /** What the newest version changed; nothing for the first. */
  readonly changed: readonly Aspect[];
  /** The publication from which its lead time counts. */
  readonly told: EntryVersion;
  readonly lead: Lead;
  /** It is the start of the process, so that the two-week rule holds. */
  readonly ruled: boolean;
}

/** Null for what has never been published: drafts are nobody's but the staff's. */
export function showEntry(
  entry: Entry,
  versions: readonly EntryVersion[],
  timezone: string,
): ShownEntry | null {
  const latest = versions.at(-1);
  const told = dayToldBy(versions, timezone);
  if (!latest || !told || entry.content === null) return null;
  return {
    id: entry.id,
    content: entry.content,
    cancelled: entry.state === 'cancelled',
    versions,
    latest,
    changed: changedIn(versions, latest.version),
    told,
    lead: checkLead(entry.content.startsAt, told.publishedAt, timezone),
    ruled: needsLead(entry.content),
  };
}

/** All that has been published of a cycle, nearest first. */
export async function readCalendar(
  calendar: Pick<Calendar, 'entries' | 'versionsOfCycle'>,
  cycleId: string,
  timezone: string,
): Promise<readonly ShownEntry[]> {
  const [entries, all] = await Promise.all([calendar.entries(cycleId), calendar.versionsOfCycle(cycleId)]);
  const byEntry = new Map<string, EntryVersion[]>();
  for (const version of all) byEntry.set(version.entryId, [...(byEntry.get(version.entryId) ?? []), version]);
  return entries.flatMap((entry) => showEntry(entry, byEntry.get(entry.id) ?? [], timezone) ?? []);
}

/** Of a department (two digits) and of the whole country; null: everything. */
export const isIn = ({ content }: ShownEntry, region: string | null): boolean =>
  region === null || content.place === null || content.place.startsWith(region);

/** The last change people must know of; null when there is none. */
export function lastChange({
  versions,
}: ShownEntry): { version: EntryVersion; changed: readonly Aspect[] } | null {
  for (const version of versions.toReversed()) {
    const changed = changedIn(versions, version.version);
    if (version.change !== 'cancelled' && mustBeTold(changed)) return { version, changed };
  }
  return null;
}

export type StagePlace = 'done' | 'now' | 'next';
export const placeInTime = ({ content }: ShownEntry, now: number): StagePlace => {
  if (isOver(content, now)) return 'done';
  return content.startsAt <= now ? 'now' : 'next';
};

/** Days until the last one of a stage: 0 on the last. */
export const daysLeft = ({ content }: ShownEntry, now: number, timezone: string): number =>
  content.endsAt === null ? 0 : dayNumber(content.endsAt - 1, timezone) - dayNumber(now, timezone);

export interface FileParts {
  readonly lang: PublicLanguage;
  readonly words: PublicWords;
  readonly eventWords: EventWords;
  readonly publicUrl: string;
}

/** An entry as a line of a calendar file. */
export function toIcsEvent(shown: ShownEntry, { lang, words, eventWords, publicUrl }: FileParts): IcsEvent {
  const { id, content, cancelled, latest } = shown;
  const url = `${publicUrl}/calendario/${id}`;
  const description = [
    pick(content.takePart, lang),
    content.link ?? '',
    content.organiser === '' ? '' : words('calendar.file.organiser', { organiser: content.organiser }),
    content.minutes === null ? '' : words('calendar.file.minutes', { link: content.minutes }),
    words('calendar.file.more', { link: url }),
  ];
  return {
    id,
    version: latest.version,
    cancelled,
    title: pick(content.title, lang),
    startsAt: content.startsAt,
    endsAt: content.endsAt,
    wholeDays: content.kind === 'stage',
    modifiedAt: latest.publishedAt,
    location: isSomewhere(content) ? eventWords.where(content, lang) : '',
    description: description.filter((line) => line.trim() !== '').join('\n'),
    url,
  };
}
