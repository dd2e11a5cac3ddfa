/** The form that answers a proposal: checked, previewed, sent. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { answerText, planAnswer, readAnswer } from '../../../proposals/answer.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import type { AnswerForm } from './answer.js';
import { createProposalPages } from './pages.js';

const textOf = z.string().catch('');
const answerForm = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  outcome: textOf,
  reason: textOf,
  commitment: textOf,
  step: z.enum(['preview', 'send', 'edit']).catch('preview'),
  /** Made with the preview, so that a second press of "send" finds its answer there already. */
  answer: z
    .string()
    .regex(/^[0-9A-Z]{26}$/)
    .optional()
    .catch(undefined),
});

export function mountAnswer(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const pages = createProposalPages(parts);
  const citizenSay = createSay<CitizenKey>('citizen');

  app.post('/propuestas/:code/respuesta', pages.gate('proposals.answer'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { row } = detail;
    const { step, revision: seen, answer: previewed, ...typed } = answerForm.parse(await pages.form(c));
    const sent = row.addressId === null ? 'answer.sentNobody' : 'answer.sent';
    if (detail.answers.some((one) => one.id === previewed)) return pages.back(c, row.code, sent);
    const unsent: AnswerForm = { ...typed, problems: [], preview: null };
    const again = (form: AnswerForm, shown: { changed?: boolean; status?: 422 } = {}) =>
      pages.show(c, row.code, { kept: { answer: form }, ...shown });
    if (seen !== row.revision) return again(unsent, { changed: true });
    if (step === 'edit') return again(unsent);
    const read = readAnswer(typed);
    if ('problems' in read) return again({ ...unsent, problems: read.problems }, { status: 422 });
    const text = answerText(read.draft, row.code, row.locale, citizenSay);
    const answerId = previewed ?? deps.newId();
    if (step === 'preview') return again({ ...unsent, preview: { text, answerId } });
    const ended = await deps.store.proposals.answer({
      id: row.id,
      code: row.code,
      revision: seen,
      answerId,
      draft: read.draft,
      locale: row.locale,
      addressId: row.addressId,
      channel: row.channel,
      planned: planAnswer(answerId, row.id, text, deps.now()),
      staffId: c.get('member').id,
      now: deps.now(),
    });
    if (ended !== 'done') return again(unsent, { changed: true });
    deps.nudgeSender();
    return pages.back(c, row.code, sent);
  });
}
