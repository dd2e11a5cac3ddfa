/** Serves the simulator's page and its few files. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { projectRoot } from '../../root.js';
import { Page } from './page.js';
import { createWords } from './words.js';

export interface SimulatorPagesOptions {
  readonly timezone: string;
  /** Name of the bot, as people see it above the chat. */
  readonly name?: string;
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;
const assets = {
  css: ['simulator', 'phone', 'bubbles', 'compose'],
  js: ['simulator', 'composer', 'bubbles', 'dom', 'recorder'],
  svg: ['icon'],
} as const;

const files = (['css', 'js', 'svg'] as const).flatMap((ending) =>
  assets[ending].map((name) => ({ file: `${name}.${ending}`, type: types[ending] })),
);

const query = z.object({
  lang: z.enum(['es', 'en']).catch('es'),
  start: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional()
    .catch(undefined),
  text: z.string().max(200).catch(''),
});

/** Nothing from elsewhere, nothing inline: the page shows what people typed. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Mount at the root of the web: it answers `/simulador` and `/simulador/assets/…`. */
export function createSimulatorPages({ timezone, name = 'Ayni' }: SimulatorPagesOptions): Hono {
  const wordsOf = createWords();
  const app = new Hono();

  app.use('/simulador/*', async (c, next) => {
    await next();
    c.header('X-Robots-Tag', 'noindex, nofollow');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
  });

  app.get('/simulador', (c) => {
    const { lang, start, text } = query.parse(c.req.query());
    c.header('Content-Security-Policy', policy);
    c.header('Permissions-Policy', 'microphone=(self), geolocation=(self), camera=()');
    c.header('Cache-Control', 'no-store');
    const page = (
      <Page words={wordsOf(lang)} locale={lang} timezone={timezone} name={name} payload={start} text={text} />
    );
    return c.html(`<!doctype html>${page.toString()}`);
  });

  for (const { file, type } of files) {
    const bytes = readFileSync(join(projectRoot, 'src/web/simulator/assets', file));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`;
    app.get(`/simulador/assets/${file}`, (c) => {
      // Asked again each time, so that an update is seen at once; mostly answered with 304.
      c.header('Cache-Control', 'no-cache');
      c.header('ETag', etag);
      if (c.req.header('if-none-match') === etag) return c.body(null, 304);
      return c.body(Uint8Array.from(bytes), 200, { 'Content-Type': type });
    });
  }
  return app;
}
