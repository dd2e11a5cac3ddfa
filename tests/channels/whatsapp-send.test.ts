/** Every kind of message as the exact JSON Meta gets, and what each bad end is taken for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failureOf, meanings } from '../../src/channels/whatsapp/failures.js';
import type { ExternalIds, Outgoing } from '../../src/talk/message.js';
import { createRig, type Rig, secrets } from '../support/whatsapp-channel.js';
import { type Answer, type GraphServer, graphError, startGraphServer } from '../support/whatsapp-server.js';

let graph: GraphServer;
let rig: Rig;
beforeAll(async () => {
  graph = await startGraphServer();
});
beforeEach(() => {
  graph.seen.length = 0;
  rig = createRig(graph.url);
});
afterAll(() => graph.close());

const phone = { phone: '51999888777', user: 'PE.1' };
const send = (message: Outgoing, to: ExternalIds = phone) => rig.channel.send(to, message, 'row-1');
const hello: Outgoing = { kind: 'text', text: 'hola' };
const choices = (count: number, label = 'Opción') =>
  Array.from({ length: count }, (_, i) => ({ id: `f.1.s:${i}`, label: `${label} ${i}` }));

const envelope = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '+51999888777',
  biz_opaque_callback_data: 'row-1',
};
const textBody = (body: string) => ({ type: 'text', text: { body, preview_url: false } });
const lines = (count: number, label = 'Opción') =>
  choices(count, label)
    .map((choice, i) => `${i + 1}. ${choice.label}`)
    .join('\n');

const shown: readonly (readonly [name: string, message: Outgoing, body: object])[] = [
  ['text', hello, textBody('hola')],
  [
    'three buttons',
    { kind: 'choices', text: '¿Área?', choices: choices(3) },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: '¿Área?' },
        action: {
          buttons: choices(3).map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } })),
        },
      },
    },
  ],
  [
    'a list, with hints',
    {
      kind: 'choices',
      text: '¿Área?',
      open: 'Ver',
      choices: [...choices(4), { id: 'x', label: 'Otra', hint: 'Escribe' }],
    },
    {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: '¿Área?' },
        action: {
          button: 'Ver',
          sections: [
            {
              rows: [
                ...choices(4).map(({ id, label }) => ({ id, title: label })),
                { id: 'x', title: 'Otra', description: 'Escribe' },
              ],
            },
          ],
        },
      },
    },
  ],
  [
    'eleven choices as numbered lines',
    { kind: 'choices', text: 'q', open: 'Ver', choices: choices(11) },
    textBody(`q\n\n${lines(11)}`),
  ],
  [
    'a list without a word to open it',
    { kind: 'choices', text: 'q', choices: choices(4) },
    textBody(`q\n\n${lines(4)}`),
  ],
  [
    'a text too long for buttons',
    { kind: 'choices', text: 'q'.repeat(1025), choices: choices(2) },
    textBody(`${'q'.repeat(1025)}\n\n${lines(2)}`),
  ],
  [
    'equal labels, which Meta refuses on buttons',
    {
      kind: 'choices',
      text: 'q',
      choices: [
        { id: 'a', label: 'Sí' },
        { id: 'b', label: 'Sí' },
      ],
    },
    textBody('q\n\n1. Sí\n2. Sí'),
  ],
  [
    'location request',
    { kind: 'location-request', text: '¿Dónde?', button: 'Compartir' },
    {
      type: 'interactive',
      interactive: {
        type: 'location_request_message',
        body: { text: '¿Dónde?' },
        action: { name: 'send_location' },
      },
    },
  ],
  [
    'template',
    {
      kind: 'template',
      name: 'novedad',
      language: 'es_PE',
      parameters: ['AYNI-7K3Q', 'dos\n líneas\ty   más'],
      payloads: ['news:1', 'stop'],
    },
    {
      type: 'template',
      template: {
        name: 'novedad',
        language: { code: 'es_PE' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'AYNI-7K3Q' },
              { type: 'text', text: 'dos líneas y más' },
            ],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'news:1' }],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '1',
            parameters: [{ type: 'payload', payload: 'stop' }],
          },
        ],
      },
    },
  ],
  [
    'template without variables',
    { kind: 'template', name: 'n', language: 'es', parameters: [], payloads: [] },
    { type: 'template', template: { name: 'n', language: { code: 'es' } } },
  ],
];

describe('what Meta gets', () => {
  it.each(shown)('%s', async (_, message, body) => {
    expect(await send(message)).toEqual({ outcome: 'accepted', externalId: 'wamid.1' });
    expect(graph.json()).toEqual({ ...envelope, ...body });
    expect(graph.seen[0]).toMatchObject({ method: 'POST', path: '/v25.0/106540352242922/messages' });
    expect(graph.seen[0]?.headers.authorization).toBe(`Bearer ${secrets.accessToken}`);
  });

  it('a person without a number is written to by user id', async () => {
    await send(hello, { user: 'PE.1' });
    const { to: _, ...rest } = envelope;
    expect(graph.json()).toEqual({ ...rest, recipient: 'PE.1', ...textBody('hola') });
  });

  it('a file is uploaded, then sent as a document', async () => {
    graph.next({ json: { id: 'media-1' } });
    const file: Outgoing = {
      kind: 'file',
      name: 'taller.ics',
      mime: 'text/calendar',
      base64: Buffer.from('BEGIN:VCALENDAR').toString('base64'),
      caption: 'Taller',
    };
    expect(await send(file)).toMatchObject({ outcome: 'accepted' });
    const [upload] = graph.seen;
    expect(upload?.path).toBe('/v25.0/106540352242922/media');
    expect(upload?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(upload?.body).toMatch(/name="messaging_product"\r\n\r\nwhatsapp/);
    expect(upload?.body).toMatch(
      /filename="taller.ics"\r\ncontent-type: text\/calendar\r\n\r\nBEGIN:VCALENDAR/i,
    );
    expect(graph.json()).toEqual({
      ...envelope,
      type: 'document',
      document: { id: 'media-1', filename: 'taller.ics', caption: 'Taller' },
    });
  });

  it.each<[string, Outgoing]>([
    ['4097 characters', { kind: 'text', text: 'ñ'.repeat(4097) }],
    ['blank', { kind: 'text', text: ' ' }],
    ['an empty parameter', { kind: 'template', name: 'n', language: 'es', parameters: [' '], payloads: [] }],
  ])('%s never leaves', async (_, message) => {
    expect(await send(message)).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'content', code: 'unpresentable' },
    });
    expect(graph.seen).toEqual([]);
  });

  it('4096 characters outside the first plane count as 4096', async () => {
    expect(await send({ kind: 'text', text: '😀'.repeat(4096) })).toMatchObject({ outcome: 'accepted' });
  });

  it('nobody to write to', async () => {
    expect(await send(hello, {})).toMatchObject({ outcome: 'failed', failure: { kind: 'gone' } });
  });
});

const codesFile = join(import.meta.dirname, '../fixtures/whatsapp/codes.json');
const { codes } = z
  .object({ codes: z.array(z.object({ code: z.number() })) })
  .parse(JSON.parse(readFileSync(codesFile, 'utf8')));

describe('failure codes', () => {
  it.each(codes.map(({ code }) => code))('%i has a row of its own', (code) => {
    expect(Object.hasOwn(meanings, code)).toBe(true);
    expect(failureOf(code).code).toBe(String(code));
  });

  it.each([
    [190, { kind: 'fix' }],
    [131042, { kind: 'fix' }],
    [131048, { kind: 'fix' }],
    [100, { kind: 'fix' }],
    [132001, { kind: 'fix' }],
    [131016, { kind: 'wait' }],
    [130429, { kind: 'wait', throttled: 'channel' }],
    [80007, { kind: 'wait', throttled: 'channel' }],
    [4, { kind: 'wait', throttled: 'channel' }],
    [131047, { kind: 'window-closed' }],
    [131050, { kind: 'opted-out' }],
    [131026, { kind: 'gone' }],
    [132005, { kind: 'content' }],
    [250, { kind: 'fix', detail: 'the access token lacks a permission' }],
    [999999, { kind: 'fix', detail: 'a code we do not know' }],
  ])('%i over the wire', async (code, failure) => {
    graph.next(graphError(code));
    expect(await send(hello)).toEqual({
      outcome: 'failed',
      failure: expect.objectContaining({ ...failure, code: String(code) }),
    });
  });

  it('one person is left alone for longer each time, the others are not', async () => {
    const refuse = async (to = phone) => {
      graph.next(graphError(131056, 403));
      const result = await send(hello, to);
      return result.outcome === 'failed' ? result.failure : null;
    };
    expect(await refuse()).toMatchObject({ kind: 'wait', throttled: 'address', retryAfterMs: 4_000 });
    expect(await refuse()).toMatchObject({ retryAfterMs: 16_000 });
    expect(await refuse({ phone: '51900000000', user: 'PE.2' })).toMatchObject({ retryAfterMs: 4_000 });
    await send(hello);
    expect(await refuse()).toMatchObject({ retryAfterMs: 4_000 });
  });

  it('Retry-After is obeyed', async () => {
    graph.next({ ...graphError(130429), headers: { 'retry-after': '17' } });
    expect(await send(hello)).toMatchObject({ failure: { retryAfterMs: 17_000 } });
  });
});

const html = '<html><h1>502 Bad Gateway</h1></html>';
const bad: readonly (readonly [name: string, answer: Answer, result: object])[] = [
  ['HTML 502', { status: 502, bytes: html }, { outcome: 'unknown' }],
  ['an empty 500', { status: 500, bytes: '' }, { outcome: 'unknown' }],
  ['HTML 200', { bytes: html }, { outcome: 'unknown' }],
  ['a 200 of another shape', { json: { messages: [] } }, { outcome: 'unknown' }],
  ['half an answer', 'truncate', { outcome: 'unknown' }],
  ['a reset', 'reset', { outcome: 'unknown' }],
  [
    'HTML 403',
    { status: 403, bytes: html },
    { outcome: 'failed', failure: { kind: 'fix', code: 'http-403' } },
  ],
  [
    'a redirect',
    { status: 302, bytes: '', headers: { location: 'http://127.0.0.1:9/' } },
    { outcome: 'failed', failure: { kind: 'fix' } },
  ],
  [
    'HTML 429',
    { status: 429, bytes: html, headers: { 'retry-after': '3' } },
    { outcome: 'failed', failure: { kind: 'wait', throttled: 'channel', retryAfterMs: 3_000 } },
  ],
];

describe('bad ends', () => {
  it.each(bad)('%s', async (_, answer, result) => {
    graph.next(answer);
    expect(await send(hello)).toMatchObject(result);
  });

  it('nobody listens: it may be tried again', async () => {
    const silent = createRig('http://127.0.0.1:9');
    const result = await silent.channel.send(phone, hello, 'row-1');
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'wait', code: 'network' } });
  });

  it.each<[string, Answer]>([
    ['reset', 'reset'],
    ['HTML 502', { status: 502, bytes: html }],
  ])('an upload that ends in %s may be tried again: nothing was said yet', async (_, answer) => {
    graph.next(answer);
    const result = await send({ kind: 'file', name: 'a', mime: 'text/plain', base64: 'YQ==' });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'wait' } });
    expect(graph.seen).toHaveLength(1);
  });

  it('no result tells the token, the number or the text', async () => {
    for (const answer of [
      graphError(131009, 400, 'to: 51999888777 hola'),
      ...bad.map(([, ending]) => ending),
    ]) {
      graph.next(answer);
      expect(JSON.stringify(await send(hello))).not.toMatch(/secrettoken|51999888777|hola/);
    }
  });
});
