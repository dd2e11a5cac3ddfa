/** What became of a broadcast's rows: counted over one covering index, in pieces that do not hold the event loop. */
import { setImmediate } from 'node:timers/promises';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { FateCount } from '../../broadcasts/broadcast.js';
import { channelNamed, channelNames } from '../../talk/message.js';
import type { Attempts, Broadcasts, Segment } from '../outreach.js';
import { prepared, type Sql } from '../sql.js';

const p = sql.placeholder;

/** Rows counted between two turns of the event loop: a few milliseconds. */
const pieceOf = 40_000;
/** Time between two turns of the event loop while small counts are made. */
const holdMs = 5;
/** A count that took long is good for this many times as long: progress pages ask every second. */
const restFactor = 40;
const cheapMs = 10;

const rowStates = [
  'planned',
  'leased',
  'accepted',
  'delivered',
  'read',
  'failed',
  'suppressed',
  'unknown',
  'waiting',
] as const;

/** `DEPARTMENT:LOCALE` as fan-out writes it. */
function fateOf(
  segment: string | null,
  rest: Pick<FateCount, 'state' | 'why' | 'count'> & { readonly channel: string },
): FateCount {
  const [region = '', locale = ''] = (segment ?? '').split(':');
  const channel = channelNamed(rest.channel);
  return { ...rest, channel, region, locale };
}

export function createFates(store: Sql): Pick<Broadcasts, 'fates' | 'progress' | 'attempts'> {
  const { outbox } = store.t;
  /** Both as the index has them, or SQLite walks the whole table. */
  const ofBroadcast = and(eq(outbox.broadcastId, p('id')), sql`${outbox.broadcastId} is not null`);

  const grouped = prepared('broadcast_fates', (db) =>
    db
      .select({
        state: outbox.state,
        channel: outbox.channel,
        segment: outbox.segment,
        why: outbox.why,
        count: sql<number>`cast(count(*) as integer)`,
      })
      .from(outbox)
      .where(ofBroadcast)
      .groupBy(outbox.state, outbox.channel, outbox.segment, outbox.why),
  );

  const within = (...more: readonly (SQL | undefined)[]) =>
    and(ofBroadcast, eq(outbox.state, p('state')), eq(outbox.channel, p('channel')), ...more);
  const nextSegment = prepared('broadcast_next_segment', (db) =>
    db
      .select({ next: sql<string | null>`min(${outbox.segment})` })
      .from(outbox)
      .where(within(sql`${outbox.segment} > ${p('after')}`)),
  );
  const nextWhy = prepared('broadcast_next_why', (db) =>
    db
      .select({ next: sql<string | null>`min(${outbox.why})` })
      .from(outbox)
      .where(within(eq(outbox.segment, p('segment')), sql`${outbox.why} > ${p('after')}`)),
  );
  const piece = prepared('broadcast_piece', (db) =>
    db.select({ count: sql<number>`count(*)`, last: sql<number | null>`max(piece.row)` }).from(
      sql`(select rowid as row from outbox where broadcast_id = ${p('id')} and broadcast_id is not null
          and state = ${p('state')} and channel = ${p('channel')} and segment = ${p('segment')} and why is ${p('why')}
          and rowid > ${p('after')} order by rowid limit ${sql.raw(String(pieceOf))}) piece`,
    ),
  );

  /** The embedded database counts in this thread: group by group, each in pieces. */
  const countInPieces = async (id: string): Promise<FateCount[]> => {
    const fates: FateCount[] = [];
    let since = performance.now();
    const breathe = async () => {
      if (performance.now() - since < holdMs) return;
      await setImmediate();
      since = performance.now();
    };
    const countOne = async (group: {
      state: string;
      channel: string;
      segment: string;
      why: string | null;
    }) => {
      let count = 0;
      for (let after = 0; ; ) {
        const [found] = await store.read(piece, { id, ...group, after });
        count += found?.count ?? 0;
        if (found?.last == null || found.count < pieceOf) break;
        after = found.last;
        await breathe();
      }
      if (count > 0)
        fates.push(
          fateOf(group.segment, { state: group.state, channel: group.channel, why: group.why, count }),
        );
      await breathe();
    };
    const countSegment = async (group: { state: string; channel: string; segment: string }) => {
      await countOne({ ...group, why: null });
      for (let why = ''; ; ) {
        const [found] = await store.read(nextWhy, { id, ...group, after: why });
        if (found?.next == null) return;
        why = found.next;
        await countOne({ ...group, why });
      }
    };
    for (const state of rowStates)
      for (const channel of channelNames)
        for (let segment = ''; ; ) {
          const [found] = await store.read(nextSegment, { id, state, channel, after: segment });
          if (found?.next == null) break;
          segment = found.next;
          await countSegment({ state, channel, segment });
        }
    return fates;
  };
  const countAtOnce = async (id: string): Promise<FateCount[]> =>
    (await store.read(grouped, { id })).map(({ segment, ...rest }) => fateOf(segment, rest));

  const known = new Map<string, { readonly fates: Promise<readonly FateCount[]>; until: number }>();
  const fates = (id: string): Promise<readonly FateCount[]> => {
    const found = known.get(id);
    if (found && performance.now() < found.until) return found.fates;
    const began = performance.now();
    const counting = store.dialect === 'sqlite' ? countInPieces(id) : countAtOnce(id);
    // Whoever asks while it is being counted gets the same.
    const entry = { fates: counting, until: Number.POSITIVE_INFINITY };
    known.set(id, entry);
    const keep = (counted: readonly FateCount[]): void => {
      const took = performance.now() - began;
      // Where few rows took long, the machine was busy with something else: the breaker needs to see every loss.
      const isCheap = took < cheapMs || counted.reduce((sum, { count }) => sum + count, 0) < pieceOf;
      if (isCheap) known.delete(id);
      else entry.until = performance.now() + took * restFactor;
    };
    counting.then(keep, () => known.delete(id));
    return counting;
  };

  const attemptsIn = (name: string, states: readonly string[]) =>
    prepared(name, (db) =>
      db
        .select({
          channel: outbox.channel,
          state: outbox.state,
          why: outbox.why,
          code: outbox.code,
          count: sql<number>`cast(count(*) as integer)`,
          acceptedAt: sql<number | null>`max(${outbox.acceptedAt})`.mapWith((at: unknown) =>
            at === null ? null : Number(at),
          ),
        })
        .from(outbox)
        .where(and(ofBroadcast, inArray(outbox.state, [...states])))
        .groupBy(outbox.channel, outbox.state, outbox.why, outbox.code),
    );
  const attempts = {
    all: attemptsIn('broadcast_attempts', [
      'leased',
      'accepted',
      'delivered',
      'read',
      'failed',
      'unknown',
      'waiting',
    ]),
    lost: attemptsIn('broadcast_lost', ['failed', 'unknown']),
  };

  return {
    fates,
    progress: async (id) => {
      const sums = new Map<string, Segment>();
      for (const { channel, state, count } of await fates(id)) {
        const key = `${channel} ${state}`;
        sums.set(key, { channel, state, count: (sums.get(key)?.count ?? 0) + count });
      }
      return [...sums.values()];
    },
    attempts: async (id, which): Promise<Attempts[]> =>
      (await store.read(attempts[which], { id })).map((row) => ({
        ...row,
        channel: channelNamed(row.channel),
      })),
  };
}
