/** Every kind of message as the exact JSON Telegram gets, and what each bad end is taken for. */
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBlame } from '../../src/channels/telegram/blame.js';
import type { Outgoing } from '../../src/talk/message.js';
import { createTelegramRig, now, type TelegramRig, token } from '../support/telegram-channel.js';
import {
  type BotAnswer,
  botError,
  startTelegramServer,
  type TelegramServer,
} from '../support/telegram-server.js';

let server: TelegramServer;
let rig: TelegramRig;
beforeAll(async () => {
  server = await startTelegramServer();
});
beforeEach(() => {
  server.calls.length = 0;
  rig = createTelegramRig(server.url);
});
afterEach(() => rig.channel.stop());
afterAll(() => server.close());

const send = (message: Outgoing, chat = '42') => rig.channel.send({ chat }, message, 'row-1');
const hello: Outgoing = { kind: 'text', text: 'hola' };
const plain = { chat_id: '42', link_preview_options: { is_disabled: true } };
const choice = (id: string, label: string) => ({ id, label });
const file = (more: object): Outgoing => ({
  kind: 'file',
  name: 'a',
  mime: '',
  base64: btoa('BYTES'),
  ...more,
});

const shown: readonly (readonly [name: string, message: Outgoing, body: object])[] = [
  [
    'words, and no keyboard left over',
    hello,
    { ...plain, text: 'hola', reply_markup: { remove_keyboard: true } },
  ],
  [
    'markup of others stays words',
    { kind: 'text', text: '<b>1 < 2</b> _x_ [a](b) & \\' },
    { ...plain, text: '<b>1 < 2</b> _x_ [a](b) & \\', reply_markup: { remove_keyboard: true } },
  ],
  [
    'our bold, counted in UTF-16',
    { kind: 'text', text: '👍 *AYNI-7K3Q* sí' },
    {
      ...plain,
      text: '👍 AYNI-7K3Q sí',
      entities: [{ type: 'bold', offset: 3, length: 9 }],
      reply_markup: { remove_keyboard: true },
    },
  ],
  [
    'choices: short ones side by side, long ones alone',
    {
      kind: 'choices',
      text: '¿Tema?',
      choices: [
        choice('a', 'Sí'),
        choice('b', 'No'),
        choice('c', 'Acceso a la información'),
        choice('d', 'Otro'),
      ],
    },
    {
      ...plain,
      text: '¿Tema?',
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Sí', callback_data: 'a' },
            { text: 'No', callback_data: 'b' },
          ],
          [{ text: 'Acceso a la información', callback_data: 'c' }],
          [{ text: 'Otro', callback_data: 'd' }],
        ],
      },
    },
  ],
  [
    'choices too long for buttons: numbered',
    { kind: 'choices', text: '¿Cuál?', choices: [choice('a', 'x'.repeat(61)), choice('b', 'corto')] },
    { ...plain, text: `¿Cuál?\n\n1. ${'x'.repeat(61)}\n2. corto` },
  ],
  [
    'a place, by the phone',
    { kind: 'location-request', text: '¿Dónde?', button: 'Enviar mi ubicación' },
    {
      ...plain,
      text: '¿Dónde?',
      reply_markup: {
        keyboard: [[{ text: 'Enviar mi ubicación', request_location: true }]],
        one_time_keyboard: true,
        resize_keyboard: true,
      },
    },
  ],
  [
    'the longest text, counted in letters',
    { kind: 'text', text: '🙂'.repeat(4096) },
    { ...plain, text: '🙂'.repeat(4096), reply_markup: { remove_keyboard: true } },
  ],
];

