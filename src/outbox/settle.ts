/** What follows from one attempt to send. Pure: the whole retry policy is here and in the failure tables. */

import type { OfferedRow } from '../inbox/receive.js';
import { quietPurposes } from '../inbox/turn.js';
import type { Settlement } from '../store/store.js';
import type { Failure, SendResult } from '../talk/failure.js';

/** The row's next state, and what else the failure asks for. */
export interface Outcome {
  readonly settlement: Settlement;
  /** The address cannot be reached any more. */
  readonly unreachable?: 'blocked' | 'gone';
  /** The platform asks this chat or the whole channel to be silent until then. */
  readonly silence?: { readonly scope: 'address' | 'channel'; readonly until: number };
  /** The rate is too high for the platform. */
  readonly slower?: true;
  /** The platform says that the window is closed, whatever we believed. */
  readonly closed?: true;
  /** Staff must act: shown on the console and counted. */
  readonly alert?: Failure;
  /** The row waits for WhatsApp's window: one template may invite the person to open it. */
  readonly invite?: true;
}

export interface SettleContext {
  readonly now: number;
  /** HMAC of channel and platform id. */
  readonly keyOf: (externalId: string) => string;
  /** 0 ≤ x < 1; spreads the retries. */
  readonly random: () => number;
  /** The platform will report the fate of a message whose line was cut (WhatsApp does, Telegram does not). */
  readonly reportsFate: boolean;
}

/** Passing faults are tried this often, over about an hour. */
export const maxAttempts = 8;
/** A reply whose line was cut may be said once more; never a third time. */
const maxCutReplies = 2;
const firstRetryMs = 2_000;
const longestRetryMs = 15 * 60_000;
const cutRetryMs = 2_000;
/** Who is told to be slower goes on soon, at half the rate. */
const breathMs = 1_000;

/** 2 s, 4 s, 8 s … 15 min, with up to 25 % more so that rows do not come back together. */
const backoff = (attempts: number, random: () => number): number =>
  Math.min(longestRetryMs, firstRetryMs * 2 ** attempts) * (1 + random() / 4);

export function settle(row: OfferedRow, result: SendResult, context: SettleContext): Outcome {
  const { now } = context;
  switch (result.outcome) {
    case 'accepted':
      return {
        settlement: {
          id: row.id,
          to: 'accepted',
          // Nobody will ask for it where nothing is reported: spares a hash and a random index page.
          externalKey: context.reportsFate ? context.keyOf(result.externalId) : null,
          at: now,
          template: row.message.kind === 'template',
        },
      };
    case 'unknown':
      return { settlement: settleCut(row, result.detail, context) };
    case 'failed':
      return settleFailure(row, result.failure, context);
  }
}

/** Bulk never goes twice blindly. A reply may, where the platform will never tell us whether it arrived. */
function settleCut(row: OfferedRow, detail: string, { now, reportsFate }: SettleContext): Settlement {
  const mayRepeat = row.lane === 'reply' && !reportsFate && row.attempts + 1 < maxCutReplies;
  if (!mayRepeat) return { id: row.id, to: 'unknown', detail, at: now };
  return { id: row.id, to: 'planned', dueAt: now + cutRetryMs, counts: true, failure: null };
}

/** What is worth it waits for the window and invites to open it; "shall we go on?" is not worth a paid template. */
export function settleClosed(row: OfferedRow, at: number): Outcome {
  // A broadcast's row leaves in a template then.
  if (row.broadcastId !== null)
    return {
      settlement: { id: row.id, to: 'planned', dueAt: at, counts: true, failure: null, why: 'window-closed' },
      closed: true,
    };
  if (row.purpose === 'nudge')
    return { settlement: { id: row.id, to: 'suppressed', why: 'window-closed', at } };
  const waiting: Outcome = { settlement: { id: row.id, to: 'waiting', addressId: row.addressId, at } };
  return quietPurposes.includes(row.purpose) ? waiting : { ...waiting, invite: true };
}

function settleFailure(row: OfferedRow, failure: Failure, context: SettleContext): Outcome {
  const { now } = context;
  const failed: Settlement = { id: row.id, to: 'failed', failure, at: now };
  switch (failure.kind) {
    case 'wait':
      return settleWait(row, failure, context);
    case 'window-closed':
      return settleClosed(row, now);
    case 'blocked':
    case 'gone':
      return { settlement: failed, unreachable: failure.kind };
    case 'fix':
      return { settlement: failed, alert: failure };
    case 'opted-out':
    case 'content':
      return { settlement: failed };
  }
}

function settleWait(row: OfferedRow, failure: Failure, { now, random }: SettleContext): Outcome {
  const wait = failure.retryAfterMs ?? backoff(row.attempts, random);
  const until = Math.ceil(now + wait);
  // Throttling is the platform's way of saying "later", not a failed attempt.
  const counts = failure.throttled === undefined;
  if (counts && row.attempts + 1 >= maxAttempts) {
    return { settlement: { id: row.id, to: 'failed', failure, at: now } };
  }
  const settlement: Settlement = { id: row.id, to: 'planned', dueAt: until, counts, failure };
  if (failure.tooFast)
    return {
      settlement,
      slower: true,
      silence: { scope: 'channel', until: Math.min(until, now + breathMs) },
    };
  return failure.throttled ? { settlement, silence: { scope: failure.throttled, until } } : { settlement };
}

/** A row whose words went along in another one's message shares its fate; that one alone is known to the platform. */
export function settleCarried(
  carrier: OfferedRow,
  row: OfferedRow,
  result: SendResult,
  context: SettleContext,
): Outcome {
  // Whatever else the end asks for is done once, for the carrier.
  const { settlement } = settle(row, result, context);
  switch (settlement.to) {
    case 'accepted':
      return { settlement: { ...settlement, externalKey: null, carrierId: carrier.id } };
    case 'unknown':
      return { settlement: { ...settlement, carrierId: carrier.id } };
    default:
      return { settlement };
  }
}
