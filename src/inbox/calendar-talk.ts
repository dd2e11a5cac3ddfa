/** What the chat says about the calendar when somebody asks. Pure. */
import { reminderHour } from '../calendar/announce.js';
import { dayNumber, startOfDay } from '../calendar/days.js';
import type { EntryContent, EventReply } from '../calendar/entry.js';
import { createEventWords, type EventWords, eventTap, type NoticeKey } from '../calendar/words.js';
import type { Context } from '../flow/step.js';
import { withoutStars } from '../talk/bold.js';
import { codePoints, whatsappLimits } from '../talk/limits.js';
import type { Choice, Outgoing } from '../talk/message.js';
import { formatDay } from '../text/dates.js';
import { type CitizenKey, createSay, type Params, pick } from '../text/texts.js';
import type { CalendarGlance, EventGlance, Person } from './turn.js';

const sayNotice = createSay<NoticeKey>('notices');

export interface CalendarTalk {
  readonly events: EventWords;
  list(found: CalendarGlance): Outgoing;
  /** One event with its buttons. */
  event(found: EventGlance): Outgoing;
  /** What follows from an answer. */
  replied(found: EventGlance, reply: EventReply): string;
  /** It is over, or cancelled: nothing can be answered any more. */
  closed(found: EventGlance): string | null;
}

/** Two digits of the person's department; null: the whole country. */
export const regionOf = (person: Pick<Person, 'place'> | undefined): string | null =>
  person?.place?.slice(0, 2) ?? null;

/** Nobody "goes" to a deadline or a stage: whoever says so wants to be reminded. */
export const canGo = ({ kind }: EntryContent): boolean => kind === 'workshop' || kind === 'meeting';

const endOf = ({ startsAt, endsAt }: EntryContent): number => endsAt ?? startsAt;

/** Letters a label may lose so that it ends with a whole word. */
const lostForWord = 8;

/** Whole letters, whole words where that costs little, and an ellipsis where something is missing. */
function clip(text: string, most: number): string {
  const points = [...text.trim()];
  if (points.length <= most) return points.join('');
  const start = points.slice(0, most - 1).join('');
  const end = start.lastIndexOf(' ');
  const cut = end >= start.length - lostForWord ? start.slice(0, end) : start;
  return `${cut.replace(/[\s,;:.]+$/u, '')}…`;
}

/** The first that fits a message with buttons; the last one is the shortest there is. */
const fitting = (texts: readonly (() => string)[]): string => {
  let text = '';
  for (const make of texts) {
    text = make().trim();
    if (codePoints(text) <= whatsappLimits.body) return text;
  }
  return clip(text, whatsappLimits.body);
};

