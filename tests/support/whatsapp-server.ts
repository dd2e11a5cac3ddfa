/** A small Graph API on loopback for tests: keeps every request, answers as told, breaks the line on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Breakage, breakLine, readBody, serveHttp } from './http-server.js';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer =
  | { readonly status?: number; readonly json?: unknown; readonly headers?: Record<string, string> }
  | {
      readonly status?: number;
      readonly bytes: Uint8Array | string;
      readonly headers?: Record<string, string>;
    }
  | Breakage;

export interface GraphServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Answers of the coming requests, in order; afterwards `otherwise`. */
  next(...answers: Answer[]): void;
  json(): unknown;
  close(): Promise<void>;
}

export const graphError = (code: number, status = 400, details = 'details') => ({
  status,
  json: {
    error: {
      message: `(#${code}) title`,
      type: 'OAuthException',
      code,
      error_data: { details },
      fbtrace_id: 'A1',
    },
  },
});

const sent = { json: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.1' }] } };

function answerWith(answer: Answer, response: ServerResponse): void {
  if (typeof answer === 'string') return breakLine(answer, response, '{"messages":[{"id":');
  const body = 'bytes' in answer ? answer.bytes : JSON.stringify(answer.json ?? {});
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
  response.end(body);
}

export async function startGraphServer(otherwise: Answer = sent): Promise<GraphServer> {
  const seen: SeenRequest[] = [];
  const queue: Answer[] = [];
  const server = await serveHttp((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://graph');
      const { method = '', headers } = request;
      seen.push({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body });
      answerWith(queue.shift() ?? otherwise, response);
    });
  });
  return {
    url: server.url,
    seen,
    next: (...answers) => queue.push(...answers),
    json: () => JSON.parse(seen.at(-1)?.body ?? 'null'),
    close: server.close,
  };
}
