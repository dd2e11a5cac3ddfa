/** Giving a proposal to a member of the team, and naming the institution that would own it. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { createProposalPages } from './pages.js';

const textOf = z.string().max(64).catch('');
const form = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  assignee: textOf,
  institution: textOf,
  me: z.literal('1').optional().catch(undefined),
});

export function mountHandling(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals, staff, actors } = deps.store;
  const pages = createProposalPages(parts);
  const say = sayIn(parts);
  const none = (typed: string): string | null => (typed === '' ? null : typed);

  app.post('/propuestas/:code/responsable', pages.gate('proposals.assign'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { id, code } = detail.row;
    const { revision, assignee, me } = form.parse(await pages.form(c));
    const member = c.get('member');
    const to = me ? member.id : none(assignee);
    const team = await staff.list();
    const known = team.some((one) => one.id === to && one.disabledAt === null);
    if (to !== null && !known) return pages.show(c, code, { wrong: say('assign.gone'), status: 422 });
    const href = `/panel/propuestas/${code}`;
    const given = { id, code, revision, to, href, staffId: member.id, now: deps.now() };
    const ended = await proposals.assign(given);
    if (ended !== 'done') return pages.show(c, code, { kept: { assignee: to ?? '' }, changed: true });
    return pages.back(c, code, 'assign.saved', 'handling');
  });

  app.post('/propuestas/:code/institucion', pages.gate('proposals.assign'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { id, code } = detail.row;
    const { revision, institution } = form.parse(await pages.form(c));
    const institutionId = none(institution);
    const known = (await actors.institutions()).some((one) => one.id === institutionId);
    if (institutionId !== null && !known)
      return pages.show(c, code, { wrong: say('institution.gone'), status: 422 });
    const given = { id, code, revision, institutionId, staffId: c.get('member').id, now: deps.now() };
    const ended = await proposals.setInstitution(given);
    if (ended !== 'done') return pages.show(c, code, { kept: { institution }, changed: true });
    return pages.back(c, code, 'institution.saved', 'handling');
  });
}
