/** Quiet hours: nobody is written to at night, whatever the clocks do. Pure. */
import { dayNumber, startOfDay } from '../calendar/days.js';

/** Whole hours of the wall clock, for example 21 to 8; equal ones mean that there are none. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** A cycle's own hours, or the configured ones where it has none. */
export const quietOf = (cycle: { readonly quiet: QuietHours | null }, configured: QuietHours): QuietHours =>
  cycle.quiet ?? configured;

export interface Quiet {
  /** End of the quiet hours in which this instant lies; null by day. UTC ms. */
  until(at: number): number | null;
  /** When the next quiet hours begin, or began if it is night; null where there are none. */
  next(at: number): number | null;
  /** Days between two instants as people there count them; 0: the same day. */
  days(from: number, to: number): number;
}

interface Night {
  readonly begins: number;
  readonly ends: number;
}

export function createQuiet({ from, to }: QuietHours, timezone: string): Quiet {
  /** The quiet hours that begin on a day. */
  const nightOf = (day: number): Night => ({
    begins: startOfDay(day, timezone, from),
    ends: startOfDay(from < to ? day : day + 1, timezone, to),
  });
  /** Of yesterday, today and tomorrow, the first that has not ended. */
  const nightAt = (at: number): Night | null => {
    if (from === to) return null;
    const today = dayNumber(at, timezone);
    return [today - 1, today, today + 1].map(nightOf).find(({ ends }) => at < ends) ?? null;
  };
  /** Asked for every message: most come in the same night or day as the one before. */
  let known: { readonly since: number; readonly night: Night } | null = null;
  const remembered = (at: number): Night | null => {
    if (known && at >= known.since && at < known.night.ends) return known.night;
    const night = nightAt(at);
    known = night && { since: at, night };
    return night;
  };
  return {
    until: (at) => {
      const night = remembered(at);
      return night && at >= night.begins ? night.ends : null;
    },
    next: (at) => remembered(at)?.begins ?? null,
    days: (first, last) => dayNumber(last, timezone) - dayNumber(first, timezone),
  };
}
