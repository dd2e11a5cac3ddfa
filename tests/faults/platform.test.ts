/** The platform answers 429, 500, a page of HTML, nothing, or cuts the line: what the citizen gets in the end. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import type { Fault } from '../support/platform.js';
import {
  meet,
  postWhatsApp,
  type RealChannel,
  startWorld,
  until,
  type World,
  whatsappPayload,
} from '../support/world.js';

const minute = 60_000;
const hour = 60 * minute;

let world: World;
let data: ReturnType<typeof inspect>;
beforeEach(async () => {
  world = await startWorld();
  data = inspect(world.folder);
});
afterEach(async () => {
  data.close();
  await world.stop();
});

/** Lets time pass, in steps as the sweeps would see it. */
async function pass(ms: number, steps = 4): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    world.clock.advance(ms / steps);
    await world.settle();
  }
}
const inState = (state: string) => until(() => data.lastSent().state === state && data.lastSent(), state);

const telegramError = (code: number, description: string, parameters = {}): Fault => ({
  kind: 'status',
  status: code,
  body: { ok: false, error_code: code, description, parameters },
});
const graphError = (status: number, code: number): Fault => ({
  kind: 'status',
  status,
  body: { error: { code, message: 'no', fbtrace_id: 't' } },
});

const passing: readonly (readonly [RealChannel, string, Fault])[] = [
  ['telegram', '429', telegramError(429, 'Too Many Requests', { retry_after: 30 })],
  ['telegram', '500', telegramError(500, 'Internal Server Error')],
  ['telegram', 'a page of HTML', { kind: 'html' }],
  ['telegram', 'a line cut before anything was taken', { kind: 'cut' }],
  ['whatsapp', '429', graphError(429, 130429)],
  ['whatsapp', '429 for this person', graphError(400, 131056)],
  ['whatsapp', '500', graphError(500, 131000)],
];

describe.each(passing)('on %s, after %s', (channel, _, fault) => {
  it('the update is acknowledged, and the reply arrives later, once', async () => {
    const rosa = meet(world, channel);
    world.platform.fail(fault);
    await rosa.post({ text: 'hola' });
    await until(() => data.lastSent().attempts > 0 || data.lastSent().state === 'planned', 'the refusal');
    expect(rosa.inbox).toHaveLength(0);
    await pass(minute);
    await until(() => rosa.inbox[0], 'the reply');
    await inState('accepted');
    await pass(2 * hour);
    expect(rosa.inbox).toHaveLength(1);
    expect(rosa.last.text).toContain('¿En qué idioma');
  });
});

describe('a line cut after the message was taken', () => {
  it('makes Telegram show the reply once more at most, for it cannot be asked', async () => {
    const rosa = meet(world, 'telegram');
    world.platform.fail({ kind: 'accept-then-cut' }, { kind: 'accept-then-cut' });
    await rosa.post({ text: 'hola' });
    await until(() => rosa.inbox[0], 'the reply');
    await pass(5 * minute);
    await inState('unknown');
    await pass(2 * hour);
    expect(rosa.inbox.map(({ text }) => text)).toEqual([rosa.last.text, rosa.last.text]);
  });

  it('is resolved by a status on WhatsApp: nothing is said twice', async () => {
    const rosa = meet(world, 'whatsapp');
    world.platform.fail({ kind: 'accept-then-cut' });
    await rosa.post({ text: 'hola' });
    const { id } = await inState('unknown');
    expect(rosa.last.body.biz_opaque_callback_data).toBe(id);
    const status = { id: 'wamid.lost', status: 'delivered', recipient_id: rosa.chat };
    const at = String(Math.floor(Date.now() / 1000));
    const body = whatsappPayload({
      statuses: [{ ...status, timestamp: at, biz_opaque_callback_data: id }],
    });
    expect((await postWhatsApp(world, body)).status).toBe(200);
    expect(data.lastSent().state).toBe('delivered');
    await pass(2 * hour);
    expect(rosa.inbox).toHaveLength(1);
  });

  it('without a status is said once more after a while on WhatsApp, never a third time', async () => {
    const rosa = meet(world, 'whatsapp');
    world.platform.fail({ kind: 'accept-then-cut' }, { kind: 'accept-then-cut' });
    await rosa.post({ text: 'hola' });
    await inState('unknown');
    await pass(30_000);
    expect(rosa.inbox).toHaveLength(1);
    await pass(2 * hour, 8);
    await until(() => rosa.inbox[1], 'the repetition');
    await pass(2 * hour, 8);
    expect(rosa.inbox).toHaveLength(2);
  });
});

describe.each<RealChannel>(['telegram', 'whatsapp'])('a platform that never answers, on %s', (channel) => {
  it('holds up nobody else', async () => {
    const silent = meet(world, channel);
    world.platform.fail({ kind: 'hang' });
    await silent.post({ text: 'hola' });
    const others = [meet(world, channel), meet(world, channel)];
    const codes = await Promise.all(others.map((other) => other.proposes()));
    expect(new Set(codes).size).toBe(2);
    expect(silent.inbox).toHaveLength(0);
    expect(world.platform.letGo('cut')).toBe(1);
    await until(() => data.count("select count(*) n from outbox where state = 'leased'") === 0, 'its end');
    await pass(5 * minute);
    await until(() => silent.inbox[0], 'the reply');
    expect(silent.inbox).toHaveLength(1);
  });
});

it('a refusal for good is not repeated, and the person who comes back is served', async () => {
  const rosa = meet(world, 'telegram');
  world.platform.fail(telegramError(403, 'Forbidden: bot was blocked by the user'));
  await rosa.post({ text: 'hola' });
  await inState('failed');
  await pass(2 * hour);
  expect(rosa.inbox).toHaveLength(0);
  expect((await rosa.says('castellano')).text).toContain('14 años');
});

it('words, names, chats and tokens stay out of the log, whatever breaks', async () => {
  const faults: Fault[] = [
    { kind: 'html' },
    { kind: 'cut' },
    telegramError(400, 'Bad Request: chat not found'),
  ];
  for (const channel of ['telegram', 'whatsapp'] as const) {
    const rosa = meet(world, channel);
    await rosa.arrives();
    world.platform.fail(...faults);
    for (const _ of faults)
      await rosa.post({ text: 'Que el río Secretísimo se limpie de una vez por todas' });
    await pass(5 * minute);
    for (const secret of ['Secretísimo', 'Rosa', rosa.chat, 'telegram-token', 'whatsapp-token'])
      expect(world.logged.join('\n')).not.toContain(secret);
  }
});
