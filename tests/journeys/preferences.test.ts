/** Stopping our messages on WhatsApp itself counts as "baja". */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, publishNew, workshop } from '../support/calendar.js';
import { openBeside } from '../support/second-hand.js';
import {
  type Citizen,
  meet,
  postWhatsApp,
  startWorld,
  type World,
  whatsappPayload,
} from '../support/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const prefer = (rosa: Citizen, value: string) =>
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

it('turns notices off without a word, and "resume" does not turn them on again', async () => {
  const rosa = meet(world, 'whatsapp');
  await rosa.proposes();
  await rosa.taps('Recibir avisos');
  const heard = rosa.inbox.length;
  expect((await prefer(rosa, 'stop')).status).toBe(200);
  expect((await prefer(rosa, 'resume')).status).toBe(200);
  await world.settle();
  expect(rosa.inbox).toHaveLength(heard);
  expect((await rosa.says('mis datos')).text).toContain('Avisos: no');
});

it('takes reminders back too, of somebody who has no other notices', async () => {
  const store = await openBeside(world);
  const startsAt = Date.now() + 20 * day;
  await publishNew(store, workshop({ startsAt, endsAt: null }));
  const rosa = meet(world, 'whatsapp');
  await rosa.proposes();
  await rosa.says('calendario');
  await rosa.taps('1. Taller de presupuest…');
  await rosa.taps('Recuérdame');
  const replies = () => store.sql.readOnce((db) => db.select().from(store.sql.t.calendarReply));
  expect(await replies()).toHaveLength(1);
  expect((await prefer(rosa, 'stop')).status).toBe(200);
  expect(await replies()).toEqual([]);
  await store.close();
});
