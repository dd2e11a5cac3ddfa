/** One pool of kept-alive connections to a platform, and how to tell a request that never left from one that may have. */
import { Agent, type Dispatcher, request } from 'undici';

/** Connections ≥ rate × latency; also the limit of requests under way. */
const connections = 512;
/** Longer than any platform takes to answer a send; afterwards its fate is unknown. */
const sendTimeoutMs = 30_000;
const connectTimeoutMs = 10_000;

export const createPool = (): Agent =>
  new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: sendTimeoutMs,
    bodyTimeout: sendTimeoutMs,
  });

export interface TextAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** One exchange of texts without a stream at either end. Rejects with undici's error, or a time-out. */
export function exchange(
  pool: Agent,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<TextAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let retryAfter: string | undefined;
    const parts: Buffer[] = [];
    const timer = setTimeout(() => {
      const error = new Error(`no answer in ${timeoutMs} ms`);
      reject(error);
      controller?.abort(error);
    }, timeoutMs);
    pool.dispatch(request, {
      onRequestStart: (started) => {
        controller = started;
      },
      onResponseStart: (_, code, headers) => {
        status = code;
        const after = headers['retry-after'];
        retryAfter = typeof after === 'string' ? after : undefined;
      },
      onResponseData: (_, part) => {
        parts.push(part);
      },
      onResponseEnd: () => {
        clearTimeout(timer);
        const [only] = parts;
        const bytes = parts.length === 1 && only ? only : Buffer.concat(parts);
        resolve({ status, retryAfter, text: bytes.toString('utf8') });
      },
      onResponseError: (_, error) => {
        clearTimeout(timer);
        reject(error);
      },
    });
  });
}

const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // The pool was closed before: we are stopping. (Closing lets what is under way end; nobody destroys it.)
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

const codesOf = (error: unknown): string[] => {
  if (typeof error !== 'object' || error === null) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = 'cause' in error ? codesOf(error.cause) : [];
  const wrapped = 'error' in error ? codesOf(error.error) : [];
  const several = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...inner, ...wrapped, ...several];
};

/** The connection was never made, so the platform cannot have seen the request: safe to repeat. */
export const neverConnected = (error: unknown): boolean => codesOf(error).some((code) => neverLeft.has(code));

export type { Agent };
export { request };
