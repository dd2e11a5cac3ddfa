/** The two-week rule (IRM 3.1): the start of the process stands on the web at least 14 full days before. Pure. */
import { dayNumber, startOfDay } from './days.js';
import type { EntryContent, EntryVersion } from './entry.js';

export const leadDays = 14;

export interface Lead {
  /** Full days between the day of publication and the day of the start; negative when it has begun before. */
  readonly days: number;
  readonly inTime: boolean;
  /** Last instant at which a publication would be (or would have been) in time, UTC ms. */
  readonly latestPublication: number;
}

/** @param publishedAt when it stands on the web, UTC ms: never when it was pushed. */
export function checkLead(startsAt: number, publishedAt: number, timezone: string): Lead {
  const start = dayNumber(startsAt, timezone);
  const days = start - dayNumber(publishedAt, timezone);
  return {
    days,
    inTime: days >= leadDays,
    latestPublication: startOfDay(start - leadDays + 1, timezone) - 1,
  };
}

/** The rule is about the start of the process: the stage in which people propose. */
export const needsLead = ({ kind, stage }: Pick<EntryContent, 'kind' | 'stage'>): boolean =>
  kind === 'stage' && stage === 'proposals';

/**
 * What the rule says to publishing `content` now; null where it does not ask: another entry, or the same day as
 * published already. A changed day counts anew.
 */
export function askLead(options: {
  readonly content: EntryContent;
  readonly published: EntryContent | null;
  readonly now: number;
  readonly timezone: string;
}): Lead | null {
  const { content, published, now, timezone } = options;
  if (!needsLead(content)) return null;
  const sameDay =
    published !== null &&
    needsLead(published) &&
    dayNumber(published.startsAt, timezone) === dayNumber(content.startsAt, timezone);
  return sameDay ? null : checkLead(content.startsAt, now, timezone);
}

/**
 * The version that first told the day on which it now starts: lead time counts from its publication. What was cancelled
 * in between was told anew.
 */
export function dayToldBy(versions: readonly EntryVersion[], timezone: string): EntryVersion | null {
  let found: EntryVersion | null = null;
  let stands = false;
  for (const version of versions.toSorted((one, other) => one.version - other.version)) {
    const same =
      found !== null &&
      stands &&
      needsLead(found.content) === needsLead(version.content) &&
      dayNumber(found.content.startsAt, timezone) === dayNumber(version.content.startsAt, timezone);
    stands = version.change !== 'cancelled';
    if (!same) found = version;
  }
  return found;
}
