/** Files people send: fetched whole or refused for a reason, and no address with the token ever shows. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundMedia } from '../../src/talk/message.js';
import { createTelegramRig, type TelegramRig, token } from '../support/telegram-channel.js';
import {
  type BotAnswer,
  botError,
  startTelegramServer,
  type TelegramServer,
} from '../support/telegram-server.js';

let server: TelegramServer;
let rig: TelegramRig;
beforeEach(async () => {
  server = await startTelegramServer();
  rig = createTelegramRig(server.url);
  server.file('voice/V', Buffer.from('OggS-bytes'));
});
afterEach(async () => {
  await rig.channel.stop();
  await server.close();
});

const voice: InboundMedia = { kind: 'voice', ref: 'V', mime: 'audio/ogg' };
const endOf = (media: InboundMedia, maxBytes = 1000): Promise<unknown> =>
  rig.channel.fetchMedia(media, maxBytes).then(
    () => 'fetched',
    (error: unknown) => error,
  );

describe('a file', () => {
  it('comes as it was sent', async () => {
    const { bytes, mime } = await rig.channel.fetchMedia(voice, 1000);
    expect([Buffer.from(bytes).toString(), mime]).toEqual(['OggS-bytes', 'audio/ogg']);
    expect(server.calls.map((call) => call.path)).toEqual([
      `/bot${token}/getFile`,
      `/file/bot${token}/voice/V`,
    ]);
  });

  it('whose path is odd cannot lead elsewhere', async () => {
    server.next('getFile', { json: { ok: true, result: { file_path: 'voice/a b?x=1#y' } } });
    await endOf(voice);
    expect(server.of('download')[0]?.path).toBe(`/file/bot${token}/voice/a%20b%3Fx%3D1%23y`);
  });

  it('too big by its own word is not even asked for', async () => {
    expect(await endOf({ ...voice, size: 1001 })).toMatchObject({ name: 'MediaRefused', reason: 'too-big' });
    expect(server.calls).toEqual([]);
  });

  it('too big in truth is given up on the way', async () => {
    server.file('voice/V', Buffer.alloc(3_000_000));
    expect(await endOf({ ...voice, size: 10 })).toMatchObject({ reason: 'too-big' });
    server.file('voice/V', Buffer.from('small'));
    expect(await endOf(voice)).toBe('fetched');
  });

  const refused: readonly (readonly [method: string, answer: BotAnswer, reason: string])[] = [
    ['getFile', botError(400, 'Bad Request: file is too big'), 'too-big'],
    ['getFile', botError(400, 'Bad Request: invalid file_id'), 'not-found'],
    ['getFile', { json: { ok: true, result: { file_id: 'V' } } }, 'not-found'],
    ['download', { status: 404, text: '' }, 'expired'],
  ];
  it.each(refused)('%s %j is refused', async (method, answer, reason) => {
    server.next(method, answer);
    expect(await endOf(voice)).toMatchObject({ name: 'MediaRefused', reason });
  });

  const passing: readonly (readonly [method: string, answer: BotAnswer])[] = [
    ['getFile', botError(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')],
    ['getFile', botError(429, 'Too Many Requests', { retry_after: 1 })],
    ['getFile', botError(401, 'Unauthorized')],
    ['getFile', { status: 502, text: '<html>' }],
    ['getFile', 'reset'],
    ['download', { status: 500, text: 'x' }],
    ['download', 'reset'],
    ['download', 'truncate'],
  ];
  it.each(passing)('%s %j is tried again, and says nothing secret', async (method, answer) => {
    server.next(method, answer);
    const error = await endOf(voice);
    expect(error).toMatchObject({ name: 'Error', message: expect.stringContaining('Telegram') });
    expect(error).not.toHaveProperty('cause');
    expect(`${String(error)}${error instanceof Error ? error.stack : ''}`).not.toContain('AAtoken');
    expect(await endOf(voice)).toBe('fetched');
  });
});
