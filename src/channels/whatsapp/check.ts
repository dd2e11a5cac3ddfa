/** At start, until Graph answers, and once a day: does the token work, what may the number do, which templates are there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, type Log } from '../../log.js';
import type { WhatsAppClient } from './client/client.js';
import { GraphError } from './client/errors.js';
import type { NumberFields } from './client/phone-numbers.js';
import type { Template } from './client/templates.js';

export interface CheckOptions {
  readonly client: WhatsAppClient;
  readonly hasAccount: boolean;
  readonly onTemplates: (templates: readonly Template[]) => Promise<void>;
  readonly onNumber: (fields: NumberFields) => Promise<void>;
  readonly log: Log;
  readonly retryMs: number;
  /** From one check that went through to the next. */
  readonly everyMs: number;
  /** Called when a try has ended, well or badly. */
  readonly onTried: () => void;
}

const longestRetryMs = 15 * 60_000;
const known = ['display_phone_number', 'quality_rating'] as const;
/** The messaging limit was renamed twice; where its field is refused the bot runs without knowing it. */
const wished = ['throughput', 'whatsapp_business_manager_messaging_limit'] as const;
/** The token itself is refused: asking for less would not help. */
const tokenCodes = [0, 190];

async function askNumber({ client, log }: CheckOptions): Promise<NumberFields> {
  try {
    return await client.phoneNumbers.get([...known, ...wished]);
  } catch (error) {
    if (!(error instanceof GraphError) || tokenCodes.includes(error.code)) throw error;
    const fields = await client.phoneNumbers.get(known);
    log.warn(
      { channel: 'whatsapp', code: error.code },
      'the messaging limit may not be asked: none is known',
    );
    return fields;
  }
}

async function checkOnce(options: CheckOptions): Promise<void> {
  const { client, hasAccount, onTemplates, onNumber } = options;
  await onNumber(await askNumber(options));
  if (hasAccount) await onTemplates(await client.templates.list());
}

/** Resolves when the check went through, or when `stopping` is aborted. */
async function checkUntilDone(options: CheckOptions, stopping: AbortSignal): Promise<void> {
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
    await pause(wait, stopping);
  }
}

/** An aborted wait is the end, not a fault. */
const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);

/** Webhooks may be missed: what they tell is asked again each day. Resolves when `stopping` is aborted; never stops the bot. */
export async function keepChecking(options: CheckOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await checkUntilDone(options, stopping);
    await pause(options.everyMs, stopping);
  }
}
