/** Coming in and going out: password, then the second step where a member has one. Guessing is slowed down. */
import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import type { Auth } from '../auth.js';
import { page } from '../layout.js';
import { createBrake } from './brake.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { createKnock, withCookies } from './library.js';
import { Shell } from './shell.js';

const form = z.object({ email: z.string().trim().toLowerCase().catch(''), password: z.string().catch('') });
const codeForm = z.object({ code: z.string().catch('') });
const answered = z.object({ twoFactorRedirect: z.boolean().catch(false) });
const guesses = { max: 10, windowMs: 15 * 60_000 } as const;

type Wrong = 'signIn.wrong' | 'signIn.slow' | 'signIn.expired' | 'second.wrong';

export function mountSignIn(app: Hono<ConsoleEnv>, parts: ConsoleParts, auth: () => Promise<Auth>): void {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const knock = createKnock(parts, auth);
  const brake = createBrake({ ...guesses, now: parts.deps.now });

  const show = (c: Context, wrong: Wrong | null, status: 200 | 401 | 429, children: Child) =>
    c.html(
      page(
        <Shell parts={parts} title={say('signIn.title')} {...(wrong ? { wrong: say(wrong) } : {})}>
          <div class="narrow">{children}</div>
        </Shell>,
      ),
      status,
    );
  const showPassword = (c: Context, email: string, wrong: Wrong | null, status: 200 | 401 | 429) =>
    show(
      c,
      wrong,
      status,
      <>
        <h1>{say('signIn.title')}</h1>
        <p class="lead">{say('signIn.lead')}</p>
        <form class="card" method="post" action="/panel/entrar">
          <label for="email">{say('signIn.email')}</label>
          <input id="email" name="email" type="email" autocomplete="username" required value={email} />
          <label for="password">{say('signIn.password')}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
          <p>
            <button type="submit">{say('signIn.submit')}</button>
          </p>
        </form>
        <p class="soft">{say('signIn.link')}</p>
      </>,
    );
  const showCode = (c: Context, wrong: Wrong | null, status: 200 | 401 | 429) =>
    show(
      c,
      wrong,
      status,
      <>
        <h1>{say('second.title')}</h1>
        <p class="lead">{say('second.lead')}</p>
        <form class="card" method="post" action="/panel/entrar/codigo">
          <label for="code">{say('second.code')}</label>
          <input id="code" name="code" autocomplete="one-time-code" required maxlength={20} />
          <p>
            <button type="submit">{say('signIn.submit')}</button>
          </p>
        </form>
        <p class="soft">{say('second.lost')}</p>
      </>,
    );

  app.get('/entrar', (c) => showPassword(c, '', c.req.query('vencido') ? 'signIn.expired' : null, 200));
  app.post('/entrar', async (c) => {
    const { email, password } = form.parse(await c.req.parseBody());
    if (brake.isHeld(email)) return showPassword(c, email, 'signIn.slow', 429);
    const answer = await knock(c, '/sign-in/email', { email, password });
    if (answer.status === 429) return showPassword(c, email, 'signIn.slow', 429);
    if (!answer.ok) {
      brake.failed(email);
      return showPassword(c, email, 'signIn.wrong', 401);
    }
    brake.cleared(email);
    const { twoFactorRedirect } = answered.parse(await answer.json());
    return withCookies(
      c.redirect(twoFactorRedirect ? '/panel/entrar/codigo' : '/panel/propuestas', 303),
      answer,
    );
  });

  app.get('/entrar/codigo', (c) => showCode(c, null, 200));
  app.post('/entrar/codigo', async (c) => {
    const typed = codeForm.parse(await c.req.parseBody()).code.replace(/\s/g, '');
    // Six digits come from the phone; anything else can only be a code from the paper.
    const path = /^\d{6}$/.test(typed) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
    const answer = await knock(c, path, { code: typed });
    if (answer.status === 429) return showCode(c, 'signIn.slow', 429);
    if (!answer.ok) return withCookies(await showCode(c, 'second.wrong', 401), answer);
    return withCookies(c.redirect('/panel/propuestas', 303), answer);
  });

  app.post('/salir', async (c) => {
    const answer = await (await auth()).auth.api.signOut({ headers: c.req.raw.headers, asResponse: true });
    return withCookies(c.redirect('/panel/entrar', 303), answer);
  });
}
