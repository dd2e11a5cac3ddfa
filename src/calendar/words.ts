/** The messages about the calendar: what, when, where, how, why they come, and one word to stop them. Pure. */

import type noticeTexts from '../../locales/es/notices.json';
import type { BroadcastPurpose, BroadcastTexts } from '../broadcasts/broadcast.js';
import { bold, withoutStars } from '../talk/bold.js';
import { codePoints, limitIssues, telegramLimits, whatsappLimits } from '../talk/limits.js';
import type { Choice, Outgoing, OutgoingTemplate, OutgoingText } from '../talk/message.js';
import { templateLanguage } from '../talk/window.js';
import { locales, pick, type Say, type Singular } from '../text/texts.js';
import { dayNumber } from './days.js';
import type { Aspect } from './diff.js';
import type { EntryContent, EventReply } from './entry.js';
import { isSomewhere, whenOf, whereOf } from './when.js';

export type NoticeKey = Singular<Extract<keyof typeof noticeTexts, string>>;
export type EventPurpose = Exclude<BroadcastPurpose, 'notice'>;

/**
 * Templates for outside WhatsApp's window, by purpose. Parameters: title, when, where (minutes: title, link; notice: its
 * first words). Quick-reply buttons in this order; their payloads are ids of taps.
 */
export const eventTemplates = {
  event: { name: 'event_news', buttons: ['going', 'remind', 'not-for-me'] },
  change: { name: 'event_change', buttons: ['going', 'remind', 'not-for-me'] },
  cancellation: { name: 'event_cancelled', buttons: [] },
  reminder: { name: 'event_reminder', buttons: ['going', 'not-for-me'] },
  minutes: { name: 'event_minutes', buttons: [] },
} as const satisfies Record<EventPurpose, { name: string; buttons: readonly EventReply[] }>;
export const noticeTemplateName = 'forum_notice';

export const eventTap = (entryId: string, reply: EventReply): string => `go:event:${entryId}:${reply}`;
const noticeTap = (broadcastId: string): string => `go:notice:${broadcastId}`;

export interface EventFacts {
  readonly purpose: EventPurpose;
  readonly entryId: string;
  /** As published; of a cancellation: what it was going to be. */
  readonly content: EntryContent;
  readonly locale: string;
}
export interface EventMessage extends EventFacts {
  /** Of a change: what is not as it was (`changedIn`); nothing: it takes place after all. */
  readonly changed?: readonly Aspect[];
  /** Words of staff above an announcement. */
  readonly lead?: BroadcastTexts;
  /** UTC ms: a reminder says how many days are left. */
  readonly now: number;
}

export interface EventWords {
  /** Inside the window, and on Telegram. */
  eventMessage(given: EventMessage): Outgoing;
  /** Outside WhatsApp's window. */
  eventTemplate(given: EventFacts): OutgoingTemplate;
  /** A notice in free words: the person's language, else Spanish. */
  noticeMessage(given: { texts: BroadcastTexts; locale: string }): OutgoingText;
  noticeTemplate(given: { texts: BroadcastTexts; broadcastId: string; locale: string }): OutgoingTemplate;
  /** What would not fit a channel, in any of our languages; nothing is ever cut. */
  checkEventMessage(given: Omit<EventMessage, 'locale'>): readonly MessageProblem[];
  checkNotice(texts: BroadcastTexts): readonly MessageProblem[];
  /** When and where, as the messages say it. */
  when(content: EntryContent, locale: string): string;
  where(content: EntryContent, locale: string): string;
  /** "la fecha o la hora y el lugar" */
  aspects(changed: readonly Aspect[], locale: string): string;
}
export interface MessageProblem {
  readonly locale: string;
  readonly channel: 'telegram' | 'whatsapp';
  /** For people who know the channels: what is too long, and by how much. */
  readonly issue: string;
}

export interface WordsParts {
  readonly say: Say<NoticeKey>;
  readonly timezone: string;
  readonly placeName: (code: string) => string | null;
  readonly publicUrl: () => string;
}

/** Letters of a notice that its template shows; the whole stands behind the tap. */
const teaserLength = 60;

/** "The first words of a text …", whole words only, without the stars of bold ones. */
export function firstWords(text: string, most = teaserLength): string {
  const line = text
    .replace(bold, '$1')
    .replace(/[\s*]+/gu, ' ')
    .trim();
  if (codePoints(line) <= most) return line;
  const start = [...line].slice(0, most).join('');
  const end = start.lastIndexOf(' ');
  return `${(end > 0 ? start.slice(0, end) : start).replace(/[,;:.]$/u, '')}…`;
}

const limits = { telegram: telegramLimits, whatsapp: whatsappLimits } as const;
const issuesOf = (message: Outgoing, locale: string): MessageProblem[] =>
  (['telegram', 'whatsapp'] as const).flatMap((channel) =>
    limitIssues(message, limits[channel]).map((issue) => ({ locale, channel, issue })),
  );

