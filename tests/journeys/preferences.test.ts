/** Stopping our messages on WhatsApp itself counts as "baja". */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { meet, postWhatsApp, startWorld, type World, whatsappPayload } from '../support/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

it('turns notices off without a word, and "resume" does not turn them on again', async () => {
  const rosa = meet(world, 'whatsapp');
  await rosa.proposes();
  await rosa.taps('Recibir avisos');
  const heard = rosa.inbox.length;
  const prefer = (value: string) =>
    postWhatsApp(
      world,
      whatsappPayload(
        {
          contacts: [{ wa_id: rosa.chat }],
          user_preferences: [
            {
              wa_id: rosa.chat,
              detail: 'd',
              category: 'marketing_messages',
              value,
              timestamp: 1_796_000_000,
            },
          ],
        },
        'user_preferences',
      ),
    );
  expect((await prefer('stop')).status).toBe(200);
  expect((await prefer('resume')).status).toBe(200);
  await world.settle();
  expect(rosa.inbox).toHaveLength(heard);
  expect((await rosa.says('mis datos')).text).toContain('Avisos: no');
});
