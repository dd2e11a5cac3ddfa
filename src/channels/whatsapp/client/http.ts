/** One call to Graph: bearer token, version, time-out, and every bad end turned into one of our own errors. */
import axios, {
  AxiosHeaders,
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
  isAxiosError,
} from 'axios';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { GraphAnswerError, GraphError, GraphLineError } from './errors.js';
import { createUndiciAdapter, mayHaveLeft } from './undici-adapter.js';

export interface GraphHttpOptions {
  readonly accessToken: string;
  readonly apiRoot: string;
  readonly apiVersion: string;
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher;
}

export interface GraphCall {
  readonly method: 'get' | 'post' | 'delete';
  /** Behind the version, with a leading slash. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly data?: object;
}

export interface GraphHttp {
  /** @throws GraphError, GraphAnswerError, GraphLineError */
  call<T>(answer: z.ZodType<T>, call: GraphCall): Promise<T>;
  /** Fetches bytes from an address that Graph gave, with the token. @throws as `call` */
  download(url: string, maxBytes: number): Promise<{ bytes: Uint8Array; mime: string }>;
}

const errorBody = z.object({
  error: z.object({
    code: z.coerce.number(),
    message: z.string().catch(''),
    error_subcode: z.coerce.number().optional().catch(undefined),
    error_data: z.object({ details: z.string() }).optional().catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
  }),
});

/** JSON answers of Graph are small; a template list of 250 is about 1 MB. */
const maxAnswerBytes = 8 * 1024 * 1024;
/** An error must be readable even where only a tiny file would be welcome. */
const maxErrorBytes = 64 * 1024;

const retryAfterOf = (response: AxiosResponse): number | undefined => {
  const seconds = Number(response.headers['retry-after']);
  return seconds > 0 ? seconds * 1000 : undefined;
};

function refusal(response: AxiosResponse, body: unknown): GraphError | GraphAnswerError {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return new GraphAnswerError(response.status, retryAfterOf(response));
  const { error } = parsed.data;
  const shown = {
    code: error.code,
    subcode: error.error_subcode,
    details: error.error_data?.details ?? error.message,
    traceId: error.fbtrace_id,
  };
  return new GraphError(shown, response.status, retryAfterOf(response));
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const json = { 'Content-Type': 'application/json' };

/** Forms are encoded by the adapter, which also names their boundary. */
function bodyOf(data: object | undefined): Pick<AxiosRequestConfig<unknown>, 'data' | 'headers'> {
  if (data === undefined) return {};
  if (data instanceof FormData) return { data };
  return { data: JSON.stringify(data), headers: json };
}

const isFine = (response: AxiosResponse): boolean => response.status >= 200 && response.status < 300;

/** The token goes only to Graph itself or over TLS, whatever address an answer names. */
function mayCarryToken(url: string, apiRoot: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || origin === new URL(apiRoot).origin;
}

async function run(request: () => Promise<AxiosResponse>): Promise<AxiosResponse> {
  try {
    return await request();
  } catch (error) {
    // The AxiosError itself is dropped: its config holds the token and the body.
    if (isAxiosError(error)) throw new GraphLineError(error.code ?? 'ERR_NETWORK', mayHaveLeft(error));
    throw error;
  }
}

export function createGraphHttp(options: GraphHttpOptions): GraphHttp {
  const adapter = createUndiciAdapter(options.dispatcher);
  const shared = {
    baseURL: `${options.apiRoot.replace(/\/+$/, '')}/${options.apiVersion}`,
    timeout: options.timeoutMs,
    maxContentLength: maxAnswerBytes,
    validateStatus: null,
    // What axios would do here we do ourselves, once: it looks at every body five ways.
    transformRequest: [],
    transformResponse: [],
  };
  const authorization = { Authorization: `Bearer ${options.accessToken}` };
  const http: AxiosInstance = axios.create({ ...shared, adapter, headers: authorization });
  const jsonHeaders = AxiosHeaders.from({ ...authorization, ...json });

  /** Messages, nine of ten calls: the same adapter without merging configurations anew, which costs as much as the call. */
  const postJson = (url: string, data: object): Promise<AxiosResponse> =>
    adapter({ ...shared, method: 'post', url, headers: jsonHeaders, data: JSON.stringify(data) });

  return {
    async call(answer, { method, path, params, data }) {
      const response = await run(() =>
        method === 'post' && params === undefined && data !== undefined && !(data instanceof FormData)
          ? postJson(path, data)
          : http.request({ method, url: path, ...(params ? { params } : {}), ...bodyOf(data) }),
      );
      const body = parseJson(response.data);
      if (isFine(response)) {
        const parsed = answer.safeParse(body);
        if (parsed.success) return parsed.data;
      }
      throw refusal(response, body);
    },
    async download(url, maxBytes) {
      if (!mayCarryToken(url, options.apiRoot)) throw new GraphLineError('ERR_UNSAFE_URL', false);
      const maxContentLength = Math.max(maxBytes, maxErrorBytes);
      const response = await run(() => http.request({ url, responseType: 'arraybuffer', maxContentLength }));
      const bytes: unknown = response.data;
      if (!(bytes instanceof Uint8Array)) throw new GraphAnswerError(response.status);
      if (!isFine(response)) throw refusal(response, parseJson(Buffer.from(bytes).toString('utf8')));
      if (bytes.byteLength > maxBytes) throw new GraphLineError('ERR_TOO_BIG', true);
      return { bytes, mime: String(response.headers['content-type'] ?? 'application/octet-stream') };
    },
  };
}
