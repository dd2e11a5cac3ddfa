/** What must hold before an entry is published, each problem with a code of its own. Pure. */
import { z } from 'zod';
import { codePoints } from '../talk/limits.js';
import { type EntryContent, entryKinds, stages } from './entry.js';

const localized = z.record(z.string(), z.string());
const instant = z.number().int();

/** The shape of an entry, for whatever comes from outside (a form, an import). */
export const entrySchema: z.ZodType<EntryContent> = z.object({
  kind: z.enum(entryKinds),
  stage: z.enum(stages),
  title: localized,
  startsAt: instant,
  endsAt: instant.nullable(),
  place: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  online: z.boolean(),
  venue: z.string(),
  link: z.string().nullable(),
  organiser: z.string(),
  takePart: localized,
  minutes: z.string().nullable(),
  reminders: z.array(z.number()),
});

/** Letters that fit: with all of them full, a message on WhatsApp (1,024) still nearly fits. */
export const entryLimits = {
  title: 100,
  venue: 160,
  organiser: 100,
  takePart: 280,
  link: 200,
  minutes: 300,
  reminders: 5,
  reminderDays: 60,
} as const;

const entryProblems = [
  'shape',
  'title-missing',
  'title-long',
  'end-before-start',
  'nowhere',
  'venue-long',
  'organiser-long',
  'take-part-long',
  'link-not-web',
  'link-long',
  'minutes-not-web',
  'minutes-long',
  'reminders-wrong',
  'reminders-repeated',
  'reminders-many',
] as const;
export type EntryProblem = (typeof entryProblems)[number];

/** Worth a look; none of them stops a publication. */
const entryWarnings = [
  'title-untranslated',
  'take-part-missing',
  'take-part-untranslated',
  'organiser-missing',
  'link-missing',
  'outside-stage',
] as const;
export type EntryWarning = (typeof entryWarnings)[number];

export interface Found<Code> {
  readonly code: Code;
  readonly field: keyof EntryContent;
}

const isWeb = (address: string): boolean =>
  !/\s/u.test(address) && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
const long = (texts: Readonly<Record<string, string>>, most: number): boolean =>
  Object.values(texts).some((text) => codePoints(text) > most);
const empty = (text: string | undefined): boolean => (text ?? '').trim() === '';

/** Must an entry say where it is? A stage and a deadline are nowhere. */
const hasPlace = ({ kind }: Pick<EntryContent, 'kind'>): boolean => kind === 'workshop' || kind === 'meeting';

/** Why an entry cannot be published; nothing when it can. */
export function checkEntry(content: EntryContent): readonly Found<EntryProblem>[] {
  const shape = entrySchema.safeParse(content);
  if (!shape.success) {
    const fields = shape.error.issues.map(({ path }) => String(path[0]));
    const known = Object.keys(content) as (keyof EntryContent)[];
    return known.filter((field) => fields.includes(field)).map((field) => ({ code: 'shape', field }));
  }
  const { title, startsAt, endsAt, online, venue, organiser, takePart, link, minutes, reminders } = content;
  const found: Found<EntryProblem>[] = [];
  const when = (wrong: boolean, code: EntryProblem, field: keyof EntryContent): void => {
    if (wrong) found.push({ code, field });
  };
  when(empty(title.es), 'title-missing', 'title');
  when(long(title, entryLimits.title), 'title-long', 'title');
  when(endsAt !== null && endsAt <= startsAt, 'end-before-start', 'endsAt');
  when(hasPlace(content) && !online && empty(venue), 'nowhere', 'venue');
  when(codePoints(venue) > entryLimits.venue, 'venue-long', 'venue');
  when(codePoints(organiser) > entryLimits.organiser, 'organiser-long', 'organiser');
  when(long(takePart, entryLimits.takePart), 'take-part-long', 'takePart');
  when(link !== null && !isWeb(link), 'link-not-web', 'link');
  when(link !== null && link.length > entryLimits.link, 'link-long', 'link');
  when(minutes !== null && !isWeb(minutes), 'minutes-not-web', 'minutes');
  when(minutes !== null && minutes.length > entryLimits.minutes, 'minutes-long', 'minutes');
  const wrongDay = (days: number) => !Number.isInteger(days) || days < 0 || days > entryLimits.reminderDays;
  when(reminders.some(wrongDay), 'reminders-wrong', 'reminders');
  when(new Set(reminders).size < reminders.length, 'reminders-repeated', 'reminders');
  when(reminders.length > entryLimits.reminders, 'reminders-many', 'reminders');
  return found;
}

/** @param stagesNow published stages of the cycle, to see whether an event lies in its own. */
export function warnEntry(
  content: EntryContent,
  stagesNow: readonly Pick<EntryContent, 'stage' | 'startsAt' | 'endsAt'>[],
): readonly Found<EntryWarning>[] {
  const { kind, title, takePart, organiser, online, link } = content;
  const found: Found<EntryWarning>[] = [];
  if (empty(title.en)) found.push({ code: 'title-untranslated', field: 'title' });
  if (kind === 'stage') return found;
  if (empty(takePart.es)) found.push({ code: 'take-part-missing', field: 'takePart' });
  else if (empty(takePart.en)) found.push({ code: 'take-part-untranslated', field: 'takePart' });
  if (empty(organiser)) found.push({ code: 'organiser-missing', field: 'organiser' });
  if (online && link === null) found.push({ code: 'link-missing', field: 'link' });
  const own = stagesNow.find(({ stage }) => stage === content.stage);
  const outside =
    own !== undefined &&
    (content.startsAt < own.startsAt || (own.endsAt !== null && content.startsAt > own.endsAt));
  if (outside) found.push({ code: 'outside-stage', field: 'startsAt' });
  return found;
}
