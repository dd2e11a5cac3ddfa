/** What members of staff should look at: kept in the console, told in their own chat by the clock. */
import type { StaffNoticeKind } from '../proposals/triage.js';
import { once, type Sql, type Statement } from './sql.js';

export interface NewStaffNotice {
  readonly staffId: string;
  readonly kind: StaffNoticeKind;
  /** Page of the console it leads to. */
  readonly href: string;
  /** Codes and counts only, never words of citizens. */
  readonly detail: Readonly<Record<string, string | number>>;
  readonly now: number;
}

export function createStaffNotices(store: Sql, newId: () => string) {
  const { staffNotice } = store.t;
  return {
    /** To be written together with what it is about. */
    add: ({ now, ...notice }: NewStaffNotice): Statement =>
      once((db) =>
        db
          .insert(staffNotice)
          .values({ id: newId(), ...notice, at: now, seenAt: null, toldAt: null })
          .returning({ id: staffNotice.id }),
      ),
  };
}
