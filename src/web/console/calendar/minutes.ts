/** The minutes of an event that is over: one field, and a version of its own. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { checkEntry } from '../../../calendar/check.js';
import type { ConsoleEnv } from '../context.js';
import { addressOf } from './form.js';
import { lacksMinutes } from './hints.js';
import type { ShowEntry, Tools } from './tools.js';
import { hrefOf } from './words.js';

const form = z.object({
  minutes: z
    .string()
    .catch('')
    .transform((typed) => typed.replaceAll('\0', '').trim().slice(0, 2_000)),
});

export function mountMinutes(app: Hono<ConsoleEnv>, tools: Tools, showEntry: ShowEntry): void {
  const { calendar, gate, withEntry, revisionOf, acting, back, words } = tools;
  const { say } = words;
  app.post(
    '/calendario/:id/actas',
    gate('calendar.edit'),
    withEntry(async (c, entry) => {
      const body = await c.req.parseBody();
      const { minutes: typed } = form.parse(body);
      const { content } = entry;
      const open = lacksMinutes(entry.state, content, tools.parts.deps.now());
      if (!content || !open || entry.draft) return c.redirect(hrefOf(entry.id), 303);
      const address = addressOf(typed);
      const draft = { ...content, minutes: address };
      const wrong =
        address === null
          ? [say('calendar.minutesMissing')]
          : checkEntry(draft)
              .filter(({ field }) => field === 'minutes')
              .map(({ code }) => say(`calendar.problem.${code}`, { max: 300 }));
      if (wrong.length > 0) return showEntry(c, entry, { minutes: { typed, wrong }, status: 422 });
      const stale = { minutes: { typed, wrong: [] }, wrong: say('calendar.changed'), status: 409 } as const;
      const again = async () => {
        const fresh = await calendar.entry(entry.id);
        return fresh ? showEntry(c, fresh, stale) : tools.notFound(c);
      };
      const revision = revisionOf(body);
      const saved = await calendar.saveDraft(entry.id, { draft, revision, ...acting(c) });
      if (saved !== 'saved') return again();
      const ended = await calendar.publish(entry.id, {
        revision: revision + 1,
        change: 'minutes',
        officialUrl: null,
        overrideReason: null,
        ...acting(c),
      });
      return ended === 'saved' ? back(c, entry.id, 'minutes') : again();
    }),
  );
}
