/** Keys of a single letter can be switched off: they get in the way of who speaks to the machine (WCAG 2.1.4). */
import type { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';

/** Read by the script of the console; says nothing of anybody. */
const keysCookie = 'ayni_keys';
const yearSeconds = 31_536_000;
const form = z.object({ teclas: z.enum(['on', 'off']).catch('on') });

export const areKeysOff = (c: Parameters<typeof getCookie>[0]): boolean => getCookie(c, keysCookie) === 'off';

interface KeySwitchProps {
  readonly parts: ConsoleParts;
  readonly off: boolean;
}
export const KeySwitch = ({ parts, off }: KeySwitchProps) => {
  const { say } = createSection(parts, 'account');
  return (
    <>
      <h2 id="teclas">{say('keys.account')}</h2>
      <p>{say(off ? 'keys.areOff' : 'keys.areOn')}</p>
      <form method="post" action="/panel/cuenta/teclas">
        <button class="quiet" type="submit" name="teclas" value={off ? 'on' : 'off'}>
          {say(off ? 'keys.turnOn' : 'keys.turnOff')}
        </button>
      </form>
    </>
  );
};

export function mountKeySwitch(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { gate } = createSection(parts, 'account');
  app.post('/cuenta/teclas', gate('account'), async (c) => {
    const { teclas } = form.parse(await c.req.parseBody());
    setCookie(c, keysCookie, teclas, {
      path: '/panel',
      sameSite: 'Lax',
      secure: parts.deps.publicUrl().startsWith('https:'),
      maxAge: teclas === 'off' ? yearSeconds : 0,
    });
    return c.redirect('/panel/cuenta#teclas', 303);
  });
}
