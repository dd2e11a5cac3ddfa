/** Staff accounts beside what the sign-in library does with them. */
import { asc, eq } from 'drizzle-orm';
import { type ByStaff, createAudited } from '../audit.js';
import { once, type Sql, wasKept } from '../sql.js';

export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly sector: string;
  readonly disabledAt: number | null;
}

export function createStaff(store: Sql, newId: () => string) {
  const { staff, staffSession } = store.t;
  const columns = {
    id: staff.id,
    name: staff.name,
    email: staff.email,
    role: staff.role,
    sector: staff.sector,
    disabledAt: staff.disabledAt,
  };
  const audited = createAudited(store, newId);
  return {
    list: (): Promise<StaffMember[]> =>
      store.readOnce((db) => db.select(columns).from(staff).orderBy(asc(staff.createdAt), asc(staff.id))),
    find: async (email: string): Promise<StaffMember | null> =>
      (await store.readOnce((db) => db.select(columns).from(staff).where(eq(staff.email, email))))[0] ?? null,
    /** Somebody who is there already, or is added twice at once, stays as they are; nothing is noted then. */
    add: async (member: StaffMember, by: ByStaff): Promise<void> => {
      const at = new Date(by.now);
      await wasKept(store, [
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
        audited(by, 'staff.added', member.id, { role: member.role, sector: member.sector }),
      ]);
    },
    /** Switches an account off and ends its sessions at once. */
    disable: async (id: string, by: ByStaff): Promise<void> => {
      await store.write([
        once((db) =>
          db.update(staff).set({ disabledAt: by.now }).where(eq(staff.id, id)).returning({ id: staff.id }),
        ),
        once((db) =>
          db.delete(staffSession).where(eq(staffSession.userId, id)).returning({ id: staffSession.id }),
        ),
        audited(by, 'staff.disabled', id),
      ]);
    },
  };
}

export type Staff = ReturnType<typeof createStaff>;
