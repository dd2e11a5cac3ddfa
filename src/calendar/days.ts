/** Days as a place on earth counts them: an instant's day, and where a day begins. Whole days only, whatever the clocks do. */

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timezone: string): Intl.DateTimeFormat => {
  const known = formats.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timezone, made);
  return made;
};

/** What a clock on the wall shows at this instant, read as if it were UTC. */
function wallClock(at: number, timezone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

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
