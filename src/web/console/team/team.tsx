/** The team: who is in it, who may do what; inviting by a link that is handed over, switching off, ending sessions. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { roles, sectors } from '../../../people/permissions.js';
import type { TeamChange } from '../../../store/staff/team.js';
import type { Accounts } from '../../accounts.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import type { FieldProblem } from '../field.js';
import { createSection } from '../section.js';
import { type InviteForm, InviteView } from './invite-view.js';
import { MemberView } from './member-view.js';

const root = '/panel/equipo';
const nameMax = 80;
const inviteForm = z.object({
  name: z.string().trim().max(nameMax).catch(''),
  email: z.string().trim().toLowerCase().catch(''),
  role: z.string().catch(''),
  sector: z.string().catch(''),
});
const changeForm = z.object({
  ...{ role: z.enum(roles), sector: z.enum(sectors) },
  ...{ seenRole: z.string(), seenSector: z.string() },
});
const stateForm = z.object({ do: z.enum(['off', 'on', 'sessions', 'link']) });
const saidKeys = z.enum(['changed', 'off', 'on', 'sessions', 'last', 'stale', 'own']);
const wrongs: readonly string[] = ['last', 'stale', 'own'];

export function mountTeam(
  app: Hono<ConsoleEnv>,
  parts: ConsoleParts,
  accounts: () => Promise<Accounts>,
): void {
  const { deps } = parts;
  const { team } = deps.store;
  const section = createSection(parts, 'team');
  const { say } = section;
  const gate = section.gate('staff.edit');

  interface Shown {
    readonly form?: InviteForm;
    readonly problems?: readonly FieldProblem[];
    /** Shown this once. */
    readonly link?: { readonly name: string; readonly href: string };
  }
  const show = async (c: Context<ConsoleEnv>, given: Shown = {}) => {
    const { problems = [], link } = given;
    const form = given.form ?? { name: '', email: '', role: 'triage', sector: '' };
    const members = await team.list(deps.now());
    const said = saidKeys.safeParse(c.req.query('listo'));
    const isWrong = said.success && wrongs.includes(said.data);
    const me = c.get('member').id;
    return section.show(
      c,
      {
        title: say('team.title'),
        extra: ['setup.css'],
        status: problems.length > 0 ? 422 : 200,
        ...(said.success ? { [isWrong ? 'wrong' : 'said']: say(`team.said.${said.data}`) } : {}),
      },
      <>
        <h1>{say('team.title')}</h1>
        <p class="lead">{say('setup.lead.team')}</p>
        {link ? (
          <section class="card handover" role="status">
            <h2>{say('team.link.title', { name: link.name })}</h2>
            <p>{say('team.link.lead')}</p>
            <label for="handover">{say('team.link.label')}</label>
            <input id="handover" type="text" readonly value={link.href} />
          </section>
        ) : null}
        <ul class="plain rows">
          {members.map((member) => (
            <MemberView parts={parts} member={member} isMe={member.id === me} />
          ))}
        </ul>
        <InviteView parts={parts} form={form} problems={problems} />
      </>,
    );
  };

  app.get('/equipo', gate, (c) => show(c));

  app.post('/equipo', gate, async (c) => {
    const form = inviteForm.parse(await c.req.parseBody());
    const role = roles.find((one) => one === form.role);
    const sector = sectors.find((one) => one === form.sector);
    const members = await team.list(deps.now());
    const known = members.some(({ email }) => email === form.email);
    const problems = [
      ...(form.name.length < 2 ? [{ field: 'name', text: say('team.problem.name') }] : []),
      ...(z.email().safeParse(form.email).success
        ? []
        : [{ field: 'email', text: say('team.problem.email') }]),
      ...(known ? [{ field: 'email', text: say('team.problem.known') }] : []),
      ...(role ? [] : [{ field: 'role', text: say('team.problem.role') }]),
      ...(sector ? [] : [{ field: 'sector', text: say('team.problem.sector') }]),
    ];
    if (!role || !sector || problems.length > 0) return show(c, { form, problems });
    const { name, email } = form;
    const href = await (await accounts()).add({ name, email, role, sector }, c.get('member').id);
    return show(c, href === null ? {} : { link: { name, href } });
  });

  const back = (c: Context<ConsoleEnv>, ended: TeamChange, kept: string) =>
    c.redirect(`${root}?listo=${ended === 'kept' ? kept : ended}`, 303);

  app.post('/equipo/:id', gate, async (c) => {
    const id = c.req.param('id');
    const me = c.get('member').id;
    // Who could change their own role could also lock everybody out by mistake.
    if (id === me) return c.redirect(`${root}?listo=own`, 303);
    const given = changeForm.safeParse(await c.req.parseBody());
    if (!given.success) return c.redirect(`${root}?listo=stale`, 303);
    const { role, sector, seenRole, seenSector } = given.data;
    const ended = await team.change(
      id,
      { role, sector },
      { seen: { role: seenRole, sector: seenSector }, staffId: me, now: deps.now() },
    );
    return back(c, ended, 'changed');
  });

  app.post('/equipo/:id/estado', gate, async (c) => {
    const id = c.req.param('id');
    const by = { staffId: c.get('member').id, now: deps.now() };
    const given = stateForm.safeParse(await c.req.parseBody());
    const member = (await team.list(deps.now())).find((one) => one.id === id);
    if (!given.success || !member) return c.redirect(`${root}?listo=stale`, 303);
    if (id === by.staffId && given.data.do !== 'link') return c.redirect(`${root}?listo=own`, 303);
    switch (given.data.do) {
      case 'off':
        return back(c, await team.disable(id, by), 'off');
      case 'on':
        return back(c, await team.enable(id, by), 'on');
      case 'sessions':
        await team.endSessions(id, by);
        return back(c, 'kept', 'sessions');
      case 'link': {
        const href = await (await accounts()).linkFor(member.email);
        if (href === null) return c.redirect(`${root}?listo=stale`, 303);
        await team.noteLink(id, by);
        return show(c, { link: { name: member.name, href } });
      }
    }
  });
}
