/** The second step of signing in: a code from the member's phone (TOTP), set up and taken away here. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Auth } from '../auth.js';
import { page } from '../layout.js';
import { Qr } from '../qr.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { allowed } from './guard.js';
import { withCookies } from './library.js';
import { Shell } from './shell.js';

const passwordForm = z.object({ password: z.string().catch('') });
const codeForm = z.object({ code: z.string().catch('') });
/** What the library hands out once: the secret as an address for the phone, and codes for a lost phone. */
const setUp = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

export function mountSecondStep(app: Hono<ConsoleEnv>, parts: ConsoleParts, auth: () => Promise<Auth>): void {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const gate = allowed('account', (c) => c.text(say('error.forbidden'), 403));
  const back = (c: Context, message: string) => c.redirect(`/panel/cuenta?listo=${message}`, 303);

  const show = (c: Context<ConsoleEnv>, { totpURI, backupCodes }: z.infer<typeof setUp>) =>
    c.html(
      page(
        <Shell parts={parts} title={say('second.title')} member={c.get('member')} here="account">
          <h1>{say('second.title')}</h1>
          <ol class="steps">
            <li>
              <p>{say('second.scan')}</p>
              <Qr text={totpURI} label={say('second.qr')} />
              <p class="soft">
                {say('second.secret')}{' '}
                <span class="mono">{new URL(totpURI).searchParams.get('secret') ?? ''}</span>
              </p>
            </li>
            <li>
              <p>{say('second.paper')}</p>
              <ul class="plain mono codes">
                {backupCodes.map((code) => (
                  <li>{code}</li>
                ))}
              </ul>
            </li>
            <li>
              <form class="card narrow" method="post" action="/panel/cuenta/segundo-paso/confirmar">
                <label for="code">{say('second.code')}</label>
                <input
                  id="code"
                  name="code"
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  required
                  maxlength={10}
                />
                <p>
                  <button type="submit">{say('second.confirm')}</button>
                </p>
              </form>
            </li>
          </ol>
        </Shell>,
      ),
    );

  app.post('/cuenta/segundo-paso', gate, async (c) => {
    const { password } = passwordForm.parse(await c.req.parseBody());
    try {
      const made = await (await auth()).auth.api.enableTwoFactor({
        body: { password },
        headers: c.req.raw.headers,
      });
      return show(c, setUp.parse(made));
    } catch {
      // The library says no to a wrong password by an error.
      return back(c, 'second.password');
    }
  });

  app.post('/cuenta/segundo-paso/confirmar', gate, async (c) => {
    const code = codeForm.parse(await c.req.parseBody()).code.replace(/\s/g, '');
    const answer = await (await auth()).auth.api.verifyTOTP({
      body: { code },
      headers: c.req.raw.headers,
      asResponse: true,
    });
    return answer.ok ? withCookies(back(c, 'second.on'), answer) : back(c, 'second.notConfirmed');
  });

  app.post('/cuenta/segundo-paso/quitar', gate, async (c) => {
    const { password } = passwordForm.parse(await c.req.parseBody());
    const answer = await (await auth()).auth.api.disableTwoFactor({
      body: { password },
      headers: c.req.raw.headers,
      asResponse: true,
    });
    return answer.ok ? withCookies(back(c, 'second.off'), answer) : back(c, 'second.password');
  });
}
