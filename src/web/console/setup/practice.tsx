/** Practice: in and out by one button, and no door from there to what has effects. */
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { newProposalCode } from '../../../codes.js';
import { may } from '../../../people/permissions.js';
import { samplePractice } from '../../../practice/sample.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { practiceCookie } from '../guard.js';
import { createSection } from '../section.js';

const form = z.object({ do: z.enum(['in', 'out', 'again']).catch('out') });

/** Everything here writes to real people, or changes what is real. */
const real =
  /^\/panel\/(calendario|avisos|aliados|entrega|ajustes|equipo|actores(\.csv)?|compromisos\/[^/]+\/invitar)(\/|$)/;

/** What has real effects is shut while somebody practises, whatever they type into the address. */
export function shutInPractice(parts: ConsoleParts): MiddlewareHandler<ConsoleEnv> {
  const section = createSection(parts, 'account');
  return async (c, next) => {
    if (c.get('cycle').practice && real.test(c.req.path)) {
      const title = section.say('practice.shut');
      return section.show(
        c,
        { title, status: 409 },
        <>
          <h1>{title}</h1>
          <p>{section.say('practice.shutWhy')}</p>
        </>,
      );
    }
    await next();
    return undefined;
  };
}

export function mountPractice(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { practice, cycles } = deps.store;
  const section = createSection(parts, 'account');

  const cookie = (c: Context<ConsoleEnv>, on: boolean): void =>
    setCookie(c, practiceCookie, on ? '1' : '', {
      ...{ path: '/panel', httpOnly: true, sameSite: 'Lax' },
      secure: deps.publicUrl().startsWith('https:'),
      ...(on ? {} : { maxAge: 0 }),
    });
  const fresh = async (id: string, staffId: string) => {
    const now = deps.now();
    const current = await cycles.working(now, false);
    const data = samplePractice({
      ...{ now, newId: deps.newId, newCode: newProposalCode, suggestAreas: deps.suggestAreas },
      ...{ cycleId: id, areas: new Set(current.areas.map((area) => area.id)) },
      ...{ answerDays: current.answerDays, staffId },
    });
    return { id, from: current.id, data, staffId, now };
  };

  app.post('/practica', section.gate('account'), async (c) => {
    const { do: what } = form.parse(await c.req.parseBody());
    const { id: staffId, role } = c.get('member');
    if (what === 'out') {
      cookie(c, false);
      return c.redirect('/panel/propuestas', 303);
    }
    const known = await practice.find();
    if (known === null) await practice.make(await fresh(deps.newId(), staffId));
    else if (what === 'again') {
      if (!may(role, 'cycle.edit'))
        return section.show(c, {
          title: section.say('error.forbidden'),
          wrong: section.say('error.forbidden'),
          status: 403,
        });
      await practice.again(await fresh(known, staffId));
    }
    cookie(c, true);
    return c.redirect('/panel/propuestas', 303);
  });
}
