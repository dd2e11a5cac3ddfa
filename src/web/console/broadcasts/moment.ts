/** Local clock time of the forum's zone ↔ instants, for `datetime-local` fields. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(at: number, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `2026-12-01T09:00` · @param at UTC ms. */
export function localOf(at: number, timeZone: string): string {
  const { year = '', month = '', day = '', hour = '', minute = '' } = partsIn(at, timeZone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

const minuteMs = 60_000;
const local = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/** Null for what is no moment, such as 31 February. */
export function instantOf(typed: string, timeZone: string): number | null {
  const [, year, month, day, hour, minute] = local.exec(typed)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let at = wanted;
  // Twice: the first guess may lie on the other side of a change of offset.
  for (let round = 0; round < 2; round += 1) at += wanted - Date.parse(`${localOf(at, timeZone)}Z`);
  const shown = typed.slice(0, 16);
  return Math.abs(at % minuteMs) === 0 && localOf(at, timeZone) === shown ? at : null;
}
