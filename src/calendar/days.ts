/** Days as a place on earth counts them: an instant's day, and where a day begins. Whole days only, whatever the clocks do. */
import { wallClock } from './wall-clock.js';

const dayMs = 86_400_000;

/** Number of the day on which an instant falls; the next day has the next number. @param at UTC ms. */
export const dayNumber = (at: number, timezone: string): number =>
  Math.floor(wallClock(at, timezone) / dayMs);

/** `2026-11-24` */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/**
 * First instant of a day at which clocks show `hour` or later, UTC ms: where clocks are put forward at midnight, a day
 * begins at one.
 */
export function startOfDay(day: number, timezone: string, hour = 0): number {
  const wanted = day * dayMs + hour * 3_600_000;
  // What the clocks say there and then differs by at most a day; a second look settles a change in between.
  let at = wanted - (wallClock(wanted, timezone) - wanted);
  at += wanted - wallClock(at, timezone);
  return wallClock(at, timezone) < wanted ? at + 3_600_000 : at;
}
