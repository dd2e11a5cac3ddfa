/** A small Graph API on loopback for tests: keeps every request, answers as told, breaks the line on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  /** Cut before answering, after half an answer, or never answer. */
  | 'reset'
  | 'truncate'
  | 'hang';

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

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function answerWith(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (answer === 'truncate') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"messages":[{"id":', () => request.socket.destroy());
    return;
  }
  const body = 'bytes' in answer ? answer.bytes : JSON.stringify(answer.json ?? {});
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
  response.end(body);
}

export async function startGraphServer(otherwise: Answer = sent): Promise<GraphServer> {
  const seen: SeenRequest[] = [];
  const queue: Answer[] = [];
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://graph');
      const { method = '', headers } = request;
      seen.push({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body });
      answerWith(queue.shift() ?? otherwise, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, so never a pipe's name
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    next: (...answers) => queue.push(...answers),
    json: () => JSON.parse(seen.at(-1)?.body ?? 'null'),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
