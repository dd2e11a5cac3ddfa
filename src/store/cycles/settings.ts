/** What staff may set of a cycle: changed only as it was seen, each change noted; and the change from one cycle to the next. */
import { and, desc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { SigningRule } from '../../answers/answer.js';
import type { Localized } from '../../calendar/entry.js';
import type { Area } from '../../inbox/turn.js';
import type { Card } from '../../proposals/triage.js';
import { createAudited } from '../audit.js';
import { once, type Sql, type Statement, wasKept } from '../sql.js';
import { defaultAreas } from './default-cycle.js';

/** A cycle's settings as they are kept; `areas` with those retired. */
export interface Settings {
  readonly plan: Localized;
  readonly forum: Localized;
  readonly dataContact: string;
  readonly areas: readonly Area[];
  /** Days. */
  readonly answerDays: number;
  readonly surveyDays: number;
  readonly signing: SigningRule;
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly cards: readonly Card[];
  readonly wording: Readonly<Record<string, Localized>>;
  readonly guide: readonly string[];
}

export interface CycleInList {
  readonly id: string;
  readonly slug: string;
  readonly plan: Localized;
  readonly current: boolean;
  readonly createdAt: number;
}

type Detail = Readonly<Record<string, string | number | boolean | null>>;
interface Change {
  /** Only what changes. */
  readonly to: Partial<Settings>;
  /** The same fields as the form was made of. */
  readonly seen: Partial<Settings>;
  /** Areas that must have no tags, since they vanish. */
  readonly vanishing?: readonly string[];
  readonly action: string;
  readonly detail: Detail;
  readonly staffId: string;
  readonly now: number;
}

export function createCycleSettings(store: Sql, newId: () => string) {
  const { cycle, proposal, tag, calendarEntry, calendarVersion, answer, signature } = store.t;

  const audited = createAudited(store, newId);
  /** Compared as it is kept: JSON was written by the same hand that writes it here. */
  const still = (seen: Partial<Settings>): SQL[] =>
    Object.entries(seen).map(([name, value]) => {
      const column = cycle[name as keyof Settings];
      return value === null ? isNull(column) : sql`${column} = ${sql.param(value, column)}`;
    });
  const tagged = (cycleId: string, area: string): SQL =>
    sql`exists (select 1 from ${tag} join ${proposal} on ${proposal.id} = ${tag.proposalId}
      where ${tag.area} = ${area} and ${proposal.cycleId} = ${cycleId})`;

  const isLeaving = (cycleId: string): SQL =>
    sql`exists (select 1 from answer_batch b where b.cycle_id = ${cycleId} and b.state = 'releasing')`;
  /** Who signed a draft signed the words around it too: they sign again what it says now. */
  const unsign = (cycleId: string): Statement =>
    once((db) =>
      db
        .delete(signature)
        .where(
          inArray(
            signature.answerId,
            db
              .select({ id: answer.id })
              .from(answer)
              .innerJoin(proposal, eq(proposal.id, answer.proposalId))
              .where(and(eq(proposal.cycleId, cycleId), sql`${answer.state} = 'draft'`)),
          ),
        )
        .returning({ id: signature.answerId }),
    );
  const reworded = ({ seen, to }: Pick<Change, 'seen' | 'to'>): boolean =>
    to.wording !== undefined &&
    JSON.stringify(to.wording['answer.message'] ?? {}) !==
      JSON.stringify(seen.wording?.['answer.message'] ?? {});

  return {
    read: async (cycleId: string): Promise<Settings | null> => {
      const [row] = await store.readOnce((db) =>
        db.select().from(cycle).where(eq(cycle.id, cycleId)).limit(1),
      );
      if (!row) return null;
      const signing: SigningRule = row.signing === 'none' ? 'none' : 'two-sectors';
      const { plan, forum, dataContact, areas, answerDays, surveyDays, quiet, cards, wording, guide } = row;
      return {
        ...{ plan, forum, dataContact, areas, answerDays, surveyDays },
        ...{ signing, quiet, cards, wording, guide },
      };
    },

    /** Areas of these that stand on a proposal of the cycle. */
    areasInUse: async (cycleId: string, areas: readonly string[]): Promise<ReadonlySet<string>> => {
      const found = await Promise.all(
        areas.map(async (area) => {
          const rows = await store.readOnce((db) =>
            db
              .select({ id: cycle.id })
              .from(cycle)
              .where(and(eq(cycle.id, cycleId), tagged(cycleId, area))),
          );
          return rows.length > 0 ? [area] : [];
        }),
      );
      return new Set(found.flat());
    },

    /** Somebody of the forum has published a stage; the sample of a first start does not count. */
    hasOwnStages: async (cycleId: string): Promise<boolean> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ id: calendarEntry.id })
          .from(calendarEntry)
          .innerJoin(calendarVersion, eq(calendarVersion.entryId, calendarEntry.id))
          .where(
            and(
              eq(calendarEntry.cycleId, cycleId),
              eq(calendarEntry.kind, 'stage'),
              ne(calendarVersion.staffId, 'system'),
            ),
          )
          .limit(1),
      );
      return rows.length > 0;
    },

    /** Their areas are still those of a first start. */
    hasOwnAreas: ({ areas }: Pick<Settings, 'areas'>): boolean => {
      const of = (list: readonly Area[]) => list.map(({ id, label }) => `${id}:${label.es}`).join();
      return of(areas) !== of(defaultAreas);
    },

    /** `stale`: somebody changed the same settings meanwhile, or an area got its first tag; nothing was kept. */
    save: async (cycleId: string, change: Change): Promise<'kept' | 'stale'> => {
      const free = (change.vanishing ?? []).map((area) => sql`not ${tagged(cycleId, area)}`);
      // What is leaving at this moment was signed as it is.
      const frame = reworded(change) ? [sql`not ${isLeaving(cycleId)}`] : [];
      const update = once(
        (db) =>
          db
            .update(cycle)
            .set(change.to)
            .where(and(eq(cycle.id, cycleId), ...still(change.seen), ...free, ...frame))
            .returning({ id: cycle.id }),
        'conflict',
      );
      const note = audited(change, change.action, cycleId, change.detail);
      const signatures = reworded(change) ? [unsign(cycleId)] : [];
      return (await wasKept(store, [update, ...signatures, note])) ? 'kept' : 'stale';
    },

    /** Real ones, the newest first. */
    list: (): Promise<CycleInList[]> =>
      store.readOnce((db) =>
        db
          .select({
            ...{ id: cycle.id, slug: cycle.slug, plan: cycle.plan },
            ...{ current: cycle.current, createdAt: cycle.createdAt },
          })
          .from(cycle)
          .where(eq(cycle.practice, false))
          .orderBy(desc(cycle.createdAt), desc(cycle.id)),
      ),

    /** A cycle with the settings of another, its retired areas and what the guide knows left out. Nobody proposes to it yet. */
    prepareNext: async (given: {
      readonly id: string;
      readonly from: string;
      readonly slug: string;
      readonly plan: Localized;
      readonly staffId: string;
      readonly now: number;
    }): Promise<'made' | 'taken'> => {
      const { id, from, slug, plan, staffId, now } = given;
      const [before] = await store.readOnce((db) =>
        db.select().from(cycle).where(eq(cycle.id, from)).limit(1),
      );
      if (!before) throw new Error('no such cycle to begin from');
      const areas = before.areas.filter((area) => area.retired !== true);
      const fresh = { id, slug, plan, areas, current: false, practice: false, guide: [], createdAt: now };
      const insert = once(
        (db) =>
          db
            .insert(cycle)
            .values({ ...before, ...fresh })
            .onConflictDoNothing()
            .returning({ id: cycle.id }),
        'duplicate',
      );
      return (await wasKept(store, [
        insert,
        audited({ staffId, now }, 'cycle.prepared', id, { from: before.slug }),
      ]))
        ? 'made'
        : 'taken';
    },

    /** From now on people propose to this one. `stale`: another is current than the page said, or this one cannot be. */
    makeCurrent: async (
      id: string,
      given: { readonly seen: string; readonly staffId: string; readonly now: number },
    ): Promise<'kept' | 'stale'> => {
      const end = once(
        (db) =>
          db
            .update(cycle)
            .set({ current: false })
            .where(and(eq(cycle.id, given.seen), eq(cycle.current, true), ne(cycle.id, id)))
            .returning({ id: cycle.id }),
        'conflict',
      );
      const begin = once(
        (db) =>
          db
            .update(cycle)
            .set({ current: true })
            .where(and(eq(cycle.id, id), eq(cycle.practice, false)))
            .returning({ id: cycle.id }),
        'conflict',
      );
      const note = audited(given, 'cycle.current', id, { before: given.seen });
      return (await wasKept(store, [end, begin, note])) ? 'kept' : 'stale';
    },
  };
}

export type CycleSettings = ReturnType<typeof createCycleSettings>;
