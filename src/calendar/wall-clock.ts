/** What clocks on the wall show in a time zone ↔ instants (UTC ms), whatever the clocks do. Pure. */

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
export function wallClock(at: number, timezone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** `2026-12-01T09:00`, as a field for date and time takes it. */
export const localOf = (at: number, timezone: string): string =>
  new Date(wallClock(at, timezone)).toISOString().slice(0, 16);

const local = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/** The instant such a field means. Null for what is no moment, such as 31 February. */
export function instantOf(typed: string, timezone: string): number | null {
  const [, year, month, day, hour, minute] = local.exec(typed)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let at = wanted;
  // Twice: the first guess may lie on the other side of a change of offset.
  for (let round = 0; round < 2; round += 1) at += wanted - wallClock(at, timezone);
  return localOf(at, timezone) === typed.slice(0, 16) ? at : null;
}
