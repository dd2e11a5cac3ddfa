/** Where a request comes from, for counting guesses; never stored with anything a person says. */
import { isIP } from 'node:net';
import type { Context } from 'hono';
import { z } from 'zod';

const connection = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }),
});
/** This machine or its own network: a proxy of ours may stand there. */
const near = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/i;

/** The socket's address; behind a near proxy the last hop it names. Earlier hops can be forged, so they do not count. */
export function visitorOf(c: Context): string {
  const read = connection.safeParse(c.env);
  const socket = read.success ? read.data.incoming.socket.remoteAddress : '127.0.0.1';
  if (!near.test(socket)) return socket;
  const hop = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(hop) === 0 ? socket : hop;
}
