/** After an answer: who has not been reached, what was done instead, and opening a proposal again. */
import { and, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { fallbackWays } from '../../answers/answer.js';
import { mustBe } from '../../one-of.js';
import { assistedChannel, practiceChannel } from '../../proposals/triage.js';
import type { Answers, UnreachedFilter } from '../answers.js';
import { createNewsStatements } from '../proposals/news.js';
import { isPlainly, once, type Sql, wasKept } from '../sql.js';
import { createStaffNotices } from '../staff/notices.js';
import type { AnswerRows } from './rows.js';
import type { AnswerSteps } from './steps.js';

/** Who has not opened the window by then is sought in another way. */
const patienceMs = 7 * 86_400_000;

export function createAnswerAfter(
  store: Sql,
  newId: () => string,
  { byIds }: AnswerRows,
  steps: AnswerSteps,
): Pick<Answers, 'unreached' | 'setFallback' | 'reopen'> {
  const { answer, proposal, outbox, fallback } = store.t;
  const notices = createStaffNotices(store, newId);
  const news = createNewsStatements(store, newId);

  /** Erased at their own wish: nobody goes looking for them. */
  const isSomebody = sql`(${proposal.personId} is not null or ${proposal.channel} in (${assistedChannel}, ${practiceChannel}))`;
  const isNewest = sql`not exists (select 1 from answer later where later.proposal_id = ${answer.proposalId}
    and later.state = 'released' and later.id > ${answer.id})`;
  const isLost = (now: number): SQL => sql`(${outbox.id} is null
    or ${outbox.state} in ('failed', 'unknown', 'suppressed')
    or (${outbox.state} = 'waiting' and ${outbox.plannedAt} < ${now - patienceMs}))`;
  const handledAs = (handled: boolean | undefined) => {
    if (handled === undefined) return undefined;
    return handled ? isNotNull(fallback.answerId) : isNull(fallback.answerId);
  };

  const lost = ({ cycleId, now, handled }: UnreachedFilter, limit: number, after?: string) =>
    store.readOnce((db) =>
      db
        .select({
          id: answer.id,
          why: sql<string>`case when ${outbox.id} is null then 'nobody' when ${outbox.state} = 'waiting' then 'waiting'
            else coalesce(${outbox.why}, ${outbox.state}) end`,
          place: proposal.place,
          way: fallback.way,
          partnerId: fallback.partnerId,
          note: fallback.note,
        })
        .from(answer)
        .innerJoin(proposal, eq(proposal.id, answer.proposalId))
        .leftJoin(outbox, eq(outbox.key, sql`'answer:' || ${answer.id}`))
        .leftJoin(fallback, eq(fallback.answerId, answer.id))
        .where(
          and(
            sql`${answer.state} = 'released'`,
            after === undefined ? undefined : lt(answer.id, after),
            isPlainly(proposal.cycleId, cycleId),
            isLost(now),
            isSomebody,
            handledAs(handled),
            isNewest,
          ),
        )
        .orderBy(desc(answer.id))
        .limit(limit),
    );

  return {
    unreached: async (filter, limit, after) => {
      const rows = await lost(filter, limit, after);
      const answers = new Map((await byIds(rows.map(({ id }) => id))).map((one) => [one.id, one]));
      return rows.flatMap(({ id, way, ...row }) => {
        const found = answers.get(id);
        return found ? [{ ...found, ...row, way: way === null ? null : mustBe(fallbackWays, way) }] : [];
      });
    },

    setFallback: async (answerId, { way, partnerId, note, staffId, now }) => {
      const [found] = await byIds([answerId]);
      if (found?.state !== 'released') return;
      const said = { way, partnerId, note, staffId, at: now };
      await store.write([
        once((db) =>
          db
            .insert(fallback)
            .values({ answerId, ...said })
            .onConflictDoUpdate({ target: fallback.answerId, set: said })
            .returning({ id: fallback.answerId }),
        ),
        steps.audited({ staffId, now }, 'answer.fallback', found.code, { way, partner: partnerId }),
      ]);
    },

    reopen: async (options) => {
      const { proposalId, revision, code, why, promisedAt, page, staffId, now } = options;
      const [row] = await store.readOnce((db) =>
        db.select().from(proposal).where(eq(proposal.id, proposalId)).limit(1),
      );
      if (!row) return 'stale';
      const { assigneeId } = row;
      const author = row.personId === null ? { ...row, addressId: null } : row;
      const done = await wasKept(store, [
        once(
          (db) =>
            db
              .update(proposal)
              .set({ state: 'in-review', reopenedAt: now, promisedAt, revision: revision + 1 })
              .where(
                and(
                  eq(proposal.id, proposalId),
                  eq(proposal.revision, revision),
                  eq(proposal.state, 'answered'),
                ),
              )
              .returning({ id: proposal.id }),
          'conflict',
        ),
        ...(assigneeId === null || assigneeId === staffId
          ? []
          : [
              notices.add({
                staffId: assigneeId,
                kind: 'assigned',
                href: page({ code }),
                detail: { code },
                now,
              }),
            ]),
        ...news.tell(proposalId, 'reopened', options.news(author), now),
        steps.audited({ staffId, now }, 'proposal.reopened', code, { why }),
      ]);
      return done ? 'kept' : 'stale';
    },
  };
}