describe('a message', () => {
  it.each(shown)('%s', async (_name, message, body) => {
    expect(await send(message)).toEqual({
      outcome: 'accepted',
      externalId: expect.stringMatching(/^42:\d+$/),
    });
    expect(server.calls.map((call) => [call.method, call.params])).toEqual([['sendMessage', body]]);
  });

  const refused: readonly (readonly [code: string, message: Outgoing])[] = [
    ['template', { kind: 'template', name: 'news', language: 'es', parameters: [], payloads: [] }],
    ['empty', { kind: 'text', text: ' \n' }],
    ['too-long', { kind: 'text', text: 'x'.repeat(4097) }],
    ['too-long', file({ caption: 'x'.repeat(1025) })],
    ['button-data', { kind: 'choices', text: 'x', choices: [choice('ñ'.repeat(33), 'x')] }],
    ['button-data', { kind: 'choices', text: 'x', choices: [choice('', 'x')] }],
  ];
  it.each(refused)('is refused before it leaves: %s', async (code, message) => {
    expect(await send(message)).toMatchObject({ outcome: 'failed', failure: { kind: 'content', code } });
    expect(server.calls).toEqual([]);
  });

  it('needs a chat', async () => {
    const result = await rig.channel.send({ phone: '51999888777' }, hello, 'row-1');
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'no-chat' } });
  });

  it.each([
    ['sendDocument', { name: 'mi agenda; "x"\r\n.ics', mime: 'text/calendar', caption: 'Tu agenda' }],
    ['sendVoice', { name: 'saludo.ogg', mime: 'audio/ogg; codecs=opus' }],
    ['sendPhoto', { name: 'afiche.png', mime: 'image/png' }],
  ])('a file goes by %s', async (method, more) => {
    expect(await send(file(more))).toMatchObject({ outcome: 'accepted' });
    const [call] = server.calls;
    expect(call?.method).toBe(method);
    expect(call?.raw).toContain('BYTES');
    expect(call?.raw).toMatch(/;filename=(mi_agenda_x_\.ics|saludo\.ogg|afiche\.png)\r\n/);
    if ('caption' in more) expect(call?.raw).toContain('Tu agenda');
  });
});

const refusals: readonly (readonly [answer: BotAnswer, failure: object])[] = [
  [
    botError(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
    { kind: 'wait', code: '429', retryAfterMs: 7000, throttled: 'channel' },
  ],
  [
    botError(429, 'Too Many Requests'),
    { kind: 'wait', code: '429', retryAfterMs: 5000, throttled: 'channel' },
  ],
  [
    { status: 429, text: '<html>', headers: { 'retry-after': '3' } },
    { kind: 'wait', code: '429', retryAfterMs: 3000 },
  ],
  [botError(403, 'Forbidden: bot was blocked by the user'), { kind: 'blocked', code: '403' }],
  [botError(400, 'Bad Request: USER_IS_BLOCKED'), { kind: 'blocked', code: '400' }],
  [botError(403, "Forbidden: bot can't initiate conversation with a user"), { kind: 'blocked' }],
  [botError(403, 'Forbidden: user is deactivated'), { kind: 'gone', code: '403' }],
  [botError(400, 'Bad Request: INPUT_USER_DEACTIVATED'), { kind: 'gone' }],
  [botError(400, 'Bad Request: chat not found'), { kind: 'gone', code: '400' }],
  [botError(400, 'Bad Request: private chat not found'), { kind: 'gone' }],
  [botError(400, 'Bad Request: PEER_ID_INVALID'), { kind: 'gone' }],
  [botError(403, 'Forbidden: bot was kicked from the group chat'), { kind: 'gone' }],
  [
    botError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1 }),
    { kind: 'gone' },
  ],
  [botError(400, 'Bad Request: message is too long'), { kind: 'content', code: '400' }],
  [botError(400, 'Bad Request: message text is empty'), { kind: 'content' }],
  [botError(400, 'Bad Request: reply markup is too long'), { kind: 'content' }],
  [botError(400, 'Bad Request: BUTTON_DATA_INVALID'), { kind: 'content' }],
  [botError(400, "Bad Request: can't parse entities"), { kind: 'content' }],
  [botError(400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN'), { kind: 'content' }],
  [botError(413, 'Request Entity Too Large'), { kind: 'content', code: '413' }],
  [
    { status: 413, text: '<html>too large</html>' },
    { kind: 'content', code: '413' },
  ],
  [botError(400, 'Bad Request: something of next year'), { kind: 'fix', code: '400' }],
  [botError(403, 'Forbidden: something of next year'), { kind: 'fix', code: '403' }],
  [botError(401, 'Unauthorized'), { kind: 'fix', code: '401' }],
  [botError(404, 'Not Found'), { kind: 'fix', code: '404' }],
  [botError(409, 'Conflict'), { kind: 'fix', code: '409' }],
  [botError(421, 'Misdirected Request: unallowed token specified'), { kind: 'fix', code: '421' }],
  [botError(418, 'new'), { kind: 'fix', code: '418' }],
  [botError(500, 'Internal Server Error'), { kind: 'wait', code: '500' }],
  [botError(503, 'Request aborted'), { kind: 'wait', code: '503' }],
];

const unknown: readonly (readonly [name: string, answer: BotAnswer])[] = [
  ['a gateway page', { status: 502, text: '<html>Bad gateway</html>' }],
  ['a page with status 200', { text: '<html>Welcome</html>' }],
  ['an empty body', { text: '' }],
  ['JSON of somebody else', { status: 500, json: { error: 'x' } }],
  ['half an answer', 'truncate'],
  ['a cut line', 'reset'],
  ['silence', 'hang'],
];

describe('a bad end', () => {
  it.each(refusals)('%j', async (answer, failure) => {
    server.next('sendMessage', answer);
    const result = await send(hello);
    expect(result).toMatchObject({ outcome: 'failed', failure });
    expect(JSON.stringify(result)).not.toContain('hola');
  });

  it.each(unknown)('%s leaves the fate unknown', async (_name, answer) => {
    await rig.channel.stop();
    rig = createTelegramRig(server.url, { timeoutSeconds: 0.2 });
    server.next('sendMessage', answer);
    const result = await send(hello);
    expect(result.outcome).toBe('unknown');
    expect(JSON.stringify(result)).not.toMatch(/hola|42|AAtoken/);
    expect(await send(hello)).toMatchObject({ outcome: 'accepted' });
  });

  it('nobody listens: nothing left, so it waits', async () => {
    const closed = createServer();
    const port = await new Promise<number>((resolve) => {
      closed.listen(0, '127.0.0.1', () => {
        const bound = closed.address();
        resolve(typeof bound === 'object' && bound ? bound.port : 0);
      });
    });
    await new Promise((resolve) => closed.close(resolve));
    await rig.channel.stop();
    rig = createTelegramRig(`http://127.0.0.1:${port}`);
    const result = await send(hello);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'wait', code: 'network' } });
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it('after a stop it waits too', async () => {
    await rig.channel.stop();
    expect(await send(hello)).toMatchObject({ outcome: 'failed', failure: { kind: 'wait' } });
    rig = createTelegramRig(server.url);
  });
});

