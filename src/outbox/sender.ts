/** Sends what the outbox holds: claim → gate → pace → send → settle; replies before bulk, one budget for both. */
import type { Channel } from '../channels/channel.js';
import type { Hand, OfferedRow } from '../inbox/receive.js';
import { leaseMs } from '../inbox/receive.js';
import { describeError, type Log } from '../log.js';
import type { Vault } from '../people/vault.js';
import type { Outbox, OutboxRow, Settlement } from '../store/store.js';
import type { Failure, SendResult } from '../talk/failure.js';
import { createAftermath } from './aftermath.js';
import type { Bulk } from './bulk.js';
import { createChats } from './chats.js';
import { createChecks, unsent } from './checks.js';
import { createClaims } from './claims.js';
import { createDepartures } from './departures.js';
import { gather } from './digest.js';
import { createLanes, type LeasedRow } from './lanes.js';
import { type Outcome, settle, settleCarried } from './settle.js';
import { createSilence } from './silence.js';
import { createSlots } from './slots.js';
import { createWriter } from './writer.js';

export interface SenderParts {
  readonly channel: Channel;
  readonly outbox: Outbox;
  /** Messages to many; without it only bulk outside broadcasts is sent. */
  readonly bulk?: Bulk;
  readonly vault: Vault;
  readonly owner: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  /** Plans the one template that invites a person to open the window. */
  readonly invite: (row: OutboxRow) => Promise<void>;
  readonly alert: (failure: Failure, row: OutboxRow) => void;
  readonly observe: (row: OutboxRow, outcome: Settlement['to'], sinceDueMs: number) => void;
}

export interface Sender {
  readonly hand: Hand;
  start(): void;
  /** Waits for what is being sent, and gives the rest back. */
  stop(): Promise<void>;
  /** Nothing in hand and nothing due: for tests and the simulator's clock. */
  idle(): Promise<void>;
}

/** Connections ≥ rate × latency: 512 at 50 ms carry 10,000 a second. */
const maxInFlight = 512;
/** How often rows planned by other processes are looked for. */
const pollMs = 1_000;

