/** Reads the raw body of a webhook, and never more than allowed. */
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';

/** Thrown when a body is larger than any platform sends. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

const incomingOf = (c: Context): IncomingMessage | undefined => {
  const env: unknown = c.env;
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  // @hono/node-server puts the request it was given there.
  return env.incoming as IncomingMessage;
};

function readIncoming(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    incoming.on('data', (part: Buffer) => {
      size += part.byteLength;
      if (size > limit) {
        incoming.removeAllListeners('data');
        incoming.resume();
        reject(new BodyTooLarge());
      } else parts.push(part);
    });
    incoming.on('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    incoming.on('error', reject);
  });
}

/**
 * The bytes as they came. Straight from the socket where there is one: a web `Request` with its streams
 * costs more than everything else a webhook does.
 * @throws BodyTooLarge
 */
export async function readBody(c: Context, limit: number): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw new BodyTooLarge();
  const incoming = incomingOf(c);
  if (incoming) return readIncoming(incoming, limit);
  const bytes = Buffer.from(await c.req.arrayBuffer());
  if (bytes.byteLength > limit) throw new BodyTooLarge();
  return bytes;
}
