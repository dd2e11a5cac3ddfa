/** The webhook's two routes: Meta's handshake, and signed posts that are answered only when committed. */
import { createSecretKey } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { describeError, type Log } from '../../log.js';
import { BodyTooLarge, readBody } from '../body.js';
import type { Receiver } from '../channel.js';
import { parseLossless } from './lossless-json.js';
import { isSigned, sameSecret } from './signature.js';
import { type ReadWebhook, readWebhook } from './webhook.js';

export interface RouteOptions {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly log: Log;
  readonly now: () => number;
}

const path = '/whatsapp/webhook';
/** Meta sends at most 3 MB. */
const maxBody = 3 * 1024 * 1024;

const parse = (raw: Buffer): unknown => {
  try {
    return parseLossless(raw.toString('utf8'));
  } catch {
    return null;
  }
};

/** Messages before statuses: a citizen's words come first, whatever else the batch holds. */
async function pass(read: ReadWebhook, receiver: Receiver): Promise<void> {
  if (read.inbound.length > 0) await receiver.inbound(read.inbound);
  if (read.statuses.length > 0) await receiver.statuses(read.statuses);
  for (const event of read.events) await receiver.event(event);
}

/** @returns what waits until the posts in hand are answered. */
export function mountRoutes(app: Hono, receiver: Receiver, options: RouteOptions): { idle(): Promise<void> } {
  const { verifyToken, log, now } = options;
  const appSecret = createSecretKey(Buffer.from(options.appSecret));
  const inHand = new Set<Promise<Response>>();

  async function take(c: Context): Promise<Response> {
    const signature = c.req.header('x-hub-signature-256');
    // Before the body is read: what is unsigned costs nothing.
    if (signature === undefined) return c.body(null, 401);
    const raw = await readBody(c, maxBody);
    if (!isSigned(raw, signature, appSecret)) return c.body(null, 401);
    const read = readWebhook(parse(raw), now());
    // Signed, so it is Meta's: repeating it for seven days would not make it readable.
    if (!read || read.unreadable > 0)
      log.warn({ channel: 'whatsapp', parts: read?.unreadable ?? 1 }, 'parts of a webhook could not be read');
    if (!read) return c.body(null, 200);
    try {
      await pass(read, receiver);
      return c.body(null, 200);
    } catch (error) {
      // Meta repeats whatever is not answered 200.
      log.error({ channel: 'whatsapp', error: describeError(error) }, 'a webhook could not be committed');
      return c.body(null, 503);
    }
  }

  app.get(path, (c) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = c.req.query();
    if (mode !== 'subscribe' || !sameSecret(token ?? '', verifyToken)) return c.body(null, 403);
    return c.text(challenge ?? '');
  });
  app.post(path, async (c) => {
    const answer = take(c);
    inHand.add(answer);
    try {
      return await answer;
    } catch (error) {
      return c.body(null, error instanceof BodyTooLarge ? 413 : 400);
    } finally {
      inHand.delete(answer);
    }
  });
  return {
    idle: async () => {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
