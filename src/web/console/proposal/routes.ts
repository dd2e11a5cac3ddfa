/** One proposal: its page, and the routes of its parts. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { mountFiles } from './files-routes.js';
import { mountHandling } from './handling-routes.js';
import { mountNotes } from './notes-routes.js';
import { createProposalPages } from './pages.js';
import { mountTags } from './tags-routes.js';

const resendForm = z.object({ outbox: z.string().length(26) });

export function mountProposal(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals } = deps.store;
  const pages = createProposalPages(parts);

  app.get('/propuestas/:code', pages.gate('proposals.read'), async (c) => {
    const code = c.req.param('code');
    const { id, unseen } = c.get('member');
    // Who opens the page has seen what it is about.
    if (unseen > 0) await deps.store.staffNotices.markSeen(id, deps.now(), `/panel/propuestas/${code}`);
    return pages.show(c, code);
  });
  mountFiles(app, parts);
  mountTags(app, parts);
  mountNotes(app, parts);
  mountHandling(app, parts);

  app.post('/propuestas/:code/reenviar', pages.gate('messages.resend'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { code } = detail.row;
    const form = resendForm.safeParse(await pages.form(c));
    const own = form.success && detail.deliveries.some((row) => row.id === form.data.outbox);
    if (!form.success || !own) return pages.back(c, code);
    const ended = await proposals.resend({
      outboxId: form.data.outbox,
      code,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    // A colleague did it already, or the message arrived after all: the page shows how it stands.
    if (ended !== 'done') return pages.back(c, code);
    deps.nudgeSender();
    return pages.back(c, code, 'delivery.resent');
  });
}
