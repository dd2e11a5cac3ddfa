/** The phone on which a member of staff tries broadcasts: linked by a code from their own chat, and what is sent there. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type TestPhone, testKey } from '../../../store/staff/test-phones.js';
import { isWindowOpen } from '../../../talk/window.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createOwnChat } from '../own-chat.js';
import { createSection } from '../section.js';
import type { Matters } from './matter.js';
import { hrefOf, root } from './names.js';

const phoneForm = z.object({
  codigo: z.string().catch(''),
  aviso: z.string().catch(''),
  quitar: z.string().optional().catch(undefined),
});
/** The count of tries the page showed: pressing twice sends once. */
const tryForm = z.object({ n: z.coerce.number().int().min(0).max(1_000).catch(0) });

const saidOf = { linked: 'phone', wrong: 'phoneWrong', slow: 'phoneSlow' } as const;

export function mountTestPhone(app: Hono<ConsoleEnv>, parts: ConsoleParts, matters: Matters): void {
  const { deps } = parts;
  const { broadcasts, testPhones, outbox } = deps.store;
  const section = createSection(parts, 'broadcasts');
  const chat = createOwnChat(parts);

  const back = (c: Context<ConsoleEnv>, id: string, message: string) =>
    c.redirect(`${id === '' ? root : hrefOf(id)}?listo=${message}#prueba`, 303);

  app.post('/avisos/telefono', section.gate('broadcasts.approve'), async (c) => {
    const { codigo, aviso, quitar } = phoneForm.parse(await c.req.parseBody());
    const found = await broadcasts.find(aviso);
    const id = found?.id ?? '';
    const { id: staffId } = c.get('member');
    if (quitar !== undefined) {
      await chat.unlink(staffId);
      return back(c, id, 'phoneGone');
    }
    return back(c, id, saidOf[await chat.link(staffId, codigo)]);
  });

  app.post('/avisos/:id/prueba', section.gate('broadcasts.approve'), async (c) => {
    const broadcast = await broadcasts.find(c.req.param('id'));
    if (!broadcast) return section.notFound(c);
    const { words } = await matters.of(broadcast);
    const member = c.get('member');
    const phones = await testPhones.addressesOf(member.id);
    if (!words || phones.length === 0) return c.redirect(hrefOf(broadcast.id), 303);
    const { n } = tryForm.parse(await c.req.parseBody());
    const now = deps.now();
    const messageFor = ({ channel, locale, lastInboundAt }: TestPhone) =>
      channel !== 'whatsapp' || isWindowOpen(lastInboundAt, now)
        ? words.message(locale, now)
        : words.template(locale);
    const planned = await outbox.plan(
      phones
        .filter(({ reachable }) => reachable)
        .map((phone) => ({
          id: deps.newId(),
          addressId: phone.addressId,
          channel: phone.channel,
          planned: {
            key: testKey(broadcast.id, broadcast.revision, phone.addressId, n),
            purpose: 'notice',
            lane: 'reply',
            message: messageFor(phone),
            dueAt: now,
          } as const,
        })),
      now,
    );
    if (planned.length > 0) await testPhones.noteTried(broadcast.id, member.id, now);
    deps.nudgeSender();
    return back(c, broadcast.id, 'tested');
  });
}
