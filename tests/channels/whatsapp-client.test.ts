/** The client alone: its surface as documented, and what its errors tell. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WhatsAppClient } from '../../src/channels/whatsapp/client/client.js';
import { GraphAnswerError, GraphError, GraphLineError } from '../../src/channels/whatsapp/client/errors.js';
import { type GraphServer, startGraphServer } from '../support/whatsapp-server.js';

const root = join(import.meta.dirname, '../..');
const accessToken = 'EAAsecrettoken';

let graph: GraphServer;
let client: WhatsAppClient;
beforeAll(async () => {
  graph = await startGraphServer();
});
beforeEach(() => {
  graph.seen.length = 0;
  client = new WhatsAppClient({
    accessToken,
    phoneNumberId: '1',
    businessAccountId: '2',
    apiRoot: graph.url,
  });
});
afterAll(() => graph.close());

const hello = () => client.messages.sendText({ to: '+51999888777', body: 'hola' });
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('surface', () => {
  const to = '+51999888777';
  const rows = [{ id: 'a', title: 'A' }];
  it.each<[string, () => Promise<unknown>, object]>([
    [
      'sendText',
      () => client.messages.sendText({ to, body: 'x', previewUrl: true, contextMessageId: 'wamid.Q' }),
      { context: { message_id: 'wamid.Q' }, type: 'text', text: { body: 'x', preview_url: true } },
    ],
    [
      'sendInteractiveButtons',
      () => client.messages.sendInteractiveButtons({ to, bodyText: 'q', buttons: rows }),
      {
        interactive: {
          type: 'button',
          body: { text: 'q' },
          action: { buttons: [{ type: 'reply', reply: rows[0] }] },
        },
      },
    ],
    [
      'sendInteractiveList',
      () =>
        client.messages.sendInteractiveList({ to, bodyText: 'q', buttonText: 'Ver', sections: [{ rows }] }),
      { interactive: { type: 'list', body: { text: 'q' }, action: { button: 'Ver', sections: [{ rows }] } } },
    ],
    [
      'sendLocationRequest',
      () => client.messages.sendLocationRequest({ to, bodyText: 'q' }),
      { interactive: { type: 'location_request_message' } },
    ],
    [
      'sendTemplate',
      () => client.messages.sendTemplate({ to, template: { name: 'n', language: { code: 'es' } } }),
      { type: 'template', template: { name: 'n', language: { code: 'es' } } },
    ],
    [
      'sendImage',
      () => client.messages.sendImage({ to, image: { id: '7', caption: 'c' } }),
      { type: 'image', image: { id: '7', caption: 'c' } },
    ],
    [
      'sendAudio',
      () => client.messages.sendAudio({ to, audio: { link: 'https://x/a.ogg' } }),
      { type: 'audio', audio: { link: 'https://x/a.ogg' } },
    ],
    [
      'sendDocument',
      () => client.messages.sendDocument({ to, document: { id: '7', filename: 'a.pdf' } }),
      { type: 'document', document: { id: '7', filename: 'a.pdf' } },
    ],
  ])('%s', async (_, call, body) => {
    await call();
    expect(graph.json()).toMatchObject({ messaging_product: 'whatsapp', to, ...body });
  });

  it('tells a template that Meta holds back', async () => {
    graph.next({ json: { messages: [{ id: 'wamid.T', message_status: 'held_for_quality_assessment' }] } });
    expect(await hello()).toEqual({ id: 'wamid.T', status: 'held_for_quality_assessment' });
  });

  it('templates: create and delete', async () => {
    graph.next(
      { json: { id: 572279198452421, status: 'PENDING', category: 'UTILITY' } },
      { json: { success: true } },
    );
    const created = await client.templates.create({
      name: 'n',
      language: 'es',
      category: 'utility',
      components: [{ type: 'BODY', text: 'x' }],
    });
    expect(created).toEqual({ id: '572279198452421', status: 'PENDING', category: 'UTILITY' });
    await client.templates.delete('n');
    expect(graph.seen[1]).toMatchObject({
      method: 'DELETE',
      path: '/v25.0/2/message_templates',
      query: { name: 'n' },
      body: '',
    });
  });

  it('media: delete', async () => {
    graph.next({ json: { success: true } });
    await client.media.delete('7');
    expect(graph.seen[0]).toMatchObject({ method: 'DELETE', path: '/v25.0/7' });
  });

  it('says what is missing for templates', async () => {
    const plain = new WhatsAppClient({ accessToken, phoneNumberId: '1', apiRoot: graph.url });
    await expect(plain.templates.list()).rejects.toThrow('businessAccountId is missing');
  });
});

describe('errors', () => {
  it("are read from Meta's own example", async () => {
    const file = join(root, 'tests/fixtures/whatsapp/documented/graph_error_response_130429.json');
    const { payload } = z.object({ payload: z.unknown() }).parse(JSON.parse(readFileSync(file, 'utf8')));
    graph.next({ status: 400, json: payload });
    expect(await failure(hello())).toMatchObject({
      name: 'GraphError',
      code: 130429,
      subcode: 2494055,
      status: 400,
      details: 'Cloud API message throughput has been reached.',
    });
  });

  it('an error in a 200 is an error', async () => {
    graph.next({ json: { error: { code: 131000, message: 'x' } } });
    expect(await failure(hello())).toBeInstanceOf(GraphError);
  });

  it('what is no answer', async () => {
    graph.next({ status: 502, bytes: '<html>' });
    expect(await failure(hello())).toBeInstanceOf(GraphAnswerError);
  });

  it('a request that left, and one that did not', async () => {
    graph.next('reset');
    expect(await failure(hello())).toMatchObject({ name: 'GraphLineError', mayHaveLeft: true });
    const nowhere = new WhatsAppClient({ accessToken, phoneNumberId: '1', apiRoot: 'http://127.0.0.1:9' });
    const refused = await failure(nowhere.messages.sendText({ to: '+1', body: 'x' }));
    expect(refused).toMatchObject({ code: 'ECONNREFUSED', mayHaveLeft: false });
    const nameless = new WhatsAppClient({
      accessToken,
      phoneNumberId: '1',
      apiRoot: 'http://nobody.invalid',
    });
    expect(await failure(nameless.messages.sendText({ to: '+1', body: 'x' }))).toMatchObject({
      mayHaveLeft: false,
    });
  });

  it('a silent platform is given up after the time-out, the request having left', async () => {
    const hasty = new WhatsAppClient({ accessToken, phoneNumberId: '1', apiRoot: graph.url, timeoutMs: 50 });
    graph.next('hang');
    const error = await failure(hasty.messages.sendText({ to: '+1', body: 'x' }));
    expect(error).toBeInstanceOf(GraphLineError);
    expect(error).toMatchObject({ code: 'ECONNABORTED', mayHaveLeft: true });
  });

  it('carry neither token nor message, however deep one looks', async () => {
    for (const answer of ['reset', 'truncate', { status: 502, bytes: 'x' }] as const) {
      graph.next(answer);
      const error = await failure(hello());
      expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/secrettoken|51999888777|hola/);
    }
  });
});

describe('docs/whatsapp-client.md', () => {
  const page = readFileSync(join(root, 'docs/whatsapp-client.md'), 'utf8');
  const examples = [...page.matchAll(/```ts run\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it.each(examples)('runs: %s', async (example) => {
    const answers = {
      id: '7',
      url: `${graph.url}/file`,
      success: true,
      status: 'PENDING',
      data: [],
      messages: [{ id: 'wamid.1' }],
    };
    const server = await startGraphServer({ json: answers });
    const configured = new WhatsAppClient({
      accessToken,
      phoneNumberId: '1',
      businessAccountId: '2',
      apiRoot: server.url,
    });
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    const names = { client: configured, GraphError, GraphLineError };
    // Media addresses of this server are its own, so that downloads stay on loopback.
    server.next(
      ...(example.includes('media.download') ? [{ json: { ...answers, url: `${server.url}/file` } }] : []),
    );
    await new AsyncFunction(...Object.keys(names), example)(...Object.values(names));
    expect(server.seen.length).toBeGreaterThan(0);
    await configured.close();
    await server.close();
  });
});
