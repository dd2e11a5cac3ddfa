/** Opening an answered proposal again: its author is told, its answer stays in the history. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { createNews } from '../../../proposals/news.js';
import { createOwnWords } from '../../../text/own-words.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import { pageOf } from '../answers/pages.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createProposalPages } from '../proposal/pages.js';
import { sayIn } from '../say.js';

const day = 86_400_000;
const shortest = 5;
const longest = 300;
const form = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  'reopen-why': z.string().trim().max(2000).catch(''),
});

export function mountReopen(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, exchange, feedback } = deps.store;
  const pages = createProposalPages(parts);
  const say = sayIn(parts);
  const ownWords = createOwnWords(createSay<CitizenKey>('citizen'));

  app.post('/propuestas/:code/reabrir', pages.gate('proposals.answer'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { row } = detail;
    const { revision, 'reopen-why': why } = form.parse(await pages.form(c));
    const kept = { 'author-said': { why } };
    if (why.length < shortest || why.length > longest) {
      const wrong = say('exchange.reopen.length', { min: shortest, max: longest });
      return pages.show(c, row.code, { kept: { 'author-said': { why, wrong } }, wrong, status: 422 });
    }
    const cycle = c.get('cycle');
    const now = deps.now();
    const staffId = c.get('member').id;
    const { reopenedNews } = createNews(ownWords(cycle.wording), deps.newId);
    const ended = await answers.reopen({
      proposalId: row.id,
      code: row.code,
      revision,
      why,
      promisedAt: now + cycle.answerDays * day,
      page: pageOf,
      news: (author) => reopenedNews(author, now),
      staffId,
      now,
    });
    if (ended !== 'kept') return pages.show(c, row.code, { kept, changed: true });
    // Whoever disagreed has been heard.
    const open = (await exchange.saidTo(row.id)).find(
      ({ reply, seen }) => reply?.kind === 'disagreed' && !seen,
    );
    if (open) await feedback.settle({ answerId: open.answerId, code: row.code, staffId, now });
    deps.nudgeSender();
    return pages.back(c, row.code, 'exchange.reopened', 'author-said');
  });
}
