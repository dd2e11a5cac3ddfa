/** The webhook: nothing is read from a stranger, and nothing is acknowledged before it is committed. */
import { timingSafeEqual } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { describeError, type Log } from '../../log.js';
import { BodyTooLarge, readBody } from '../body.js';

export interface WebhookParts {
  readonly secret: string;
  readonly log: Log;
  /** Resolves when the update is committed, with the callback that waits for an answer. */
  readonly take: (update: unknown) => Promise<string | null>;
  readonly isStopping: () => boolean;
}

/** An update is some kilobytes; anything larger is not from Telegram. */
const maxBody = 1024 * 1024;

const isSecret = (given: string | undefined, expected: Buffer): boolean => {
  const bytes = Buffer.from(given ?? '');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
};

async function answerUpdate(c: Context, update: unknown, { take, log }: WebhookParts): Promise<Response> {
  try {
    const callbackId = await take(update);
    // Answering in this very response spares a call.
    if (callbackId !== null) return c.json({ method: 'answerCallbackQuery', callback_query_id: callbackId });
    return c.body(null, 200);
  } catch (error) {
    log.error({ channel: 'telegram', error: describeError(error) }, 'an update could not be committed');
    // Telegram delivers again, for a day; never 410, which would end the webhook.
    return c.body(null, 503);
  }
}

export function mountWebhook(app: Hono, parts: WebhookParts): void {
  const expected = Buffer.from(parts.secret);
  app.post('/telegram/webhook', async (c) => {
    // Before the body: a forger does not make us read anything.
    if (!isSecret(c.req.header('x-telegram-bot-api-secret-token'), expected)) return c.body(null, 401);
    if (parts.isStopping()) return c.body(null, 503);
    let update: unknown;
    try {
      update = JSON.parse((await readBody(c, maxBody)).toString('utf8'));
    } catch (error) {
      return c.body(null, error instanceof BodyTooLarge ? 413 : 400);
    }
    return answerUpdate(c, update, parts);
  });
}
