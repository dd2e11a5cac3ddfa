/** Takes the location button away once it has served: a message with buttons of its own cannot do that. */
import type { Api } from 'grammy';
import { describeError, type Log } from '../../log.js';
import { forGrammy } from './api.js';

export interface LocationButton {
  shown(chat: string): void;
  /** The chat's next message took it away by itself. */
  removed(chat: string): void;
  /**
   * Call before a message that cannot. Resolves with what tidies up after that message. Never rejects.
   * @param room resolves when the budget has room for a message more.
   */
  remove(chat: string, room?: () => Promise<void>): Promise<() => Promise<void>>;
}

/** More open buttons at once are not remembered; plain texts take those away, as after a restart. */
const remembered = 10_000;
/** The message that matters must not wait for this. */
const patienceMs = 5_000;
/** Stands in the chat for a moment; a message needs some text. */
const sign = '📍';

const nothing = async (): Promise<void> => undefined;

export function createLocationButton(
  api: Pick<Api, 'sendMessage' | 'deleteMessage'>,
  log: Log,
): LocationButton {
  const open = new Set<string>();
  const quietly = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      log.debug({ channel: 'telegram', error: describeError(error) }, 'the location button was not removed');
      return undefined;
    }
  };
  return {
    shown: (chat) => {
      if (open.size < remembered) open.add(chat);
    },
    removed: (chat) => {
      open.delete(chat);
    },
    remove: async (chat, room) => {
      if (!open.delete(chat)) return nothing;
      await room?.();
      const options = { disable_notification: true, reply_markup: { remove_keyboard: true } } as const;
      const patience = forGrammy(AbortSignal.timeout(patienceMs));
      const sent = await quietly(api.sendMessage(chat, sign, options, patience));
      if (!sent) return nothing;
      return async () => {
        await quietly(api.deleteMessage(chat, sent.message_id));
      };
    },
  };
}
