/** Tells Telegram where updates go and which commands the menu shows; tries until it has. Never stops the bot. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import { describeError, type Log } from '../../log.js';
import { forGrammy } from './api.js';
import { readError } from './failures.js';
import { allowedUpdates, type TelegramOptions } from './options.js';

export interface RegisterOptions {
  readonly api: Api;
  readonly intake: TelegramOptions['intake'];
  readonly commands: TelegramOptions['commands'];
  readonly log: Log;
  readonly retryMs: number;
  readonly onUsername: (username: string) => void;
  /** Called when the first try has ended, well or badly. */
  readonly onTried: () => void;
  readonly stopping: AbortSignal;
}

const longestRetryMs = 5 * 60_000;

async function registerWebhook({ api, intake, log, stopping }: RegisterOptions): Promise<void> {
  if (intake.mode !== 'webhook') return;
  const url = `${intake.url()}/telegram/webhook`;
  const settings = {
    secret_token: intake.secret,
    allowed_updates: [...allowedUpdates],
    max_connections: 100,
  };
  await api.setWebhook(url, settings, forGrammy(stopping));
  const info = await api.getWebhookInfo(forGrammy(stopping));
  if (info.url !== url)
    // It was taken a moment ago: another program with the same token set its own.
    log.warn({ channel: 'telegram' }, 'another program moved the webhook; a bot serves one program only');
  if (info.last_error_message !== undefined && info.pending_update_count > 0)
    log.warn(
      { channel: 'telegram', pending: info.pending_update_count, reason: info.last_error_message },
      'Telegram could not deliver updates before',
    );
}

const isPassing = (error: unknown): boolean => {
  const result = readError(error);
  return result.outcome !== 'failed' || result.failure.kind === 'wait';
};

/** A language Telegram does not know must not cost the others their menu. */
async function registerCommands({ api, commands, log, stopping }: RegisterOptions): Promise<void> {
  for (const [language, menu] of Object.entries(commands)) {
    try {
      await api.setMyCommands(
        menu.map((one) => ({ ...one })),
        // The type lists the languages known when it was made; the platform has the last word.
        language === '' ? {} : { language_code: language as 'es' },
        forGrammy(stopping),
      );
    } catch (error) {
      if (isPassing(error)) throw error;
      log.warn({ channel: 'telegram', language, error: describeError(error) }, 'a menu was not taken');
    }
  }
}

async function registerOnce(options: RegisterOptions): Promise<void> {
  const { api, intake, onUsername, stopping } = options;
  const { username } = await api.getMe(forGrammy(stopping));
  if (username !== undefined) onUsername(username);
  // What is pending is citizens' words: never dropped.
  await (intake.mode === 'webhook' ? registerWebhook(options) : api.deleteWebhook({}, forGrammy(stopping)));
  await registerCommands(options);
}

function adviceFor(error: unknown): string {
  if (isPassing(error)) return 'Telegram cannot be asked yet; messages already here are still served';
  return error instanceof GrammyError && error.error_code === 400
    ? 'Telegram refuses the webhook; PUBLIC_URL must be https and open to the internet'
    : 'Telegram refuses the bot; look at TELEGRAM_BOT_TOKEN and TELEGRAM_API_ROOT';
}

/** Resolves when Telegram has taken everything, or when `stopping` says so. */
export async function registerUntilDone(options: RegisterOptions): Promise<void> {
  const { stopping } = options;
  for (let wait = options.retryMs; !stopping.aborted; wait = Math.min(longestRetryMs, wait * 2)) {
    try {
      return await registerOnce(options);
    } catch (error) {
      if (stopping.aborted) return;
      options.log.error({ channel: 'telegram', error: describeError(error), waitMs: wait }, adviceFor(error));
    } finally {
      options.onTried();
    }
    // An aborted wait is the end, not a fault.
    await sleep(wait, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}
