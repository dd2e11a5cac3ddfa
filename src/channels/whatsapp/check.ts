/** At start, and until Graph answers: does the token work, and which templates are there. Never stops the bot. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, type Log } from '../../log.js';
import type { WhatsAppClient } from './client/client.js';
import { GraphError } from './client/errors.js';
import type { Template } from './client/templates.js';

export interface CheckOptions {
  readonly client: WhatsAppClient;
  readonly hasAccount: boolean;
  readonly onTemplates: (templates: readonly Template[]) => Promise<void>;
  readonly log: Log;
  readonly retryMs: number;
  /** Called when the first try has ended, well or badly. */
  readonly onTried: () => void;
}

const longestRetryMs = 15 * 60_000;

async function checkOnce({ client, hasAccount, onTemplates }: CheckOptions): Promise<void> {
  await client.phoneNumbers.get(['display_phone_number', 'quality_rating']);
  if (hasAccount) await onTemplates(await client.templates.list());
}

/** Resolves when the check went through, or when `stopping` is aborted. */
export async function checkUntilDone(options: CheckOptions, stopping: AbortSignal): Promise<void> {
  const { log } = options;
  for (let wait = options.retryMs; !stopping.aborted; wait = Math.min(longestRetryMs, wait * 2)) {
    try {
      return await checkOnce(options);
    } catch (error) {
      if (stopping.aborted) return;
      const sentence =
        error instanceof GraphError
          ? 'WhatsApp refuses the check; look at the token, the number id and the account id'
          : 'WhatsApp cannot be asked yet; messages already here are still served';
      log.error({ channel: 'whatsapp', error: describeError(error), waitMs: wait }, sentence);
    } finally {
      options.onTried();
    }
    // An aborted wait is the end, not a fault.
    await sleep(wait, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}
