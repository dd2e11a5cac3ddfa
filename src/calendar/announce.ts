/** Notices nobody presses a button for: what changed, reminders, minutes. Planned from what was published, by the clock. */
import { createHash } from 'node:crypto';
import type { Audience, Broadcast, BroadcastPurpose } from '../broadcasts/broadcast.js';
import type { Broadcasts, Calendar } from '../store/outreach.js';
import type { Store } from '../store/store.js';
import { pick } from '../text/texts.js';
import { dayNumber, startOfDay } from './days.js';
import { changedIn, isOver, mustBeTold } from './diff.js';
import type { EntryContent, EntryVersion } from './entry.js';
import { dayToldBy } from './rule.js';

/** Hour of the day at which reminders go, in the forum's time zone. */
export const reminderHour = 9;
/** A reminder that could not go on its day may still go so much later; then it would only confuse. */
const lateDays = 2;
/** Versions looked at in one go; the next go takes the rest. */
const batch = 50;
/** How many hear it before the rest does. */
const firstBatch = 20;
/** Whoever acts here is the clock. */
const clock = 'system';
const unfinished: readonly Broadcast['state'][] = ['approved', 'sending', 'paused'];

export interface AnnounceParts {
  readonly store: {
    readonly calendar: Pick<
      Calendar,
      'entry' | 'entries' | 'versions' | 'versionsOfCycle' | 'unannounced' | 'announced'
    >;
    readonly broadcasts: Pick<Broadcasts, 'create' | 'find' | 'start' | 'ofEntry' | 'running' | 'setState'>;
    readonly cycles: Store['cycles'];
  };
  readonly timezone: string;
  readonly now: () => number;
}

/** The same notice has the same id in every process, so that two clocks make one of it. Short: each row carries it. */
const idOf = (...parts: readonly (string | number)[]): string =>
  `c${createHash('sha256').update(parts.join(':')).digest('hex').slice(0, 15)}`;

/**
 * What a version is told as; null when nobody need hear of it: only words of staff changed, or it is over.
 * @param versions of its entry, up to this one at least.
 */
export function purposeOf(
  versions: readonly EntryVersion[],
  { version, change, content }: EntryVersion,
  now: number,
): 'change' | 'cancellation' | 'minutes' | null {
  const before = versions.find((one) => one.version === version - 1);
  const over = isOver(content, now);
  if (change === 'cancelled') return over ? null : 'cancellation';
  const changed = changedIn(versions, version);
  // Who was told that it would not be must hear that it will.
  const isBack = before?.change === 'cancelled';
  if (!over && (isBack || mustBeTold(changed))) return 'change';
  return content.minutes !== null && changed.includes('minutes') ? 'minutes' : null;
}

/** The reminder that is due now: the latest one whose hour has come, if it was known by then and is not too old. */
export function dueReminder(
  content: EntryContent,
  toldAt: number,
  now: number,
  timezone: string,
): { readonly days: number; readonly at: number } | null {
  if (content.startsAt <= now) return null;
  const start = dayNumber(content.startsAt, timezone);
  const due = content.reminders
    .map((days) => ({ days, at: startOfDay(start - days, timezone, reminderHour) }))
    .filter(({ at }) => at <= now && at >= toldAt)
    .sort((one, other) => other.at - one.at)[0];
  return due && dayNumber(now, timezone) - dayNumber(due.at, timezone) <= lateDays ? due : null;
}

