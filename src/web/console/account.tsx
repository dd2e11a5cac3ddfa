/** A staff member's own account: password, second step, open sessions. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { oneOf } from '../../one-of.js';
import { sectors } from '../../people/permissions.js';
import { formatMoment } from '../../text/dates.js';
import type { Auth } from '../auth.js';
import { minPasswordLength } from '../auth-paths.js';
import { page } from '../layout.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { deviceOf } from './device.js';
import { allowed } from './guard.js';
import { OwnChat } from './own-chat-view.js';
import { areKeysOff, KeySwitch, mountKeySwitch } from './queue/key-switch.js';
import { Shell } from './shell.js';

const form = z.object({ now: z.string().catch(''), fresh: z.string().catch('') });
const sessionForm = z.object({ id: z.string().catch('') });
const refusals = [
  'account.passwordWrong',
  'second.password',
  'second.notConfirmed',
  'account.chatWrong',
  'account.chatSlow',
] as const;
const told = z.enum([
  'account.passwordSaved',
  'account.revoked',
  'second.on',
  'second.off',
  'account.chatSaved',
  'account.chatGone',
  ...refusals,
]);
type Told = z.infer<typeof told>;

/** Tells password managers whose password this is. */
const Whose = ({ email }: { readonly email: string }) => (
  <input type="text" name="username" autocomplete="username" value={email} hidden readonly />
);

interface SecondStepProps {
  readonly parts: ConsoleParts;
  readonly email: string;
  readonly on: boolean;
  readonly hasPassword: boolean;
}
/** Turned on and off with the password, so that an open screen is not enough. */
const SecondStep = ({ parts, email, on, hasPassword }: SecondStepProps) => {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  return (
    <>
      <h2>{say('second.title')}</h2>
      <p>{say(on ? 'second.isOn' : 'second.isOff')}</p>
      {hasPassword ? (
        <form
          class="card narrow"
          method="post"
          action={on ? '/panel/cuenta/segundo-paso/quitar' : '/panel/cuenta/segundo-paso'}
        >
          <Whose email={email} />
          <label for="password">{say('account.passwordNow')}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
          <p>
            <button class="quiet" type="submit">
              {say(on ? 'second.turnOff' : 'second.turnOn')}
            </button>
          </p>
        </form>
      ) : (
        <p class="soft">{say('second.needsPassword')}</p>
      )}
    </>
  );
};

export function mountAccount(app: Hono<ConsoleEnv>, parts: ConsoleParts, auth: () => Promise<Auth>): void {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const gate = allowed('account', (c) => c.text(say('error.forbidden'), 403));
  const back = (c: Context, message: Told) => c.redirect(`/panel/cuenta?listo=${message}`, 303);
  const deviceWords = (userAgent: string): string => {
    const device = deviceOf(userAgent);
    return device
      ? parts.say(consoleLocale, 'account.device', device)
      : parts.say(consoleLocale, 'account.deviceOther');
  };
  const hasPassword = async (headers: Headers): Promise<boolean> => {
    const accounts = await (await auth()).auth.api.listUserAccounts({ headers });
    return accounts.some((account) => account.providerId === 'credential');
  };

  mountKeySwitch(app, parts);
  app.get('/cuenta', gate, async (c) => {
    const member = c.get('member');
    const { headers } = c.req.raw;
    const sessions = await (await auth()).auth.api.listSessions({ headers });
    const known = await hasPassword(headers);
    const phones = await parts.deps.store.testPhones.addressesOf(member.id);
    const message = told.safeParse(c.req.query('listo'));
    const wrong = refusals.some((one) => one === message.data);
    return c.html(
      page(
        <Shell
          parts={parts}
          title={say('account.title')}
          member={member}
          here="account"
          {...(message.success ? { [wrong ? 'wrong' : 'said']: say(message.data) } : {})}
        >
          <h1>{say('account.title')}</h1>
          <dl class="facts">
            <dt>{say('account.role')}</dt>
            <dd>{say(`role.${member.role}`)}</dd>
            <dt>{say('account.sector')}</dt>
            <dd>{say(`sector.${oneOf(sectors, member.sector, 'government')}`)}</dd>
          </dl>
          <OwnChat parts={parts} channels={phones.map(({ channel }) => channel)} />
          <h2>{say('account.password')}</h2>
          <p>{say('account.passwordLead')}</p>
          <form class="card narrow" method="post" action="/panel/cuenta/contrasena">
            <Whose email={member.email} />
            {known ? (
              <>
                <label for="now">{say('account.passwordNow')}</label>
                <input id="now" name="now" type="password" autocomplete="current-password" required />
              </>
            ) : null}
            <label for="fresh">{say('account.passwordNew')}</label>
            <input
              id="fresh"
              name="fresh"
              type="password"
              autocomplete="new-password"
              minlength={minPasswordLength}
              required
            />
            <p>
              <button type="submit">{say('account.passwordSave')}</button>
            </p>
          </form>
          <SecondStep parts={parts} email={member.email} on={member.secondStep} hasPassword={known} />
          <KeySwitch parts={parts} off={areKeysOff(c)} />
          <h2>{say('account.sessions')}</h2>
          <ul class="plain">
            {sessions.map((session) => (
              <li>
                {formatMoment(consoleLocale, new Date(session.createdAt).getTime(), parts.deps.timezone)}
                {session.token === member.sessionToken ? ` (${say('account.this')})` : ''}
                <br />
                <span class="soft">{deviceWords(session.userAgent ?? '')}</span>
                {session.token === member.sessionToken ? null : (
                  <form method="post" action="/panel/cuenta/sesiones">
                    <input type="hidden" name="id" value={session.id} />
                    <button class="link" type="submit">
                      {say('account.end')}
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
          <form method="post" action="/panel/cuenta/sesiones">
            <button class="quiet" type="submit">
              {say('account.revoke')}
            </button>
          </form>
        </Shell>,
      ),
    );
  });

  app.post('/cuenta/contrasena', gate, async (c) => {
    const { now, fresh } = form.parse(await c.req.parseBody());
    const { headers } = c.req.raw;
    const { api } = (await auth()).auth;
    try {
      if (await hasPassword(headers))
        await api.changePassword({ body: { currentPassword: now, newPassword: fresh }, headers });
      else await api.setPassword({ body: { newPassword: fresh }, headers });
      return back(c, 'account.passwordSaved');
    } catch {
      // The library says no to a wrong or short password by an error.
      return back(c, 'account.passwordWrong');
    }
  });

  /** One of them by its id, or all but this one. */
  app.post('/cuenta/sesiones', gate, async (c) => {
    const { id } = sessionForm.parse(await c.req.parseBody());
    const { headers } = c.req.raw;
    const { api } = (await auth()).auth;
    if (id === '') await api.revokeOtherSessions({ headers });
    else {
      const one = (await api.listSessions({ headers })).find((session) => session.id === id);
      if (one) await api.revokeSession({ body: { token: one.token }, headers });
    }
    return back(c, 'account.revoked');
  });
}
