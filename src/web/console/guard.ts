/** Lets nobody in without a session, nobody act without the permission, and no form act from elsewhere. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Action, may, roleOf } from '../../people/permissions.js';
import type { Auth } from '../auth.js';
import type { ConsoleEnv, ConsoleParts } from './context.js';

/** Browsers say where a form comes from; one from elsewhere, or that hides it, is refused. */
export function sameOrigin(
  publicUrl: () => string,
  refuse: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const origin = c.req.header('origin');
      const own = new URL(c.req.url);
      const known = [own.host, new URL(publicUrl()).host, c.req.header('host')];
      if (origin === undefined || !URL.canParse(origin) || !known.includes(new URL(origin).host))
        return refuse(c);
    }
    await next();
    return undefined;
  };
}

/** Only one form takes a file; anywhere else the kind of form that carries them is not read at all. */
export function plainForms(
  filePages: readonly string[],
  refuse: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  return async (c, next) => {
    const isFile = /multipart/i.test(c.req.header('content-type') ?? '');
    if (isFile && !filePages.includes(c.req.path)) return refuse(c);
    await next();
    return undefined;
  };
}

/** No browser writes a zero character, and no database keeps one: an address or a form with it was forged. */
export function plainText(refuse: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  return async (c, next) => {
    if (/%00/.test(c.req.url)) return refuse(c);
    if (/urlencoded/i.test(c.req.header('content-type') ?? ''))
      for (const part of await c.req.formData())
        if (part.some((one) => String(one).includes('\0'))) return refuse(c);
    await next();
    return undefined;
  };
}

/** Finds who asks; people without a session are led to the sign-in page. */
export function signedIn(auth: () => Promise<Auth>): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const session = await (await auth()).auth.api.getSession({ headers: c.req.raw.headers });
    if (!session || session.user.disabledAt) return c.redirect('/panel/entrar', 303);
    const { id, name, email, role, sector } = session.user;
    c.set('member', {
      id,
      name,
      email,
      role: roleOf(role),
      sector,
      sessionToken: session.session.token,
      secondStep: session.user.twoFactorEnabled === true,
      unseen: 0,
    });
    await next();
    return undefined;
  };
}

/** Staff who practise carry this cookie; it gives no rights. */
export const practiceCookie = 'ayni_practice';

/** Staff who look at another cycle than the current one: its id. Gives no rights either. */
export const cycleCookie = 'ayni_cycle';

/** The cycle the page is about. */
export function inCycle({ deps }: Pick<ConsoleParts, 'deps'>): MiddlewareHandler<ConsoleEnv> {
  const { cycles } = deps.store;
  return async (c, next) => {
    const practice = getCookie(c, practiceCookie) === '1';
    const id = practice ? undefined : getCookie(c, cycleCookie);
    const chosen = id === undefined ? null : await cycles.byId(id, deps.now());
    c.set('cycle', chosen ?? (await cycles.working(deps.now(), practice)));
    await next();
  };
}

export function allowed(
  action: Action,
  refuse: (c: Parameters<MiddlewareHandler<ConsoleEnv>>[0]) => Response | Promise<Response>,
): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    if (!may(c.get('member').role, action)) return refuse(c);
    await next();
    return undefined;
  };
}
