/** Staff accounts beside what the sign-in library does with them. */
import { asc, eq } from 'drizzle-orm';
import { NothingTouched, once, type Sql, type Statement } from '../sql.js';

export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly sector: string;
  readonly disabledAt: number | null;
}

export function createStaff(store: Sql) {
  const { staff, staffSession, audit } = store.t;
  const columns = {
    id: staff.id,
    name: staff.name,
    email: staff.email,
    role: staff.role,
    sector: staff.sector,
    disabledAt: staff.disabledAt,
  };
  const writeOrLeave = async (statements: readonly Statement[]): Promise<void> => {
    try {
      await store.write(statements);
    } catch (error) {
      if (!(error instanceof NothingTouched)) throw error;
    }
  };
  return {
    list: (): Promise<StaffMember[]> =>
      store.readOnce((db) => db.select(columns).from(staff).orderBy(asc(staff.createdAt), asc(staff.id))),
    find: async (email: string): Promise<StaffMember | null> =>
      (await store.readOnce((db) => db.select(columns).from(staff).where(eq(staff.email, email))))[0] ?? null,
    /** Somebody who is there already, or is added twice at once, stays as they are; nothing is noted then. */
    add: async (member: StaffMember, actor: string, auditId: string, at: Date): Promise<void> => {
      await writeOrLeave([
        once(
          (db) =>
            db
              .insert(staff)
              .values({
                ...member,
                emailVerified: false,
                image: null,
                twoFactorEnabled: false,
                createdAt: at,
                updatedAt: at,
              })
              .onConflictDoNothing()
              .returning({ id: staff.id }),
          'duplicate',
        ),
        once((db) =>
          db
            .insert(audit)
            .values({
              id: auditId,
              at: at.getTime(),
              actor,
              action: 'staff.added',
              subject: member.id,
              detail: { role: member.role, sector: member.sector },
            })
            .returning({ id: audit.id }),
        ),
      ]);
    },
    /** Switches an account off and ends its sessions at once. */
    disable: async (id: string, actor: string, auditId: string, now: number): Promise<void> => {
      await store.write([
        once((db) =>
          db.update(staff).set({ disabledAt: now }).where(eq(staff.id, id)).returning({ id: staff.id }),
        ),
        once((db) =>
          db.delete(staffSession).where(eq(staffSession.userId, id)).returning({ id: staffSession.id }),
        ),
        once((db) =>
          db
            .insert(audit)
            .values({ id: auditId, at: now, actor, action: 'staff.disabled', subject: id, detail: {} })
            .returning({ id: audit.id }),
        ),
      ]);
    },
  };
}

export type Staff = ReturnType<typeof createStaff>;
