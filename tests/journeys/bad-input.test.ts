/** Webhooks that are forged, unsigned, too large, broken or odd, on a real port: nothing happens, and the next is served. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/serve.js';
import { inspect } from '../support/database.js';
import {
  meet,
  type RealChannel,
  sign,
  startWorld,
  telegramSecret,
  telegramTap,
  telegramUpdate,
  until,
  type World,
  whatsappMessage,
  whatsappPayload,
} from '../support/world.js';

let world: World;
let served: Served;
let data: ReturnType<typeof inspect>;
beforeAll(async () => {
  world = await startWorld();
  served = await serve(world.fetch, '127.0.0.1', 0);
  data = inspect(world.folder);
});
afterAll(async () => {
  data.close();
  await served.close();
  await world.stop();
});

type Headers = Readonly<Record<string, string>>;
const post = (channel: RealChannel, body: RequestInit['body'], headers: Headers): Promise<Response> =>
  // Node needs `duplex` for a stream; its type does not know the word.
  fetch(`${served.url}/${channel}/webhook`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

const doors: Readonly<Record<RealChannel, { hello(chat: string): string; trusted(body: string): Headers }>> =
  {
    telegram: {
      hello: (chat) => JSON.stringify(telegramUpdate(chat, { text: 'hola' })),
      trusted: () => ({ 'x-telegram-bot-api-secret-token': telegramSecret }),
    },
    whatsapp: {
      hello: (chat) =>
        whatsappPayload({ messages: [whatsappMessage(chat, { type: 'text', text: { body: 'hola' } })] }),
      trusted: (body) => ({ 'x-hub-signature-256': sign(body) }),
    },
  };

const forged: readonly (readonly [RealChannel, string, Headers])[] = [
  ['telegram', 'no secret', {}],
  ['telegram', 'an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
  ['telegram', 'a guessed secret', { 'x-telegram-bot-api-secret-token': `${telegramSecret}s` }],
  ['telegram', 'the signature of the other channel', { 'x-hub-signature-256': sign('{}') }],
  ['whatsapp', 'no signature', {}],
  ['whatsapp', 'an empty signature', { 'x-hub-signature-256': '' }],
  ['whatsapp', 'the signature of another body', { 'x-hub-signature-256': sign('{}') }],
  ['whatsapp', 'a signature of the old kind', { 'x-hub-signature': sign('{}') }],
  ['whatsapp', 'the secret of the other channel', { 'x-telegram-bot-api-secret-token': telegramSecret }],
];

describe.each(forged)('%s with %s', (channel, _, headers) => {
  it('is sent away; nothing is written and nothing said', async () => {
    const rows = data.rows();
    const { chat } = meet(world, channel);
    const answer = await post(channel, doors[channel].hello(chat), headers);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    await world.settle();
    expect(data.rows()).toEqual(rows);
    expect(world.platform.inbox(chat)).toHaveLength(0);
  });
});

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  const { hello, trusted } = doors[channel];

  /** The bot still works: a stranger is greeted. */
  const greets = async () => {
    const { chat } = meet(world, channel);
    const body = hello(chat);
    expect((await post(channel, body, trusted(body))).status).toBe(200);
    await until(() => world.platform.inbox(chat)[0], 'the greeting');
  };

  it('a body changed on its way is not believed', async () => {
    const { chat } = meet(world, channel);
    const body = hello(chat);
    const answer = await post(channel, body.replace('hola', 'baja'), trusted(body));
    // Telegram signs nothing: there the secret alone decides.
    expect(answer.status).toBe(channel === 'telegram' ? 200 : 401);
  });

  it.each(['told', 'untold'])('10 MB of a trusted sender, their length %s, are refused', async (length) => {
    const rows = data.rows();
    const body = hello('1').replace('hola', 'x'.repeat(10 * 1024 * 1024));
    const sent = length === 'told' ? body : new Blob([body]).stream();
    const status = await post(channel, sent, trusted(body)).then(
      (answer) => answer.status,
      // The line may be closed before everything is sent.
      () => 413,
    );
    expect(status).toBe(413);
    expect(data.rows()).toEqual(rows);
    await greets();
  });

  it.each([
    ['nothing', ''],
    ['half of it', hello('1').slice(0, 60)],
    ['a page', '<html></html>'],
    ['another form', '[1,2,3]'],
    ['a word', '"hola"'],
    ['null', 'null'],
    ['no end of brackets', '['.repeat(200_000)],
    ['deep brackets', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a forged prototype', '{"__proto__":{"update_id":1},"constructor":{"prototype":{}}}'],
  ])('%s instead of a webhook is not asked for again and again', async (_, body) => {
    const rows = data.rows();
    const { status } = await post(channel, body, trusted(body));
    expect([200, 400]).toContain(status);
    expect(data.rows()).toEqual(rows);
    await greets();
  });
});

