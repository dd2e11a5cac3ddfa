/** Long polling against a Bot API that misbehaves: nothing is confirmed before it is committed, nothing is lost. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createTelegramRig,
  holdCommit,
  messageUpdate,
  type TelegramRig,
  tapUpdate,
} from '../support/telegram-channel.js';
import { botError, startTelegramServer, type TelegramServer } from '../support/telegram-server.js';

let server: TelegramServer;
let rig: TelegramRig;
beforeEach(async () => {
  server = await startTelegramServer();
  rig = createTelegramRig(server.url, { intake: { mode: 'polling' } });
});
afterEach(async () => {
  await rig.channel.stop();
  await server.close();
});

const start = () => rig.channel.start(rig.receiver);
const said = (id: number, chat = 42) => messageUpdate(id, { text: `m${id}` }, chat);
const ids = () => rig.inbound.map((one) => one.externalId);
const offsets = () => server.of('getUpdates').map((call) => call.params.offset);
const fail = (): never => {
  throw new Error('database is locked');
};

describe('polling', () => {
  it('takes the webhook away first, keeps what is pending, and asks for what it reads', async () => {
    await start();
    await vi.waitFor(() => expect(server.of('getUpdates')).toHaveLength(1));
    expect(server.calls.map((call) => call.method)).toEqual([
      'getMe',
      'deleteWebhook',
      'setMyCommands',
      'setMyCommands',
      'getUpdates',
    ]);
    expect(server.of('deleteWebhook')[0]?.params).toEqual({});
    expect(server.of('getUpdates')[0]?.params).toEqual({
      offset: 0,
      timeout: 25,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
  });

  it('confirms after the commit', async () => {
    const { reached, commit } = holdCommit(rig);
    server.push(said(7), said(9));
    await start();
    await reached;
    expect(offsets()).toEqual([0]);
    commit();
    await vi.waitFor(() => expect(offsets()).toEqual([0, 10]));
    expect(ids()).toEqual(['update:7', 'update:9']);
  });

  it('gets again what was not committed, and only from there', async () => {
    rig.hurdles.push(() => undefined, fail);
    server.push(said(1, 1), said(2, 2), said(3, 3));
    await start();
    await vi.waitFor(() => expect(offsets()).toEqual([0, 2, 4]));
    // The third came twice: the inbox knows doubles.
    expect(ids().sort()).toEqual(['update:1', 'update:2', 'update:3', 'update:3']);
    expect(rig.logLines.join()).toContain('database is locked');
  });

  it('keeps one person in order when a commit fails, and lets others pass', async () => {
    rig.hurdles.push(fail);
    server.push(said(1, 1), said(2, 1), said(3, 2));
    await start();
    await vi.waitFor(() => expect(offsets()).toEqual([0, 1, 4]));
    expect(ids()[0]).toBe('update:3');
    expect(ids().filter((id) => id !== 'update:3')).toEqual(['update:1', 'update:2']);
  });

  it('does not let one person hold up another', async () => {
    let commit: () => void = () => undefined;
    rig.hurdles.push(
      () =>
        new Promise<void>((done) => {
          commit = done;
        }),
    );
    server.push(said(1, 1), said(2, 2));
    await start();
    await vi.waitFor(() => expect(ids()).toEqual(['update:2']));
    commit();
    await vi.waitFor(() => expect(ids()).toEqual(['update:2', 'update:1']));
  });

  it('passes over what it does not understand', async () => {
    server.push({ update_id: 1, message: { x: 1 } } as { update_id: number }, said(2));
    await start();
    await vi.waitFor(() => expect(offsets()).toEqual([0, 3]));
    expect(ids()).toEqual(['update:2']);
  });

  it('stops the spinner of a tap, and does not mind when it is too late', async () => {
    server.next(
      'answerCallbackQuery',
      botError(400, 'Bad Request: query is too old and response timeout expired'),
    );
    server.push(tapUpdate(1, 'a'), tapUpdate(2, 'b'));
    await start();
    await vi.waitFor(() => expect(server.of('answerCallbackQuery')).toHaveLength(2));
    expect(server.of('answerCallbackQuery').map((call) => call.params)).toEqual([
      { callback_query_id: 'cb1' },
      { callback_query_id: 'cb2' },
    ]);
    expect(rig.inbound).toHaveLength(2);
  });

  it('survives refusals, gateway pages and cut lines', async () => {
    server.next(
      'getUpdates',
      botError(409, 'Conflict: terminated by other getUpdates request'),
      botError(429, 'Too Many Requests: retry after 0', { retry_after: 0 }),
      botError(500, 'Internal Server Error'),
      { status: 502, text: '<html>' },
      'reset',
      'truncate',
    );
    server.push(said(1));
    await start();
    await vi.waitFor(() => expect(ids()).toEqual(['update:1']));
    expect(rig.logLines.join()).not.toContain('AAtoken');
  });

  it('a stop ends the waiting request at once, and confirms what was committed meanwhile', async () => {
    await start();
    await vi.waitFor(() => expect(server.of('getUpdates')).toHaveLength(1));
    const { reached, commit } = holdCommit(rig);
    server.push(said(1));
    await reached;
    const stopped = rig.channel.stop();
    commit();
    await stopped;
    expect(server.of('getUpdates').at(-1)?.params).toEqual({ offset: 2, limit: 1, timeout: 0 });
  });
});
