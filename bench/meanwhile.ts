/** What goes on during a broadcast: people who talk with us, and the statuses WhatsApp reports for each message. */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LimitedPlatform, Sent } from './limited.js';
import { type Line, openLine } from './wire.js';
import { secrets, telegramWebhook, whatsappWebhook } from './world.js';

export interface MeanwhileOptions {
  readonly platform: LimitedPlatform;
  readonly url: string;
  readonly channel: 'telegram' | 'whatsapp';
  readonly perSecond: number;
}

export interface Meanwhile {
  stop(): Promise<{ readonly replyMs: readonly number[]; readonly statusMs: readonly number[] }>;
}

/** Outside the crowd. */
const firstTalker = 53_900_000_000;
const talkers = 8;
const thinkMs = 1500;
const statusLines = 24;

function statusWebhook({ chat, id }: Sent, status: 'sent' | 'delivered' | 'read') {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };
  const one = { id, status, timestamp, recipient_id: chat, ...(status === 'read' ? {} : { pricing }) };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: '1' },
    statuses: [one],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
  const signature = createHmac('sha256', secrets.whatsapp).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  return { path: '/whatsapp/webhook', headers, body };
}

/** Posts whatever is queued over a few connections, as the platform does; each post is timed on its connection. */
async function postStatuses(
  url: string,
  queue: Sent[],
  statusMs: number[],
  stopped: () => boolean,
): Promise<void> {
  const line = await openLine(url);
  while (!stopped()) {
    const sent = queue.shift();
    if (!sent) {
      await sleep(5);
      continue;
    }
    for (const state of ['sent', 'delivered', 'read'] as const) {
      const { path, headers, body } = statusWebhook(sent, state);
      const began = performance.now();
      await line.post(path, headers, body);
      statusMs.push(performance.now() - began);
    }
  }
  line.close();
}

export async function talkMeanwhile({ platform, url, channel }: MeanwhileOptions): Promise<Meanwhile> {
  const replyMs: number[] = [];
  const statusMs: number[] = [];
  const waiting = new Map<string, () => void>();
  const queue: Sent[] = [];
  let stopping = false;
  platform.onSent((sent) => {
    waiting.get(sent.chat)?.();
    if (channel === 'whatsapp') queue.push(sent);
  });
  const make = channel === 'telegram' ? telegramWebhook : whatsappWebhook;

  /** Asks for help again and again: one message, one reply. */
  const talk = async (line: Line, chat: string): Promise<void> => {
    while (!stopping) {
      const began = performance.now();
      const replied = new Promise<void>((resolve) => waiting.set(chat, resolve));
      const { path, headers, body } = make(chat, { text: 'ayuda' });
      await line.post(path, headers, body);
      await Promise.race([replied, sleep(20_000)]);
      replyMs.push(performance.now() - began);
      await sleep(thinkMs);
    }
    line.close();
  };
  const all: Promise<void>[] = [];
  for (let index = 0; index < talkers; index += 1)
    all.push(talk(await openLine(url), String(firstTalker + index)));
  if (channel === 'whatsapp')
    for (let index = 0; index < statusLines; index += 1)
      all.push(postStatuses(url, queue, statusMs, () => stopping && queue.length === 0));
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(all);
      return { replyMs, statusMs };
    },
  };
}
