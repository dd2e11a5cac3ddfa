/** The simulator's own little platform API: JSON in, and a stream of events out to the page. */
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { type Files, showFile } from './files.js';
import type { Phone, PhoneEvent, Phones } from './phones.js';
import * as requests from './requests.js';
import type { Speaker, Spoken } from './speak.js';
import type { StatusFeed } from './statuses.js';

export interface RouteParts {
  readonly phones: Phones;
  readonly files: Files;
  readonly feed: StatusFeed;
  readonly speaker: Speaker;
  readonly clock: { now(): number; advance(ms: number): void | Promise<void> };
  /** Aborts when the app stops, so that open streams do not hold it. */
  readonly stopped: AbortSignal;
}

/** What WhatsApp lets through; bytes. */
const maxFileBytes = 16 * 1024 * 1024;
const heartbeatMs = 20_000;

const statusOf: Readonly<Record<Spoken, 200 | 409 | 503>> = { taken: 200, refused: 503, impossible: 409 };

/** Only our own page may speak here: other sites cannot set this type or header without asking first. */
const fromOwnPage: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return c.json({ error: 'other-site' }, 403);
  }
  return next();
};

const noindex: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('X-Robots-Tag', 'noindex, nofollow');
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
};

export function createRoutes(parts: RouteParts): Hono {
  const { phones, files, feed, speaker, clock } = parts;
  const app = new Hono();
  app.use(noindex);
  app.use(fromOwnPage);

  async function read<T>(request: Request, schema: z.ZodType<T>): Promise<T | null> {
    if (!request.headers.get('content-type')?.startsWith('application/json')) return null;
    const parsed = schema.safeParse(await request.json().catch(() => null));
    return parsed.success ? parsed.data : null;
  }
  const bad = { error: 'bad-request' } as const;
  const small = bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.json({ error: 'too-big' }, 413) });
  const large = bodyLimit({ maxSize: maxFileBytes, onError: (c) => c.json({ error: 'too-big' }, 413) });

  const snapshot = (phone: Phone) => ({
    now: clock.now(),
    phone: phone.state,
    bubbles: [...phone.bubbles.values()],
  });

  app.get('/phone', (c) => {
    const query = requests.watchQuery.safeParse(c.req.query());
    if (!query.success) return c.json(bad, 400);
    return c.json(snapshot(phones.open(query.data.chat, query.data.look)));
  });

  app.get('/events', (c) => {
    const query = requests.watchQuery.safeParse(c.req.query());
    if (!query.success) return c.json(bad, 400);
    const phone = phones.open(query.data.chat, query.data.look);
    return streamSSE(c, (stream) => watch(stream, phone));
  });

  function watch(stream: Parameters<Parameters<typeof streamSSE>[1]>[0], phone: Phone): Promise<void> {
    const write = (event: string, data: unknown): void => {
      // A page that went away is noticed by onAbort; what could not be written is in its next snapshot.
      stream.writeSSE({ event, data: JSON.stringify(data) }).catch(() => undefined);
    };
    const watcher = (event: PhoneEvent): void => write(event.kind, event);
    write('snapshot', snapshot(phone));
    phone.watchers.add(watcher);
    const heartbeat = setInterval(() => write('beat', clock.now()), heartbeatMs);
    return new Promise((resolve) => {
      const end = (): void => {
        clearInterval(heartbeat);
        phone.watchers.delete(watcher);
        resolve();
      };
      stream.onAbort(end);
      if (parts.stopped.aborted) end();
      else parts.stopped.addEventListener('abort', end, { once: true });
    });
  }

  app.post('/messages', small, async (c) => {
    const body = await read(c.req.raw, requests.sayBody);
    if (!body) return c.json(bad, 400);
    const spoken = await speaker.say(phones.open(body.chat), body.content, body.language);
    return c.json({ spoken }, statusOf[spoken]);
  });

  app.post('/media', large, async (c) => {
    const query = requests.mediaQuery.safeParse(c.req.query());
    const mime = c.req.header('content-type')?.split(';')[0]?.trim();
    // These types pass between sites unasked; a file comes as what it is or as plain bytes.
    if (!query.success || !mime || /^(text\/plain|multipart\/|application\/x-www)/.test(mime)) {
      return c.json(bad, 400);
    }
    const content = new Uint8Array(await c.req.arrayBuffer());
    if (content.byteLength === 0) return c.json(bad, 400);
    const { chat, kind, name, caption, language } = query.data;
    const file = files.keep({ chat, mime, name: name ?? kind, content });
    const spoken = await speaker.sendFile(phones.open(chat), file, kind, {
      ...(caption === undefined ? {} : { caption }),
      ...(language === undefined ? {} : { language }),
    });
    return c.json({ spoken, file: showFile(file) }, statusOf[spoken]);
  });

  app.get('/media/:ref', (c) => {
    const query = requests.fileQuery.safeParse(c.req.query());
    const file = query.success ? files.find(c.req.param('ref')) : undefined;
    if (!file || file.chat !== query.data?.chat) return c.json({ error: 'not-found' }, 404);
    // Never as a page of ours: what a person uploaded must not run here.
    const inline = /^(image\/(png|jpeg|webp|gif)|audio\/|video\/)/.test(file.mime);
    return c.body(Uint8Array.from(file.content), 200, {
      'Content-Type': inline ? file.mime : 'application/octet-stream',
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
  });

  app.post('/phone', small, async (c) => {
    const body = await read(c.req.raw, requests.phoneBody);
    if (!body) return c.json(bad, 400);
    const phone = phones.open(body.chat);
    const { look, online, fault, blocked } = body;
    phones.change(phone, {
      ...(look === undefined ? {} : { look }),
      ...(online === undefined ? {} : { online }),
      ...(fault === undefined ? {} : { fault }),
    });
    if (online) feed.online(phone);
    const spoken = blocked === undefined ? 'taken' : await speaker.block(phone, blocked);
    return c.json({ spoken, phone: phone.state }, statusOf[spoken]);
  });

  app.post('/seen', small, async (c) => {
    const body = await read(c.req.raw, requests.chatBody);
    if (!body) return c.json(bad, 400);
    feed.seen(phones.open(body.chat));
    return c.json({});
  });

  app.post('/repeat', small, async (c) => {
    const body = await read(c.req.raw, requests.repeatBody);
    if (!body) return c.json(bad, 400);
    const spoken = await speaker.repeat(phones.open(body.chat), body.bubble);
    return c.json({ spoken }, statusOf[spoken]);
  });

  app.post('/clock', small, async (c) => {
    const body = await read(c.req.raw, requests.clockBody);
    if (!body) return c.json(bad, 400);
    for (const phone of phones.all()) if (phone.bubbles.size > 0) phones.note(phone, 'clock', body.advance);
    await clock.advance(body.advance);
    for (const phone of phones.all()) phones.tell(phone, { kind: 'clock', now: clock.now() });
    return c.json({ now: clock.now() });
  });

  return app;
}