export function createCalendarTalk(context: Context, timezone: string): CalendarTalk {
  const { locale, env, person } = context;
  const say = (key: CitizenKey, params?: Params) => context.say(locale, key, params);
  const { publicUrl, now } = env;
  const events = createEventWords({
    say: sayNotice,
    timezone,
    placeName: env.placeName,
    publicUrl: () => publicUrl,
  });
  const titleOf = (content: EntryContent) => withoutStars(pick(content.title, locale));
  const region = regionOf(person);
  const regionName = region === null ? null : env.placeName(`${region}0000`);

  const stage = (found: CalendarGlance): string => {
    if (found.stage) {
      const { title, endsAt } = found.stage;
      const params = { stage: pick(title, locale), date: context.date((endsAt ?? now) - 1) };
      return say(endsAt === null ? 'calendar.stageOpen' : 'calendar.stage', params);
    }
    const next = env.cycle.nextStage;
    return next
      ? say('calendar.nextStage', { stage: pick(next.label, locale), date: context.date(next.startsAt) })
      : '';
  };
  const where = (content: EntryContent): string | null =>
    content.kind === 'deadline' && content.venue.trim() === '' && !content.online
      ? null
      : events.where(content, locale);

  /** The more there is to say, the less of it: first without how, then without where. */
  const line = ({ content }: EventGlance, index: number, detail: 0 | 1 | 2): string => {
    const place = where(content);
    const how = pick(content.takePart, locale).trim();
    return [
      `${index + 1}. *${clip(titleOf(content), 80)}*`,
      events.when(content, locale),
      ...(place !== null && detail > 0 ? [clip(place, 80)] : []),
      ...(how !== '' && detail > 1 ? [clip(how, 90)] : []),
    ].join('\n');
  };
  const listText = (found: CalendarGlance, detail: 0 | 1 | 2): string => {
    const foot = [
      stage(found),
      say(found.more ? 'calendar.more' : 'calendar.all', {
        link: `${publicUrl}/calendario`,
        file: `${publicUrl}/calendario.ics`,
      }),
    ];
    const head =
      found.events.length === 0
        ? say('calendar.none')
        : regionName === null
          ? say('calendar.headCountry')
          : say('calendar.head', { region: regionName });
    const lines = found.events.map((event, index) => line(event, index, detail));
    return [head, ...lines, ...foot].filter((part) => part !== '').join('\n\n');
  };

  const detailText = (found: EventGlance, detail: 0 | 1 | 2): string => {
    const { content, id } = found;
    const place = where(content);
    const how = pick(content.takePart, locale).trim();
    const facts = [
      sayNotice(locale, 'line.when', { when: events.when(content, locale) }),
      ...(place === null || content.kind === 'stage'
        ? []
        : [sayNotice(locale, 'line.where', { where: place })]),
      ...(how === '' || detail < 1 ? [] : [sayNotice(locale, 'line.takePart', { takePart: how })]),
      ...(content.link === null ? [] : [sayNotice(locale, 'line.link', { link: content.link })]),
      ...(content.organiser.trim() === '' || detail < 2
        ? []
        : [sayNotice(locale, 'line.organiser', { organiser: content.organiser.trim() })]),
    ];
    const link = `${publicUrl}/calendario/${id}`;
    return [
      `*${titleOf(content)}*`,
      facts.join('\n'),
      say('calendar.links', { link, file: `${link}.ics` }),
      found.reply === null ? '' : say(`event.said.${found.reply}`),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  };

  /** "14, 3 y 1" days before: those that are still to come. */
  const reminders = ({ startsAt, reminders: days }: EntryContent): string => {
    const start = dayNumber(startsAt, timezone);
    const ahead = [...new Set(days)]
      .filter((count) => startOfDay(start - count, timezone, reminderHour) > now)
      .sort((a, b) => b - a);
    const [last, ...before] = [...ahead].reverse();
    if (last === undefined) return say('event.noReminder');
    const list =
      before.length === 0 ? String(last) : say('event.and', { some: before.reverse().join(', '), last });
    return say('event.reminders', { days: list, count: ahead.length === 1 ? last : 2 });
  };

  return {
    events,
    list: (found) => {
      const choices: Choice[] = found.events.map((event, index) => ({
        id: `go:event:${event.id}`,
        label: clip(`${index + 1}. ${titleOf(event.content)}`, 24),
        hint: formatDay(locale, event.content.startsAt, timezone),
      }));
      if (person?.adultEnoughAt != null)
        choices.push({
          id: 'go:region',
          label: say(region === null ? 'calendar.region' : 'calendar.otherRegion'),
        });
      const text = fitting(([2, 1, 0] as const).map((detail) => () => listText(found, detail)));
      return choices.length === 0
        ? { kind: 'text', text }
        : { kind: 'choices', text, choices, open: say('common.open') };
    },
    event: (found) => ({
      kind: 'choices',
      text: fitting(([2, 1, 0] as const).map((detail) => () => detailText(found, detail))),
      choices: (['going', 'remind', 'not-for-me'] as const)
        .filter((reply) => reply !== 'going' || canGo(found.content))
        .map((reply) => ({ id: eventTap(found.id, reply), label: sayNotice(locale, `button.${reply}`) })),
      open: say('common.open'),
    }),
    replied: (found, reply) =>
      say(`event.${reply}`, {
        title: titleOf(found.content),
        when: events.when(found.content, locale),
        reminders: reply === 'not-for-me' ? '' : reminders(found.content),
      }),
    closed: ({ content, cancelled }) => {
      const params = { title: titleOf(content), when: events.when(content, locale) };
      if (cancelled) return say('event.cancelled', params);
      if (endOf(content) >= now) return null;
      return content.minutes === null
        ? say('event.over', params)
        : say('event.overMinutes', { ...params, link: content.minutes });
    },
  };
}
