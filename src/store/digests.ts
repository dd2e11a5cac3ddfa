/** The morning's digest of each member of staff with a chat of their own: at most one a day. */
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { openStates } from './queue-filter.js';
import { once, type Sql } from './sql.js';

export interface DigestReader {
  readonly staffId: string;
  readonly role: string;
  readonly sector: string;
  /** Open proposals given to them. */
  readonly mine: number;
}

/** Counts only. */
export type DigestDetail = Readonly<Record<string, number>>;

export function createDigests(store: Sql) {
  const { staff, staffNotice, proposal } = store.t;
  return {
    /** Members who can be told in their own chat. */
    readers: async (cycleId: string): Promise<readonly DigestReader[]> => {
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

    /** The day is part of the notice's id, so that two clocks write one. @param day `2026-11-24`. */
    add: async (staffId: string, day: string, detail: DigestDetail, now: number): Promise<boolean> => {
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
              // It is read in the chat: the list of the console has the things themselves.
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

export type Digests = ReturnType<typeof createDigests>;
