/** The morning's digest of each member of staff with a chat of their own: at most one a day. */
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Digests } from '../../overview/digest.js';
import { openStates } from '../queue/filter.js';
import { once, type Sql } from '../sql.js';

export function createDigests(store: Sql): Digests {
  const { staff, staffNotice, proposal } = store.t;
  return {
    readers: async (cycleId) => {
      const members = await store.readOnce((db) =>
        db
          .select({ staffId: staff.id, role: staff.role, sector: staff.sector })
          .from(staff)
          .where(and(isNull(staff.disabledAt), isNotNull(staff.testAddressId))),
      );
      if (members.length === 0) return [];
      const counted = await store.readOnce((db) =>
        db
          .select({ staffId: proposal.assigneeId, count: sql<number>`count(*)` })
          .from(proposal)
          .where(
            and(
              inArray(
                proposal.assigneeId,
                members.map(({ staffId }) => staffId),
              ),
              inArray(proposal.state, [...openStates]),
              eq(proposal.cycleId, cycleId),
            ),
          )
          .groupBy(proposal.assigneeId),
      );
      const mine = new Map(counted.map(({ staffId, count }) => [staffId, Number(count)]));
      return members.map((member) => ({ ...member, mine: mine.get(member.staffId) ?? 0 }));
    },

    /** The day is part of the notice's id, so that two clocks write one. */
    add: async (staffId, day, detail, now) => {
      const [rows = []] = await store.write([
        once((db) =>
          db
            .insert(staffNotice)
            .values({
              id: `digest:${day}:${staffId}`,
              staffId,
              kind: 'digest',
              href: '/panel/resumen',
              detail,
              at: now,
              seenAt: null,
              toldAt: null,
            })
            .onConflictDoNothing()
            .returning({ id: staffNotice.id }),
        ),
      ]);
      return rows.length > 0;
    },
  };
}