describe('a webhook of which any part is something else', () => {
  const samples: readonly (readonly [RealChannel, unknown])[] = [
    ['telegram', telegramUpdate('880001', { text: 'hola' })],
    ['telegram', telegramUpdate('880002', { caption: 'c', photo: [{ file_id: 'f', width: 1, height: 2 }] })],
    ['telegram', telegramUpdate('880003', { location: { latitude: -13.5, longitude: -71.9 } })],
    ['telegram', telegramTap('880004', 'go:menu')],
    ...[
      { type: 'text', text: { body: 'hola' } },
      { type: 'audio', audio: { id: 'f', mime_type: 'audio/ogg', voice: true } },
      { type: 'location', location: { latitude: -13.5, longitude: -71.9 } },
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'x', title: 't' } } },
      { type: 'system', system: { type: 'user_changed_number', wa_id: '51999000111' } },
    ].map((what) => {
      const contacts = [{ profile: { name: 'Rosa' }, wa_id: '51999000222' }];
      const messages = [whatsappMessage('51999000222', what)];
      return ['whatsapp', JSON.parse(whatsappPayload({ contacts, messages }))] as const;
    }),
    [
      'whatsapp',
      JSON.parse(
        whatsappPayload({
          statuses: [{ id: 'wamid.s', status: 'failed', timestamp: '1', errors: [{ code: 131047 }] }],
        }),
      ),
    ],
  ];

  /** Every place in a value, as a path to it. */
  const placesIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]))]
      : [path];
  const replaced = (value: unknown, [name, ...rest]: readonly string[], odd: unknown): unknown => {
    if (name === undefined) return odd;
    if (Array.isArray(value))
      return value.map((part, index) => (String(index) === name ? replaced(part, rest, odd) : part));
    return Object.fromEntries(
      Object.entries(value as object).map(([key, part]) => [
        key,
        key === name ? replaced(part, rest, odd) : part,
      ]),
    );
  };
  const oddity = fc.oneof(
    fc.constantFrom(
      null,
      '',
      '\0',
      '\ud83d',
      -1,
      0.5,
      1e300,
      true,
      [],
      {},
      [[]],
      '__proto__',
      '9'.repeat(40),
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );

  it('is never a reason to send it again: what can be read is taken, the rest is left', async () => {
    const any = fc.constantFrom(...samples).chain(([channel, sample]) => {
      const place = fc.constantFrom(...placesIn(sample));
      return fc.tuple(fc.constant(channel), fc.constant(sample), place, oddity);
    });
    await fc.assert(
      fc.asyncProperty(any, async ([channel, sample, place, odd]) => {
        const body = JSON.stringify(replaced(sample, place, odd)) ?? '';
        expect([200, 400]).toContain((await post(channel, body, doors[channel].trusted(body))).status);
      }),
      { numRuns: 250 },
    );
    await world.settle();
  });

  it.each<[RealChannel, number | string]>([
    ['telegram', 1e300],
    ['telegram', -5],
    ['telegram', 0.0001],
    ['whatsapp', '9'.repeat(40)],
    ['whatsapp', '-5'],
    ['whatsapp', 'yesterday'],
  ])('on %s, sent at %s: the time is ours then, and a whole number', async (channel, time) => {
    const { chat } = meet(world, channel);
    const text = { text: 'hola', date: time };
    const messages = [whatsappMessage(chat, { type: 'text', text: { body: 'hola' }, timestamp: time })];
    const body =
      channel === 'telegram' ? JSON.stringify(telegramUpdate(chat, text)) : whatsappPayload({ messages });
    expect((await post(channel, body, doors[channel].trusted(body))).status).toBe(200);
    await until(() => world.platform.inbox(chat)[0], 'the greeting');
    const odd = `typeof(sent_at) <> 'integer' or sent_at < 1 or sent_at > ${Date.now()}`;
    expect(data.count(`select count(*) n from inbound where ${odd}`)).toBe(0);
  });
});
