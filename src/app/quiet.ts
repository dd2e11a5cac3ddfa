/** The quiet hours that hold now: the current cycle's own, or the configured ones; a change is seen within seconds. */
import { createQuiet, type Quiet, type QuietHours, quietOf } from '../broadcasts/quiet.js';

export interface CycleQuietParts {
  readonly cycles: {
    working(now: number, practice: boolean): Promise<{ readonly quiet: QuietHours | null }>;
  };
  readonly configured: QuietHours;
  readonly timezone: string;
}

/** As long as the conversations remember a cycle. */
const cycleMs = 5_000;

export function createCycleQuiet({ cycles, configured, timezone }: CycleQuietParts) {
  let hours = configured;
  let quiet: Quiet = createQuiet(configured, timezone);
  let readAt: number | null = null;
  const read = async (now: number): Promise<void> => {
    if (readAt !== null && now >= readAt && now - readAt < cycleMs) return;
    const fresh = quietOf(await cycles.working(now, false), configured);
    if (fresh.from !== hours.from || fresh.to !== hours.to) quiet = createQuiet(fresh, timezone);
    hours = fresh;
    readAt = now;
  };
  return {
    /** Looks whether staff have set other hours. */
    read,
    /** End of the quiet hours, as last read; null by day. */
    until: (at: number): number | null => quiet.until(at),
    /** Looks first: for jobs that run every few seconds. */
    untilNow: async (at: number): Promise<number | null> => {
      await read(at);
      return quiet.until(at);
    },
  };
}

export type CycleQuiet = ReturnType<typeof createCycleQuiet>;