export function createSender(parts: SenderParts): Sender {
  const { channel, outbox, bulk, owner, now, log } = parts;
  const { name } = channel;
  const report = (message: string) => (error: unknown) =>
    log.error({ channel: name, error: describeError(error) }, message);
  const lanes = createLanes();
  const chats = createChats(channel.perChat ?? null);
  const silence = createSilence(outbox, { all: name, bulk: `${name}:bulk` });
  const writer = createWriter({ outbox, log, channel: name });
  /** Everything leased to us, with the lease that counts. */
  const inHand = new Map<string, { row: LeasedRow; until: number }>();
  /** Messages that go along with another one and wait for room. */
  const along: (() => void)[] = [];
  const wakeTimers = new Set<NodeJS.Timeout>();
  let inFlight = 0;
  let running = false;
  let bulkIsSilent = false;
  let pumpTimer: NodeJS.Timeout | undefined;
  let pollTimer: NodeJS.Timeout | undefined;

  const release = (row: LeasedRow): void => {
    inHand.delete(row.id);
    lanes.done(row);
  };
  const departures = createDepartures({
    outbox,
    owner,
    perSecond: channel.bulkPerSecond ?? channel.maxPerSecond,
    now,
    onReady: () => pump(),
    onLost: release,
    onError: (rows, error) => {
      report('bulk could not be noted as leaving')(error);
      // Perhaps it was noted all the same.
      for (const row of rows) end(row, unsent(later(row, row.dueAt)));
    },
  });
  const take = (rows: readonly LeasedRow[]): void => {
    for (const row of rows) {
      const known = inHand.get(row.id);
      // After a jump of the clock its lease seemed over and it was claimed anew: it is still here.
      if (known) known.until = row.leasedUntil;
      else {
        inHand.set(row.id, { row, until: row.leasedUntil });
        lanes.push(row);
      }
    }
    pump();
  };
  const claims = createClaims({
    channel,
    outbox,
    bulk,
    vault: parts.vault,
    owner,
    now,
    isRunning: () => running,
    bulkSilentUntil: () => silence.bulkUntil,
    refreshSilence: silence.refresh,
    bulkInHand: () => lanes.ready.bulk + departures.size,
    take,
    onError: report('no rows could be claimed'),
  });

  const slots = createSlots({
    channel,
    outbox,
    now,
    waiting: (lane) =>
      lane === 'reply' ? lanes.ready.reply + along.length : lanes.ready.bulk + departures.size,
    onReserved: () => pump(),
    onError: report('no budget could be reserved'),
  });
  const { obey, apply } = createAftermath({
    ...parts,
    bulk,
    chats,
    silence,
    slots,
    writer,
    wakeAt: (at) => hand.wakeAt(at),
    onUntold: report('a silence could not be told to other processes'),
  });
  const end = (row: LeasedRow, outcome: Outcome): void => {
    apply(row, outcome);
    release(row);
  };
  const { check, later } = createChecks({
    channel,
    bulk,
    chats,
    owner,
    now,
    leasedUntil: (row) => inHand.get(row.id)?.until ?? row.leasedUntil,
  });

  const context = {
    get now() {
      return now();
    },
    keyOf: (externalId: string) => parts.vault.keyOf(name, 'outbound', externalId),
    random: parts.random,
    reportsFate: channel.reportsDelivery,
  };

  const room = (): Promise<void> =>
    new Promise((resolve) => {
      along.push(resolve);
      pump();
    });

  const dispatch = async (row: LeasedRow): Promise<void> => {
    inFlight += 1;
    const sentAt = now();
    const { message, carried } = gather(row, lanes, channel);
    chats.sent(row.addressId, sentAt);
    if (row.lane === 'bulk') claims.moved();
    let result: SendResult;
    try {
      result = await channel.send(row.to, message, row.id, { bulk: row.lane === 'bulk', room });
    } catch (error) {
      // A channel promises not to throw; a fault of ours must not lose the row.
      report('sending broke down')(error);
      result = { outcome: 'unknown', detail: 'sending broke down' };
    }
    inFlight -= 1;
    const outcome = settle(row, result, context);
    const special =
      result.outcome === 'failed' && row.broadcastId !== null
        ? bulk?.refused(row, result.failure, now())
        : null;
    obey(row, outcome, sentAt);
    apply(row, special ? { ...outcome, settlement: special } : outcome);
    for (const one of carried) {
      inHand.delete(one.id);
      apply(one, settleCarried(row, one, result, context));
    }
    release(row);
    pump();
  };

  const pumpAt = (at: number): void => {
    clearTimeout(pumpTimer);
    pumpTimer = setTimeout(pump, Math.max(0, at - now()));
  };

  /** @returns `true` after a step, else the instant of the next one. */
  const stepReplies = (at: number): true | number => {
    const waits = along.length > 0 ? along : null;
    const row = lanes.peek('reply');
    if (!waits && !row) return Number.POSITIVE_INFINITY;
    if (!waits && row) {
      const checked = silence.allUntil > at ? { end: later(row, silence.allUntil) } : check(row);
      if ('end' in checked) {
        lanes.shift(row);
        end(row, checked.end);
        return true;
      }
    }
    const wait = slots.take('reply', at, lanes.ready.reply + lanes.ready.bulk + departures.size);
    if (wait > 0) return wait;
    if (waits) waits.shift()?.();
    else if (row) {
      lanes.shift(row);
      void dispatch(row);
    }
    return true;
  };
  const noteBulk = (): void => {
    const rows: LeasedRow[] = [];
    const { wanted } = departures;
    while (rows.length < wanted) {
      const row = lanes.peek('bulk');
      if (!row) break;
      lanes.shift(row);
      const checked = check(row);
      if ('end' in checked) end(row, checked.end);
      else rows.push(row);
    }
    departures.note(rows);
  };
  const giveBackBulk = (until: number): void => {
    const noted = departures.drain();
    for (const row of noted) end(row, unsent(later(row, until)));
    for (const row of lanes.drain('bulk')) {
      inHand.delete(row.id);
      apply(row, later(row, until));
    }
  };
  const stepBulk = (at: number): true | number => {
    const { bulkUntil } = silence;
    if (bulkUntil > at) {
      bulkIsSilent = true;
      giveBackBulk(bulkUntil);
      return bulkUntil;
    }
    if (bulkIsSilent) {
      bulkIsSilent = false;
      claims.all();
    }
    noteBulk();
    claims.topUp();
    const row = departures.peek();
    if (!row) return Number.POSITIVE_INFINITY;
    const checked = check(row);
    if ('end' in checked) {
      departures.shift();
      end(row, unsent(checked.end));
      return true;
    }
    const wait = slots.take('bulk', at, lanes.ready.bulk + departures.size);
    if (wait > 0) return wait;
    departures.shift();
    void dispatch(checked.send);
    return true;
  };

  function pump(): void {
    while (running && inFlight < maxInFlight) {
      const at = now();
      const replies = stepReplies(at);
      if (replies === true) continue;
      // Replies that wait for a slot have the next one, where bulk shares it.
      const isNext = slots.shared && (lanes.ready.reply > 0 || along.length > 0);
      const many = isNext ? Number.POSITIVE_INFINITY : stepBulk(at);
      if (many === true) continue;
      const next = Math.min(replies, many);
      if (Number.isFinite(next)) pumpAt(next);
      return;
    }
  }

  const hand: Hand = {
    owner,
    offer: (rows: readonly OfferedRow[]) => {
      const leasedUntil = now() + leaseMs;
      take(rows.map((row) => ({ ...row, leasedUntil })));
    },
    wakeAt: (at) => {
      const wait = at - now();
      if (wait <= 0) return claims.all();
      // Later wakes come from the poll.
      if (wait > pollMs) return;
      const timer = setTimeout(() => {
        wakeTimers.delete(timer);
        claims.all();
      }, wait);
      wakeTimers.add(timer);
    },
  };

  return {
    hand,
    start: () => {
      running = true;
      pollTimer = setInterval(claims.all, pollMs);
      claims.all();
    },
    stop: async () => {
      clearInterval(pollTimer);
      clearTimeout(pumpTimer);
      for (const timer of wakeTimers) clearTimeout(timer);
      const rest = lanes.drain();
      await claims.settled();
      await departures.written();
      const noted = departures.drain();
      for (const resolve of along.splice(0)) resolve();
      while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      running = false;
      rest.push(...lanes.drain());
      noted.push(...departures.drain());
      const at = now();
      for (const row of rest) writer.settle(later(row, at).settlement);
      for (const row of noted) writer.settle(unsent(later(row, at)).settlement);
      await writer.empty();
    },
    idle: async () => {
      claims.all();
      for (;;) {
        await claims.settled();
        await departures.written();
        await writer.empty();
        // What was found at the last look may have been sent meanwhile, and not be written yet.
        await claims.settled();
        const { reply, bulk: many } = lanes.ready;
        if (writer.isEmpty && inFlight + reply + many + departures.size + along.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
}
