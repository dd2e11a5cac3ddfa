/** Linking one's own chat on the account's page, and leaving it. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from './context.js';
import { createOwnChat } from './own-chat.js';
import { createSection } from './section.js';

const form = z.object({ codigo: z.string().catch(''), quitar: z.string().optional().catch(undefined) });
const saidOf = { linked: 'account.chatSaved', wrong: 'account.chatWrong', slow: 'account.chatSlow' } as const;

export function mountOwnChat(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const section = createSection(parts, 'account');
  const chat = createOwnChat(parts);
  app.post('/cuenta/chat', section.gate('account'), async (c) => {
    const { codigo, quitar } = form.parse(await c.req.parseBody());
    const { id } = c.get('member');
    if (quitar !== undefined) {
      await chat.unlink(id);
      return c.redirect('/panel/cuenta?listo=account.chatGone', 303);
    }
    return c.redirect(`/panel/cuenta?listo=${saidOf[await chat.link(id, codigo)]}`, 303);
  });
}
