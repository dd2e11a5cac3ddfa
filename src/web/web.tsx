/** All pages: public, console, simulator, and the addresses operators ask. */
import { Hono } from 'hono';
import { describeError } from '../log.js';
import { type Accounts, createAccounts } from './accounts.js';
import { createAssets } from './assets.js';
import type { Auth } from './auth.js';
import { createWatch } from './console/broadcasts/watch.js';
import { createConsole } from './console/console.js';
import { consoleLocale } from './console/context.js';
import type { WebDeps } from './deps.js';
import { secureHeaders } from './headers.js';
import { createPublicPages } from './public/pages.js';
import { createSimulatorPages } from './simulator/pages.js';
import { createConsoleSay } from './words.js';

export interface Web {
  readonly routes: Hono;
  readonly accounts: () => Promise<Accounts>;
  /** Ends what is still being streamed. */
  close(): void;
}

export function createWeb(deps: WebDeps): Web {
  const assets = createAssets();
  const say = createConsoleSay();
  const watch = createWatch({
    find: deps.store.broadcasts.find,
    progress: deps.store.broadcasts.progress,
    now: deps.now,
    onError: (error) =>
      deps.log.error({ error: describeError(error) }, 'the progress of a broadcast could not be read'),
  });
  let made: Promise<Auth> | undefined;
  /** Loaded and made at the first use: the library is large, and the address of this process is known then. */
  const auth = (): Promise<Auth> => {
    made ??= import('./auth.js').then(({ createAuth }) =>
      createAuth({
        store: deps.store,
        secret: deps.vault.derive('staff sign-in'),
        url: deps.publicUrl(),
        newId: deps.newId,
        log: deps.log,
      }),
    );
    return made;
  };

  const accounts = async (): Promise<Accounts> =>
    createAccounts({ store: deps.store, auth: await auth(), newId: deps.newId, now: deps.now });

  const routes = new Hono();
  routes.get('/healthz', (c) => c.text('ok'));
  routes.get('/readyz', async (c) => {
    try {
      await deps.store.ready();
      return c.text('ready');
    } catch {
      return c.text('the database does not answer', 503);
    }
  });
  routes.get('/metrics', async (c) =>
    c.text(await deps.metrics.registry.metrics(), 200, { 'Content-Type': deps.metrics.registry.contentType }),
  );
  if (deps.simulator) routes.route('/', createSimulatorPages({ timezone: deps.timezone }));

  const pages = new Hono();
  pages.use('*', secureHeaders(deps.publicUrl));
  pages.route('/', assets.routes);
  pages.route('/panel', createConsole({ deps, assets, say, watch }, auth, accounts));
  pages.route('/', createPublicPages(deps, assets));
  routes.route('/', pages);

  routes.onError((error, c) => {
    deps.log.error(
      { path: new URL(c.req.url).pathname.replace(/AYNI-\w+/g, ':code'), error: describeError(error) },
      'a page broke',
    );
    return c.text(say(consoleLocale, 'error.server'), 500);
  });
  return {
    routes,
    close: watch.close,
    accounts,
  };
}
