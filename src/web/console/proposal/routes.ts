/** One proposal: its page, and the forms on it that are not a part's own. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { sendFile } from '../file.js';
import { createProposalPages } from './pages.js';

const revision = z.coerce.number().int().min(0).catch(0);
const noteForm = z.object({ text: z.string().trim().min(1).max(2000) });
const resendForm = z.object({ outbox: z.string().length(26) });
const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

export function mountProposal(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals } = deps.store;
  const pages = createProposalPages(parts);

  app.get('/propuestas/:code', pages.gate('proposals.read'), (c) => pages.show(c, c.req.param('code')));

  app.get('/propuestas/:code/archivos/:file', pages.gate('proposals.read'), async (c) => {
    const detail = await pages.find(c);
    const file = detail && (await proposals.fileOf(detail.row.code, c.req.param('file')));
    const bytes = file ? await deps.media.read(file.sha256) : null;
    return file && bytes ? sendFile(c, bytes, file.mime) : pages.notFound(c);
  });

  app.post('/propuestas/:code/temas', pages.gate('proposals.tag'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { row } = detail;
    const form = await pages.form(c);
    const known = c.get('cycle').areas;
    const areas = several.parse(form.area).filter((area) => known.some(({ id }) => id === area));
    const ended = await proposals.confirmTags({
      id: row.id,
      code: row.code,
      revision: revision.parse(form.revision),
      areas,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return ended === 'done'
      ? pages.back(c, row.code, 'tags.saved')
      : pages.show(c, row.code, { kept: { tags: areas }, changed: true });
  });

  app.post('/propuestas/:code/notas', pages.gate('proposals.note'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { row } = detail;
    const note = noteForm.safeParse(await pages.form(c));
    if (note.success)
      await proposals.addNote({
        id: row.id,
        code: row.code,
        text: note.data.text,
        staffId: c.get('member').id,
        now: deps.now(),
      });
    return pages.back(c, row.code);
  });

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
