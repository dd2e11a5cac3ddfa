/** The form of a stage or an event: as typed, as it can be kept, and as it is shown again. Pure. */
import { z } from 'zod';
import { checkEntry, type EntryProblem } from '../../../calendar/check.js';
import {
  defaultReminders,
  type EntryContent,
  type EntryKind,
  entryKinds,
  type Localized,
  type StageId,
  stages,
} from '../../../calendar/entry.js';
import { instantOf, localOf } from '../../../calendar/wall-clock.js';
import type { Places } from '../../../places/places.js';
import { locales } from '../../../text/texts.js';
import { type PlaceRead, type PlaceTyped, placeTyped, readPlace } from '../place-field.js';

/** Strings, so that a refused form comes back word for word. */
export interface EntryForm extends PlaceTyped {
  readonly kind: EntryKind;
  readonly stage: StageId;
  readonly title: Localized;
  /** `2026-12-01T09:00` in the forum's time zone. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly online: boolean;
  readonly venue: string;
  readonly link: string;
  readonly organiser: string;
  readonly takePart: Localized;
  /** `14, 3, 1` */
  readonly reminders: string;
  readonly minutes: string;
}

/** Beside those of the calendar: what could not even be read, and words no channel would carry. */
export type FormProblem =
  | EntryProblem
  | 'start-missing'
  | 'start-wrong'
  | 'end-wrong'
  | 'message-long'
  | 'reminders-text';

export interface FormTold {
  readonly code: FormProblem;
  /** Id of the field. */
  readonly field: string;
}

/** Longer than anything that will pass: what is beyond is not even shown again. */
const most = 2_000;
const line = z
  .string()
  .catch('')
  .transform((text) => text.slice(0, most).replaceAll('\0', '').replaceAll('\r\n', '\n').trim());
const one = line.transform((text) => text.replace(/\s*\n\s*/g, ' '));
const byLocale = (name: string, text: z.ZodType<string>) =>
  Object.fromEntries(locales.map((locale) => [`${name}-${locale}`, text]));
const fields = z.object({
  kind: z.enum(entryKinds).catch('workshop'),
  stage: z.enum(stages).catch('notice'),
  startsAt: one,
  endsAt: one,
  department: one,
  within: one,
  online: z.string().optional().catch(undefined),
  venue: one,
  link: one,
  organiser: one,
  reminders: one,
  minutes: one,
});
const texts = z.object({ ...byLocale('title', one), ...byLocale('takePart', line) });

const localized = (read: Readonly<Record<string, unknown>>, name: string): Localized =>
  Object.fromEntries(locales.map((locale) => [locale, String(read[`${name}-${locale}`] ?? '')]));

export function readEntryForm(given: unknown): EntryForm {
  const { online, ...read } = fields.parse(given);
  const words = texts.parse(given);
  return {
    ...read,
    online: online !== undefined,
    title: localized(words, 'title'),
    takePart: localized(words, 'takePart'),
  };
}

export const emptyEntry = (given: { kind: EntryKind; stage: StageId; organiser: string }): EntryForm => ({
  ...given,
  title: {},
  startsAt: '',
  endsAt: '',
  department: '',
  within: '',
  online: false,
  venue: '',
  link: '',
  takePart: {},
  reminders: given.kind === 'stage' ? '' : defaultReminders.join(', '),
  minutes: '',
});

export const formOf = (content: EntryContent, timezone: string, places: Places): EntryForm => ({
  ...placeTyped(content.place, places),
  kind: content.kind,
  stage: content.stage,
  title: content.title,
  startsAt: localOf(content.startsAt, timezone),
  endsAt: content.endsAt === null ? '' : localOf(content.endsAt, timezone),
  online: content.online,
  venue: content.venue,
  link: content.link ?? '',
  organiser: content.organiser,
  takePart: content.takePart,
  reminders: content.reminders.join(', '),
  minutes: content.minutes ?? '',
});

/** "www.gob.pe/taller" is an address to everybody but a browser's program. */
export const addressOf = (typed: string): string | null => {
  if (typed === '') return null;
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#]|$)/u.test(typed) ? `https://${typed}` : typed;
};
const filled = (words: Localized): Localized =>
  Object.fromEntries(Object.entries(words).filter(([, text]) => text !== ''));
const daysOf = (typed: string): readonly number[] | null => {
  const parts = typed.split(/[\s,;y]+/).filter(Boolean);
  const days = parts.map(Number);
  return days.every(Number.isInteger) ? days.toSorted((a, b) => b - a) : null;
};

/** Ids of the fields that are not called like the part of the entry they fill. */
const idOf: Partial<Record<keyof EntryContent, string>> = {
  title: 'title-es',
  takePart: 'takePart-es',
  place: 'within',
};

export interface EntryRead {
  /** What can be kept; null as long as something is wrong. */
  readonly content: EntryContent | null;
  readonly told: readonly FormTold[];
  readonly place: PlaceRead;
}

export interface ReadParts {
  readonly timezone: string;
  readonly places: Places;
  /** Whether the notices about it would fit every channel. */
  readonly fits: (content: EntryContent) => boolean;
}

export function readEntry(form: EntryForm, { timezone, places, fits }: ReadParts): EntryRead {
  const place = readPlace(form, places);
  const startsAt = instantOf(form.startsAt, timezone);
  const endsAt = form.endsAt === '' ? null : instantOf(form.endsAt, timezone);
  const reminders = daysOf(form.reminders);
  const told: FormTold[] = [];
  if (form.startsAt === '') told.push({ code: 'start-missing', field: 'startsAt' });
  else if (startsAt === null) told.push({ code: 'start-wrong', field: 'startsAt' });
  if (form.endsAt !== '' && endsAt === null) told.push({ code: 'end-wrong', field: 'endsAt' });
  if (reminders === null) told.push({ code: 'reminders-text', field: 'reminders' });
  const content: EntryContent = {
    kind: form.kind,
    stage: form.stage,
    title: filled(form.title),
    startsAt: startsAt ?? 0,
    endsAt,
    place: 'place' in place ? place.place : null,
    online: form.online,
    venue: form.venue,
    link: addressOf(form.link),
    organiser: form.organiser,
    takePart: filled(form.takePart),
    minutes: addressOf(form.minutes),
    reminders: reminders ?? [],
  };
  for (const { code, field } of checkEntry(content)) {
    // An end is compared with a start only where there is one.
    if (code !== 'end-before-start' || startsAt !== null) told.push({ code, field: idOf[field] ?? field });
  }
  if (told.length === 0 && !fits(content)) told.push({ code: 'message-long', field: 'takePart-es' });
  const good = told.length === 0 && 'place' in place;
  return { content: good ? content : null, told, place };
}
