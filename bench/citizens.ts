/** Citizens who each play the same dialogue to the end, and measure what they feel. */
import { openLine } from './wire.js';
import { telegramWebhook, type World, whatsappWebhook } from './world.js';

export const dialogue = {
  open: '/start',
  idea: 'Que la municipalidad publique cada mes en qué gasta el dinero de las obras de agua',
  place: 'cuzco',
} as const;
/** Updates of one conversation, and as many replies. */
export const steps = 8;

export interface Load {
  readonly world: World;
  readonly url: string;
  readonly channel: 'telegram' | 'whatsapp';
  readonly conversations: number;
  /** Citizens talking at the same time. */
  readonly active: number;
  /** Webhook connections of the platform (Telegram opens 40 by default). */
  readonly connections: number;
  readonly firstChat: number;
}

export interface Measured {
  readonly seconds: number;
  readonly conversations: number;
  readonly wrong: number;
  readonly ackMs: readonly number[];
  readonly replyMs: readonly number[];
}

/** The platform's own queue: what waits there for a free connection is not the bot's time to acknowledge. */
function createQueue<T>(free: T[]) {
  const waiting: ((one: T) => void)[] = [];
  return {
    take: (): Promise<T> => {
      const one = free.pop();
      return one ? Promise.resolve(one) : new Promise((resolve) => waiting.push(resolve));
    },
    giveBack: (one: T): void => {
      const next = waiting.shift();
      if (next) next(one);
      else free.push(one);
    },
  };
}

export async function play(load: Load): Promise<Measured> {
  const { world, channel } = load;
  const lines = await Promise.all(Array.from({ length: load.connections }, () => openLine(load.url)));
  const make = channel === 'telegram' ? telegramWebhook : whatsappWebhook;
  const queue = createQueue([...lines]);
  const ackMs: number[] = [];
  const replyMs: number[] = [];
  let wrong = 0;
  let next = 0;

  const talk = async (chat: string): Promise<void> => {
    let count = 0;
    const say = async (did: { text: string } | { tap: string }) => {
      count += 1;
      const began = performance.now();
      const reply = world.message(chat, count);
      const line = await queue.take();
      const sent = performance.now();
      const { path, headers, body } = make(chat, did);
      const status = await line.post(path, headers, body);
      queue.giveBack(line);
      ackMs.push(performance.now() - sent);
      if (status !== 200) throw new Error(`the webhook answered ${status}`);
      const shown = await reply;
      replyMs.push(performance.now() - began);
      return shown;
    };
    const tap = async (shown: { taps: readonly string[] }) => say({ tap: shown.taps[0] ?? 'nothing to tap' });
    let shown = await say({ text: dialogue.open });
    for (let taps = 0; taps < 3; taps += 1) shown = await tap(shown);
    shown = await say({ text: dialogue.idea });
    await tap(shown);
    shown = await say({ text: dialogue.place });
    shown = await tap(shown);
    if (!shown.text.includes('AYNI-')) wrong += 1;
  };
  const citizen = async (): Promise<void> => {
    while (next < load.conversations) {
      const chat = String(load.firstChat + next);
      next += 1;
      await talk(chat);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: load.active }, citizen));
  const seconds = (performance.now() - began) / 1000;
  for (const line of lines) line.close();
  return { seconds, conversations: load.conversations, wrong, ackMs, replyMs };
}
