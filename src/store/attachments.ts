/** Files of proposals: which are still to be fetched, and what became of them. */
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { channelNames } from '../talk/message.js';
import { once, prepared, type Sql } from './sql.js';
import type { Attachments } from './store.js';

const p = sql.placeholder;

export function createAttachments(store: Sql): Attachments {
  const { attachment } = store.t;
  const dueRows = prepared('attachment_due', (db) =>
    db
      .select()
      .from(attachment)
      .where(and(sql`${attachment.state} = 'pending'`, lte(attachment.dueAt, p('now'))))
      .orderBy(asc(attachment.dueAt))
      .limit(p('limit')),
  );
  const set = async (id: string, change: Partial<typeof attachment.$inferInsert>): Promise<void> => {
    await store.write([
      once((db) =>
        db
          .update(attachment)
          .set(change)
          // Erased meanwhile: stays erased.
          .where(and(eq(attachment.id, id), eq(attachment.state, 'pending')))
          .returning({ id: attachment.id }),
      ),
    ]);
  };
  return {
    due: async (now, limit) =>
      (await store.read(dueRows, { now, limit })).map((row) => ({
        id: row.id,
        proposalId: row.proposalId,
        channel: channelNames.find((known) => known === row.channel) ?? 'simulator',
        kind: row.kind,
        sealedRef: row.sealedRef,
        attempts: row.attempts,
      })),
    stored: (id, { mime, bytes, sha256 }) => set(id, { state: 'stored', mime, bytes, sha256, sealedRef: '' }),
    refused: (id, why) => set(id, { state: 'refused', why, sealedRef: '' }),
    later: async (id, dueAt) => {
      await store.write([
        once((db) =>
          db
            .update(attachment)
            .set({ dueAt, attempts: sql`${attachment.attempts} + 1` })
            .where(and(eq(attachment.id, id), eq(attachment.state, 'pending')))
            .returning({ id: attachment.id }),
        ),
      ]);
    },
    takeErased: async (limit) => {
      const erased = await store.readOnce((db) =>
        db
          .select({ id: attachment.id, sha256: attachment.sha256 })
          .from(attachment)
          .where(and(eq(attachment.why, 'erased'), sql`${attachment.sha256} is not null`))
          .limit(limit),
      );
      if (erased.length === 0) return [];
      const hashes = erased.flatMap((row) => row.sha256 ?? []);
      // The same bytes may belong to another proposal: they stay then.
      const held = await store.readOnce((db) =>
        db
          .select({ sha256: attachment.sha256 })
          .from(attachment)
          .where(and(inArray(attachment.sha256, hashes), eq(attachment.state, 'stored'))),
      );
      const kept = new Set(held.map((row) => row.sha256));
      await store.write([
        once((db) =>
          db
            .update(attachment)
            .set({ sha256: null })
            .where(
              inArray(
                attachment.id,
                erased.map((row) => row.id),
              ),
            )
            .returning({ id: attachment.id }),
        ),
      ]);
      return hashes.filter((sha256) => !kept.has(sha256));
    },
  };
}
