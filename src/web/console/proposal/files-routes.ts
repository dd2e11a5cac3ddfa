/** Files of citizens as a browser gets them, and what staff heard in them. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { sendFile } from '../file.js';
import { createProposalPages } from './pages.js';
import { redrawn } from './picture.js';

const form = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  text: z.string().trim().max(6000).catch(''),
});

export function mountFiles(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals } = deps.store;
  const pages = createProposalPages(parts);

  app.get('/propuestas/:code/archivos/:file', pages.gate('proposals.read'), async (c) => {
    const detail = await pages.find(c);
    const file = detail && (await proposals.fileOf(detail.row.code, c.req.param('file')));
    const bytes = file ? await deps.media.read(file.sha256) : null;
    if (!file || !bytes) return pages.notFound(c);
    if (!file.mime.startsWith('image/')) return sendFile(c, bytes, file.mime);
    const picture = await redrawn(bytes, c.req.query('mini') ? 'mini' : 'whole', deps.log);
    // What we cannot draw is never shown by a browser either: it can be kept and looked at elsewhere.
    return picture
      ? sendFile(c, picture.bytes, picture.mime)
      : sendFile(c, bytes, 'application/octet-stream');
  });

  app.post('/propuestas/:code/archivos/:file/transcripcion', pages.gate('proposals.note'), async (c) => {
    const detail = await pages.find(c);
    const file = detail?.files.find(({ id }) => id === c.req.param('file'));
    if (!detail || !file) return pages.notFound(c);
    const { id, code, text: own, locale } = detail.row;
    const { revision, text } = form.parse(await pages.form(c));
    const others = detail.files.filter((one) => one.id !== file.id).map(({ transcript }) => transcript ?? '');
    const ended = await proposals.setTranscript({
      id,
      code,
      revision,
      file: file.id,
      text,
      words: [own, ...others],
      locale,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return ended === 'done'
      ? pages.back(c, code, 'file.transcriptSaved', 'files')
      : pages.show(c, code, { kept: { files: { [file.id]: text } }, changed: true });
  });
}
