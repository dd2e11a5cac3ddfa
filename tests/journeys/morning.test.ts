/** The morning of a member of staff: one message in their own chat with what waits for them, and a page behind it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayNumber, startOfDay } from '../../src/calendar/days.js';
import { Staff } from '../support/staff.js';
import { type Citizen, meet, startWorld, type World } from '../support/world.js';

const lima = 'America/Lima';
const day = 86_400_000;

let world: World;
let staff: Staff;
let chat: Citizen;
beforeEach(async () => {
  world = await startWorld();
  staff = await Staff.signIn(world);
  chat = meet(world, 'telegram');
  await chat.arrives();
  const code = /vincular ([A-Z0-9]{6})/.exec((await chat.says('vincular')).text)?.[1] ?? '';
  const linked = await staff.post('/panel/cuenta/chat', { codigo: code });
  expect(linked.headers.get('location')).toContain('account.chatSaved');
});
afterEach(() => world.stop());

/** Moves the clock to an hour of the next day, and lets everything happen that is due then. */
async function nextDayAt(hour: number, minutes = 0): Promise<void> {
  const now = world.clock.now();
  const at = startOfDay(dayNumber(now, lima) + 1, lima, hour) + minutes * 60_000;
  world.clock.advance(at - now);
  await world.settle();
}
async function later(minutes: number): Promise<void> {
  world.clock.advance(minutes * 60_000);
  await world.settle();
}
const mornings = () =>
  chat.inbox.filter(({ text }) => text.startsWith('Buenos días')).map(({ text }) => text);

it('comes at eight with what waits, once, and leads to the figures', async () => {
  const author = meet(world, 'telegram');
  const code = await author.proposes();
  await author.proposes('Que haya intérprete de quechua en la posta de mi distrito');
  const taken = { me: '1', revision: await staff.revision(code) };
  expect((await staff.post(`/panel/propuestas/${code}/responsable`, taken)).status).toBe(303);
  await nextDayAt(7);
  await later(30);
  expect(mornings()).toEqual([]);

  await later(30);
  await later(2);
  const [text = '', ...others] = mornings();
  expect(others).toEqual([]);
  expect(text).toMatch(/• A tu cargo: 1 propuesta\n• Sin encargado: 1 propuesta\n/);
  expect(text).not.toContain(': 0 ');
  expect(text).not.toContain('AYNI-');
  expect(text).toContain('http://ayni.test/panel/resumen');
  expect(await staff.page('/panel/resumen')).toContain('Resumen del ciclo');

  await later(60);
  // Another process, whose clock has that very morning before it.
  await world.restart();
  await nextDayAt(8, 1);
  await later(2);
  expect(mornings()).toHaveLength(1);
  await nextDayAt(8, 1);
  await later(2);
  expect(mornings()).toHaveLength(2);
});

it('says nothing where nothing waits, nor to who left their chat', async () => {
  await nextDayAt(8, 1);
  await later(2);
  expect(mornings()).toEqual([]);
  await meet(world, 'whatsapp').proposes();
  await staff.post('/panel/cuenta/chat', { quitar: '1' });
  world.clock.advance(day - 10 * 60_000);
  await nextDayAt(8, 1);
  await later(2);
  expect(mornings()).toEqual([]);
});
