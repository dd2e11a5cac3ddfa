/** WhatsApp as a channel: signed webhooks in, Cloud API out. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describeError, type Log } from '../../log.js';
import type { SendResult } from '../../talk/failure.js';
import { whatsappLimits } from '../../talk/limits.js';
import type { ExternalIds, Outgoing, OutgoingFile } from '../../talk/message.js';
import { type Channel, type FetchedMedia, MediaRefused, type Receiver } from '../channel.js';
import { WhatsAppClient } from './client/client.js';
import { GraphError } from './client/errors.js';
import type { Recipient, SendOptions, Template } from './client/types.js';
import { readError } from './failures.js';
import { present } from './present.js';
import { readWebhook } from './webhook.js';

export interface WhatsAppOptions {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string | null;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly apiRoot: string;
  readonly apiVersion: string;
  readonly maxPerSecond: number;
  readonly log: Log;
  /** Called with the account's templates at start. */
  readonly onTemplates: (templates: readonly Template[]) => Promise<void>;
}

/** Meta sends at most 3 MB. */
const maxBody = 3 * 1024 * 1024;
/** Customer-service window: 24 hours from the person's last message. */
const windowMs = 24 * 3_600_000;

const unpresentable: SendResult = {
  outcome: 'failed',
  failure: { kind: 'content', code: 'unpresentable', detail: 'WhatsApp cannot show this message' },
};

const sameText = (given: string, expected: string): boolean => {
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
};

/** HMAC-SHA256 over the raw bytes: a body parsed and written again has other bytes. */
export const signatureOf = (body: Uint8Array, appSecret: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;

/** The number when it is known (it keeps numbers coming), else the user id. The "+" is not optional. */
const recipientOf = (to: ExternalIds): Recipient | null => {
  if (to.phone !== undefined) return { to: `+${to.phone}` };
  return to.user === undefined ? null : { recipient: to.user };
};

export function createWhatsApp(options: WhatsAppOptions): Channel {
  const { log } = options;
  const client = new WhatsAppClient({
    accessToken: options.accessToken,
    phoneNumberId: options.phoneNumberId,
    apiRoot: options.apiRoot,
    apiVersion: options.apiVersion,
    ...(options.businessAccountId === null ? {} : { businessAccountId: options.businessAccountId }),
  });

  const sendFile = async (to: Recipient, file: OutgoingFile, sending: SendOptions) => {
    const id = await client.media.upload({ bytes: Buffer.from(file.base64, 'base64'), mime: file.mime, name: file.name });
    const caption = file.caption === undefined ? {} : { caption: file.caption };
    return client.messages.sendDocument(to, { id, filename: file.name, ...caption }, sending);
  };

  const sendShown = async (to: Recipient, message: Outgoing, sending: SendOptions) => {
    if (message.kind === 'file') return sendFile(to, message, sending);
    const shown = present(message);
    switch (shown?.as) {
      case undefined:
        return null;
      case 'text':
        return client.messages.sendText(to, shown.body, sending);
      case 'buttons':
        return client.messages.sendButtons(to, shown, sending);
      case 'list':
        return client.messages.sendList(to, { body: shown.body, button: shown.button, sections: [{ rows: shown.rows }] }, sending);
      case 'location-request':
        return client.messages.sendLocationRequest(to, shown.body, sending);
      case 'template':
        return client.messages.sendTemplate(to, shown, sending);
    }
  };

  const takeBody = async (raw: Uint8Array, receiver: Receiver): Promise<void> => {
    let body: unknown;
    try {
      body = JSON.parse(Buffer.from(raw).toString('utf8'));
    } catch {
      // Signed, so it is Meta's: repeating it for seven days would not make it readable.
      log.warn({ channel: 'whatsapp' }, 'a signed webhook is no JSON');
      return;
    }
    const read = readWebhook(body);
    if (!read || read.unreadable > 0) log.warn({ channel: 'whatsapp', parts: read?.unreadable ?? 1 }, 'parts of a webhook could not be read');
    if (!read) return;
    // Messages before statuses: a citizen's words come first, whatever else the batch holds.
    if (read.inbound.length > 0) await receiver.inbound(read.inbound);
    if (read.statuses.length > 0) await receiver.statuses(read.statuses);
    for (const event of read.events) await receiver.event(event);
  };

  return {
    name: 'whatsapp',
    limits: whatsappLimits,
    maxPerSecond: options.maxPerSecond,
    windowMs,
    send: async (to, message, outboxId): Promise<SendResult> => {
      const recipient = recipientOf(to);
      if (!recipient) return unpresentable;
      try {
        const sent = await sendShown(recipient, message, { bizOpaqueCallbackData: outboxId });
        return sent ? { outcome: 'accepted', externalId: sent.id } : unpresentable;
      } catch (error) {
        return readError(error);
      }
    },
    fetchMedia: async (media, maxBytes): Promise<FetchedMedia> => {
      try {
        // The address lives five minutes, so it is asked for just before and never kept.
        const info = await client.media.get(media.ref);
        if ((info.file_size ?? 0) > maxBytes) throw new MediaRefused('too-big');
        const bytes = await client.media.download(info.url, maxBytes);
        return { bytes, mime: info.mime_type ?? media.mime ?? 'application/octet-stream' };
      } catch (error) {
        if (error instanceof GraphError && (error.code === 100 || error.code === 33)) throw new MediaRefused('expired');
        throw error;
      }
    },
    mount: (app: Hono, receiver) => {
      app.get('/whatsapp/webhook', (c) => {
        const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = c.req.query();
        if (mode !== 'subscribe' || !sameText(token ?? '', options.verifyToken)) return c.body(null, 403);
        return c.text(challenge ?? '');
      });
      app.post('/whatsapp/webhook', bodyLimit({ maxSize: maxBody, onError: (c) => c.body(null, 413) }), async (c) => {
        const given = c.req.header('x-hub-signature-256');
        if (given === undefined) return c.body(null, 401);
        const raw = new Uint8Array(await c.req.arrayBuffer());
        if (!sameText(given, signatureOf(raw, options.appSecret))) return c.body(null, 401);
        try {
          await takeBody(raw, receiver);
          return c.body(null, 200);
        } catch (error) {
          log.error({ channel: 'whatsapp', error: describeError(error) }, 'a webhook could not be committed');
          return c.body(null, 503);
        }
      });
    },
    start: async () => {
      if (options.businessAccountId === null) return;
      try {
        await options.onTemplates(await client.templates.list());
      } catch (error) {
        // The platform may be down for a while: messages already here are still served.
        log.error({ channel: 'whatsapp', error: describeError(error) }, 'the templates could not be listed; check the token and the account id');
      }
    },
    stop: () => client.close(),
  };
}
