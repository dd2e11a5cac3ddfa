/** Who waits for a window that nobody has invited them to open: looked through when a template is approved at last. */
import { and, asc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import { quietPurposes } from '../../inbox/turn.js';
import type { ChannelName } from '../../talk/message.js';
import { prepared, type Sql } from '../sql.js';
import type { OutboxRow } from '../store.js';
import { createRowReader } from './leases.js';

const p = sql.placeholder;

export interface Waiting {
  /**
   * One message that waits for each of the next addresses, the oldest. Reads a part of all addresses,
   * so that the loop is not held. @returns where to go on; null at the end.
   */
  next(
    channel: ChannelName,
    after: string,
  ): Promise<{ readonly rows: readonly OutboxRow[]; readonly after: string | null }>;
}

const chunk = 2_000;

export function createWaiting(store: Sql): Waiting {
  const { address, outbox } = store.t;
  const readRows = createRowReader(store);
  const addresses = prepared('waiting_addresses', (db) =>
    db
      .select({ id: address.id, channel: address.channel, waiting: address.waiting })
      .from(address)
      .where(sql`${address.id} > ${p('after')}`)
      .orderBy(asc(address.id))
      .limit(chunk),
  );
  return {
    next: async (channel, after) => {
      const seen = await store.read(addresses, { after });
      const found = seen.filter((one) => one.channel === channel && one.waiting > 0).map(({ id }) => id);
      const oldest =
        found.length === 0
          ? []
          : await store.readOnce((db) =>
              db
                .select({ id: sql<string>`min(${outbox.id})` })
                .from(outbox)
                .where(
                  and(
                    inArray(outbox.addressId, found),
                    eq(outbox.state, 'waiting'),
                    // A broadcast goes as a template of its own, or not at all.
                    isNull(outbox.broadcastId),
                    notInArray(outbox.purpose, [...quietPurposes]),
                  ),
                )
                .groupBy(outbox.addressId),
            );
      const last = seen.at(-1)?.id ?? null;
      return {
        rows: await readRows(oldest.map(({ id }) => id)),
        after: seen.length < chunk ? null : last,
      };
    },
  };
}
