/** Whom to ask whether their answer was clear, and that they were asked. */
import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { Surveyed, Surveys } from '../../inbox/survey.js';
import { channelNamed } from '../../talk/message.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { once, type Sql } from '../sql.js';

const day = 86_400_000;
/** Answers looked at in one go. */
const chunk = 200;

export function createSurveys(store: Sql, newId: () => string): Surveys {
  const { cycle, answer, proposal, person, address, survey } = store.t;
  const statements = createOutboxStatements(store);

  /** Who said no to notices once wants silence; who never said anything consented to hear of their own proposals. */
  const mayBeAsked = sql`(${person.notices} or not exists (
    select 1 from consent c where c.person_id = ${person.id} and c.purpose = 'notices'))`;
  const isNewest = sql`not exists (select 1 from answer b where b.proposal_id = ${answer.proposalId}
    and b.released_at is not null and (b.released_at > ${answer.releasedAt} or (b.released_at = ${answer.releasedAt} and b.id > ${answer.id})))`;
  const unasked = sql`not exists (select 1 from survey s where s.answer_id = ${answer.id})`;
  const notToday = (now: number) => sql`not exists (
    select 1 from proposal q join answer b on b.proposal_id = q.id join survey s on s.answer_id = b.id
    where q.person_id = ${proposal.personId} and s.asked_at > ${now - day})`;

  /** By their ids alone: a condition on the proposal would make SQLite's planner walk all that were ever answered. */
  const eligible = async (ids: readonly string[], cycleId: string, now: number): Promise<Surveyed[]> => {
    if (ids.length === 0) return [];
    const rows = await store.readOnce((db) =>
      db
        .select({
          answerId: answer.id,
          proposalId: proposal.id,
          cycleId: proposal.cycleId,
          state: proposal.state,
          code: proposal.code,
          personId: person.id,
          locale: person.locale,
          addressId: address.id,
          channel: address.channel,
          reachable: address.reachable,
        })
        .from(answer)
        .innerJoin(proposal, eq(proposal.id, answer.proposalId))
        .innerJoin(person, eq(person.id, proposal.personId))
        .innerJoin(address, eq(address.id, proposal.addressId))
        .where(and(inArray(answer.id, [...ids]), mayBeAsked, unasked, isNewest, notToday(now)))
        .orderBy(asc(answer.releasedAt), asc(answer.id)),
    );
    return rows
      .filter((row) => row.cycleId === cycleId && row.state === 'answered' && row.reachable)
      .map(({ answerId, proposalId, code, personId, locale, addressId, channel }) => ({
        answerId,
        proposalId,
        code,
        personId,
        locale,
        addressId,
        channel: channelNamed(channel),
      }));
  };

  return {
    cycles: async () => {
      const rows = await store.readOnce((db) =>
        db
          .select({ id: cycle.id, days: cycle.surveyDays })
          .from(cycle)
          .where(and(eq(cycle.practice, false), gt(cycle.surveyDays, 0)))
          .orderBy(asc(cycle.id)),
      );
      return rows;
    },
    due: async ({ cycleId, from, until, now, after }) => {
      const seen = await store.readOnce((db) =>
        db
          .select({ id: answer.id, releasedAt: sql<number>`${answer.releasedAt}` })
          .from(answer)
          .where(
            and(
              isNotNull(answer.releasedAt),
              gt(answer.releasedAt, from),
              lte(answer.releasedAt, until),
              after === null
                ? undefined
                : or(
                    gt(answer.releasedAt, after.releasedAt),
                    and(eq(answer.releasedAt, after.releasedAt), gt(answer.id, after.answerId)),
                  ),
            ),
          )
          .orderBy(asc(answer.releasedAt), asc(answer.id))
          .limit(chunk),
      );
      const last = seen.at(-1);
      return {
        found: await eligible(
          seen.map(({ id }) => id),
          cycleId,
          now,
        ),
        after:
          last && seen.length === chunk ? { releasedAt: Number(last.releasedAt), answerId: last.id } : null,
      };
    },
    ask: async (asked, now) => {
      const written = await store.write(
        asked.flatMap(({ answerId, proposalId, addressId, channel, planned }) => [
          once((db) =>
            db
              .insert(survey)
              .values({ answerId, proposalId, askedAt: now, score: null, scoredAt: null })
              .onConflictDoNothing()
              .returning({ id: survey.answerId }),
          ),
          ...statements.insert({ id: newId(), planned, addressId, channel, now, lease: null }),
        ]),
      );
      return written.filter((rows, index) => index % 2 === 0 && rows.length > 0).length;
    },
  };
}
