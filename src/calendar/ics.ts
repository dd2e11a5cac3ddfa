/**
 * Calendar files (RFC 5545). Pure. Own code: `ical-generator` needs Node 22 and `ics` brings a validation library of its
 * own, for what are fifteen lines of text, their escaping and their folding.
 */
import { dayNumber, dayText } from './days.js';

export interface IcsEvent {
  readonly id: string;
  /** Version of the entry: programs that know an older one replace it. */
  readonly version: number;
  readonly cancelled: boolean;
  readonly title: string;
  /** UTC ms. */
  readonly startsAt: number;
  readonly endsAt: number | null;
  /** A stage: whole days, which leave a person's own time free. */
  readonly wholeDays: boolean;
  /** When this version was published. */
  readonly modifiedAt: number;
  readonly location: string;
  readonly description: string;
  readonly url: string;
}

export interface IcsCalendar {
  readonly name: string;
  readonly timezone: string;
  readonly events: readonly IcsEvent[];
}

/** https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11; control characters have no place in a text. */
export const escapeText = (text: string): string =>
  text
    .replace(/\r\n?/gu, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/gu, ' ')
    .replace(/[\\;,]/gu, (sign) => `\\${sign}`)
    .replace(/\n/gu, '\\n');

const lineOctets = 75;

/** Lines longer than 75 octets go on in the next, after a space; never within a letter (section 3.1). */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    // The space at the beginning of a continuation counts too.
    if (octets + size > lineOctets) {
      parts.push(part);
      part = '';
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

/** `20261124T200000Z` */
const utc = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/gu, '');
const date = (day: number): string => dayText(day).replaceAll('-', '');

function span({ startsAt, endsAt, wholeDays }: IcsEvent, timezone: string): readonly string[] {
  if (!wholeDays) return [`DTSTART:${utc(startsAt)}`, ...(endsAt === null ? [] : [`DTEND:${utc(endsAt)}`])];
  const first = dayNumber(startsAt, timezone);
  // An end at midnight belongs to the day before it; the file names the day after the last.
  const last = endsAt === null ? first : Math.max(first, dayNumber(endsAt - 1, timezone));
  return [`DTSTART;VALUE=DATE:${date(first)}`, `DTEND;VALUE=DATE:${date(last + 1)}`, 'TRANSP:TRANSPARENT'];
}

function eventLines(event: IcsEvent, timezone: string): readonly string[] {
  const { id, version, cancelled, title, modifiedAt, location, description, url } = event;
  return [
    'BEGIN:VEVENT',
    // The same for every version and wherever the forum's pages move to.
    `UID:${id}@ayni`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${utc(modifiedAt)}`,
    `LAST-MODIFIED:${utc(modifiedAt)}`,
    ...span(event, timezone),
    `SUMMARY:${escapeText(title)}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(location === '' ? [] : [`LOCATION:${escapeText(location)}`]),
    ...(description === '' ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    `URL:${url}`,
    'END:VEVENT',
  ];
}

/** The whole file. The same calendar is the same text, so that its fingerprint tells whether anything is new. */
export function toIcs({ name, timezone, events }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ayni//Calendario//ES',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-TIMEZONE:${timezone}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap((event) => eventLines(event, timezone)),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
