/** Notes who changed what, in the transaction of the change itself. */
import { sql } from 'drizzle-orm';
import { prepared, type Sql, type Statement } from './sql.js';

/** Who changes something, and when. */
export interface ByStaff {
  /** A member's id; `system`, `person` or `public` where it was none of them. */
  readonly staffId: string;
  /** UTC milliseconds. */
  readonly now: number;
}

/** Codes, counts and words of ours: never what citizens wrote. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** @param subject the code or id of what was changed. */
export type Audited = (by: ByStaff, action: string, subject: string, detail?: AuditDetail) => Statement;

const p = sql.placeholder;

/** Prepared, since every message and each of 5,000 answers at once takes it. */
export function createAudited(store: Sql, newId: () => string): Audited {
  const { audit } = store.t;
  const query = prepared('audit_insert', (db) =>
    db
      .insert(audit)
      .values({
        id: p('id'),
        at: p('at'),
        actor: p('actor'),
        action: p('action'),
        subject: p('subject'),
        detail: p('detail'),
      })
      .returning({ id: audit.id }),
  );
  return ({ staffId, now }, action, subject, detail = {}) => ({
    query,
    params: { id: newId(), at: now, actor: staffId, action, subject, detail },
  });
}
