/** The team as those who look after it see it: who may do what, when they were last here; and its changes, each noted. */
import { and, eq, gt, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { type ByStaff, createAudited } from '../audit.js';
import { once, type Sql, type Statement, wasKept } from '../sql.js';

export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly sector: string;
  readonly disabledAt: number | null;
  /** A code from the phone is asked after the password. */
  readonly secondStep: boolean;
  /** Open sessions. */
  readonly sessions: number;
  /** UTC ms; null: nobody signed in with this account yet, or their sessions have ended. */
  readonly seenAt: number | null;
  /** After wrong codes; null: not locked. */
  readonly lockedUntil: number | null;
}

/** `last`: without them nobody could look after the team. */
export type TeamChange = 'kept' | 'last' | 'stale';

export function createTeam(store: Sql, newId: () => string) {
  const { staff, staffSession, staffTwoFactor } = store.t;

  const audited = createAudited(store, newId);
  /** Two who take each other's role away at once must not both find the other there. */
  const inTurn = (statements: readonly Statement[]): Promise<boolean> =>
    wasKept(store, [...store.oneAtATime('team'), ...statements]);
  const anotherAdmin = (id: string): SQL =>
    sql`exists (select 1 from ${staff} other where other.role = 'admin' and other.disabled_at is null and other.id <> ${id})`;
  const endSessions = (id: string): Statement =>
    once((db) =>
      db.delete(staffSession).where(eq(staffSession.userId, id)).returning({ id: staffSession.id }),
    );
  const isLastAdmin = async (id: string): Promise<boolean> => {
    const admins = await store.readOnce((db) =>
      db
        .select({ id: staff.id })
        .from(staff)
        .where(and(eq(staff.role, 'admin'), isNull(staff.disabledAt))),
    );
    return admins.length === 1 && admins[0]?.id === id;
  };

  return {
    list: async (now: number): Promise<readonly TeamMember[]> => {
      const members = await store.readOnce((db) => db.select().from(staff).orderBy(staff.name, staff.id));
      const sessions = await store.readOnce((db) =>
        db
          .select({ userId: staffSession.userId, updatedAt: staffSession.updatedAt })
          .from(staffSession)
          .where(gt(staffSession.expiresAt, new Date(now))),
      );
      const locks = await store.readOnce((db) =>
        db
          .select({ userId: staffTwoFactor.userId, lockedUntil: staffTwoFactor.lockedUntil })
          .from(staffTwoFactor)
          .where(isNotNull(staffTwoFactor.lockedUntil)),
      );
      return members.map((member) => {
        const own = sessions.filter(({ userId }) => userId === member.id);
        const until = locks.find(({ userId }) => userId === member.id)?.lockedUntil?.getTime() ?? 0;
        return {
          ...{ id: member.id, name: member.name, email: member.email, role: member.role },
          ...{ sector: member.sector, disabledAt: member.disabledAt },
          secondStep: member.twoFactorEnabled === true,
          sessions: own.length,
          seenAt: own.length === 0 ? null : Math.max(...own.map(({ updatedAt }) => updatedAt.getTime())),
          lockedUntil: until > now ? until : null,
        };
      });
    },

    /** @param seen role and sector as the form showed them. */
    change: async (
      id: string,
      to: { readonly role: string; readonly sector: string },
      given: ByStaff & { readonly seen: { readonly role: string; readonly sector: string } },
    ): Promise<TeamChange> => {
      const { seen } = given;
      const losesAdmin = seen.role === 'admin' && to.role !== 'admin';
      const update = once(
        (db) =>
          db
            .update(staff)
            .set({ role: to.role, sector: to.sector })
            .where(
              and(
                ...[eq(staff.id, id), eq(staff.role, seen.role), eq(staff.sector, seen.sector)],
                losesAdmin ? anotherAdmin(id) : undefined,
              ),
            )
            .returning({ id: staff.id }),
        'conflict',
      );
      const detail = { from: seen.role, to: to.role, sector: to.sector };
      if (await inTurn([update, audited(given, 'staff.changed', id, detail)])) return 'kept';
      return losesAdmin && (await isLastAdmin(id)) ? 'last' : 'stale';
    },

    /** Their sessions end at once. */
    disable: async (id: string, by: ByStaff): Promise<TeamChange> => {
      const update = once(
        (db) =>
          db
            .update(staff)
            .set({ disabledAt: by.now })
            .where(
              and(
                ...[eq(staff.id, id), isNull(staff.disabledAt)],
                sql`(${ne(staff.role, 'admin')} or ${anotherAdmin(id)})`,
              ),
            )
            .returning({ id: staff.id }),
        'conflict',
      );
      if (await inTurn([update, endSessions(id), audited(by, 'staff.disabled', id)])) return 'kept';
      return (await isLastAdmin(id)) ? 'last' : 'stale';
    },

    enable: async (id: string, by: ByStaff): Promise<TeamChange> => {
      const update = once(
        (db) =>
          db
            .update(staff)
            .set({ disabledAt: null })
            .where(and(eq(staff.id, id), isNotNull(staff.disabledAt)))
            .returning({ id: staff.id }),
        'conflict',
      );
      return (await inTurn([update, audited(by, 'staff.enabled', id)])) ? 'kept' : 'stale';
    },

    endSessions: async (id: string, by: ByStaff): Promise<void> => {
      await store.write([endSessions(id), audited(by, 'staff.sessionsEnded', id)]);
    },

    /** That somebody was given a new link: it lets them in without a password. */
    noteLink: async (id: string, by: ByStaff): Promise<void> => {
      await store.write([audited(by, 'staff.linked', id)]);
    },
  };
}

export type Team = ReturnType<typeof createTeam>;
