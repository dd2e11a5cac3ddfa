/** How the message of an answer fared, in the words of the console: "accepted" is never shown as "arrived". */
import { oneOf } from '../../../one-of.js';
import type { AnswerDelivery } from '../../../store/answers/desk.js';
import { fateReasons, rowStates } from '../../../talk/fate.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

const explained = ['planned', 'waiting', 'failed', 'suppressed', 'unknown'];

export function fateWords(parts: ConsoleParts, delivery: AnswerDelivery | undefined): string {
  const say = sayIn(parts);
  if (!delivery) return say('answers.fate.none');
  const { state, channel, why, code } = delivery;
  // Telegram reports nothing after it took a message into the chat.
  if (state === 'accepted' && channel === 'telegram') return say('delivery.acceptedTelegram');
  const known = fateReasons.find((one) => one === why);
  return [
    say(`delivery.${oneOf(rowStates, state, 'unknown')}`),
    ...(known && explained.includes(state) ? [say(`delivery.kind.${known}`)] : []),
    ...(code && explained.includes(state) ? [say('delivery.code', { code })] : []),
  ].join(' · ');
}

/** In the order in which a message lives; `none`: nobody is behind the proposal. */
export const fateNames = [...rowStates, 'none'] as const;
