/** The webhook on a real port: who is let in, what is read, and when it is acknowledged. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../src/channels/telegram/index.js';
import { silentLog } from '../../src/log.js';
import { type Served, serve } from '../../src/serve.js';
import {
  createTelegramRig,
  holdCommit,
  messageUpdate,
  secret,
  type TelegramRig,
  tapUpdate,
} from '../support/telegram-channel.js';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.js';

let server: TelegramServer;
let rig: TelegramRig;
let served: Served;
beforeAll(async () => {
  server = await startTelegramServer();
});
beforeEach(async () => {
  server.calls.length = 0;
  rig = createTelegramRig(server.url);
  served = await serve(rig.app.fetch, '127.0.0.1', 0);
});
afterEach(async () => {
  await rig.channel.stop();
  await served.close();
});
afterAll(() => server.close());

const signed = { 'x-telegram-bot-api-secret-token': secret };
const post = (body: string, headers: Record<string, string> = signed) =>
  fetch(`${served.url}/telegram/webhook`, { method: 'POST', headers, body });
const postUpdate = (update: unknown) => post(JSON.stringify(update));
const said = (id: number) => messageUpdate(id, { text: `m${id}` });

describe('a stranger', () => {
  it.each([
    ['no secret', {}],
    ['an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['another secret', { 'x-telegram-bot-api-secret-token': 'b_secret-of-the-webhook' }],
    ['the beginning of it', { 'x-telegram-bot-api-secret-token': secret.slice(0, -1) }],
    ['more than it', { 'x-telegram-bot-api-secret-token': `${secret}x` }],
  ])('with %s is sent away', async (_name, headers) => {
    const answer = await post(JSON.stringify(said(1)), headers);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(rig.inbound).toEqual([]);
  });

  it.each(['', 'with space', 'ñ', 'x'.repeat(257)])(
    'the channel is not even built with the secret %j',
    (bad) => {
      const intake = { mode: 'webhook', secret: bad, url: () => 'https://ayni.test' } as const;
      const parts = {
        token: '1:a',
        apiRoot: server.url,
        maxPerSecond: 30,
        commands: {},
        now: () => 1,
        log: silentLog,
      };
      expect(() => createTelegram({ ...parts, intake })).toThrow('needs a secret');
    },
  );

  it('finds no webhook at all when polling', async () => {
    const polling = createTelegramRig(server.url, { intake: { mode: 'polling' } });
    const answer = await polling.app.request('/telegram/webhook', {
      method: 'POST',
      headers: signed,
      body: '{}',
    });
    expect(answer.status).toBe(404);
    await polling.channel.stop();
  });
});

describe('a body', () => {
  it.each(['', '{"update_id":', 'hola', '<html>'])('that is no JSON is refused: %j', async (body) => {
    const answer = await post(body);
    expect([answer.status, await answer.text()]).toEqual([400, '']);
  });

  it('of 10 MB is refused, with its length told or not', async () => {
    const big = JSON.stringify(messageUpdate(1, { text: 'x'.repeat(10_000_000) }));
    expect((await post(big)).status).toBe(413);
    const untold = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    });
    const init = { method: 'POST', headers: signed, body: untold, duplex: 'half' } as const;
    // An endless body: the answer, or the closed line, ends it.
    const status = await fetch(`${served.url}/telegram/webhook`, init).then(
      (answer) => answer.status,
      () => 'closed',
    );
    expect([413, 'closed']).toContain(status);
    expect(rig.inbound).toEqual([]);
    expect((await postUpdate(said(2))).status).toBe(200);
  });

  it.each([null, 7, [], {}, { update_id: 5, poll_answer: {} }, { update_id: 6, message: { x: 1 } }])(
    'that says nothing to us is acknowledged: %j',
    async (body) => {
      const answer = await postUpdate(body);
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      expect(rig.inbound).toEqual([]);
    },
  );

  it('that was not understood leaves its number in the log, and nothing else', async () => {
    await postUpdate({ update_id: 8, message: { text: 'secreto' } });
    expect(rig.logLines.join()).toContain('"update":8');
    expect(rig.logLines.join()).not.toContain('secreto');
  });
});

describe('an update', () => {
  it('is acknowledged after its commit, not before', async () => {
    let acknowledged = false;
    const { reached, commit } = holdCommit(rig);
    const answer = postUpdate(said(1)).then((got) => {
      acknowledged = true;
      return got;
    });
    await reached;
    await postUpdate(said(2));
    expect(acknowledged).toBe(false);
    commit();
    expect((await answer).status).toBe(200);
    expect(rig.inbound.map((one) => one.externalId)).toEqual(['update:2', 'update:1']);
  });

  it('that could not be committed is wanted again, and its reason is logged without its words', async () => {
    rig.hurdles.push(() => {
      throw new Error('database is locked');
    });
    expect((await postUpdate(said(1))).status).toBe(503);
    expect((await postUpdate(said(1))).status).toBe(200);
    expect(rig.inbound).toHaveLength(1);
    expect(rig.logLines.join()).toContain('database is locked');
    expect(rig.logLines.join()).not.toContain('m1');
  });

  it('delivered twice is handed on twice under one id: the inbox knows doubles', async () => {
    await postUpdate(said(1));
    await postUpdate(said(1));
    expect(rig.inbound.map((one) => one.externalId)).toEqual(['update:1', 'update:1']);
  });

  it('that is a tap is answered in the response itself', async () => {
    const answer = await postUpdate(tapUpdate(3, 'p:1:area:2'));
    expect(await answer.json()).toEqual({ method: 'answerCallbackQuery', callback_query_id: 'cb3' });
    expect(server.calls).toEqual([]);
    expect(rig.inbound[0]?.content).toEqual({ kind: 'tap', data: 'p:1:area:2' });
  });
});

it('a stop waits for what is in hand and takes nothing new', async () => {
  const { reached, commit } = holdCommit(rig);
  const answer = postUpdate(said(1));
  await reached;
  let stopped = false;
  const stop = rig.channel.stop().then(() => {
    stopped = true;
  });
  expect((await postUpdate(said(2))).status).toBe(503);
  expect(stopped).toBe(false);
  commit();
  expect((await answer).status).toBe(200);
  await stop;
  expect(rig.inbound.map((one) => one.externalId)).toEqual(['update:1']);
});
