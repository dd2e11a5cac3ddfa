/** The whole app on a database of its own and a free port, for journeys in the browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { Role, Sector } from '../../src/people/permissions.js';
import { serve } from '../../src/serve.js';
import { emptyDatabase } from './store.js';

export type RunningApp = Awaited<ReturnType<typeof runApp>>;

export async function runApp(environment: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-journey-'));
  await writeFile(join(folder, 'ayni.db'), emptyDatabase());
  const app = await createApp(
    readConfig({
      DATABASE_URL: `file:${join(folder, 'ayni.db')}`,
      MEDIA_DIR: join(folder, 'media'),
      AYNI_SECRET: 'only-for-this-journey-only-for-this-journey',
      LOG_LEVEL: 'error',
      // Tests run at any time of the day.
      QUIET_FROM: '0',
      QUIET_TO: '0',
      ...environment,
    }),
  );
  const served = await serve(app.web.fetch, '127.0.0.1', 0);
  const links = await app.start(served.url);
  return {
    url: served.url,
    /** The one-time link by which the first member of staff signs in. */
    staffLink: links.find(({ label }) => label === 'Staff console')?.href ?? '',
    /** The link by which somebody new signs in; their address is made of their first name. */
    async linkFor(name: string, role: Role, sector: Sector): Promise<string> {
      const email = `${name.split(' ')[0]?.toLowerCase()}@foro.pe`;
      const link = await app.addStaff({ name, email, role, sector });
      if (!link) throw new Error(`no link for ${name}`);
      return link;
    },
    async stop(): Promise<void> {
      await app.stop();
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
