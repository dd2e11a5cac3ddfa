/** What else the channel does: files in, the check at start, ticks. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRig, type Rig } from '../support/whatsapp-channel.js';
import { type GraphServer, graphError, startGraphServer } from '../support/whatsapp-server.js';

let graph: GraphServer;
let rig: Rig;
beforeAll(async () => {
  graph = await startGraphServer({ json: { success: true } });
});
beforeEach(() => {
  graph.seen.length = 0;
  rig = createRig(graph.url);
});
afterAll(() => graph.close());

const voice = { kind: 'voice', ref: 'media-1' } as const;
const bytes = Buffer.from('OggS and more');
const hash = (encoding: 'hex' | 'base64') => createHash('sha256').update(bytes).digest(encoding);
const address = (over: object = {}) => ({
  json: { id: 'media-1', url: `${graph.url}/file`, mime_type: 'audio/ogg', file_size: '13', ...over },
});

describe('files', () => {
  it.each([{}, { sha256: 'unreadable' }])('come with the token, in two steps %j', async (over) => {
    graph.next(address(over), { bytes });
    const file = await rig.channel.fetchMedia(voice, 100);
    expect([Buffer.from(file.bytes).toString(), file.mime]).toEqual(['OggS and more', 'audio/ogg']);
    expect(graph.seen[0]).toMatchObject({
      path: '/v25.0/media-1',
      query: { phone_number_id: '106540352242922' },
    });
    expect(graph.seen[1]?.headers.authorization).toMatch(/^Bearer /);
  });

  it.each(['hex', 'base64'] as const)('are compared with their hash in %s', async (encoding) => {
    graph.next(address({ sha256: hash(encoding) }), { bytes });
    await expect(rig.channel.fetchMedia(voice, 100)).resolves.toMatchObject({ mime: 'audio/ogg' });
    graph.next(address({ sha256: hash(encoding) }), { bytes: 'other' });
    await expect(rig.channel.fetchMedia(voice, 100)).rejects.toThrow('not the one');
  });

  it('too big by announcement or in fact', async () => {
    graph.next(address({ file_size: 101 }));
    await expect(rig.channel.fetchMedia(voice, 100)).rejects.toMatchObject({
      name: 'MediaRefused',
      reason: 'too-big',
    });
    expect(graph.seen).toHaveLength(1);
    graph.next(address(), { bytes: Buffer.alloc(101) });
    await expect(rig.channel.fetchMedia(voice, 100)).rejects.toMatchObject({
      name: 'MediaRefused',
      reason: 'too-big',
    });
  });

  it.each([graphError(100), { status: 404, bytes: 'gone' }])('expired: %j', async (answer) => {
    graph.next(answer);
    await expect(rig.channel.fetchMedia(voice, 100)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('an old address, a fault or a cut line may be tried again', async () => {
    for (const ending of [
      { status: 404, bytes: '' },
      graphError(131000, 500),
      'truncate',
      'reset',
    ] as const) {
      graph.next(address(), ending);
      const error = await rig.channel.fetchMedia(voice, 100).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toMatchObject({ name: 'MediaRefused' });
    }
  });

  it('the token goes to nobody else in clear', async () => {
    const stranger = await startGraphServer();
    graph.next(address({ url: `${stranger.url}/file` }));
    await expect(rig.channel.fetchMedia(voice, 100)).rejects.toThrow('ERR_UNSAFE_URL');
    expect(stranger.seen).toEqual([]);
    await stranger.close();
  });
});

const row = (name: string, language: string) => ({
  id: '1',
  name,
  language,
  status: 'APPROVED',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hola {{1}}' }],
});

describe('start', () => {
  it('asks what the number may do, and each day again', async () => {
    const daily = createRig(graph.url, { checkEveryMs: 5 });
    const told = {
      display_phone_number: '51900000001',
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
    };
    const none = { json: { data: [] } };
    graph.next({ json: told }, none, { json: { ...told, quality_rating: 'RED' } }, none);
    await daily.channel.start(daily.receiver);
    await vi.waitFor(() => expect(daily.numbers[1]).toEqual({ ...told, quality_rating: 'RED' }));
    expect(daily.numbers[0]).toEqual(told);
    expect(graph.seen[0]?.query.fields).toContain('whatsapp_business_manager_messaging_limit');
    await daily.channel.stop();
  });

  it('does without the limit where its field is refused, and says so', async () => {
    graph.next(graphError(100), { json: { quality_rating: 'GREEN' } }, { json: { data: [row('a', 'es')] } });
    await rig.channel.start(rig.receiver);
    expect(rig.numbers).toEqual([{ quality_rating: 'GREEN' }]);
    expect(graph.seen[1]?.query.fields).toBe('display_phone_number,quality_rating');
    expect(rig.logLines.join('')).toContain('none is known');
    expect(rig.templates).toHaveLength(1);
    await rig.channel.stop();
  });

  it('lists the templates of all pages, in one way of writing languages', async () => {
    const cursors = { cursors: { after: 'NEXT' } };
    graph.next(
      { json: { id: '1' } },
      { json: { data: [row('a', 'es_PE')], paging: { ...cursors, next: 'https://x' } } },
      { json: { data: [row('b', 'en-US')], paging: cursors } },
    );
    await rig.channel.start(rig.receiver);
    expect(rig.templates.map(({ name, language }) => `${name}:${language}`)).toEqual(['a:es_PE', 'b:en_US']);
    expect(rig.templates[0]?.components).toEqual([{ type: 'BODY', text: 'Hola {{1}}' }]);
    expect(graph.seen.map(({ query }) => query.after)).toEqual([undefined, undefined, 'NEXT']);
    await rig.channel.stop();
  });

  it('a platform that is down is asked again, and the bot runs', async () => {
    const patient = createRig(graph.url, { checkRetryMs: 1 });
    graph.next(
      { status: 502, bytes: 'down' },
      graphError(190, 401),
      { json: { id: '1' } },
      { json: { data: [row('a', 'es')] } },
    );
    await patient.channel.start(patient.receiver);
    await vi.waitFor(() => expect(patient.templates).toHaveLength(1));
    expect(patient.logLines.join('')).toMatch(/cannot be asked yet[\s\S]*look at the token/);
    expect(patient.logLines.join('')).not.toContain('secrettoken');
    await patient.channel.stop();
  });

  it('stops while it waits for a silent platform', async () => {
    const closed = createRig('http://127.0.0.1:9', { checkRetryMs: 3_600_000 });
    await closed.channel.start(closed.receiver);
    await closed.channel.stop();
    expect(closed.templates).toEqual([]);
  });
});

describe('ticks', () => {
  it('marks read and shows typing in one call', async () => {
    await rig.channel.acknowledge('wamid.IN');
    expect(graph.json()).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.IN',
      typing_indicator: { type: 'text' },
    });
  });

  it('are no reason to fail', async () => {
    graph.next('reset');
    await expect(rig.channel.acknowledge('wamid.IN')).resolves.toBeUndefined();
  });
});
