/** What the small platforms of tests share: a server on a free port of loopback, and lines that break on demand. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @returns its address, and how to end it: what is still connected is cut. */
export async function serveHttp(listener: RequestListener): Promise<{
  readonly url: string;
  close(): Promise<void>;
}> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, so never a pipe's name
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of a request that breaks off it never ends. */
export const readBody = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
  });

/** Cut before answering, after half an answer, or never answer. */
export type Breakage = 'reset' | 'truncate' | 'hang';

/** @param half how an answer begins that never ends. */
export function breakLine(how: Breakage, response: ServerResponse, half: string): void {
  if (how === 'reset') response.socket?.resetAndDestroy();
  if (how !== 'truncate') return;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
  response.write(half, () => response.socket?.destroy());
}
