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

/** Where there is no socket (a request made in this process): no more of a stream than allowed is held either. */
async function readStream(stream: ReadableStream<Uint8Array> | null, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream ?? []) {
    size += part.byteLength;
    if (size > limit) throw new BodyTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * The bytes as they came. Straight from the socket where there is one: a web `Request` with its streams
 * costs more than everything else a webhook does.
 * @throws BodyTooLarge
 */
export async function readBody(c: Context, limit: number): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw new BodyTooLarge();
  const incoming = incomingOf(c);
  return incoming ? readIncoming(incoming, limit) : readStream(c.req.raw.body, limit);
}
