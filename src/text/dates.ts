/** Dates as people say them. `Intl` has no Aymara and Spanish month names for Quechua: both use Spanish of Peru. */

const tags: Readonly<Record<string, string>> = { es: 'es-PE', qu: 'es-PE', ay: 'es-PE', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  name: string,
): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${name}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(tags[locale] ?? 'es-PE', { timeZone, ...options });
  formats.set(key, format);
  return format;
}

/** "24 de diciembre de 2026" · @param at UTC milliseconds. */
export const formatDate = (locale: string, at: number, timeZone: string): string =>
  formatOf(locale, timeZone, { day: 'numeric', month: 'long', year: 'numeric' }, 'date').format(at);

/** "24 dic 2026, 15:04" */
export const formatMoment = (locale: string, at: number, timeZone: string): string =>
  formatOf(
    locale,
    timeZone,
    { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
    'moment',
  ).format(at);

/** "jueves 24 de diciembre, 3:00 p. m." */
export const formatDay = (locale: string, at: number, timeZone: string): string =>
  formatOf(
    locale,
    timeZone,
    { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit', hourCycle: 'h12' },
    'day',
  ).format(at);

/** "3:00 p. m." */
export const formatHour = (locale: string, at: number, timeZone: string): string =>
  formatOf(locale, timeZone, { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }, 'hour').format(at);

/** "martes 24 de noviembre de 2026" */
export const formatLongDay = (locale: string, at: number, timeZone: string): string =>
  formatOf(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'long')
    .format(at)
    .replace(',', '');

/** "noviembre de 2026" */
export const formatMonth = (locale: string, at: number, timeZone: string): string =>
  formatOf(locale, timeZone, { month: 'long', year: 'numeric' }, 'month').format(at);

/** "mar", "Tue": above the number of a day. */
export const formatWeekday = (locale: string, at: number, timeZone: string): string =>
  formatOf(locale, timeZone, { weekday: 'short' }, 'weekday').format(at);