describe('a throttle', () => {
  it('concerns the chat that just got more, while the bot is far from its rate', async () => {
    await send(hello);
    server.next('sendMessage', botError(429, 'Too Many Requests', { retry_after: 3 }));
    expect(await send(hello)).toMatchObject({ failure: { throttled: 'address' } });
    server.next('sendMessage', botError(429, 'Too Many Requests', { retry_after: 3 }));
    expect(await send(hello, '43')).toMatchObject({ failure: { throttled: 'channel' } });
  });

  it('concerns all when the bot is near its rate, and forgets after two seconds', () => {
    let at = now;
    const blame = createBlame(10, () => at);
    for (let chat = 0; chat < 6; chat += 1) blame.tried(`c${chat}`);
    blame.tried('x');
    blame.tried('x');
    expect(blame.of('x')).toBe('channel');
    at += 3000;
    blame.tried('x');
    expect(blame.of('x')).toBe('channel');
    at += 1000;
    blame.tried('x');
    expect(blame.of('x')).toBe('address');
  });
});

describe('the location button', () => {
  const where: Outgoing = { kind: 'location-request', text: '¿Dónde?', button: 'Aquí' };
  const preview: Outgoing = { kind: 'choices', text: '¿Así?', choices: [choice('a', 'Sí')] };
  const steps = () =>
    server.calls.map((call) => `${call.method} ${call.params.text ?? call.params.message_id}`);

  it('is gone after the next message, whatever that is, and leaves no trace', async () => {
    await send(where);
    expect(await send(preview)).toMatchObject({ outcome: 'accepted' });
    await send(preview);
    await rig.channel.stop();
    expect(steps()).toEqual([
      'sendMessage ¿Dónde?',
      'sendMessage 📍',
      'sendMessage ¿Así?',
      expect.stringMatching(/^(deleteMessage \d+|sendMessage ¿Así\?)$/),
      expect.stringMatching(/^(deleteMessage \d+|sendMessage ¿Así\?)$/),
    ]);
    expect(server.calls[1]?.params).toMatchObject({
      disable_notification: true,
      reply_markup: { remove_keyboard: true },
    });
    expect(server.of('deleteMessage')).toHaveLength(1);
  });

  it('is taken away by words without more ado, and stays in other chats', async () => {
    await send(where);
    await send(where, '43');
    await send(hello);
    await send(preview);
    expect(steps()).toEqual([
      'sendMessage ¿Dónde?',
      'sendMessage ¿Dónde?',
      'sendMessage hola',
      'sendMessage ¿Así?',
    ]);
  });

  it('that cannot be taken away does not keep the message back', async () => {
    await send(where);
    server.next('sendMessage', botError(500, 'Internal Server Error'));
    expect(await send(preview)).toMatchObject({ outcome: 'accepted' });
    expect(steps()).toEqual(['sendMessage ¿Dónde?', 'sendMessage 📍', 'sendMessage ¿Así?']);
  });
});

it('writes neither words nor token into the log', async () => {
  server.next('sendMessage', botError(400, 'Bad Request: x'), 'reset');
  await send(hello);
  await send(hello);
  expect(rig.logLines.join()).not.toMatch(/hola|AAtoken/);
});
