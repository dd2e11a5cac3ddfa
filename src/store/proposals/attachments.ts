/** Files of proposals: which are still to be fetched, and what became of them. */
import { and, asc, eq, inArray, lte, ne, sql } from 'drizzle-orm';
import { channelNamed } from '../../talk/message.js';
import { once, prepared, type Sql } from '../sql.js';
import type { Attachments, RefusedFile } from '../store.js';

const p = sql.placeholder;

export function createAttachments(store: Sql): Attachments {
  const { attachment, proposal, address, person } = store.t;
  const dueRows = prepared('attachment_due', (db) =>
    db
      .select()
      .from(attachment)
      .where(and(sql`${attachment.state} = 'pending'`, lte(attachment.dueAt, p('now'))))
      .orderBy(asc(attachment.dueAt))
      .limit(p('limit')),
  );
  /** @returns whether it was still to be settled. */
  const set = async (id: string, change: Partial<typeof attachment.$inferInsert>): Promise<boolean> => {
    const [rows = []] = await store.write([
      once((db) =>
        db
          .update(attachment)
          .set(change)
          // Erased meanwhile: stays erased.
          .where(and(eq(attachment.id, id), eq(attachment.state, 'pending')))
          .returning({ id: attachment.id }),
      ),
    ]);
    return rows.length > 0;
  };
  const authorOf = async (id: string, why: string): Promise<RefusedFile | null> => {
    const [found] = await store.readOnce((db) =>
      db
        .select({
          proposalId: proposal.id,
          code: proposal.code,
          text: proposal.text,
          exchangeId: attachment.exchangeId,
          addressId: address.id,
          channel: address.channel,
          locale: person.locale,
        })
        .from(attachment)
        .innerJoin(proposal, eq(proposal.id, attachment.proposalId))
        .innerJoin(address, eq(address.id, proposal.addressId))
        .innerJoin(person, eq(person.id, proposal.personId))
        .where(eq(attachment.id, id)),
    );
    if (!found) return null;
    const others = await store.readOnce((db) =>
      db
        .select({ id: attachment.id })
        .from(attachment)
        .where(and(eq(attachment.proposalId, found.proposalId), ne(attachment.state, 'refused')))
        .limit(1),
    );
    const { text, channel, exchangeId, ...rest } = found;
    return {
      ...rest,
      id,
      why,
      channel: channelNamed(channel),
      isReply: exchangeId !== null,
      isAll: text.trim() === '' && others.length === 0,
    };
  };
  return {
    due: async (now, limit) =>
      (await store.read(dueRows, { now, limit })).map((row) => ({
        id: row.id,
        proposalId: row.proposalId,
        channel: channelNamed(row.channel),
        kind: row.kind,
        sealedRef: row.sealedRef,
        attempts: row.attempts,
      })),
    stored: async (id, { mime, bytes, sha256 }) => {
      if (await set(id, { state: 'stored', mime, bytes, sha256, sealedRef: '' })) return;
      // Erased while it was being fetched: named to the sweep, which takes it from the disk again.
      await store.write([
        once((db) =>
          db
            .update(attachment)
            .set({ sha256 })
            .where(and(eq(attachment.id, id), eq(attachment.why, 'erased')))
            .returning({ id: attachment.id }),
        ),
      ]);
    },
    refused: async (id, why) => {
      const settled = await set(id, { state: 'refused', why, sealedRef: '' });
      return settled ? authorOf(id, why) : null;
    },
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
    erased: async (limit) => {
      const rows = await store.readOnce((db) =>
        db
          .selectDistinct({ sha256: attachment.sha256 })
          .from(attachment)
          .where(and(eq(attachment.why, 'erased'), sql`${attachment.sha256} is not null`))
          .limit(limit),
      );
      const hashes = rows.flatMap((row) => row.sha256 ?? []);
      if (hashes.length === 0) return [];
      const stored = await store.readOnce((db) =>
        db
          .select({ sha256: attachment.sha256 })
          .from(attachment)
          .where(and(inArray(attachment.sha256, hashes), eq(attachment.state, 'stored'))),
      );
      const held = new Set(stored.map((row) => row.sha256));
      return hashes.map((sha256) => ({ sha256, held: held.has(sha256) }));
    },
    forgetErased: async (hashes) => {
      if (hashes.length === 0) return;
      await store.write([
        once((db) =>
          db
            .update(attachment)
            .set({ sha256: null })
            .where(and(eq(attachment.why, 'erased'), inArray(attachment.sha256, [...hashes])))
            .returning({ id: attachment.id }),
        ),
      ]);
    },
  };
}
