/** The webhook's door: who may come in, and when the answer is given. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Receiver } from '../../src/channels/channel.js';
import { createRig, type Rig, secrets } from '../support/whatsapp-channel.js';

const path = '/whatsapp/webhook';
const sign = (raw: string, secret = secrets.appSecret) =>
  `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;

let rig: Rig;
beforeEach(() => {
  rig = createRig('http://127.0.0.1:9');
  rig.channel.mount(rig.app, rig.receiver);
});
afterEach(() => rig.channel.stop());

const post = (raw: string, signature: string | null = sign(raw)) =>
  rig.app.request(path, {
    method: 'POST',
    body: raw,
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
    },
  });

const webhook = (value: object) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
const text = (body: string, id = 'wamid.A') => ({
  from: '51999888777',
  id,
  timestamp: '1750000000',
  type: 'text',
  text: { body },
});

describe('handshake', () => {
  const shake = (query: string) => rig.app.request(`${path}?${query}`);

  it('returns the challenge as it is', async () => {
    const answer = await shake('hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-me');
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
  });

  it.each([
    'hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong',
    'hub.mode=subscribe&hub.challenge=1',
    'hub.mode=other&hub.challenge=1&hub.verify_token=verify-me',
  ])('refuses %s', async (query) => {
    expect((await shake(query)).status).toBe(403);
  });
});

describe('signature', () => {
  it('is over the bytes as Meta writes them, escapes and all', async () => {
    const raw = webhook({ messages: [text('PLACE')] }).replace(
      'PLACE',
      'ma\\u00f1ana \\ud83d\\ude00 https:\\/\\/gob.pe',
    );
    expect((await post(raw)).status).toBe(200);
    expect(rig.inbound[0]?.content).toEqual({ kind: 'text', text: 'mañana 😀 https://gob.pe' });
  });

  it.each([
    ['none', null],
    ['empty', ''],
    ['of another secret', sign(webhook({}), 'other')],
    ['of another body', sign('{}')],
    ['of the wrong algorithm', sign(webhook({})).replace('sha256', 'sha1')],
    ['too short', 'sha256=00'],
    ['not ASCII', `sha256=${'é'.repeat(64)}`],
    ['in capitals', sign(webhook({})).toUpperCase()],
  ])('%s: 401 without a word, nothing taken in', async (_, signature) => {
    const answer = await post(webhook({}), signature);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(rig.order).toEqual([]);
  });

  it.each(['appSecret', 'verifyToken'])('no channel without %s', (name) => {
    expect(() => createRig('http://127.0.0.1:9', { [name]: '' })).toThrow(/is missing/);
  });
});

describe('bodies', () => {
  it('10 MB are refused, announced or not', async () => {
    const big = 'x'.repeat(10 * 1024 * 1024);
    expect((await post(big, sign(big))).status).toBe(413);
    let served = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (stream) => {
        served += 1;
        stream.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const headers = { 'x-hub-signature-256': sign('') };
    const answer = await rig.app.request(
      new Request(
        `http://x${path}`,
        {
          method: 'POST',
          body: endless,
          duplex: 'half',
          headers,
        } as RequestInit /* its type does not know `duplex` */,
      ),
    );
    expect(answer.status).toBe(413);
    // Given up soon after the limit, not read to an end it does not have.
    expect(served).toBeLessThan(100);
  });

  it.each(['', '{', '[]', '"text"', '{"object":"page","entry":[]}'])(
    'signed but no webhook is not repeated for seven days: %j',
    async (raw) => {
      expect((await post(raw)).status).toBe(200);
      expect(rig.logLines.join('')).toContain('could not be read');
    },
  );

  it('messages go before statuses, statuses before events', async () => {
    const value = {
      statuses: [{ id: 's', status: 'sent', timestamp: '1' }],
      messages: [text('a')],
      errors: [{ code: 130429 }],
    };
    expect((await post(webhook(value))).status).toBe(200);
    expect(rig.order).toEqual(['inbound', 'statuses', 'event']);
  });
});

describe('the answer', () => {
  it('is given only when the receiver has committed', async () => {
    let commit = (): void => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow: Receiver = { ...rig.receiver, inbound: () => committed };
    const other = createRig('http://127.0.0.1:9');
    other.channel.mount(other.app, slow);
    const raw = webhook({ messages: [text('a')] });
    let answered = false;
    const answer = Promise.resolve(
      other.app.request(path, { method: 'POST', body: raw, headers: { 'x-hub-signature-256': sign(raw) } }),
    ).finally(() => {
      answered = true;
    });
    const stopped = other.channel.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    commit();
    expect((await answer).status).toBe(200);
    await stopped;
  });

  it('is 503 when it could not, and says nothing of the person in the log', async () => {
    const failing: Receiver = { ...rig.receiver, inbound: () => Promise.reject(new Error('disk full')) };
    const other = createRig('http://127.0.0.1:9');
    other.channel.mount(other.app, failing);
    const raw = webhook({ messages: [text('mi idea secreta')] });
    const answer = await other.app.request(path, {
      method: 'POST',
      body: raw,
      headers: { 'x-hub-signature-256': sign(raw) },
    });
    expect(answer.status).toBe(503);
    const log = other.logLines.join('');
    expect(log).toContain('disk full');
    expect(log).not.toMatch(/secreta|51999888777|wamid/);
    await other.channel.stop();
  });
});
