/** One proposal: showing it, and every form on it. Nothing typed is lost when somebody else was quicker. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Action } from '../../people/permissions.js';
import { answerText, planAnswer, readAnswer } from '../../proposals/answer.js';
import type { StaffWrite } from '../../store/proposals.js';
import { type CitizenKey, createSay, pick } from '../../text/texts.js';
import { page } from '../layout.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { allowed } from './guard.js';
import { type AnswerForm, ProposalView } from './proposal-view.js';
import { Shell } from './shell.js';

const emptyForm: AnswerForm = { outcome: '', reason: '', commitment: '', problems: [], preview: null };
const code = z.string().regex(/^AYNI-[0-9A-Z]{4,6}$/);
const revision = z.coerce.number().int().min(0).catch(0);
const textOf = z.string().catch('');
const answerForm = z.object({
  revision,
  outcome: textOf,
  reason: textOf,
  commitment: textOf,
  step: z.enum(['preview', 'send', 'edit']).catch('preview'),
});
const noteForm = z.object({ text: z.string().trim().min(1).max(2000) });
const resendForm = z.object({ outbox: z.string().length(26) });

type Said = 'tags.saved' | 'answer.sent' | 'answer.sentNobody' | 'delivery.resent';
const said = z.enum(['tags.saved', 'answer.sent', 'answer.sentNobody', 'delivery.resent']);

interface Shown {
  readonly form?: AnswerForm;
  readonly ticked?: readonly string[];
  readonly changed?: boolean;
}

export function mountProposal(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals } = deps.store;
  const citizenSay = createSay<CitizenKey>('citizen');
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);

  const notFound = (c: Context<ConsoleEnv>) =>
    c.html(
      page(
        <Shell
          parts={parts}
          title={say('error.notFound')}
          member={c.get('member')}
          wrong={say('error.notFound')}
        />,
      ),
      404,
    );
  const refuse = (c: Context<ConsoleEnv>) =>
    c.html(
      page(
        <Shell
          parts={parts}
          title={say('error.forbidden')}
          member={c.get('member')}
          wrong={say('error.forbidden')}
        />,
      ),
      403,
    );
  const gate = (action: Action) => allowed(action, (c) => refuse(c as Context<ConsoleEnv>));
  const find = (c: Context<ConsoleEnv>) => {
    const { success, data } = code.safeParse(c.req.param('code'));
    return success ? proposals.find(data) : Promise.resolve(null);
  };
  const formOf = async (c: Context<ConsoleEnv>): Promise<Record<string, unknown>> =>
    c.req.parseBody({ all: true });
  const back = (c: Context<ConsoleEnv>, found: string, message?: Said) =>
    c.redirect(`/panel/propuestas/${found}${message ? `?listo=${message}` : ''}`, 303);

  const show = async (c: Context<ConsoleEnv>, shown: Shown = {}, status: 200 | 409 | 422 = 200) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const cycle = await deps.store.cycles.current(deps.now());
    const areas = cycle.areas.map((area) => ({ id: area.id, label: pick(area.label, consoleLocale) }));
    const message = said.safeParse(c.req.query('listo'));
    return c.html(
      page(
        <Shell
          parts={parts}
          title={detail.row.code}
          member={c.get('member')}
          here="proposals"
          {...(message.success ? { said: say(message.data) } : {})}
          {...(shown.changed ? { wrong: say('problem.changed') } : {})}
        >
          <ProposalView
            parts={parts}
            detail={detail}
            member={c.get('member')}
            areas={areas}
            citizenSay={citizenSay}
            form={shown.form ?? emptyForm}
            ticked={shown.ticked ?? null}
          />
        </Shell>,
      ),
      status,
    );
  };

  app.get('/propuestas/:code', gate('proposals.read'), (c) => show(c));

  app.get('/propuestas/:code/archivos/:file', gate('proposals.read'), async (c) => {
    const found = code.safeParse(c.req.param('code'));
    const file = found.success ? await proposals.fileOf(found.data, c.req.param('file')) : null;
    const bytes = file ? await deps.media.read(file.sha256) : null;
    if (!file || !bytes) return notFound(c);
    // A citizen's file is never run as a page of ours.
    const shown = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/.test(file.mime);
    return c.body(Uint8Array.from(bytes), 200, {
      'Content-Type': shown ? file.mime : 'application/octet-stream',
      'Content-Disposition': shown ? 'inline' : 'attachment',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
  });

  app.post('/propuestas/:code/temas', gate('proposals.tag'), async (c) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const form = await formOf(c);
    const cycle = await deps.store.cycles.current(deps.now());
    const given = z
      .union([z.array(z.string()), z.string().transform((one) => [one])])
      .catch([])
      .parse(form['area']);
    const areas = given.filter((area) => cycle.areas.some((known) => known.id === area));
    const ended = await proposals.confirmTags({
      id: detail.row.id,
      code: detail.row.code,
      revision: revision.parse(form['revision']),
      areas,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return ended === 'done'
      ? back(c, detail.row.code, 'tags.saved')
      : show(c, { ticked: areas, changed: true }, 409);
  });

  app.post('/propuestas/:code/notas', gate('proposals.note'), async (c) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const note = noteForm.safeParse(await formOf(c));
    if (note.success) {
      const { row } = detail;
      await proposals.addNote({
        id: row.id,
        code: row.code,
        text: note.data.text,
        staffId: c.get('member').id,
        now: deps.now(),
      });
    }
    return back(c, detail.row.code);
  });

  app.post('/propuestas/:code/respuesta', gate('proposals.answer'), async (c) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const { row } = detail;
    const { step, ...fields } = answerForm.parse(await formOf(c));
    const typed = { outcome: fields.outcome, reason: fields.reason, commitment: fields.commitment };
    if (step === 'edit') return show(c, { form: { ...typed, problems: [], preview: null } });
    const read = readAnswer(typed);
    if ('problems' in read)
      return show(c, { form: { ...typed, problems: read.problems, preview: null } }, 422);
    const text = answerText(read.draft, row.code, row.locale, citizenSay);
    if (step === 'preview') return show(c, { form: { ...typed, problems: [], preview: text } });
    const answerId = deps.newId();
    const ended: StaffWrite = await proposals.answer({
      id: row.id,
      code: row.code,
      revision: fields.revision,
      answerId,
      draft: read.draft,
      locale: row.locale,
      addressId: row.addressId,
      channel: row.channel,
      planned: planAnswer(answerId, row.id, text, deps.now()),
      staffId: c.get('member').id,
      now: deps.now(),
    });
    if (ended !== 'done')
      return show(c, { form: { ...typed, problems: [], preview: null }, changed: true }, 409);
    deps.nudgeSender();
    return back(c, row.code, row.addressId === null ? 'answer.sentNobody' : 'answer.sent');
  });

  app.post('/propuestas/:code/reenviar', gate('messages.resend'), async (c) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const form = resendForm.safeParse(await formOf(c));
    const own = form.success && detail.deliveries.some((row) => row.id === form.data.outbox);
    if (!form.success || !own) return back(c, detail.row.code);
    await proposals.resend({
      outboxId: form.data.outbox,
      code: detail.row.code,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    deps.nudgeSender();
    return back(c, detail.row.code, 'delivery.resent');
  });
}
