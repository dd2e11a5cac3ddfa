/** What Telegram is told at start, and what happens when it does not listen. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTelegramRig, secret, type TelegramRig } from '../support/telegram-channel.js';
import { botError, startTelegramServer, type TelegramServer } from '../support/telegram-server.js';

let server: TelegramServer;
let rig: TelegramRig;
beforeEach(async () => {
  server = await startTelegramServer();
  rig = createTelegramRig(server.url);
});
afterEach(async () => {
  await rig.channel.stop();
  await server.close();
});
const start = () => rig.channel.start(rig.receiver);

describe('at start', () => {
  it('the webhook, its check, and a menu for each language', async () => {
    expect(rig.channel.joinLink?.()).toBeNull();
    await start();
    expect(server.calls.map((call) => [call.method, call.params])).toEqual([
      ['getMe', {}],
      [
        'setWebhook',
        {
          url: 'https://ayni.test/telegram/webhook',
          secret_token: secret,
          allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
          max_connections: 100,
        },
      ],
      ['getWebhookInfo', {}],
      ['setMyCommands', { commands: [{ command: 'ayuda', description: 'Ayuda' }] }],
      ['setMyCommands', { commands: [{ command: 'help', description: 'Help' }], language_code: 'en' }],
    ]);
    expect(rig.channel.joinLink?.()).toBe('https://t.me/ayni_bot');
  });

  it('a menu Telegram refuses does not cost the others theirs', async () => {
    server.next('setMyCommands', botError(400, 'Bad Request: invalid language code'));
    await start();
    expect(server.of('setMyCommands')).toHaveLength(2);
    expect(rig.logLines.join()).toContain('a menu was not taken');
  });

  it('tells staff when another program moved the webhook', async () => {
    const info = { url: 'https://other.test/telegram/webhook', pending_update_count: 0 };
    server.next('getWebhookInfo', { json: { ok: true, result: info } });
    await start();
    expect(rig.logLines.join()).toContain('another program moved the webhook');
    expect(server.of('setMyCommands')).toHaveLength(2);
  });

  it('tells staff that updates could not be delivered before', async () => {
    const info = {
      url: 'https://ayni.test/telegram/webhook',
      pending_update_count: 3,
      last_error_message: 'Wrong response from the webhook: 503',
    };
    server.next('getWebhookInfo', { json: { ok: true, result: info } });
    await start();
    expect(rig.logLines.join()).toContain('Wrong response from the webhook: 503');
  });
});

describe('when Telegram does not listen', () => {
  it.each([
    ['getMe', botError(401, 'Unauthorized'), 'look at TELEGRAM_BOT_TOKEN'],
    ['getMe', botError(500, 'Internal Server Error'), 'cannot be asked yet'],
    ['getMe', 'reset', 'cannot be asked yet'],
    [
      'setWebhook',
      botError(400, 'Bad Request: bad webhook: An HTTPS URL must be provided'),
      'PUBLIC_URL must be https',
    ],
    ['setMyCommands', botError(429, 'Too Many Requests', { retry_after: 1 }), 'cannot be asked yet'],
  ] as const)(
    '%s %j: the start goes on, says why, and it is tried again',
    async (method, answer, sentence) => {
      server.next(method, answer);
      await start();
      expect(rig.logLines.join()).toContain(sentence);
      expect(rig.logLines.join()).not.toMatch(/AAtoken|a_secret/);
      await vi.waitFor(() => expect(server.of('setMyCommands').at(-1)?.params.language_code).toBe('en'));
      expect(rig.channel.joinLink?.()).toBe('https://t.me/ayni_bot');
    },
  );

  it('a stop does not wait for it', async () => {
    server.next('getMe', 'hang');
    const started = start();
    await vi.waitFor(() => expect(server.of('getMe')).toHaveLength(1));
    await rig.channel.stop();
    await started;
    expect(server.calls).toHaveLength(1);
  });
});
