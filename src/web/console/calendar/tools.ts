/** What the routes of the calendar share: finding an entry, its form's revision, the words after a redirect. */
import type { Context } from 'hono';
import { z } from 'zod';
import type { Entry } from '../../../calendar/entry.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { createCalendarWords, hrefOf } from './words.js';

const messages = ['saved', 'same', 'published', 'republished', 'cancelled', 'minutes', 'discarded'] as const;
export type Message = (typeof messages)[number];
const message = z.enum(messages);
const revisionField = z.object({ revision: z.coerce.number().int().min(0).catch(0) });

/** What the page of an entry shows beside the entry itself. */
interface EntryShown {
  readonly minutes?: { readonly typed: string; readonly wrong: readonly string[] };
  readonly wrong?: string;
  readonly status?: 200 | 409 | 422;
}

export type ShowEntry = (c: Context<ConsoleEnv>, entry: Entry, shown?: EntryShown) => Promise<Response>;

export function createTools(parts: ConsoleParts) {
  const section = createSection(parts, 'calendar');
  const words = createCalendarWords(parts);
  const { calendar } = parts.deps.store;
  /** Runs `answer` with the entry of the address; there may be none. */
  const withEntry =
    (answer: (c: Context<ConsoleEnv>, entry: Entry) => Response | Promise<Response>) =>
    async (c: Context<ConsoleEnv>) => {
      const found = await calendar.entry(c.req.param('id') ?? '');
      return found ? answer(c, found) : section.notFound(c);
    };
  return {
    ...section,
    parts,
    words,
    calendar,
    withEntry,
    revisionOf: (given: unknown): number => revisionField.parse(given).revision,
    /** Who acts and when, as the store wants it. */
    acting: (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: parts.deps.now() }),
    back: (c: Context<ConsoleEnv>, id: string, said: Message) =>
      c.redirect(`${hrefOf(id)}?listo=${said}`, 303),
    said: (c: Context<ConsoleEnv>): { said?: string } => {
      const found = message.safeParse(c.req.query('listo'));
      return found.success ? { said: words.say(`calendar.said.${found.data}`) } : {};
    },
  };
}

export type Tools = ReturnType<typeof createTools>;
