/** The areas staff confirm, the author's one objection to them, and how often staff correct what was suggested. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { News } from '../proposals/news.js';
import { createNewsStatements } from './news.js';
import { once, type Sql, type Statement } from './sql.js';
import { type ByStaff, createStaffWrites, type SeenProposal } from './staff-writes.js';

export interface TagAgreement {
  readonly area: string;
  /** Suggested, and confirmed by staff. */
  readonly kept: number;
  /** Suggested, and taken away. */
  readonly removed: number;
  /** Confirmed without having been suggested. */
  readonly added: number;
}

export type Resolution = 'kept' | 'changed';

/** Reading all tags of a cycle takes a while: this often is enough for a rate. */
const agreementMs = 5 * 60_000;

export function createProposalTags(store: Sql, newId: () => string) {
  const { proposal, tag, objection } = store.t;
  const { guard, audited, write } = createStaffWrites(store, newId);
  const news = createNewsStatements(store, newId);
  const known = new Map<string, { readonly at: number; readonly rates: readonly TagAgreement[] }>();

  const resolve = (proposalId: string, resolution: Resolution, by: ByStaff): Statement =>
    once((db) =>
      db
        .update(objection)
        .set({ resolution, resolvedBy: by.staffId, resolvedAt: by.now })
        .where(and(eq(objection.proposalId, proposalId), isNull(objection.resolvedAt)))
        .returning({ id: objection.proposalId }),
    );

  return {
    /** Instead of those confirmed before. An open objection is dealt with by it. @param told undefined: nobody is told. */
    confirmTags: (
      given: SeenProposal &
        ByStaff & {
          readonly areas: readonly string[];
          readonly told?: News | null;
        },
    ) => {
      const { id, code, revision, staffId, now, told } = given;
      const areas = [...new Set(given.areas)];
      return write([
        guard(id, revision, {
          state: sql`case when ${proposal.state} = 'received' then 'in-review' else ${proposal.state} end`,
        }),
        once((db) =>
          db
            .delete(tag)
            .where(and(eq(tag.proposalId, id), eq(tag.origin, 'confirmed')))
            .returning({ area: tag.area }),
        ),
        ...areas.map((area) =>
          once((db) =>
            db
              .insert(tag)
              .values({ proposalId: id, area, origin: 'confirmed', words: [], staffId, at: now })
              .returning({ area: tag.area }),
          ),
        ),
        resolve(id, 'changed', { staffId, now }),
        ...(told === undefined ? [] : news.tell(id, 'tags', told, now)),
        audited(staffId, 'proposal.tagged', code, { areas: areas.join(', ') }, now),
      ]);
    },

    /** Null: the author did not object. */
    objectionOf: async (proposalId: string) => {
      const [row] = await store.readOnce((db) =>
        db.select().from(objection).where(eq(objection.proposalId, proposalId)).limit(1),
      );
      return row ?? null;
    },

    /** The author objected, and the areas stay as they are. */
    keepTags: ({ id, code, revision, staffId, now }: SeenProposal & ByStaff) =>
      write([
        guard(id, revision),
        { ...resolve(id, 'kept', { staffId, now }), ifNone: 'conflict' },
        audited(staffId, 'proposal.objection-kept', code, {}, now),
      ]),

    /** Of the proposals whose areas staff have confirmed; some minutes old. */
    tagAgreement: async (cycleId: string, now: number): Promise<readonly TagAgreement[]> => {
      const before = known.get(cycleId);
      if (before && now - before.at < agreementMs && now >= before.at) return before.rates;
      const has = (origin: string) => sql<number>`max(case when ${tag.origin} = ${origin} then 1 else 0 end)`;
      const rows = await store.readOnce((db) => {
        const each = db
          .select({
            area: tag.area,
            suggested: has('suggested').as('suggested'),
            confirmed: has('confirmed').as('confirmed'),
          })
          .from(tag)
          .where(
            sql`${tag.proposalId} in (select c.proposal_id from ${tag} c inner join ${proposal} on ${proposal.id} = c.proposal_id
              where c.origin = 'confirmed' and ${proposal.cycleId} = ${cycleId})`,
          )
          .groupBy(tag.proposalId, tag.area)
          .as('each_tag');
        const sum = (suggested: 0 | 1, confirmed: 0 | 1) =>
          sql<number>`sum(case when ${each.suggested} = ${suggested} and ${each.confirmed} = ${confirmed} then 1 else 0 end)`;
        return db
          .select({ area: each.area, kept: sum(1, 1), removed: sum(1, 0), added: sum(0, 1) })
          .from(each)
          .groupBy(each.area);
      });
      // PostgreSQL gives sums as text.
      const rates = rows.map(({ area, ...counts }) => ({
        area,
        kept: Number(counts.kept),
        removed: Number(counts.removed),
        added: Number(counts.added),
      }));
      known.set(cycleId, { at: now, rates });
      return rates;
    },
  };
}
