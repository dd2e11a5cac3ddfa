/** Signatures on the exact words of answers; all that were shown, or none. */
import { and, eq, sql } from 'drizzle-orm';
import type { Answer } from '../../answers/answer.js';
import { isSigned } from '../../answers/signing.js';
import type { Answers, PageOf } from '../answers.js';
import { prepared, type Sql, type Statement, wasKept } from '../sql.js';
import { createStaffNotices } from '../staff/notices.js';
import type { AnswerRows } from './rows.js';
import type { AnswerSteps } from './steps.js';

const p = sql.placeholder;
const rule = 'two-sectors';

/** The answers of one writer that are complete now: one by itself, or those of one batch. */
interface Completed {
  readonly writer: string;
  readonly batchId: string | null;
  readonly codes: string[];
}

function completedBy(answers: readonly Answer[], staffId: string, sector: string): Completed[] {
  const groups = new Map<string, Completed>();
  for (const one of answers) {
    const after = [...one.signatures, { staffId, sector }];
    if (one.staffId === staffId || isSigned(one.signatures, rule) || !isSigned(after, rule)) continue;
    const name = `${one.staffId} ${one.batchId ?? one.id}`;
    const group = groups.get(name) ?? { writer: one.staffId, batchId: one.batchId, codes: [] };
    group.codes.push(one.code);
    groups.set(name, group);
  }
  return [...groups.values()];
}

export function createAnswerSigning(
  store: Sql,
  newId: () => string,
  { byIds }: AnswerRows,
  steps: AnswerSteps,
): Pick<Answers, 'sign'> {
  const { answer, signature } = store.t;
  const notices = createStaffNotices(store, newId);

  /** Nothing changes: it holds the row until the signature stands. */
  const hold = prepared('answer_hold_to_sign', (db) =>
    db
      .update(answer)
      .set({ hash: sql`${answer.hash}` })
      .where(
        and(
          eq(answer.id, p('id')),
          eq(answer.hash, p('hash')),
          sql`${answer.state} = 'draft'`,
          steps.isNotLeaving,
        ),
      )
      .returning({ id: answer.id }),
  );
  const insert = prepared('answer_sign', (db) =>
    db
      .insert(signature)
      .values({
        answerId: p('id'),
        staffId: p('staffId'),
        sector: p('sector'),
        hash: p('hash'),
        at: p('now'),
      })
      .onConflictDoNothing()
      .returning({ id: signature.answerId }),
  );

  const tell = (completed: readonly Completed[], page: PageOf, now: number): Statement[] =>
    completed.map(({ writer, batchId, codes: [code = '', ...others] }) =>
      notices.add({
        staffId: writer,
        kind: 'signed',
        href: page(batchId === null ? { code } : { batchId }),
        detail: batchId === null ? { code } : { count: others.length + 1 },
        now,
      }),
    );
  const note = (answers: readonly Answer[], { staffId, sector, now }: SignedBy): Statement[] => {
    const counts = new Map<string, number>();
    for (const { batchId, code } of answers) {
      const subject = batchId ?? code;
      counts.set(subject, (counts.get(subject) ?? 0) + 1);
    }
    return [...counts].map(([subject, count]) =>
      steps.audited({ staffId, now }, 'answer.signed', subject, { sector, count }),
    );
  };
  interface SignedBy {
    readonly staffId: string;
    readonly sector: string;
    readonly now: number;
  }

  return {
    sign: async (hashes, { staffId, sector, page, now }) => {
      const answers = await byIds(Object.keys(hashes));
      const done = await wasKept(store, [
        ...Object.entries(hashes).flatMap(([id, hash]): Statement[] => [
          { query: hold, params: { id, hash }, ifNone: 'conflict' },
          { query: insert, params: { id, hash, staffId, sector, now } },
        ]),
        ...note(answers, { staffId, sector, now }),
        ...tell(completedBy(answers, staffId, sector), page, now),
      ]);
      return done ? 'kept' : 'stale';
    },
  };
}
