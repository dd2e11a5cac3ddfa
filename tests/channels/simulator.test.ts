/** The simulator through its HTTP border: what the person does, and what we are told. */
import { describe, expect, it } from 'vitest';
import { MediaRefused } from '../../src/channels/channel.js';
import { chat, openSimulator, start } from '../support/simulator.js';

const upload = (
  app: ReturnType<typeof openSimulator>['app'],
  query: string,
  type: string,
  bytes: Uint8Array<ArrayBuffer>,
) =>
  app.request(`/simulador/api/media?chat=${chat}&${query}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: bytes,
  });

describe('the person speaks', () => {
  it('hands a text in with a fresh id and shows it as delivered', async () => {
    const { say, inbound, bubblesBy } = openSimulator();
    expect((await say({ kind: 'text', text: 'hola' })).status).toBe(200);
    expect((await say({ kind: 'text', text: 'hola' })).status).toBe(200);
    expect(inbound[0]).toMatchObject({
      channel: 'simulator',
      from: { chat },
      at: start,
      content: { kind: 'text', text: 'hola' },
    });
    expect(inbound[0]?.externalId).not.toBe(inbound[1]?.externalId);
    expect((await bubblesBy('person')).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('says so when the app did not take a message, and tries the same one again', async () => {
    const { say, post, refuse, inbound, bubblesBy } = openSimulator();
    refuse(1);
    expect((await say({ kind: 'text', text: 'hola' })).status).toBe(503);
    const [bubble] = await bubblesBy('person');
    expect(bubble?.state).toBe('failed');
    expect((await post('repeat', { chat, bubble: bubble?.id })).status).toBe(200);
    expect((await bubblesBy('person'))[0]?.state).toBe('delivered');
    expect(inbound).toHaveLength(1);
    expect(await bubblesBy('note')).toEqual([]);
  });

  it('shares a place, a sticker, and the link that opened the chat', async () => {
    const { say, inbound } = openSimulator();
    await say({ kind: 'start', payload: 'taller-cusco' });
    await say({ kind: 'location', latitude: -13.53, longitude: -71.97 });
    await say({ kind: 'unsupported', type: 'sticker' });
    expect(inbound.map(({ content }) => content)).toEqual([
      { kind: 'start', payload: 'taller-cusco' },
      { kind: 'location', latitude: -13.53, longitude: -71.97 },
      { kind: 'unsupported', type: 'sticker' },
    ]);
  });

  it('tells the language of the app under the Telegram look only', async () => {
    const { post, inbound } = openSimulator();
    const message = { chat, language: 'qu-PE', content: { kind: 'text', text: 'allillanchu' } };
    await post('messages', message);
    await post('phone', { chat, look: 'whatsapp' });
    await post('messages', message);
    expect(inbound.map(({ languageHint }) => languageHint)).toEqual(['qu-PE', undefined]);
  });

  it('edits the last text under the Telegram look; WhatsApp does not pass edits on', async () => {
    const { say, post, inbound, bubblesBy } = openSimulator();
    await say({ kind: 'text', text: 'mas arboles' });
    await say({ kind: 'edit', text: 'más árboles' });
    expect(inbound[1]?.content).toEqual({ kind: 'edited', text: 'más árboles' });
    expect((await bubblesBy('person'))[0]?.body).toEqual({ kind: 'text', text: 'más árboles', edited: true });
    await post('phone', { chat, look: 'whatsapp' });
    expect((await say({ kind: 'edit', text: 'otra cosa' })).status).toBe(409);
  });

  it('sends a voice message whose bytes the app can fetch', async () => {
    const { app, inbound, simulator } = openSimulator();
    const response = await upload(
      app,
      'kind=voice',
      'audio/ogg; codecs=opus',
      Uint8Array.of(79, 103, 103, 83),
    );
    expect(response.status).toBe(200);
    const content = inbound[0]?.content;
    if (content?.kind !== 'media') throw new Error('no media arrived');
    expect(content.media).toMatchObject({ kind: 'voice', mime: 'audio/ogg', size: 4 });
    const fetched = await simulator.fetchMedia(content.media, 1000);
    expect([...fetched.bytes]).toEqual([79, 103, 103, 83]);
    await expect(simulator.fetchMedia(content.media, 3)).rejects.toEqual(new MediaRefused('too-big'));
    await expect(simulator.fetchMedia({ kind: 'voice', ref: 'nobody' }, 9)).rejects.toEqual(
      new MediaRefused('not-found'),
    );
  });

  it('shows a file to its own chat only, and never as a page', async () => {
    const { app } = openSimulator();
    const sent = await upload(app, 'kind=document&name=a.html', 'text/html', new TextEncoder().encode('<b>'));
    const { file } = (await sent.json()) as { file: { ref: string } };
    const own = await app.request(`/simulador/api/media/${file.ref}?chat=${chat}`);
    expect(own.headers.get('content-type')).toBe('application/octet-stream');
    expect(own.headers.get('content-disposition')).toContain('attachment');
    expect((await app.request(`/simulador/api/media/${file.ref}?chat=somebody-else`)).status).toBe(404);
  });
});

describe('the border', () => {
  it.each([
    ['no chat', { content: { kind: 'text', text: 'hola' } }],
    ['a chat name with a slash', { chat: '../../etc/passwd', content: { kind: 'text', text: 'hola' } }],
    ['an unknown kind', { chat, content: { kind: 'dance' } }],
    ['an empty text', { chat, content: { kind: 'text', text: '' } }],
    ['a place off the globe', { chat, content: { kind: 'location', latitude: 91, longitude: 0 } }],
  ])('refuses %s', async (_, body) => {
    const { post, inbound } = openSimulator();
    expect((await post('messages', body)).status).toBe(400);
    expect(inbound).toEqual([]);
  });

  it('refuses what is not JSON, other sites, and too much', async () => {
    const { app, post } = openSimulator();
    const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: `{"chat":"${chat}"}` };
    expect((await app.request('/simulador/api/seen', form)).status).toBe(400);
    const elsewhere = { headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await app.request(`/simulador/api/phone?chat=${chat}`, elsewhere)).status).toBe(403);
    const long = { chat, content: { kind: 'text', text: 'a'.repeat(70_000) } };
    expect((await post('messages', long)).status).toBe(413);
    const huge = await upload(app, 'kind=image', 'image/png', new Uint8Array(16 * 1024 * 1024 + 1));
    expect(huge.status).toBe(413);
  });

  it('is hidden from search engines', async () => {
    const { app } = openSimulator();
    const response = await app.request(`/simulador/api/phone?chat=${chat}`);
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
  });
});

describe('the live stream', () => {
  /** Reads events until one matches; the stream stays open. */
  async function readUntil(body: ReadableStream<Uint8Array>, mark: string): Promise<string> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes(mark)) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    reader.releaseLock();
    return text;
  }

  it('begins with the whole chat, follows it, and ends when the app stops', async () => {
    const { app, say, simulator } = openSimulator();
    await say({ kind: 'text', text: 'antes' });
    const { body } = await app.request(`/simulador/api/events?chat=${chat}&look=whatsapp`);
    if (!body) throw new Error('no stream');
    expect(await readUntil(body, '\n\n')).toMatch(/event: snapshot\ndata: .*antes/);
    await simulator.send({ chat }, { kind: 'text', text: 'ahora' }, 'row-1');
    expect(await readUntil(body, 'ahora')).toContain('event: bubble');
    await simulator.stop();
    expect((await body.getReader().closed) ?? 'closed').toBe('closed');
  });
});
