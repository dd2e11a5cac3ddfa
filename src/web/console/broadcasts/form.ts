/** The draft form: what was typed, what of it can be kept, and how it is shown again. Pure. */
import { z } from 'zod';
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { EntryContent } from '../../../calendar/entry.js';
import { instantOf, localOf } from '../../../calendar/wall-clock.js';
import type { ChannelName } from '../../../talk/message.js';
import { locales } from '../../../text/texts.js';

/** As typed: strings, so that a refused form comes back word for word. */
export interface DraftForm {
  readonly revision: number;
  readonly title: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly regions: readonly string[];
  readonly areas: readonly string[];
  readonly locales: readonly string[];
  readonly channels: readonly string[];
  readonly firstBatch: string;
  /** `2026-12-01T09:00` in the forum's time zone; empty: as soon as it is sent. */
  readonly startsAt: string;
}

const formProblems = ['title', 'audience', 'locales', 'channels', 'first-batch', 'starts-at'] as const;
export type FormProblem = (typeof formProblems)[number];
export type DraftSet = Pick<Broadcast, 'title' | 'texts' | 'audience' | 'firstBatch' | 'startsAt'>;

export const titleMax = 120;
export const firstBatchMax = 10_000;
const defaultFirstBatch = 20;
/** Longer than any channel takes; the checks say which limit counts. */
const textMax = 8_000;

const some = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .catch([])
  .transform((list) => list.slice(0, 100));
const line = z
  .string()
  .catch('')
  .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim());
const fields = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  title: line,
  region: some,
  area: some,
  locale: some,
  channel: some,
  firstBatch: line,
  startsAt: line,
  ...Object.fromEntries(locales.map((locale) => [`text.${locale}`, line])),
});

export function readForm(given: unknown): DraftForm {
  const read = fields.parse(given);
  const texts = z.record(z.string(), z.unknown()).parse(read);
  return {
    revision: read.revision,
    title: read.title,
    texts: Object.fromEntries(
      locales.map((locale) => [locale, String(texts[`text.${locale}`] ?? '').slice(0, textMax)]),
    ),
    regions: read.region,
    areas: read.area,
    locales: read.locale,
    channels: read.channel,
    firstBatch: read.firstBatch,
    startsAt: read.startsAt,
  };
}

/** A form that says what was kept. */
export const formOf = (broadcast: Broadcast, timezone: string): DraftForm => ({
  revision: broadcast.revision,
  title: broadcast.title,
  texts: broadcast.texts,
  regions: broadcast.audience.regions,
  areas: broadcast.audience.areas,
  locales: broadcast.audience.locales,
  channels: broadcast.audience.channels,
  firstBatch: String(broadcast.firstBatch),
  startsAt: localOf(broadcast.startsAt, timezone),
});

/** An empty form: everybody, on every channel; of an event, people of its region. */
export const freshForm = (
  channels: readonly ChannelName[],
  event: Pick<EntryContent, 'title' | 'place'> | null,
): DraftForm => ({
  revision: 0,
  title: event?.title.es ?? '',
  texts: {},
  regions: event?.place ? [event.place.slice(0, 2)] : [],
  areas: [],
  locales: [...locales],
  channels,
  firstBatch: String(defaultFirstBatch),
  startsAt: '',
});

export interface Known {
  readonly departments: readonly string[];
  readonly areas: readonly string[];
  readonly channels: readonly ChannelName[];
}

const isUnknown = (given: readonly string[], among: readonly string[]): boolean =>
  given.some((one) => !among.includes(one));
const known = <T extends string>(given: readonly string[], among: readonly T[]): T[] =>
  among.filter((one) => given.includes(one));

/** What can be kept of a form, or what is wrong with it. All departments or areas ticked means everybody. */
export function readDraft(
  form: DraftForm,
  { departments, areas, channels }: Known,
  { timezone, now }: { readonly timezone: string; readonly now: number },
): { readonly set: DraftSet } | { readonly problems: readonly FormProblem[] } {
  const problems: FormProblem[] = [];
  if (form.title === '' || [...form.title].length > titleMax) problems.push('title');
  // Left out, the last one would make it for everybody.
  if (isUnknown(form.regions, departments) || isUnknown(form.areas, areas)) problems.push('audience');
  const chosenLocales = known(form.locales, locales);
  if (chosenLocales.length === 0) problems.push('locales');
  const chosenChannels = known(form.channels, channels);
  if (chosenChannels.length === 0) problems.push('channels');
  // None at all is allowed, and hinted at by the checks.
  const firstBatch = /^\d{1,6}$/.test(form.firstBatch) ? Number(form.firstBatch) : -1;
  if (firstBatch < 0 || firstBatch > firstBatchMax) problems.push('first-batch');
  const startsAt = form.startsAt === '' ? now : instantOf(form.startsAt, timezone);
  if (startsAt === null || problems.length > 0)
    return { problems: startsAt === null ? [...problems, 'starts-at'] : problems };
  const regions = known(form.regions, departments);
  const chosenAreas = known(form.areas, areas);
  return {
    set: {
      title: form.title,
      texts: Object.fromEntries(Object.entries(form.texts).filter(([, text]) => text !== '')),
      audience: {
        regions: regions.length === departments.length ? [] : regions,
        areas: chosenAreas.length === areas.length ? [] : chosenAreas,
        channels: chosenChannels,
        locales: chosenLocales,
        told: null,
        reminded: null,
      },
      firstBatch,
      startsAt,
    },
  };
}
