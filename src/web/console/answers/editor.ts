/** Routes of one proposal's answer: written, previewed, kept, signed, let go, put into a batch. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Answer, AnswerWords } from '../../../answers/answer.js';
import { type Draft, needsOwnWords, problemsOf } from '../../../answers/form.js';
import { createTell } from '../../../answers/message.js';
import { signingSectors } from '../../../answers/signing.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createProposalPages, type ShownProposal } from '../proposal/pages.js';
import { readCommitments } from './commitments.js';
import { emptyDraft, readForm, sameWords } from './form.js';
import { createNames, root } from './names.js';
import { pageOf } from './pages.js';
import { count, id, readSigned } from './read.js';
import { signingRoles } from './signing.js';
import type { PanelState } from './state.js';

const fields = z.object({
  revision: count,
  step: z.enum(['preview', 'edit', 'draft', 'send']).catch('preview'),
  /** Chosen with the form, so that a second press finds its answer there already. */
  answer: id,
});
const stepFields = z.object({ answer: id, draft: count });
const sectorField = z.object({ sector: z.enum(signingSectors) });
const batchField = z.object({ batch: z.union([z.literal('new'), id]).catch(undefined) });

export function mountEditor(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, answerDesk, wordings } = deps.store;
  const pages = createProposalPages(parts);
  const namesOf = (c: Context<ConsoleEnv>) => createNames(parts, c.get('cycle'));
  const actor = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });

  const again = (
    c: Context<ConsoleEnv>,
    { row }: ProposalDetail,
    state?: PanelState,
    shown: ShownProposal = {},
  ) => pages.show(c, row.code, { ...(state ? { kept: { answer: state } } : {}), ...shown });

  /** What keeps these words from being an answer to this proposal; `usedIn` where the reason stands elsewhere. */
  const check = async (c: Context<ConsoleEnv>, { row }: ProposalDetail, draft: Draft) => {
    const { es } = draft.reason;
    const asks = draft.outcome !== null && needsOwnWords(draft.outcome) && es !== undefined;
    const usedIn = asks
      ? await answers.reasonUsed({ cycleId: c.get('cycle').id, reason: es, proposalId: row.id })
      : null;
    const problems = problemsOf(draft, {
      proposalText: row.text,
      code: row.code,
      say: namesOf(c).citizen,
      reasonUsed: usedIn !== null,
    });
    return { problems, ...(usedIn === null || problems.length === 0 ? {} : { usedIn }) };
  };

  /** With the answer the form is about, if it is one of this proposal. */
  const withDetail =
    (act: (c: Context<ConsoleEnv>, detail: ProposalDetail) => Promise<Response>) =>
    async (c: Context<ConsoleEnv>) => {
      const detail = await pages.find(c);
      return detail ? act(c, detail) : pages.notFound(c);
    };
  const withDraft = (
    act: (c: Context<ConsoleEnv>, detail: ProposalDetail, draft: Answer) => Promise<Response>,
  ) =>
    withDetail(async (c, detail) => {
      const { answer } = stepFields.parse(await pages.form(c));
      const found = answer ? await answers.find(answer) : null;
      // Sent, replaced or thrown away meanwhile: the page shows how it stands.
      if (found?.proposalId !== detail.row.id || found.state !== 'draft')
        return again(c, detail, undefined, { changed: true });
      return act(c, detail, found);
    });

  app.get(
    '/propuestas/:code/respuesta',
    pages.gate('proposals.answer'),
    withDetail(async (c, detail) => {
      const kept = await answers.draftOf(detail.row.id);
      const wordingId = id.parse(c.req.query('modelo'));
      const wording = wordingId ? await wordings.find(c.get('cycle').id, wordingId) : null;
      const start = kept ?? emptyDraft;
      const draft: Draft = wording
        ? { ...start, outcome: wording.outcome ?? start.outcome, reason: wording.reason }
        : start;
      return again(c, detail, { mode: 'write', draft, problems: [], answerId: kept?.id ?? deps.newId() });
    }),
  );

  const keep = (c: Context<ConsoleEnv>, { row }: ProposalDetail, answerId: string, words: AnswerWords) =>
    answers.saveDraft({
      ...actor(c),
      id: answerId,
      proposalId: row.id,
      revision: row.revision,
      code: row.code,
      words,
    });

  const letGo = async (
    c: Context<ConsoleEnv>,
    detail: ProposalDetail,
    answerId: string,
    revision: number,
  ) => {
    const { code } = detail.row;
    const ended = await answers.release(answerId, {
      ...actor(c),
      revision,
      rule: c.get('cycle').signing,
      tell: createTell(namesOf(c).citizen),
    });
    if (ended === 'stale') return again(c, detail, undefined, { changed: true });
    if (ended === 'unsigned') return pages.back(c, code, 'answers.savedUnsigned', 'answer');
    deps.nudgeSender();
    return pages.back(c, code, ended.told ? 'answer.sent' : 'answer.sentNobody');
  };

  app.post(
    '/propuestas/:code/respuesta',
    pages.gate('proposals.answer'),
    withDetail(async (c, detail) => {
      const { row } = detail;
      const form = await pages.form(c);
      const { step, revision, answer } = fields.parse(form);
      const draft = readForm(form, await readCommitments(deps, c.get('cycle').id));
      const before = await answers.draftOf(row.id);
      const known = answer ? await answers.find(answer) : null;
      const own = known === null || known.proposalId === row.id;
      // One that was thrown away or replaced meanwhile is not woken up: its words go on in another.
      const usable = own && known?.state !== 'void';
      const answerId = (usable ? answer : undefined) ?? before?.id ?? deps.newId();
      if (own && known?.state === 'released')
        return pages.back(c, row.code, row.addressId === null ? 'answer.sentNobody' : 'answer.sent');
      const writing: PanelState = { mode: 'write', draft, problems: [], answerId };
      const words: AnswerWords | null = draft.outcome === null ? null : { ...draft, outcome: draft.outcome };
      const isKept = before?.id === answerId && words !== null && sameWords(before, words);
      if (isKept && step === 'draft') return pages.back(c, row.code, 'answers.saved', 'answer');
      if (revision !== row.revision && !(isKept && step === 'send'))
        return again(c, detail, writing, { changed: true });
      if (step === 'edit') return again(c, detail, writing);
      const checked = await check(c, detail, draft);
      if (checked.problems.length > 0 || words === null)
        return again(c, detail, { ...writing, ...checked }, { status: 422 });
      if (step === 'preview') return again(c, detail, { mode: 'preview', draft, words, answerId });
      if (!isKept && (await keep(c, detail, answerId, words)) === 'stale')
        return again(c, detail, writing, { changed: true });
      if (step === 'draft') {
        const lost = before !== null && before.signatures.length > 0 && !isKept;
        return pages.back(c, row.code, lost ? 'answers.savedVoided' : 'answers.saved', 'answer');
      }
      const saved = await answers.find(answerId);
      return letGo(c, detail, answerId, saved?.revision ?? 0);
    }),
  );

  app.post(
    '/propuestas/:code/respuesta/firmar',
    pages.gate('answers.sign'),
    withDetail(async (c, detail) => {
      const hashes = readSigned((await pages.form(c)).sign);
      const [answerId] = Object.keys(hashes);
      const found = answerId ? await answers.find(answerId) : null;
      if (found?.proposalId !== detail.row.id || Object.keys(hashes).length !== 1)
        return again(c, detail, undefined, { changed: true });
      const { sector } = c.get('member');
      const ended = await answers.sign(hashes, { ...actor(c), sector, page: pageOf });
      return ended === 'kept'
        ? pages.back(c, detail.row.code, 'answers.signedNow', 'answer')
        : again(c, detail, undefined, { changed: true });
    }),
  );

  app.post(
    '/propuestas/:code/respuesta/pedir',
    pages.gate('proposals.answer'),
    withDraft(async (c, detail) => {
      const { code } = detail.row;
      const read = sectorField.safeParse(await pages.form(c));
      if (!read.success) return pages.back(c, code);
      const asked = await answerDesk.askToSign({
        ...actor(c),
        sector: read.data.sector,
        roles: signingRoles,
        href: `${root}/por-firmar`,
        subject: code,
        count: 1,
      });
      return pages.back(c, code, asked > 0 ? 'answers.asked' : 'answers.askedNobody', 'answer');
    }),
  );

  app.post(
    '/propuestas/:code/respuesta/soltar',
    pages.gate('proposals.answer'),
    withDetail(async (c, detail) => {
      const { answer, draft } = stepFields.parse(await pages.form(c));
      const found = answer ? await answers.find(answer) : null;
      if (found?.proposalId !== detail.row.id) return again(c, detail, undefined, { changed: true });
      if (found.state === 'released')
        return pages.back(
          c,
          detail.row.code,
          detail.row.addressId === null ? 'answer.sentNobody' : 'answer.sent',
        );
      return letGo(c, detail, found.id, draft);
    }),
  );

  app.post(
    '/propuestas/:code/respuesta/descartar',
    pages.gate('proposals.answer'),
    withDraft(async (c, detail, found) => {
      const { draft } = stepFields.parse(await pages.form(c));
      const ended = await answers.discard(found.id, { ...actor(c), revision: draft });
      return ended === 'kept'
        ? pages.back(c, detail.row.code, 'answers.discarded', 'answer')
        : again(c, detail, undefined, { changed: true });
    }),
  );

  app.post(
    '/propuestas/:code/respuesta/lote',
    pages.gate('proposals.answer'),
    withDraft(async (c, detail, found) => {
      const { batch } = batchField.parse(await pages.form(c));
      const { id: cycleId } = c.get('cycle');
      const title = parts.say('es', 'answers.batch.titleOn', { date: namesOf(c).moment(deps.now()) });
      const target =
        batch === 'new' ? await answers.createBatch({ ...actor(c), cycleId, title }) : (batch ?? null);
      const ended = await answers.move([found.id], target, actor(c));
      return ended === 'kept'
        ? pages.back(c, detail.row.code, target === null ? 'answers.movedOut' : 'answers.moved', 'answer')
        : again(c, detail, undefined, { changed: true });
    }),
  );
}
