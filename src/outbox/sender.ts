/** Sends what the outbox holds: claim → pace → send → settle, one loop a channel, replies before bulk. */
import type { Channel } from '../channels/channel.js';
import type { Hand, OfferedRow } from '../inbox/receive.js';
import { leaseMs } from '../inbox/receive.js';
import { describeError, type Log } from '../log.js';
import type { Vault } from '../people/vault.js';
import type { Outbox, OutboxRow, Settlement } from '../store/store.js';
import type { Failure, SendResult } from '../talk/failure.js';
import { createLanes, type LeasedRow } from './lanes.js';
import { createPace } from './pace.js';
import { type Outcome, settle, settleClosed } from './settle.js';
import { isWindowOpen } from './window.js';

export interface SenderParts {
  readonly channel: Channel;
  readonly outbox: Outbox;
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
const claimReplies = 200;
const maxBulkInHand = 500;
/** How often rows planned by other processes are looked for. */
const pollMs = 1_000;
/** A row is not sent in the last moments of its lease: the send may last until its end. */
const leaseMarginMs = 32_000;
const rewriteMs = 500;

export function createSender(parts: SenderParts): Sender {
  const { channel, outbox, now, log } = parts;
  const lanes = createLanes();
  const pace = createPace(outbox, channel.name, channel.maxPerSecond);
  const writes = new Set<Promise<void>>();
  let inFlight = 0;
  let running = false;
  let reserving = false;
  let claiming: Promise<void> | null = null;
  let claimAgain = false;
  let bulkSilentUntil = 0;
  let repliesSilentUntil = 0;
  let pumpTimer: NodeJS.Timeout | undefined;
  let pollTimer: NodeJS.Timeout | undefined;
  const wakeTimers = new Set<NodeJS.Timeout>();

  /** A settlement is repeated until the database takes it: the message is out and must not go again. */
  const write = (task: () => Promise<void>): void => {
    const attempt = async (): Promise<void> => {
      for (;;) {
        try {
          return await task();
        } catch (error) {
          log.error(
            { channel: channel.name, error: describeError(error) },
            'a settlement could not be written yet',
          );
          await new Promise((resolve) => setTimeout(resolve, rewriteMs));
          if (!running) return;
        }
      }
    };
    const written = attempt().finally(() => writes.delete(written));
    writes.add(written);
  };

  const apply = (row: LeasedRow, outcome: Outcome): void => {
    const { settlement, silence } = outcome;
    parts.observe(row, settlement.to, now() - row.dueAt);
    if (silence?.scope === 'channel') {
      // A second refusal while bulk is silent already: the platform means everything.
      if (bulkSilentUntil > now()) repliesSilentUntil = Math.max(repliesSilentUntil, silence.until);
      bulkSilentUntil = Math.max(bulkSilentUntil, silence.until);
    }
    if (outcome.alert) parts.alert(outcome.alert, row);
    write(async () => {
      await outbox.settle([settlement]);
      if (outcome.unreachable) await outbox.markUnreachable(row.addressId, outcome.unreachable, now());
      if (outcome.invite) await parts.invite(row);
      if (settlement.to === 'planned') hand.wakeAt(settlement.dueAt);
      if (outcome.invite) hand.wakeAt(now());
    });
  };

  const context = {
    get now() {
      return now();
    },
    keyOf: (externalId: string) => parts.vault.keyOf(channel.name, 'outbound', externalId),
    random: parts.random,
    reportsFate: channel.reportsDelivery,
  };

  /** What can be told without asking the platform. */
  const settleUnsent = (row: LeasedRow): Outcome | null => {
    const at = now();
    if (!row.reachable) return { settlement: { id: row.id, to: 'suppressed', why: 'unreachable', at } };
    if (row.leasedUntil - leaseMarginMs < at)
      return { settlement: { id: row.id, to: 'planned', dueAt: at, counts: false, failure: null } };
    const closed =
      channel.windowMs !== undefined &&
      row.message.kind !== 'template' &&
      !isWindowOpen(row.lastInboundAt, at);
    return closed ? settleClosed(row, at) : null;
  };

  const dispatch = async (row: LeasedRow): Promise<void> => {
    inFlight += 1;
    let result: SendResult;
    try {
      result = await channel.send(row.to, row.message, row.id);
    } catch (error) {
      // A channel promises not to throw; a fault of ours must not lose the row.
      log.error({ channel: channel.name, error: describeError(error) }, 'sending broke down');
      result = { outcome: 'unknown', detail: 'sending broke down' };
    }
    inFlight -= 1;
    apply(row, settle(row, result, context));
    lanes.done(row);
    pump();
  };

  const pumpAt = (at: number): void => {
    clearTimeout(pumpTimer);
    pumpTimer = setTimeout(pump, Math.max(0, at - now()));
  };

  const reserve = (): void => {
    if (reserving) return;
    reserving = true;
    const { reply, bulk } = lanes.ready;
    pace
      .reserve(reply + bulk, now())
      .catch((error: unknown) =>
        log.error({ channel: channel.name, error: describeError(error) }, 'no budget could be reserved'),
      )
      .finally(() => {
        reserving = false;
        pump();
      });
  };

  function pump(): void {
    while (running && inFlight < maxInFlight) {
      const at = now();
      if (repliesSilentUntil > at) return pumpAt(repliesSilentUntil);
      const row = lanes.peek(bulkSilentUntil <= at);
      if (!row) {
        if (lanes.ready.bulk > 0) pumpAt(bulkSilentUntil);
        break;
      }
      const unsent = settleUnsent(row);
      if (unsent) {
        lanes.shift(row);
        apply(row, unsent);
        lanes.done(row);
        continue;
      }
      const slot = pace.take(at);
      if (slot.kind === 'wait') return pumpAt(slot.until);
      if (slot.kind === 'reserve') return reserve();
      lanes.shift(row);
      void dispatch(row);
    }
  }

  const claimLane = async (lane: 'reply' | 'bulk', limit: number): Promise<boolean> => {
    if (limit <= 0) return false;
    const until = now() + leaseMs;
    const rows = await outbox.claim({
      channel: channel.name,
      lane,
      now: now(),
      limit,
      by: parts.owner,
      until,
    });
    for (const row of rows) lanes.push({ ...row, to: parts.vault.openIds(row.sealed), leasedUntil: until });
    return rows.length === limit;
  };

  const claimAll = async (): Promise<void> => {
    do {
      claimAgain = false;
      const full = await claimLane('reply', claimReplies);
      const room = Math.min(maxBulkInHand, Math.ceil(channel.maxPerSecond * 2)) - lanes.ready.bulk;
      const fullBulk = bulkSilentUntil <= now() && (await claimLane('bulk', room));
      pump();
      claimAgain ||= full || (fullBulk && lanes.ready.bulk < room);
    } while (claimAgain && running);
  };

  const claim = (): void => {
    if (!running) return;
    claimAgain = true;
    claiming ??= claimAll()
      .catch((error: unknown) =>
        log.error({ channel: channel.name, error: describeError(error) }, 'no rows could be claimed'),
      )
      .finally(() => {
        claiming = null;
        if (claimAgain && running) claim();
      });
  };

  const hand: Hand = {
    owner: parts.owner,
    offer: (rows: readonly OfferedRow[]) => {
      const leasedUntil = now() + leaseMs;
      for (const row of rows) lanes.push({ ...row, leasedUntil });
      pump();
    },
    wakeAt: (at) => {
      const wait = at - now();
      if (wait <= 0) return claim();
      // Later wakes come from the poll.
      if (wait > pollMs) return;
      const timer = setTimeout(() => {
        wakeTimers.delete(timer);
        claim();
      }, wait);
      wakeTimers.add(timer);
    },
  };

  const settleWrites = async (): Promise<void> => {
    while (writes.size > 0) await Promise.all(writes);
  };

  return {
    hand,
    start: () => {
      running = true;
      pollTimer = setInterval(claim, pollMs);
      claim();
    },
    stop: async () => {
      clearInterval(pollTimer);
      clearTimeout(pumpTimer);
      for (const timer of wakeTimers) clearTimeout(timer);
      const rest = lanes.drain();
      await claiming;
      while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await settleWrites();
      running = false;
      const at = now();
      const back = [...rest, ...lanes.drain()];
      if (back.length > 0)
        await outbox.settle(
          back.map((row) => ({ id: row.id, to: 'planned', dueAt: at, counts: false, failure: null })),
        );
    },
    idle: async () => {
      claim();
      for (;;) {
        await claiming;
        await settleWrites();
        const { reply, bulk } = lanes.ready;
        if (inFlight === 0 && reply + bulk === 0 && !claiming && writes.size === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
}
