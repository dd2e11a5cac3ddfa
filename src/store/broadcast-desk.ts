/** What the console asks beside a broadcast's own life: its troubles, its history, and phones to try it on. */
import { and, asc, desc, eq, gt, inArray, like, sql } from 'drizzle-orm';
import { type ChannelName, channelNames } from '../talk/message.js';
import { once, type Sql } from './sql.js';

/** A row staff should know of. The reference is opaque: it leads to a person only for who may open the database. */
export interface Trouble {
  readonly id: string;
  readonly channel: ChannelName;
  /** `DEPARTMENT:LOCALE`. */
  readonly segment: string;
  readonly state: 'failed' | 'unknown';
  /** Failure kind; null when nobody knows. */
  readonly why: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly at: number | null;
}

/** One address of the person whose phone a member of staff tries messages on. */
export interface TestPhone {
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly locale: string;
  readonly lastInboundAt: number;
  readonly reachable: boolean;
}

export interface TestMessage {
  readonly key: string;
  readonly channel: ChannelName;
  readonly state: string;
  readonly why: string | null;
  readonly detail: string | null;
  readonly plannedAt: number;
}

export interface HistoryLine {
  readonly action: string;
  readonly at: number;
  /** Name of the member; null for the program itself. */
  readonly by: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

const testPrefix = 'test:';
const historyLines = 200;
const channelOf = (name: string): ChannelName => channelNames.find((known) => known === name) ?? 'simulator';

export function createBroadcastDesk(store: Sql, newId: () => string) {
  const { outbox, address, person, staff, audit } = store.t;
  return {
    /** Failed rows and those nobody knows the end of, by id. */
    troubles: async (
      broadcastId: string,
      { after, limit }: { after: string; limit: number },
    ): Promise<readonly Trouble[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({
            id: outbox.id,
            channel: outbox.channel,
            segment: outbox.segment,
            state: outbox.state,
            why: outbox.why,
            code: outbox.code,
            detail: outbox.detail,
            at: outbox.failedAt,
          })
          .from(outbox)
          .where(
            and(
              eq(outbox.broadcastId, broadcastId),
              inArray(outbox.state, ['failed', 'unknown']),
              gt(outbox.id, after),
            ),
          )
          .orderBy(asc(outbox.id))
          .limit(limit),
      );
      return rows.map((row) => ({
        ...row,
        channel: channelOf(row.channel),
        segment: row.segment ?? ':',
        state: row.state === 'unknown' ? 'unknown' : 'failed',
      }));
    },

    /** Who did what with it, oldest first. */
    history: async (broadcastId: string): Promise<readonly HistoryLine[]> =>
      store.readOnce((db) =>
        db
          .select({ action: audit.action, at: audit.at, by: staff.name, detail: audit.detail })
          .from(audit)
          .leftJoin(staff, eq(staff.id, audit.actor))
          .where(eq(audit.subject, broadcastId))
          .orderBy(asc(audit.at), asc(audit.id))
          .limit(historyLines),
      ),

    /** Every address of the person behind the phone shown; none when there is none, or its owner left. */
    testPhones: async (staffId: string): Promise<readonly TestPhone[]> => {
      const mine = store.readOnce((db) =>
        db
          .select({
            addressId: address.id,
            channel: address.channel,
            locale: person.locale,
            lastInboundAt: address.lastInboundAt,
            reachable: address.reachable,
          })
          .from(address)
          .innerJoin(person, eq(person.id, address.personId))
          .where(
            sql`${address.personId} = (select ${address.personId} from ${address} inner join ${staff} on ${staff.testAddressId} = ${address.id} where ${staff.id} = ${staffId})`,
          )
          .orderBy(asc(address.id)),
      );
      return (await mine).map((row) => ({ ...row, channel: channelOf(row.channel) }));
    },

    /** Keeps one address of this person as the member's phone; null forgets it. */
    setTestPhone: async (staffId: string, personId: string | null, now: number): Promise<void> => {
      await store.write([
        once(
          (db) =>
            db
              .update(staff)
              .set({
                testAddressId:
                  personId === null
                    ? null
                    : sql`(select min(${address.id}) from ${address} where ${address.personId} = ${personId})`,
              })
              .where(eq(staff.id, staffId))
              .returning({ id: staff.id }),
          'conflict',
        ),
        once((db) =>
          db
            .insert(audit)
            .values({
              id: newId(),
              at: now,
              actor: staffId,
              action: personId === null ? 'staff.phone-removed' : 'staff.phone-set',
              subject: staffId,
              detail: {},
            })
            .returning({ id: audit.id }),
        ),
      ]);
    },

    /** Tries of broadcasts that went to these addresses, newest first. */
    tests: async (addressIds: readonly string[], limit: number): Promise<readonly TestMessage[]> => {
      if (addressIds.length === 0) return [];
      const rows = await store.readOnce((db) =>
        db
          .select({
            key: outbox.key,
            channel: outbox.channel,
            state: outbox.state,
            why: outbox.why,
            detail: outbox.detail,
            plannedAt: outbox.plannedAt,
          })
          .from(outbox)
          .where(and(inArray(outbox.addressId, [...addressIds]), like(outbox.key, `${testPrefix}%`)))
          .orderBy(desc(outbox.id))
          .limit(limit),
      );
      return rows.map((row) => ({ ...row, channel: channelOf(row.channel) }));
    },

    noteTest: async (broadcastId: string, staffId: string, now: number): Promise<void> => {
      await store.write([
        once((db) =>
          db
            .insert(audit)
            .values({
              id: newId(),
              at: now,
              actor: staffId,
              action: 'broadcast.tested',
              subject: broadcastId,
              detail: {},
            })
            .returning({ id: audit.id }),
        ),
      ]);
    },
  };
}

/** `test:BROADCAST:REVISION:STAFF:N`: pressing twice is one message. */
export const testKey = (broadcastId: string, revision: number, staffId: string, n: number): string =>
  `${testPrefix}${broadcastId}:${revision}:${staffId}:${n}`;

export type BroadcastDesk = ReturnType<typeof createBroadcastDesk>;
