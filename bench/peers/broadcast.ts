/** Broadcasts as grammY's guide and plug-ins do them: a loop, workers with auto-retry, or the throttler. Nothing is kept. */
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api } from 'grammy';
import { z } from 'zod';
import { secrets } from '../world.js';

const environment = z
  .object({
    TELEGRAM_API_ROOT: z.string(),
    MODE: z.enum(['loop', 'workers', 'throttler']),
    PER_SECOND: z.coerce.number(),
    PEOPLE: z.coerce.number(),
    FIRST_ID: z.coerce.number(),
    TEXT: z.string(),
  })
  .parse(process.env);

const api = new Api(secrets.token, { apiRoot: environment.TELEGRAM_API_ROOT });
if (environment.MODE === 'throttler')
  api.config.use(
    apiThrottler({
      global: {
        reservoir: environment.PER_SECOND,
        reservoirRefreshAmount: environment.PER_SECOND,
        reservoirRefreshInterval: 1000,
      },
    }),
  );
api.config.use(autoRetry());

const workers = { loop: 1, workers: 30, throttler: environment.PEOPLE }[environment.MODE];
let next = 0;
async function work(): Promise<void> {
  while (next < environment.PEOPLE) {
    const chat = environment.FIRST_ID + next;
    next += 1;
    await api.sendMessage(chat, environment.TEXT);
  }
}

console.log('ready');
await Promise.all(Array.from({ length: workers }, work));
console.log('done');
