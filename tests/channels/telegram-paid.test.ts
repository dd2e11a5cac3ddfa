/** Paid broadcasts on Telegram: only messages to many are paid for, and only where that is switched on. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.js';
import { createTelegramRig, type TelegramRig } from '../support/telegram-channel.js';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.js';

let server: TelegramServer;
let rig: TelegramRig | undefined;
beforeAll(async () => {
  server = await startTelegramServer();
});
afterEach(async () => {
  await rig?.channel.stop();
  server.calls.length = 0;
});
afterAll(() => server.close());

const paidFor = async (paidPerSecond: number | null, bulk: boolean): Promise<unknown> => {
  rig = createTelegramRig(server.url, { paidPerSecond });
  await rig.channel.send({ chat: '42' }, { kind: 'text', text: 'hola' }, 'row-1', { bulk });
  return server.of('sendMessage')[0]?.params.allow_paid_broadcast;
};

describe('paid broadcasts', () => {
  it('mark bulk, and nothing else', async () => {
    expect(await paidFor(1_000, true)).toBe(true);
    expect(rig?.channel.bulkPerSecond).toBe(1_000);
  });

  it.each([
    ['a reply', 1_000, false],
    ['bulk while it is off', null, true],
  ])('do not touch %s', async (_, paidPerSecond, bulk) => {
    expect(await paidFor(paidPerSecond, bulk)).toBeUndefined();
  });
});

describe('the variables of sending to many', () => {
  const bot = { TELEGRAM_BOT_TOKEN: '123456:ABC', AYNI_SECRET: 'a'.repeat(32) };

  it('have sensible defaults', () => {
    const config = readConfig(bot);
    expect(config).toMatchObject({ quiet: { from: 21, to: 8 }, noticesPerWeek: 3 });
    expect(config.telegram).toMatchObject({ maxPerSecond: 30, paidPerSecond: null });
  });

  it('are taken as given, and refused when they make no sense', () => {
    const given = { QUIET_FROM: '22', QUIET_TO: '7', NOTICES_PER_WEEK: '1', TELEGRAM_PAID_BROADCAST: 'on' };
    const config = readConfig({ ...bot, ...given });
    expect(config).toMatchObject({ quiet: { from: 22, to: 7 }, noticesPerWeek: 1 });
    expect(config.telegram?.paidPerSecond).toBe(1_000);
    for (const wrong of [
      { QUIET_FROM: '25' },
      { NOTICES_PER_WEEK: '-1' },
      { TELEGRAM_PAID_BROADCAST: 'yes' },
    ])
      expect(() => readConfig({ ...bot, ...wrong })).toThrow(ConfigError);
  });
});
