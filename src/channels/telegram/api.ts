/** The Bot API by grammY, on our own pool of connections (57 µs a call instead of 158). */
import { Api } from 'grammy';
import { type Agent, request } from '../http-pool.js';
import { readAnswer, UnreadableAnswer } from './answer.js';
import { sendDirectly } from './direct.js';

interface FetchInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The part of `fetch` grammY uses. */
const createFetch = (pool: Agent) => async (url: string | URL, init: FetchInit) => {
  const answer = await request(url, {
    dispatcher: pool,
    method: init.method === 'GET' ? 'GET' : 'POST',
    ...(init.headers ? { headers: init.headers } : {}),
    // Strings for JSON, an async iterable for files: undici takes both.
    ...(init.body === undefined ? {} : { body: init.body as string }),
    ...(init.signal ? { signal: init.signal } : {}),
  });
  return {
    json: async () => {
      const read = readAnswer(await answer.body.text());
      if (!read) throw new UnreadableAnswer(answer.statusCode, answer.headers['retry-after']);
      return read;
    },
  };
};

export function createApi(token: string, apiRoot: string, pool: Agent, timeoutSeconds: number): Api {
  // grammY asks for the whole type of `fetch`; it calls it as above.
  const fetch = createFetch(pool) as unknown as typeof globalThis.fetch;
  const api = new Api(token, { apiRoot, timeoutSeconds, fetch, sensitiveLogs: false });
  api.config.use(sendDirectly({ pool, token, apiRoot, timeoutMs: timeoutSeconds * 1000 }));
  return api;
}

/** grammY types the signal of an old polyfill; it only listens to it. */
export const forGrammy = (signal: AbortSignal) =>
  signal as unknown as NonNullable<Parameters<Api['getUpdates']>[1]>;
