/** What staff should do about an entry before it is too late. Pure. */
import { dayNumber, startOfDay } from '../../../calendar/days.js';
import { isOver } from '../../../calendar/diff.js';
import type { Entry, EntryContent } from '../../../calendar/entry.js';
import { askLead, type Lead, leadDays } from '../../../calendar/rule.js';

export type Hint =
  /** To be in time it must stand on the web by then (UTC ms). */
  | { readonly kind: 'publish-by'; readonly at: number }
  | { readonly kind: 'too-late'; readonly at: number }
  | { readonly kind: 'minutes-missing' };

/** What the two-week rule says to publishing the draft now; null where it does not ask. */
export const leadOf = (entry: Entry, now: number, timezone: string): Lead | null =>
  entry.draft &&
  askLead({
    content: entry.draft,
    // What was cancelled is announced anew.
    published: entry.state === 'cancelled' ? null : entry.content,
    now,
    timezone,
  });

/** First day on which the process could start if it were published now; UTC ms. */
export const earliestStart = (now: number, timezone: string): number =>
  startOfDay(dayNumber(now, timezone) + leadDays, timezone);

/** People met, and nobody can read yet what came of it. */
export const lacksMinutes = (state: Entry['state'], content: EntryContent | null, now: number): boolean =>
  content !== null &&
  state === 'published' &&
  (content.kind === 'workshop' || content.kind === 'meeting') &&
  content.minutes === null &&
  isOver(content, now);

export function hintsOf(entry: Entry, now: number, timezone: string): readonly Hint[] {
  const lead = leadOf(entry, now, timezone);
  const hints: Hint[] = [];
  if (lead) hints.push({ kind: lead.inTime ? 'publish-by' : 'too-late', at: lead.latestPublication });
  if (lacksMinutes(entry.state, entry.content, now)) hints.push({ kind: 'minutes-missing' });
  return hints;
}
