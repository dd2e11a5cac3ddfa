/** Asking an author, and taking a question back. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { planQuestion, questionLength } from '../../../inbox/question.js';
import { codePoints } from '../../../talk/limits.js';
import { channelNamed } from '../../../talk/message.js';
import { createOwnWords } from '../../../text/own-words.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import { cleanText } from '../answers/read.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createProposalPages } from '../proposal/pages.js';
import { sayIn } from '../say.js';

const id = z.string().regex(/^[0-9A-Z]{26}$/);
const revision = z.coerce.number().int().min(0).catch(0);
const asking = z.object({ revision, question: id, 'question-text': z.string().catch('') });
const taking = z.object({ revision });

export function mountExchange(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { exchange } = deps.store;
  const pages = createProposalPages(parts);
  const say = sayIn(parts);
  const ownWords = createOwnWords(createSay<CitizenKey>('citizen'));

  app.post('/propuestas/:code/preguntas', pages.gate('proposals.ask'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { row } = detail;
    const form = asking.safeParse(await pages.form(c));
    if (!form.success) return pages.back(c, row.code);
    const { question, revision: seen } = form.data;
    const text = cleanText(form.data['question-text']).trim();
    const again = (wrong: string, status: 409 | 422 = 422) =>
      pages.show(c, row.code, { kept: { exchange: { text, wrong } }, wrong, status });
    // A second press of the button.
    if ((await exchange.thread(row.id)).some((entry) => entry.id === question))
      return pages.back(c, row.code, 'exchange.asked', 'exchange');
    const askable = await exchange.askable(row, deps.now());
    if (askable === 'nobody' || row.addressId === null) return again(say('exchange.refused.nobody'));
    if (askable !== 'yes') return again(say(`exchange.refused.${askable}`), 409);
    const length = codePoints(text);
    if (length < questionLength.min) return again(say('exchange.short', { min: questionLength.min }));
    if (length > questionLength.max) return again(say('exchange.long', { max: questionLength.max, length }));
    const asked = { exchangeId: question, proposalId: row.id, code: row.code, locale: row.locale, text };
    const ended = await exchange.ask({
      id: question,
      proposalId: row.id,
      code: row.code,
      revision: seen,
      text,
      addressId: row.addressId,
      channel: channelNamed(row.channel),
      planned: planQuestion(asked, ownWords(c.get('cycle').wording), deps.now()),
      staffId: c.get('member').id,
      now: deps.now(),
    });
    if (ended !== 'done') return pages.show(c, row.code, { kept: { exchange: { text } }, changed: true });
    deps.nudgeSender();
    return pages.back(c, row.code, 'exchange.asked', 'exchange');
  });

  app.post('/propuestas/:code/preguntas/:id/retirar', pages.gate('proposals.ask'), async (c) => {
    const detail = await pages.find(c);
    const question = id.safeParse(c.req.param('id'));
    if (!detail || !question.success) return pages.notFound(c);
    const { row } = detail;
    const form = taking.parse(await pages.form(c));
    const ended = await exchange.takeBack({
      id: question.data,
      proposalId: row.id,
      code: row.code,
      revision: form.revision,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return ended === 'done'
      ? pages.back(c, row.code, 'exchange.takenBack', 'exchange')
      : pages.show(c, row.code, { changed: true });
  });
}