export function createAnnouncer({ store, timezone, now }: AnnounceParts) {
  const { calendar, broadcasts } = store;

  const automatic = (
    id: string,
    purpose: BroadcastPurpose,
    { entryId, version, content }: EntryVersion,
    { cycleId, audience }: { cycleId: string; audience: Partial<Audience> },
  ): Broadcast => ({
    id,
    cycleId,
    purpose,
    origin: 'calendar',
    entryId,
    entryVersion: version,
    title: pick(content.title, 'es'),
    texts: {},
    audience: { regions: [], areas: [], channels: [], locales: [], told: null, reminded: null, ...audience },
    firstBatch,
    state: 'approved',
    phase: 'expanding',
    why: null,
    revision: 1,
    hash: null,
    preview: null,
    draftedBy: clock,
    approvedBy: null,
    approvedAt: null,
    startsAt: now(),
    planned: 0,
    startedBy: null,
    startedAt: null,
    doneAt: null,
    createdAt: now(),
  });
  /** Again after a crash in between, and by two processes at once: it is there once and it runs. */
  const launch = async (broadcast: Broadcast): Promise<void> => {
    await broadcasts.create(broadcast);
    const found = await broadcasts.find(broadcast.id);
    if (found?.state !== 'approved') return;
    await broadcasts.start(found.id, { revision: found.revision, staffId: clock, now: now() });
  };
  const drop = async (id: string, why: string): Promise<void> => {
    await broadcasts.setState(id, { from: unfinished, to: 'cancelled', why, staffId: clock, now: now() });
  };

  /**
   * Takes back what would say what is wrong: reminders of a former version, and everything that invites to what will not
   * be. Announcements that a change replaces are led on by the conductor: who was about to be told hears of the change.
   */
  const makeWay = async (entryId: string, version: number, purpose: BroadcastPurpose): Promise<void> => {
    for (const one of await broadcasts.ofEntry(entryId)) {
      const isOlder = one.entryVersion !== null && one.entryVersion < version;
      if (!isOlder || !unfinished.includes(one.state)) continue;
      if (purpose === 'cancellation' || one.purpose === 'reminder') await drop(one.id, 'replaced');
    }
  };

  const announce = async (version: EntryVersion): Promise<boolean> => {
    const { entryId } = version;
    const entry = await calendar.entry(entryId);
    const purpose = purposeOf(await calendar.versions(entryId), version, now());
    if (entry && purpose) {
      await makeWay(entryId, version.version, purpose);
      const audience = { told: entryId };
      await launch(
        automatic(idOf(entryId, version.version, purpose), purpose, version, {
          cycleId: entry.cycleId,
          audience,
        }),
      );
    }
    await calendar.announced(entryId, version.version, now());
    return entry !== null && purpose !== null;
  };

  const remind = async (): Promise<number> => {
    const cycle = await store.cycles.current(now());
    const open = (await calendar.entries(cycle.id)).filter(
      ({ state, content }) => state === 'published' && content && dueReminder(content, 0, now(), timezone),
    );
    if (open.length === 0) return 0;
    const all = await calendar.versionsOfCycle(cycle.id);
    let made = 0;
    for (const { id: entryId, content, version } of open) {
      const versions = all.filter((one) => one.entryId === entryId);
      const latest = versions.find((one) => one.version === version);
      const told = dayToldBy(versions, timezone);
      const due = content && told && dueReminder(content, told.publishedAt, now(), timezone);
      if (!due || !latest) continue;
      // By the version that told the day: a new address of the room is no new reminder.
      const id = idOf(entryId, told.version, 'reminder', due.days);
      if (await isUnderWay(id)) continue;
      const audience = { reminded: entryId };
      await launch(automatic(id, 'reminder', latest, { cycleId: cycle.id, audience }));
      made += 1;
    }
    return made;
  };
  const isUnderWay = async (id: string): Promise<boolean> => {
    const found = await broadcasts.find(id);
    return found !== null && found.state !== 'approved';
  };

  /** What waited (for the morning, for room) until its event was over would only annoy; a reminder until it has begun. */
  const endLate = async (): Promise<void> => {
    for (const { id, purpose, entryId } of await broadcasts.running()) {
      if (entryId === null || purpose === 'notice' || purpose === 'minutes') continue;
      const content = (await calendar.entry(entryId))?.content;
      if (!content) continue;
      const late = purpose === 'reminder' ? content.startsAt <= now() : isOver(content, now());
      if (late) await drop(id, 'over');
    }
  };

  return {
    /** Plans all that is due and takes back what came too late. @returns how many notices were started. */
    run: async (): Promise<number> => {
      let started = 0;
      await endLate();
      for (const version of await calendar.unannounced(batch)) if (await announce(version)) started += 1;
      return started + (await remind());
    },
  };
}
