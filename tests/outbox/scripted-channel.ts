/** A channel in this process that answers as a test tells it, and keeps what it was given. */
import type { Channel } from '../../src/channels/channel.js';
import type { Failure, SendResult } from '../../src/talk/failure.js';
import { telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import type { Outgoing } from '../../src/talk/message.js';

export interface Given {
  readonly chat: string;
  readonly message: Outgoing;
  readonly id: string;
  readonly bulk: boolean;
}

type Answer = SendResult | 'ok';
export const refusal = (kind: Failure['kind'], code: string, more: Partial<Failure> = {}): SendResult => ({
  outcome: 'failed',
  failure: { kind, code, detail: 'refused', ...more },
});
export const cut: SendResult = { outcome: 'unknown', detail: 'the line was cut' };

export function scriptedChannel(
  name: 'telegram' | 'whatsapp',
  answer: (given: Given, count: number) => Answer | Promise<Answer> = () => 'ok',
  more: Partial<Channel> = {},
) {
  const given: Given[] = [];
  const whatsapp = name === 'whatsapp';
  const channel: Channel = {
    name,
    limits: whatsapp ? whatsappLimits : telegramLimits,
    maxPerSecond: 1_000,
    ...(whatsapp ? { windowMs: 24 * 3_600_000 } : {}),
    reportsDelivery: whatsapp,
    send: async (to, message, id, options) => {
      const one: Given = { chat: to.chat ?? to.phone ?? '', message, id, bulk: options?.bulk === true };
      const count = given.push(one);
      const told = await answer(one, count);
      return told === 'ok' ? { outcome: 'accepted', externalId: `${name}:${count}` } : told;
    },
    fetchMedia: () => Promise.reject(new Error('no files here')),
    mount: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
    ...more,
  };
  return { channel, given };
}
