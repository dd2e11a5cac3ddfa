/** What every page says above its own words: practice, another cycle, how far the guide is; and the first visit. */
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { may } from '../../../people/permissions.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { guideSteps, progressOf } from './steps.js';

export function standing({ deps }: Pick<ConsoleParts, 'deps'>): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const member = c.get('member');
    const cycle = c.get('cycle');
    const isGuide = c.req.path === '/panel/guia';
    const guides = may(member.role, 'cycle.edit') && cycle.current && c.req.method === 'GET' && !isGuide;
    const progress = guides ? progressOf(await guideSteps(deps, cycle, member)) : null;
    c.set('member', {
      ...member,
      standing: {
        practice: cycle.practice,
        other: cycle.practice || cycle.current ? null : pick(cycle.plan, consoleLocale),
        guide: progress && progress.done < progress.of ? progress : null,
      },
    });
    await next();
  };
}

/** Kept by the browser: who has seen the guide once is not led there again. */
const seenCookie = 'ayni_guia';
const year = 365 * 86_400;

/** The first time somebody opens the console, the guide comes first. */
export function firstVisit({ deps }: Pick<ConsoleParts, 'deps'>): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const { role, standing: now } = c.get('member');
    const isNew = getCookie(c, seenCookie) === undefined;
    const wanted = may(role, 'cycle.edit') ? now?.guide !== null : true;
    if (!isNew || !wanted || now?.practice) {
      await next();
      return undefined;
    }
    setCookie(c, seenCookie, '1', {
      ...{ path: '/panel', httpOnly: true, sameSite: 'Lax', maxAge: year },
      secure: deps.publicUrl().startsWith('https:'),
    });
    return c.redirect('/panel/guia', 303);
  };
}
