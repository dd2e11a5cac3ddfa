/** Private notes, and the rubric: what a member adds of their own, for which nobody is ever too late. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { type criteria, scores } from '../../../proposals/triage.js';
import { cleanText } from '../answers/read.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { mentionsIn, reachable } from './mentions.js';
import { noteMax } from './notes.js';
import { createProposalPages } from './pages.js';

const noteForm = z.object({ text: z.string().catch('').transform(cleanText).pipe(z.string().trim()) });
const mark = z
  .preprocess(Number, z.literal([...scores]))
  .nullable()
  .catch(null);
const rubricForm = z.object({
  relevance: mark,
  ambition: mark,
  feasibility: mark,
  lasting: mark,
} satisfies Record<(typeof criteria)[number], typeof mark>);

export function mountNotes(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals, staff } = deps.store;
  const pages = createProposalPages(parts);
  const say = sayIn(parts);

  app.post('/propuestas/:code/notas', pages.gate('proposals.note'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { id, code, state } = detail.row;
    const { text } = noteForm.parse(await pages.form(c));
    if (text === '' || state === 'withdrawn') return pages.back(c, code);
    if (text.length > noteMax)
      return pages.show(c, code, {
        kept: { notes: text },
        wrong: say('notes.long', { max: noteMax }),
        status: 422,
      });
    const member = c.get('member');
    const mentions = mentionsIn(text, reachable(await staff.list(), member.id));
    const href = `/panel/propuestas/${code}#notes`;
    await proposals.addNote({ id, code, text, mentions, href, staffId: member.id, now: deps.now() });
    return pages.back(c, code, mentions.length > 0 ? 'notes.addedTold' : 'notes.added', 'notes');
  });

  app.post('/propuestas/:code/valoracion', pages.gate('proposals.assign'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { id, code, state } = detail.row;
    if (state === 'withdrawn') return pages.back(c, code);
    const marks = rubricForm.parse(await pages.form(c));
    await proposals.rate({ id, code, marks, staffId: c.get('member').id, now: deps.now() });
    return pages.back(c, code, 'rubric.saved', 'rubric');
  });
}
