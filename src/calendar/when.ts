/** When and where, as people say it, in the forum's time zone. Pure. */
import { formatDate, formatHour, formatLongDay } from '../text/dates.js';
import { fold } from '../text/fold.js';
import type { Say } from '../text/texts.js';
import { dayNumber } from './days.js';
import type { EntryContent } from './entry.js';

export type WhenKey = `when.${'at' | 'range' | 'long' | 'until' | 'days' | 'day'}`;
export type WhereKey = `where.${'online' | 'both' | 'country'}`;

/** Some versions of ICU put narrow and hard spaces, which old phones show as boxes. */
const clock = (locale: string, at: number, timezone: string): string =>
  formatHour(locale, at, timezone).replace(/[\u00a0\u202f]/gu, ' ');

/** "martes 24 de noviembre de 2026, de 3:00 p. m. a 5:00 p. m. (hora de Perú)"; a stage has days only. */
export function whenOf(content: EntryContent, locale: string, timezone: string, say: Say<WhenKey>): string {
  const { kind, startsAt, endsAt } = content;
  // An end at midnight belongs to the day before it.
  const last = endsAt === null ? startsAt : endsAt - 1;
  const sameDay = dayNumber(startsAt, timezone) === dayNumber(last, timezone);
  if (kind === 'stage') {
    const day = formatDate(locale, startsAt, timezone);
    const lastDay = formatDate(locale, last, timezone);
    return sameDay ? say(locale, 'when.day', { day }) : say(locale, 'when.days', { day, lastDay });
  }
  const day = formatLongDay(locale, startsAt, timezone);
  const from = clock(locale, startsAt, timezone);
  if (kind === 'deadline') return say(locale, 'when.until', { day, from });
  if (endsAt === null) return say(locale, 'when.at', { day, from });
  const to = clock(locale, endsAt, timezone);
  if (sameDay) return say(locale, 'when.range', { day, from, to });
  return say(locale, 'when.long', { day, from, lastDay: formatLongDay(locale, endsAt, timezone), to });
}

/** A stage is nowhere, and so is a deadline unless it says where. */
export const isSomewhere = ({ kind, venue, online, place }: EntryContent): boolean =>
  kind !== 'stage' && (kind !== 'deadline' || online || place !== null || venue.trim() !== '');

/** Whether an address says its place itself: "Plaza de Armas, Cusco". */
const names = (venue: string, place: string): boolean =>
  venue.split(/[,;()–]/u).some((part) => fold(part) === fold(place.replace(/\(.*/u, '')));

/** "Casa de la Cultura, Cusco", "en línea", "todo el Perú"; never empty. */
export function whereOf(
  content: EntryContent,
  locale: string,
  placeName: (code: string) => string | null,
  say: Say<WhereKey>,
): string {
  const { online, place } = content;
  const venue = content.venue.trim();
  const name = place === null ? null : placeName(place);
  const full = name !== null && !names(venue, name) ? [venue, name].filter(Boolean).join(', ') : venue;
  if (online) return venue === '' ? say(locale, 'where.online') : say(locale, 'where.both', { venue: full });
  return full || say(locale, 'where.country');
}
