/** Coming in and going out. Guessing is slowed down by the sign-in library. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Auth } from '../auth.js';
import { page } from '../layout.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { Shell } from './shell.js';

const form = z.object({ email: z.string().trim().toLowerCase().catch(''), password: z.string().catch('') });

/** The library answers with headers of its own; its cookies are handed to the browser. */
export function withCookies(c: Context, from: Response, to: string): Response {
  const answer = c.redirect(to, 303);
  for (const cookie of from.headers.getSetCookie()) answer.headers.append('Set-Cookie', cookie);
  return answer;
}

export function mountSignIn(app: Hono<ConsoleEnv>, parts: ConsoleParts, auth: () => Auth): void {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const show = (
    c: Context<ConsoleEnv>,
    email: string,
    wrong: 'signIn.wrong' | 'signIn.slow' | 'signIn.expired' | null,
    status: 200 | 401 | 429,
  ) =>
    c.html(
      page(
        <Shell parts={parts} title={say('signIn.title')} {...(wrong ? { wrong: say(wrong) } : {})}>
          <div class="narrow">
            <h1>{say('signIn.title')}</h1>
            <p>{say('signIn.lead')}</p>
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
          </div>
        </Shell>,
      ),
      status,
    );

  app.get('/entrar', (c) => show(c, '', c.req.query('vencido') ? 'signIn.expired' : null, 200));
  app.post('/entrar', async (c) => {
    const { email, password } = form.parse(await c.req.parseBody());
    // Through the library's own door, where its rate limit stands.
    const request = new Request(new URL('/panel/auth/sign-in/email', c.req.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(parts.deps.publicUrl()).origin,
        'x-forwarded-for': c.req.header('x-forwarded-for') ?? '127.0.0.1',
      },
      body: JSON.stringify({ email, password }),
    });
    const answer = await auth().auth.handler(request);
    if (answer.status === 429) return show(c, email, 'signIn.slow', 429);
    return answer.ok ? withCookies(c, answer, '/panel/propuestas') : show(c, email, 'signIn.wrong', 401);
  });
  app.post('/salir', async (c) => {
    const answer = await auth().auth.api.signOut({ headers: c.req.raw.headers, asResponse: true });
    return withCookies(c, answer, '/panel/entrar');
  });
}
