/** The database is locked or full: the webhook says "again, please", nothing is half written, and nothing is lost. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspect, lockDatabase } from '../support/database.js';
import {
  meet,
  postTelegram,
  postWhatsApp,
  type RealChannel,
  startWorld,
  telegramUpdate,
  until,
  type World,
  whatsappMessage,
  whatsappPayload,
} from '../support/world.js';

let world: World;
let data: ReturnType<typeof inspect>;
/** Connections the app opened, to make its disk small. */
const opened = new Set<Database.Database>();

beforeEach(async () => {
  const pragma = Database.prototype.pragma;
  vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (
    this: Database.Database,
    ...given: Parameters<typeof pragma>
  ) {
    opened.add(this);
    return pragma.apply(this, given);
  });
  world = await startWorld();
  data = inspect(world.folder);
});
afterEach(async () => {
  data.close();
  await world.stop();
  opened.clear();
  vi.restoreAllMocks();
});

/** The same delivery, as often as wanted: a platform repeats it byte for byte. */
function delivery(channel: RealChannel, chat: string, text: string): () => Promise<number> {
  if (channel === 'telegram') {
    const update = telegramUpdate(chat, { text });
    return async () => (await postTelegram(world, update)).status;
  }
  const contacts = [{ profile: { name: 'Rosa' }, wa_id: chat }];
  const message = whatsappMessage(chat, { type: 'text', text: { body: text } });
  const body = whatsappPayload({ contacts, messages: [message] });
  return async () => (await postWhatsApp(world, body)).status;
}

/** No page more than the file has: what a full disk does to a write. */
function fillDisk(): { makeRoom(): void } {
  const limit = (pages: number) => {
    for (const client of opened) if (client.open) client.pragma(`max_page_count = ${pages}`);
  };
  limit(1);
  return { makeRoom: () => limit(1_000_000) };
}

const idea = `Que se publique todo lo que se gasta: ${'obras, compras y viajes; '.repeat(110)}`;

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  it('a locked database: 503, nothing written, and the next delivery is as good as the first', async () => {
    const rosa = meet(world, channel);
    await rosa.says('hola');
    const before = data.rows();
    const deliver = delivery(channel, rosa.chat, 'castellano');
    const lock = lockDatabase(world.folder);
    try {
      expect(await deliver()).toBe(503);
    } finally {
      lock.release();
    }
    expect(data.rows()).toEqual(before);
    expect(rosa.inbox).toHaveLength(1);
    expect(await deliver()).toBe(200);
    await until(() => rosa.inbox[1]?.text.includes('14 años'), 'the next question');
    expect(await deliver()).toBe(200);
    await world.settle();
    expect(rosa.inbox).toHaveLength(2);
    expect(data.rows().inbound).toBe(before.inbound + 1);
  });

  it('a full disk: the same, in the middle of a conversation, which then comes to its end', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const disk = fillDisk();
    const refused: { readonly deliver: () => Promise<number>; readonly chat: string }[] = [];
    // New people write until not a single page is left; their words are long.
    for (let visitor = 0; visitor < 200 && refused.length < 3; visitor += 1) {
      const { chat } = meet(world, channel);
      const deliver = delivery(channel, chat, idea);
      const before = data.rows();
      if ((await deliver()) === 200) continue;
      expect(data.rows()).toEqual(before);
      refused.push({ deliver, chat });
    }
    expect(refused).toHaveLength(3);
    disk.makeRoom();
    for (const { deliver, chat } of refused) {
      expect(await deliver()).toBe(200);
      await until(() => world.platform.inbox(chat)[0], 'the reply');
    }
    expect(await rosa.proposes()).toMatch(/^AYNI-/);
    expect(data.rows().proposal).toBe(1);
    await world.settle();
    for (const { chat } of refused) expect(world.platform.inbox(chat)).toHaveLength(1);
  });
});

it('a settlement that finds the database locked is written later: the reply is not said again', async () => {
  const rosa = meet(world, 'telegram');
  world.platform.fail({ kind: 'hang' });
  await rosa.post({ text: 'hola' });
  await until(() => world.platform.hanging, 'the reply on its way');
  const lock = lockDatabase(world.folder);
  world.platform.letGo('answered');
  await until(() => world.logged.some((line) => line.includes('a settlement could not be')), 'the log');
  expect(data.lastSent().state).toBe('leased');
  lock.release();
  await until(() => data.lastSent().state === 'accepted', 'the settlement');
  world.clock.advance(120_000);
  await world.settle();
  expect(rosa.inbox).toHaveLength(1);
});
