/** One proposal: showing it, and every form on it. Nothing typed is lost when somebody else was quicker. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { inviteTemplateName } from '../../outbox/invite.js';
import type { Action } from '../../people/permissions.js';
import { answerText, planAnswer, readAnswer } from '../../proposals/answer.js';
import type { StaffWrite } from '../../store/proposals.js';
import { templateLanguage } from '../../talk/window.js';
import { type CitizenKey, createSay, pick } from '../../text/texts.js';
import { page } from '../layout.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { sendFile } from './file.js';
import { allowed } from './guard.js';
import { ProposalView } from './proposal-view.js';
import { Shell } from './shell.js';
import type { AnswerForm } from './view-props.js';

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
  /** Made with the preview, so that a second press of "send" finds its answer there already. */
  answer: z
    .string()
    .regex(/^[0-9A-Z]{26}$/)
    .optional()
    .catch(undefined),
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

  /** The simulator has its templates built in. */
  const canInvite = async ({ channel, locale }: { channel: string; locale: string }): Promise<boolean> => {
    if (channel !== 'whatsapp') return true;
    const template = await deps.store.templates.find(inviteTemplateName, templateLanguage(locale));
    return template?.status.toUpperCase() === 'APPROVED';
  };

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
            canInvite={await canInvite(detail.row)}
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
    return file && bytes ? sendFile(c, bytes, file.mime) : notFound(c);
  });

  app.post('/propuestas/:code/temas', gate('proposals.tag'), async (c) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const form = await formOf(c);
    const cycle = await deps.store.cycles.current(deps.now());
    const given = z
      .union([z.array(z.string()), z.string().transform((one) => [one])])
      .catch([])
      .parse(form.area);
    const areas = given.filter((area) => cycle.areas.some((known) => known.id === area));
    const ended = await proposals.confirmTags({
      id: detail.row.id,
      code: detail.row.code,
      revision: revision.parse(form.revision),
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
    const { step, revision: seen, answer: previewed, ...typed } = answerForm.parse(await formOf(c));
    const sent = row.addressId === null ? 'answer.sentNobody' : 'answer.sent';
    if (detail.answers.some((one) => one.id === previewed)) return back(c, row.code, sent);
    const unsent = { ...typed, problems: [], preview: null };
    if (seen !== row.revision) return show(c, { form: unsent, changed: true }, 409);
    if (step === 'edit') return show(c, { form: unsent });
    const read = readAnswer(typed);
    if ('problems' in read) return show(c, { form: { ...unsent, problems: read.problems } }, 422);
    const text = answerText(read.draft, row.code, row.locale, citizenSay);
    const answerId = previewed ?? deps.newId();
    if (step === 'preview') return show(c, { form: { ...unsent, preview: { text, answerId } } });
    const ended: StaffWrite = await proposals.answer({
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
    if (ended !== 'done') return show(c, { form: unsent, changed: true }, 409);
    deps.nudgeSender();
    return back(c, row.code, sent);
  });

  app.post('/propuestas/:code/reenviar', gate('messages.resend'), async (c) => {
    const detail = await find(c);
    if (!detail) return notFound(c);
    const form = resendForm.safeParse(await formOf(c));
    const own = form.success && detail.deliveries.some((row) => row.id === form.data.outbox);
    if (!form.success || !own) return back(c, detail.row.code);
    const ended = await proposals.resend({
      outboxId: form.data.outbox,
      code: detail.row.code,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    // A colleague did it already, or the message arrived after all: the page shows how it stands.
    if (ended !== 'done') return back(c, detail.row.code);
    deps.nudgeSender();
    return back(c, detail.row.code, 'delivery.resent');
  });
}
