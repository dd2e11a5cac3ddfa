/** What refuses a draft before anybody approves it, and what is only worth a look. Codes; the words are the page's. Pure. */
import type { Entry } from '../calendar/entry.js';
import { codePoints, type Limits, telegramLimits, whatsappLimits } from '../talk/limits.js';
import type { ChannelName, Outgoing, OutgoingTemplate } from '../talk/message.js';
import { locales as everyLocale } from '../text/texts.js';
import type { Broadcast, BroadcastPreview } from './broadcast.js';
import type { Quiet } from './quiet.js';

/** Each stops the approval. */
export const refusals = [
  /** A notice without Spanish words. */
  'no-text',
  /** `locale`, `people`: somebody of the audience reads a language in which nothing is written. */
  'no-translation',
  /** `locale`, `channel`, `length`, `limit`, in letters. */
  'too-long',
  /** `locale`, `placeholder`: nobody would fill it in. */
  'placeholder',
  /** `locale`, `template`: not approved by WhatsApp, and people there have a closed window. */
  'no-template',
  'no-people',
  /** `version`, `current`: the event was published anew since. */
  'event-changed',
  'event-cancelled',
  'event-over',
] as const;
export type Refusal = (typeof refusals)[number];

export const hints = [
  /** It would leave as soon as it is started. */
  'start-past',
  /** `until`, UTC ms: it waits for the morning. */
  'start-quiet',
  /** `people`: all of them get it at once, mistakes and all. */
  'no-first-batch',
] as const;
export type Hint = (typeof hints)[number];

export interface Finding<Code> {
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Checked {
  readonly refusals: readonly Finding<Refusal>[];
  readonly hints: readonly Finding<Hint>[];
}

export interface CheckParts {
  readonly broadcast: Pick<
    Broadcast,
    'purpose' | 'entryId' | 'entryVersion' | 'texts' | 'audience' | 'firstBatch' | 'startsAt'
  >;
  readonly preview: BroadcastPreview;
  /** Of the event it is about, as it stands now; null where it is about none, or none is there any more. */
  readonly entry: Entry | null;
  /** The whole message as it will leave, in a language. */
  readonly message: (locale: string) => Outgoing;
  readonly template: (locale: string) => Pick<OutgoingTemplate, 'name' | 'language'>;
  /** `NAME LANGUAGE` of the templates that WhatsApp has approved. */
  readonly approved: ReadonlySet<string>;
  readonly quiet: Quiet;
  readonly now: number;
}

const limitsOf: Partial<Record<ChannelName, Limits>> = { telegram: telegramLimits, whatsapp: whatsappLimits };
const everyChannel = ['telegram', 'whatsapp'] as const;
/** A start this long ago was meant as "now". */
const nowIsMs = 3_600_000;

export const templateKey = ({ name, language }: Pick<OutgoingTemplate, 'name' | 'language'>): string =>
  `${name} ${language}`;

const isWritten = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
const found = <Code>(code: Code, params: Finding<Code>['params'] = {}): Finding<Code> => ({ code, params });

/** Languages of people who would get it. */
const localesOf = ({ byLocale }: BroadcastPreview): readonly [string, number][] =>
  Object.entries(byLocale).filter(([, people]) => people > 0);

function checkWords({ broadcast, preview }: CheckParts): Finding<Refusal>[] {
  const { purpose, texts } = broadcast;
  const isAnyWritten = Object.values(texts).some(isWritten);
  // An event speaks for itself: words above it are a gift, but then for everybody.
  if (!isAnyWritten) return purpose === 'notice' ? [found('no-text')] : [];
  const missing = localesOf(preview).filter(([locale]) => !isWritten(texts[locale]));
  return [
    ...(isWritten(texts.es) ? [] : [found<Refusal>('no-text')]),
    ...missing.map(([locale, people]) => found<Refusal>('no-translation', { locale, people })),
  ];
}

function checkPlaceholders({ broadcast }: CheckParts): Finding<Refusal>[] {
  return Object.entries(broadcast.texts).flatMap(([locale, text]) =>
    [...new Set(text.match(/\{\{?[^{}\n]{0,40}\}\}?|\[\[[^\]\n]{0,40}\]\]/g) ?? [])].map((placeholder) =>
      found<Refusal>('placeholder', { locale, placeholder }),
    ),
  );
}

function checkLength({ broadcast, preview, message }: CheckParts): Finding<Refusal>[] {
  const channels = broadcast.audience.channels.length > 0 ? broadcast.audience.channels : everyChannel;
  const written = Object.keys(broadcast.texts).filter((locale) => isWritten(broadcast.texts[locale]));
  const locales = new Set([...written, ...localesOf(preview).map(([locale]) => locale)]);
  return [...locales].flatMap((locale) => {
    const made = message(locale);
    if (made.kind !== 'text' && made.kind !== 'choices') return [];
    const length = codePoints(made.text);
    return channels.flatMap((channel) => {
      const limits = limitsOf[channel];
      const limit = made.kind === 'text' ? limits?.text : limits?.body;
      return limit === undefined || length <= limit
        ? []
        : [found<Refusal>('too-long', { locale, channel, length, limit })];
    });
  });
}

function checkTemplates({ broadcast, preview, template, approved }: CheckParts): Finding<Refusal>[] {
  const leftOut = preview.excluded['no-template'];
  if (preview.templates === 0 && leftOut === 0) return [];
  // The preview does not tell the language of who is left out for want of one.
  const chosen = broadcast.audience.locales.length > 0 ? broadcast.audience.locales : everyLocale;
  const asked = leftOut > 0 ? chosen : localesOf(preview).map(([locale]) => locale);
  const seen = new Set<string>();
  return asked.flatMap((locale) => {
    const key = templateKey(template(locale));
    if (approved.has(key) || seen.has(key)) return [];
    seen.add(key);
    return [found<Refusal>('no-template', { locale, template: key })];
  });
}

function checkEvent({ broadcast, entry, now }: CheckParts): Finding<Refusal>[] {
  if (broadcast.entryId === null) return [];
  if (!entry?.content || entry.state === 'cancelled') return [found('event-cancelled')];
  if (entry.version !== broadcast.entryVersion)
    return [found('event-changed', { version: broadcast.entryVersion ?? 0, current: entry.version })];
  const endsAt = entry.content.endsAt ?? entry.content.startsAt;
  return broadcast.purpose === 'event' && endsAt < Math.max(now, broadcast.startsAt)
    ? [found('event-over')]
    : [];
}

function giveHints({ broadcast, preview, quiet, now }: CheckParts): Finding<Hint>[] {
  const { startsAt, firstBatch } = broadcast;
  const until = quiet.until(Math.max(startsAt, now));
  return [
    ...(startsAt < now - nowIsMs ? [found<Hint>('start-past')] : []),
    ...(until === null ? [] : [found<Hint>('start-quiet', { until })]),
    ...(firstBatch === 0 && preview.recipients > 0
      ? [found<Hint>('no-first-batch', { people: preview.recipients })]
      : []),
  ];
}

export function checkBroadcast(parts: CheckParts): Checked {
  const { recipients, excluded } = parts.preview;
  return {
    refusals: [
      ...checkEvent(parts),
      ...checkWords(parts),
      ...checkPlaceholders(parts),
      ...checkLength(parts),
      ...checkTemplates(parts),
      ...(recipients + excluded['no-template'] === 0 ? [found<Refusal>('no-people')] : []),
    ],
    hints: giveHints(parts),
  };
}
