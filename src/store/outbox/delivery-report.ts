/** Numbers for who looks after delivery: what became of today's messages, what must be mended, who is silent. */
import { and, asc, desc, gt, gte, notLike, sql } from 'drizzle-orm';
import { decodeTime, encodeTime } from 'ulid';
import { createIds } from '../../ids.js';
import type { Sql } from '../sql.js';

export interface FateOfDay {
  readonly channel: string;
  readonly state: string;
  readonly count: number;
}

/** Failures that wait for staff, by code. */
export interface FixLine {
  readonly channel: string;
  readonly code: string;
  readonly detail: string;
  readonly count: number;
  /** UTC ms. */
  readonly newest: number;
}

export interface SilentBudget {
  readonly name: string;
  readonly until: number;
}

export interface DeliveryReport {
  /** Messages planned since `since`, but for those of broadcasts. */
  fatesSince(since: number): Promise<readonly FateOfDay[]>;
  fixesSince(since: number): Promise<readonly FixLine[]>;
  /** Messages whose line was cut, of which nothing was heard yet. */
  unknown(): Promise<readonly FateOfDay[]>;
  /** Budgets the platform asked to rest. */
  silent(now: number): Promise<readonly SilentBudget[]>;
}

const dayMs = 86_400_000;
const timeLetters = 10;

export function createDeliveryReport(store: Sql): DeliveryReport {
  const newId = createIds();
  const { outbox, budget } = store.t;
  const count = sql<number>`cast(count(*) as integer)`;
  /** Ids sort by the machine's clock, which the simulator's may be ahead of. */
  const lowestId = (since: number): string =>
    encodeTime(Math.max(0, Math.min(since, decodeTime(newId()) - dayMs)), timeLetters);
  return {
    fatesSince: (since) =>
      store.readOnce((db) =>
        db
          .select({ channel: outbox.channel, state: outbox.state, count })
          .from(outbox)
          .where(
            and(
              // A walk of the newest ids; rows of a broadcast carry a dot and are passed over without being read.
              gte(outbox.id, lowestId(since)),
              notLike(outbox.id, '%.%'),
              sql`${outbox.broadcastId} is null`,
              gte(outbox.plannedAt, since),
            ),
          )
          .groupBy(outbox.channel, outbox.state)
          .orderBy(asc(outbox.channel), asc(outbox.state)),
      ),
    fixesSince: async (since) => {
      const newest = sql<number>`max(${outbox.failedAt})`;
      const rows = await store.readOnce((db) =>
        db
          .select({
            channel: outbox.channel,
            code: sql<string>`coalesce(${outbox.code}, '')`,
            detail: sql<string>`coalesce(max(${outbox.detail}), '')`,
            count,
            newest,
          })
          .from(outbox)
          // As the index has it.
          .where(and(sql`${outbox.state} = 'failed' and ${outbox.why} = 'fix'`, gte(outbox.failedAt, since)))
          .groupBy(outbox.channel, outbox.code)
          .orderBy(desc(newest)),
      );
      return rows.map((row) => ({ ...row, newest: Number(row.newest) }));
    },
    unknown: () =>
      store.readOnce((db) =>
        db
          .select({ channel: outbox.channel, state: outbox.state, count })
          .from(outbox)
          .where(sql`${outbox.state} = 'unknown'`)
          .groupBy(outbox.channel, outbox.state)
          .orderBy(asc(outbox.channel)),
      ),
    silent: (now) =>
      store.readOnce((db) =>
        db
          .select({ name: budget.name, until: budget.pausedUntil })
          .from(budget)
          .where(gt(budget.pausedUntil, now))
          .orderBy(asc(budget.name)),
      ),
  };
}