export function createEventWords({ say, timezone, placeName, publicUrl }: WordsParts): EventWords {
  const when = (content: EntryContent, locale: string) => whenOf(content, locale, timezone, say);
  const where = (content: EntryContent, locale: string) => whereOf(content, locale, placeName, say);
  const titleOf = (content: EntryContent, locale: string) => withoutStars(pick(content.title, locale));

  const aspects = (changed: readonly Aspect[], locale: string): string => {
    const names = changed.map((aspect) => say(locale, `aspect.${aspect}`));
    const last = names.pop() ?? '';
    return names.length === 0 ? last : say(locale, 'aspect.and', { some: names.join(', '), last });
  };
  const daysLeft = ({ content, locale, now }: EventMessage): string => {
    const count = dayNumber(content.startsAt, timezone) - dayNumber(now, timezone);
    if (count <= 0) return say(locale, 'reminder.today');
    return count === 1 ? say(locale, 'reminder.tomorrow') : say(locale, 'reminder.days', { count });
  };
  const topOf = (given: EventMessage): string => {
    const { purpose, content, locale, changed = [], lead } = given;
    switch (purpose) {
      case 'event':
        return (lead && pick(lead, locale).trim()) || say(locale, `event.${content.kind}`);
      case 'change':
        return changed.length === 0
          ? say(locale, 'change.back')
          : say(locale, 'change.top', { aspects: aspects(changed, locale) });
      case 'reminder':
        return daysLeft(given);
      case 'cancellation':
      case 'minutes':
        return say(locale, `${purpose}.top`);
    }
  };
  const factsOf = ({ purpose, content, entryId, locale }: EventMessage): readonly string[] => {
    const more = say(locale, 'line.more', { link: `${publicUrl()}/calendario/${entryId}` });
    if (purpose === 'cancellation')
      return [
        say(locale, 'cancellation.was', { when: when(content, locale) }),
        say(locale, 'cancellation.sorry'),
      ];
    if (purpose === 'minutes')
      return [
        say(locale, 'minutes.was', { when: when(content, locale) }),
        say(locale, 'minutes.link', { link: content.minutes ?? '' }),
      ];
    const takePart = pick(content.takePart, locale).trim();
    return [
      say(locale, 'line.when', { when: when(content, locale) }),
      ...(isSomewhere(content) ? [say(locale, 'line.where', { where: where(content, locale) })] : []),
      ...(takePart === '' ? [] : [say(locale, 'line.takePart', { takePart })]),
      ...(content.link === null ? [] : [say(locale, 'line.link', { link: content.link })]),
      ...(content.organiser.trim() === '' || purpose === 'reminder'
        ? []
        : [say(locale, 'line.organiser', { organiser: content.organiser.trim() })]),
      more,
    ];
  };
  const whyKey = {
    event: 'consent',
    change: 'told',
    cancellation: 'told',
    reminder: 'asked',
    minutes: 'told',
  } as const;
  const foot = (locale: string, why: 'consent' | 'told' | 'asked') =>
    `${say(locale, `why.${why}`)} ${say(locale, 'stop')}`;
  /** Nobody "goes" to a deadline or a stage. */
  const choicesOf = ({ purpose, content, entryId, locale }: EventMessage): readonly Choice[] =>
    eventTemplates[purpose].buttons
      .filter((reply) => reply !== 'going' || content.kind === 'workshop' || content.kind === 'meeting')
      .map((reply) => ({ id: eventTap(entryId, reply), label: say(locale, `button.${reply}`) }));

  const words: EventWords = {
    when,
    where,
    aspects,
    eventMessage: (given) => {
      const { purpose, content, locale } = given;
      const text = [
        `${topOf(given)}\n*${titleOf(content, locale)}*`,
        factsOf(given).join('\n'),
        foot(locale, whyKey[purpose]),
      ].join('\n\n');
      const choices = choicesOf(given);
      return choices.length === 0 ? { kind: 'text', text } : { kind: 'choices', text, choices };
    },
    eventTemplate: ({ purpose, content, entryId, locale }) => {
      const { name, buttons } = eventTemplates[purpose];
      const language = templateLanguage(locale);
      const title = titleOf(content, language);
      return {
        kind: 'template',
        name,
        language,
        parameters:
          purpose === 'minutes'
            ? [title, content.minutes ?? '']
            : [title, when(content, language), where(content, language)],
        payloads: buttons.map((reply) => eventTap(entryId, reply)),
      };
    },
    noticeMessage: ({ texts, locale }) => ({
      kind: 'text',
      text: `${pick(texts, locale).trim()}\n\n${foot(locale, 'consent')}`,
    }),
    noticeTemplate: ({ texts, broadcastId, locale }) => {
      const language = templateLanguage(locale);
      const parameters = [firstWords(pick(texts, language))];
      return {
        kind: 'template',
        name: noticeTemplateName,
        language,
        parameters,
        payloads: [noticeTap(broadcastId)],
      };
    },
    checkEventMessage: (given) =>
      locales.flatMap((locale) => issuesOf(words.eventMessage({ ...given, locale }), locale)),
    checkNotice: (texts) =>
      Object.keys(texts).flatMap((locale) => issuesOf(words.noticeMessage({ texts, locale }), locale)),
  };
  return words;
}
