/** The few files of the pages, served with an address that changes with their content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { projectRoot } from '../root.js';

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;
const names = [
  'answers.css',
  'assisted.css',
  'ayni.css',
  'console.css',
  'console.js',
  'broadcasts.css',
  'broadcasts.js',
  'calendar.css',
  'dates.css',
  'exchange.css',
  'overview.css',
  'pieces.css',
  'commitments.css',
  'map.css',
  'proposal.css',
  'queue.css',
  'setup.css',
  'proposal.js',
] as const;
export type AssetName = (typeof names)[number];

export interface Assets {
  readonly routes: Hono;
  /** Where a page finds a file. */
  href(name: AssetName): string;
}

const yearSeconds = 31_536_000;

export function createAssets(): Assets {
  const routes = new Hono();
  const hrefs = new Map<AssetName, string>();
  for (const name of names) {
    const bytes = readFileSync(join(projectRoot, 'src/web/assets', name));
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
    const href = `/assets/${hash}/${name}`;
    hrefs.set(name, href);
    routes.get(href, (c) =>
      c.body(Uint8Array.from(bytes), 200, {
        'Content-Type': name.endsWith('.css') ? types.css : types.js,
        'Cache-Control': `public, max-age=${yearSeconds}, immutable`,
      }),
    );
  }
  return { routes, href: (name) => hrefs.get(name) ?? '' };
}
