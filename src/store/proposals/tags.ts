/** The areas staff confirm, and the author's one objection to them. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { News } from '../../proposals/news.js';
import type { ByStaff } from '../audit.js';
import { once, type Sql, type Statement } from '../sql.js';
import { createStaffWrites, type SeenProposal } from '../staff/writes.js';
import { createNewsStatements } from './news.js';

export type Resolution = 'kept' | 'changed';

export function createProposalTags(store: Sql, newId: () => string) {
  const { proposal, tag, objection } = store.t;
  const { guard, audited, write } = createStaffWrites(store, newId);
  const news = createNewsStatements(store, newId);

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
        audited({ staffId, now }, 'proposal.tagged', code, { areas: areas.join(', ') }),
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
        audited({ staffId, now }, 'proposal.objection-kept', code),
      ]),
  };
}
