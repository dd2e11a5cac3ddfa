/** The cycle people propose to. The first start writes one that staff then make their own. */
import { and, asc, eq, gt } from 'drizzle-orm';
import { signingRules } from '../../answers/answer.js';
import type { CycleView } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { cardsOf } from '../../proposals/cards.js';
import { NothingTouched, once, type Sql, type Statement } from '../sql.js';
import type { Cycles, StaffCycle } from '../store.js';
import { defaultCycle, sampleReason, sampleStages } from './default-cycle.js';

export function createCycles(store: Sql, newId: () => string): Cycles {
  const { cycle, calendarEntry, calendarVersion } = store.t;
  type Row = typeof cycle.$inferSelect;
  const read = () => store.readOnce((db) => db.select().from(cycle).where(eq(cycle.current, true)).limit(1));

  const nextStage = async (cycleId: string, now: number): Promise<CycleView['nextStage']> => {
    const [next] = await store.readOnce((db) =>
      db
        .select({ content: calendarEntry.content })
        .from(calendarEntry)
        .where(
          and(
            eq(calendarEntry.cycleId, cycleId),
            eq(calendarEntry.kind, 'stage'),
            eq(calendarEntry.state, 'published'),
            gt(calendarEntry.startsAt, now),
          ),
        )
        .orderBy(asc(calendarEntry.startsAt))
        .limit(1),
    );
    return next?.content ? { label: next.content.title, startsAt: next.content.startsAt } : null;
  };
  const toView = async (row: Row, now: number): Promise<CycleView> => ({
    id: row.id,
    plan: row.plan,
    forum: row.forum,
    areas: row.areas.filter((area) => area.retired !== true),
    retiredAreas: row.areas.filter((area) => area.retired === true),
    answerDays: row.answerDays,
    nextStage: await nextStage(row.id, now),
    dataContact: row.dataContact,
    cards: cardsOf(row),
    wording: row.wording,
  });

  const toStaff = async (row: Row, now: number): Promise<StaffCycle> => {
    const { slug, cards, quiet, wording, surveyDays, practice, current, guide } = row;
    const signing = oneOf(signingRules, row.signing, 'two-sectors');
    return {
      ...(await toView(row, now)),
      ...{ slug, signing, cards, quiet, wording, surveyDays, practice, current, guide },
    };
  };

  const sample = (cycleId: string, now: number): Statement[] =>
    sampleStages(now).flatMap((content) => {
      const id = newId();
      const { startsAt, place, kind } = content;
      const entry = { id, cycleId, kind, state: 'published', version: 1, draft: null, content };
      return [
        once((db) =>
          db
            .insert(calendarEntry)
            .values({ ...entry, startsAt, place, revision: 1, createdAt: now })
            .returning({ id: calendarEntry.id }),
        ),
        once((db) =>
          db
            .insert(calendarVersion)
            .values({
              entryId: id,
              version: 1,
              change: 'created',
              content,
              publishedAt: now,
              officialUrl: null,
              overrideReason: sampleReason,
              staffId: 'system',
              announcedAt: now,
            })
            .returning({ version: calendarVersion.version }),
        ),
      ];
    });
  const writeDefault = async (now: number): Promise<void> => {
    const row = defaultCycle(newId(), now);
    // Two processes may start together: the slug lets one win, and the other writes nothing.
    const insert = once(
      (db) => db.insert(cycle).values(row).onConflictDoNothing().returning({ id: cycle.id }),
      'duplicate',
    );
    try {
      await store.write([insert, ...sample(row.id, now)]);
    } catch (error) {
      if (!(error instanceof NothingTouched)) throw error;
    }
  };

  const currentRow = async (now: number): Promise<Row> => {
    const [found] = await read();
    if (found) return found;
    await writeDefault(now);
    const [made] = await read();
    if (!made) throw new Error('no current cycle: mark one as current');
    return made;
  };
  const practiceRow = () =>
    store.readOnce((db) => db.select().from(cycle).where(eq(cycle.practice, true)).limit(1));

  return {
    current: async (now) => toView(await currentRow(now), now),
    working: async (now, practice) => {
      const [invented] = practice ? await practiceRow() : [];
      return toStaff(invented ?? (await currentRow(now)), now);
    },
    byId: async (id, now) => {
      const [row] = await store.readOnce((db) =>
        db
          .select()
          .from(cycle)
          .where(and(eq(cycle.id, id), eq(cycle.practice, false)))
          .limit(1),
      );
      return row ? toStaff(row, now) : null;
    },
  };
}
