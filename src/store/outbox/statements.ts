/** The outbox rows a write may plan, release or suppress; shared by turns, answers and the sender. */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Planned } from '../../inbox/turn.js';
import type { ChannelName } from '../../talk/message.js';
import { once, prepared, type Sql, type Statement } from '../sql.js';

export interface NewOutboxRow {
  readonly id: string;
  readonly planned: Planned;
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly now: number;
  readonly lease: { readonly by: string; readonly until: number } | null;
}

const p = sql.placeholder;

/** What a row keeps of its words once nobody needs them any more. */
export const blank = { kind: 'text', text: '' } as const;

export function createOutboxStatements(store: Sql) {
  const { outbox, address } = store.t;
  const insertRow = prepared('outbox_insert', (db) =>
    db
      .insert(outbox)
      .values({
        id: p('id'),
        key: p('key'),
        addressId: p('addressId'),
        channel: p('channel'),
        lane: p('lane'),
        purpose: p('purpose'),
        message: p('message'),
        state: p('state'),
        attempts: 0,
        dueAt: p('dueAt'),
        leasedBy: p('leasedBy'),
        leasedUntil: p('leasedUntil'),
        proposalId: p('proposalId'),
        answerId: p('answerId'),
        plannedAt: p('now'),
      })
      .onConflictDoNothing()
      .returning({ id: outbox.id }),
  );
  const replaceRow = prepared('outbox_replace', (db) =>
    db
      .update(outbox)
      .set({ state: 'suppressed', why: 'replaced', message: blank })
      .where(and(eq(outbox.key, p('key')), eq(outbox.state, 'planned')))
      .returning({ id: outbox.id }),
  );
  return {
    insert: ({ id, planned, addressId, channel, now, lease }: NewOutboxRow): Statement[] => {
      const params = {
        id,
        key: planned.key,
        addressId,
        channel,
        lane: planned.lane,
        purpose: planned.purpose,
        message: planned.message,
        state: lease ? 'leased' : 'planned',
        dueAt: planned.dueAt,
        leasedBy: lease?.by ?? null,
        leasedUntil: lease?.until ?? null,
        proposalId: planned.proposalId ?? null,
        answerId: planned.answerId ?? null,
        now,
      };
      const insert: Statement = { query: insertRow, params };
      return planned.replaces === undefined
        ? [insert]
        : [{ query: replaceRow, params: { key: planned.replaces } }, insert];
    },
    /** The window is open: everything that waited may leave. */
    release: (addressId: string, now: number): Statement[] => [
      once((db) =>
        db
          .update(outbox)
          // Asked for by the person now: no longer one of many, so that all of it may leave as one message.
          .set({ state: 'planned', why: null, dueAt: now, lane: 'reply' })
          .where(and(eq(outbox.addressId, addressId), eq(outbox.state, 'waiting')))
          .returning({ id: outbox.id }),
      ),
      once((db) =>
        db.update(address).set({ waiting: 0 }).where(eq(address.id, addressId)).returning({ id: address.id }),
      ),
    ],
    /**
     * Nothing more goes to these addresses (a subquery of ids); all their words are blanked.
     * What is being sent right now is suppressed too: a crash must not bring back an empty message.
     */
    silence: (addresses: SQL, why: string): Statement[] => [
      once((db) =>
        db
          .update(outbox)
          .set({ state: 'suppressed', why, leasedBy: null, leasedUntil: null })
          .where(
            and(
              sql`${outbox.addressId} in (${addresses})`,
              inArray(outbox.state, ['planned', 'waiting', 'leased', 'unknown']),
            ),
          )
          .returning({ id: outbox.id }),
      ),
      once((db) =>
        db
          .update(outbox)
          .set({ message: blank })
          .where(sql`${outbox.addressId} in (${addresses})`)
          .returning({ id: outbox.id }),
      ),
    ],
  };
}
