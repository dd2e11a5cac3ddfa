/** Phones of staff to try a broadcast on: which is whose, and what was tried on it. */
import { and, asc, desc, eq, inArray, like, sql } from 'drizzle-orm';
import { type ChannelName, channelNamed } from '../../talk/message.js';
import { createAudited } from '../audit.js';
import { once, type Sql } from '../sql.js';

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

const testPrefix = 'test:';

export function createTestPhones(store: Sql, newId: () => string) {
  const { outbox, address, person, staff } = store.t;
  const audited = createAudited(store, newId);
  return {
    /** Every address of the person behind the phone shown; none when there is none, or its owner left. */
    addressesOf: async (staffId: string): Promise<readonly TestPhone[]> => {
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
      return (await mine).map((row) => ({ ...row, channel: channelNamed(row.channel) }));
    },

    /** Keeps one address of this person as the member's phone; null forgets it. */
    set: async (staffId: string, personId: string | null, now: number): Promise<void> => {
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
        audited({ staffId, now }, personId === null ? 'staff.phone-removed' : 'staff.phone-set', staffId),
      ]);
    },

    /** Tries of broadcasts that went to these addresses, newest first. */
    tried: async (addressIds: readonly string[], limit: number): Promise<readonly TestMessage[]> => {
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
      return rows.map((row) => ({ ...row, channel: channelNamed(row.channel) }));
    },

    /** Writes down that somebody tried it. */
    noteTried: async (broadcastId: string, staffId: string, now: number): Promise<void> => {
      await store.write([audited({ staffId, now }, 'broadcast.tested', broadcastId)]);
    },
  };
}

/** `test:BROADCAST:REVISION:ADDRESS:N`: pressing twice is one message, and another phone gets its own. */
export const testKey = (broadcastId: string, revision: number, addressId: string, n: number): string =>
  `${testPrefix}${broadcastId}:${revision}:${addressId}:${n}`;

export type TestPhones = ReturnType<typeof createTestPhones>;
