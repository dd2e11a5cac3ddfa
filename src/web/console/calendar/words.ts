/** How entries are named on the console, and whether the notices about one would fit every channel. */
import { aspects, type EntryField } from '../../../calendar/diff.js';
import type { Entry, EntryContent } from '../../../calendar/entry.js';
import { formatDate, formatMoment } from '../../../text/dates.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

export const root = '/panel/calendario';
export const hrefOf = (id: string, part = ''): string => `${root}/${id}${part === '' ? '' : `/${part}`}`;

/** As long as any id: how long a link gets is known before the entry is. */
const anyId = '0'.repeat(26);

export function createCalendarWords(parts: ConsoleParts) {
  const { deps } = parts;
  const say = sayIn(parts);
  const { eventWords: events } = deps;
  const many = (texts: Readonly<Record<string, string>>): string =>
    Object.entries(texts)
      .map(([locale, text]) => (locale === consoleLocale ? text : `${locale}: ${text}`))
      .join('\n');
  const moment = (at: number): string => formatMoment(consoleLocale, at, deps.timezone);

  /** What stands in a field, in words; a dash where nothing does. */
  const inWords = (content: EntryContent, field: EntryField): string => {
    const { place, endsAt, reminders } = content;
    switch (field) {
      case 'kind':
        return say(`calendar.kind.${content.kind}`);
      case 'stage':
        return say(`calendar.stage.${content.stage}`);
      case 'title':
      case 'takePart':
        return many(content[field]) || '—';
      case 'startsAt':
        return moment(content.startsAt);
      case 'endsAt':
        return endsAt === null ? '—' : moment(endsAt);
      case 'place':
        return place === null ? say('place.everywhere') : (deps.places.name(place) ?? place);
      case 'online':
        return say(content.online ? 'calendar.yes' : 'calendar.no');
      case 'reminders':
        return reminders.length === 0
          ? say('calendar.noReminders')
          : say('calendar.remindersOf', { days: reminders.join(', ') });
      case 'venue':
      case 'organiser':
        return content[field] || '—';
      case 'link':
      case 'minutes':
        return content[field] ?? '—';
    }
  };
  return {
    say,
    title: (content: EntryContent): string => pick(content.title, consoleLocale),
    when: (content: EntryContent): string => events.when(content, consoleLocale),
    where: (content: EntryContent): string => events.where(content, consoleLocale),
    state: ({ state, version, draft }: Pick<Entry, 'state' | 'version' | 'draft'>): string =>
      say(
        state === 'published' && version > 0 && draft !== null
          ? 'calendar.state.changing'
          : `calendar.state.${state}`,
      ),
    field: (field: EntryField): string => say(`calendar.field.${field}`),
    inWords,
    moment,
    day: (at: number): string => formatDate(consoleLocale, at, deps.timezone),
    /** Every notice it may ever need, in all languages, on all channels. */
    fits: (content: EntryContent): boolean =>
      (['event', 'change', 'reminder'] as const).every(
        (purpose) =>
          events.checkEventMessage({
            purpose,
            entryId: anyId,
            content,
            changed: aspects,
            now: deps.now(),
          }).length === 0,
      ),
  };
}

export type CalendarWords = ReturnType<typeof createCalendarWords>;
