/** The Bot API by grammY, on our own pool of connections (57 µs a call instead of 158). */
import { Api } from 'grammy';
import { type Agent, request } from '../http-pool.js';

interface FetchInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Something between us and the Bot API answered: an HTML page of a gateway, an empty body. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  readonly status: number;
  /** Seconds, from the answer's header. */
  readonly retryAfter: number | undefined;
  constructor(status: number, retryAfter: string | string[] | undefined) {
    super(`an answer with status ${status} that is not of the Bot API`);
    this.status = status;
    const seconds = Number(retryAfter);
    this.retryAfter = retryAfter !== undefined && Number.isFinite(seconds) ? seconds : undefined;
  }
}

function readAnswer(text: string): object | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'ok' in answer ? answer : null;
  } catch {
    return null;
  }
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
  return new Api(token, { apiRoot, timeoutSeconds, fetch, sensitiveLogs: false });
}

/** grammY types the signal of an old polyfill; it only listens to it. */
export const forGrammy = (signal: AbortSignal) =>
  signal as unknown as NonNullable<Parameters<Api['getUpdates']>[1]>;
