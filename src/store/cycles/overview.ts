/** Reads a cycle once, in stretches, and adds it up: the loop is never held for long. */
import { setImmediate } from 'node:timers/promises';
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { oneOf } from '../../one-of.js';
import { type CountedProposal, createAdder, type Overview } from '../../overview/overview.js';
import { countingTags, proposalStates } from '../../proposals/proposal.js';
import { prepared, type Sql } from '../sql.js';

/** Its three reads take some 3 ms each. */
const stretch = 500;
/** Figures may be as old as this many times what they took to make: fresh where there is little to count. */
const agePerMs = 60;

export interface Figures extends Overview {
  /** When they were counted; UTC ms. */
  readonly at: number;
}

const p = sql.placeholder;

function groupById<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

export function createOverview(store: Sql) {
  const { proposal, tag, answer, outbox, fallback } = store.t;
  const known = new Map<string, { readonly figures: Figures; readonly until: number }>();
  const underWay = new Map<string, Promise<Figures>>();

  const nextProposals = prepared('overview_proposals', (db) =>
    db
      .select({
        id: proposal.id,
        cycleId: proposal.cycleId,
        personId: proposal.personId,
        state: proposal.state,
        place: proposal.place,
        locale: proposal.locale,
        promisedAt: proposal.promisedAt,
        channel: proposal.channel,
      })
      .from(proposal)
      .where(gt(proposal.id, p('after')))
      .orderBy(asc(proposal.id))
      .limit(stretch),
  );
  const tagsBetween = prepared('overview_tags', (db) =>
    db
      .select({ id: tag.proposalId, area: tag.area, origin: tag.origin })
      .from(tag)
      .where(and(gt(tag.proposalId, p('after')), lte(tag.proposalId, p('until')))),
  );
  const answersBetween = prepared('overview_answers', (db) =>
    db
      .select({
        proposalId: answer.proposalId,
        outcome: answer.outcome,
        fate: outbox.state,
        way: fallback.way,
      })
      .from(answer)
      .leftJoin(outbox, eq(outbox.key, sql`'answer:' || ${answer.id}`))
      .leftJoin(fallback, eq(fallback.answerId, answer.id))
      .where(
        and(
          gt(answer.proposalId, p('after')),
          lte(answer.proposalId, p('until')),
          sql`${answer.state} = 'released'`,
        ),
      )
      .orderBy(asc(answer.proposalId), asc(answer.releasedAt), asc(answer.id)),
  );

  const count = async (cycleId: string, now: number): Promise<Figures> => {
    const adder = createAdder(now);
    for (let after = ''; ; ) {
      const rows = await store.read(nextProposals, { after });
      const until = rows.at(-1)?.id;
      if (until === undefined) return { ...adder.result(), at: now };
      await setImmediate();
      const tags = groupById(await store.read(tagsBetween, { after, until }));
      await setImmediate();
      const answers = new Map(
        (await store.read(answersBetween, { after, until })).map((one) => [one.proposalId, one]),
      );
      for (const { cycleId: of, state, ...row } of rows) {
        if (of !== cycleId) continue;
        const given = answers.get(row.id);
        adder.add({
          ...row,
          state: oneOf(proposalStates, state, 'received'),
          areas: countingTags(tags.get(row.id) ?? []).areas,
          answer: given
            ? { outcome: given.outcome, fate: given.fate, toldOtherwise: given.way !== null }
            : null,
        } satisfies CountedProposal);
      }
      after = until;
      await setImmediate();
    }
  };

  const refresh = (cycleId: string, now: number): Promise<Figures> => {
    const running = underWay.get(cycleId);
    if (running !== undefined) return running;
    const began = performance.now();
    const made = count(cycleId, now)
      .then((figures) => {
        known.set(cycleId, { figures, until: now + (performance.now() - began) * agePerMs });
        return figures;
      })
      .finally(() => underWay.delete(cycleId));
    underWay.set(cycleId, made);
    return made;
  };

  return {
    /** Large cycles are counted again in the background while what was counted last is shown. */
    figures: async (cycleId: string, now: number): Promise<Figures> => {
      const last = known.get(cycleId);
      // A clock that was moved back makes figures from the future.
      if (!last || last.figures.at > now) return refresh(cycleId, now);
      if (now > last.until) {
        const fresh = refresh(cycleId, now);
        if (last.until - last.figures.at < 10_000) return fresh;
        // Who looks next gets them; a failure is theirs to see.
        fresh.catch(() => undefined);
      }
      return last.figures;
    },
  };
}
