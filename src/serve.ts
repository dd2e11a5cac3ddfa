/** Opens the HTTP port, and says in plain words why it cannot. */
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

export interface Served {
  /** Address people on this machine can open. */
  readonly url: string;
  /** No new requests; resolves when those in hand are answered. */
  close(): Promise<void>;
}

export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** Long enough for the answers in hand; streams are cut then. */
const closeMs = 5_000;

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new PortTaken(
      `port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`,
    );
  if (error.code === 'EACCES')
    return new PortTaken(
      `port ${port} needs rights this user lacks. Choose one above 1023: PORT=3000 npm start`,
    );
  return error;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), closeMs).unref();
  });
}

/** @throws PortTaken with what to do. */
export function serve(fetch: Fetch, host: string, port: number): Promise<Served> {
  const server = createServer(getRequestListener(fetch));
  // Platforms keep their connections; closing first would cost them a failed request.
  server.keepAliveTimeout = 75_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port)));
    server.listen(port, host, () => {
      const bound = server.address();
      const number = typeof bound === 'object' && bound ? bound.port : port;
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
      resolve({ url: `http://${name}:${number}`, close: () => close(server) });
    });
  });
}

/** How many ports after the usual one are tried before giving up. */
const nearby = 20;

/**
 * Opens the port, or the next free one when it is taken; says so through `tell`.
 * @throws PortTaken when none of the next ports is free either.
 */
export async function serveNearby(
  fetch: Fetch,
  host: string,
  port: number,
  tell: (line: string) => void,
): Promise<Served> {
  for (let offset = 0; offset < nearby; offset += 1) {
    try {
      const served = await serve(fetch, host, port + offset);
      if (offset > 0)
        tell(
          `Port ${port} is taken by another program, so this one uses ${port + offset}. To choose: PORT=4000 npm start`,
        );
      return served;
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  throw new PortTaken(
    `ports ${port} to ${port + nearby - 1} are all taken. Choose another: PORT=8080 npm start`,
  );
}
