/** Reads joint ideas: a list with what is in each, one with its members, and who may become one. */
import { and, asc, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { countingTags } from '../../proposals/proposal.js';
import type { Sql } from '../sql.js';

export interface JointIdea {
  readonly id: string;
  readonly cycleId: string;
  /** Empty where it repeated words that had to be taken out. */
  readonly title: string;
  readonly text: string;
  readonly createdAt: number;
  /** When it was taken apart again. */
  readonly dissolvedAt: number | null;
  /** Name of who made it. */
  readonly by: string | null;
}

export interface JointMember {
  readonly id: string;
  readonly code: string;
  readonly text: string;
  readonly state: string;
  readonly place: string | null;
  readonly locale: string;
  readonly publish: string;
  readonly channel: string;
  /** Null: nobody is behind it. */
  readonly addressId: string | null;
  readonly revision: number;
  /** Those that count: confirmed, else chosen, else suggested. */
  readonly areas: readonly string[];
}

export interface JointSummary extends JointIdea {
  readonly members: number;
  /** By how many members, most first. */
  readonly areas: readonly string[];
  /** Two digits each; '' is the whole country. */
  readonly departments: readonly string[];
}

export const refusals = ['unknown', 'withdrawn', 'joined', 'here'] as const;
/** unknown: no such code in this cycle; joined: part of another joint idea; here: of this one already. */
export type Refusal = (typeof refusals)[number];

export interface Candidates {
  readonly members: readonly JointMember[];
  readonly refused: readonly {
    readonly code: string;
    readonly why: Refusal;
    readonly title: string | null;
  }[];
}

const chunkSize = 500;
const chunksOf = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / chunkSize) }, (_, at) =>
    list.slice(at * chunkSize, (at + 1) * chunkSize),
  );

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** Most frequent first. */
const byCount = (names: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
};

export function createJointReads(store: Sql) {
  const { joint, proposal, tag, staff } = store.t;
  type Row = typeof proposal.$inferSelect;

  const withAreas = async (rows: readonly Row[]): Promise<(JointMember & { jointId: string | null })[]> => {
    const found = await Promise.all(
      chunksOf(rows.map(({ id }) => id)).map((ids) =>
        store.readOnce((db) =>
          db
            .select({ proposalId: tag.proposalId, area: tag.area, origin: tag.origin })
            .from(tag)
            .where(inArray(tag.proposalId, ids)),
        ),
      ),
    );
    const tags = grouped(found.flat(), ({ proposalId }) => proposalId);
    return rows.map((row) => {
      const { areas } = countingTags(tags.get(row.id) ?? []);
      const { id, code, text, state, place, locale, publish, channel, addressId, revision, jointId } = row;
      const member = { id, code, text, state, place, locale, publish, channel, addressId, revision, areas };
      return { ...member, jointId };
    });
  };

  const columns = {
    id: joint.id,
    cycleId: joint.cycleId,
    title: joint.title,
    text: joint.text,
    createdAt: joint.createdAt,
    dissolvedAt: joint.dissolvedAt,
    by: staff.name,
  };
  const membersOf = async (ids: readonly string[]) => {
    const rows = await Promise.all(
      chunksOf(ids).map((some) =>
        store.readOnce((db) =>
          db.select().from(proposal).where(inArray(proposal.jointId, some)).orderBy(asc(proposal.id)),
        ),
      ),
    );
    return withAreas(rows.flat());
  };

  return {
    /** Newest first. @param after id of the last one shown. */
    list: async (cycleId: string, limit: number, after?: string): Promise<readonly JointSummary[]> => {
      const ideas = await store.readOnce((db) =>
        db
          .select(columns)
          .from(joint)
          .leftJoin(staff, eq(staff.id, joint.createdBy))
          .where(
            and(
              eq(joint.cycleId, cycleId),
              isNull(joint.dissolvedAt),
              after === undefined ? undefined : lt(joint.id, after),
            ),
          )
          .orderBy(desc(joint.id))
          .limit(limit),
      );
      const members = grouped(await membersOf(ideas.map(({ id }) => id)), ({ jointId }) => jointId ?? '');
      return ideas.map((idea) => {
        const own = members.get(idea.id) ?? [];
        return {
          ...idea,
          members: own.length,
          areas: byCount(own.flatMap(({ areas }) => areas)),
          departments: byCount(own.map(({ place }) => place?.slice(0, 2) ?? '')),
        };
      });
    },

    find: async (cycleId: string, id: string): Promise<JointIdea | null> => {
      const [found] = await store.readOnce((db) =>
        db
          .select(columns)
          .from(joint)
          .leftJoin(staff, eq(staff.id, joint.createdBy))
          .where(and(eq(joint.id, id), eq(joint.cycleId, cycleId)))
          .limit(1),
      );
      return found ?? null;
    },

    /** Oldest first. */
    members: (id: string): Promise<readonly JointMember[]> => membersOf([id]),

    /** Which of these may become part of a joint idea, and why the others may not. @param into one that is there. */
    candidates: async (cycleId: string, codes: readonly string[], into?: string): Promise<Candidates> => {
      const wanted = [...new Set(codes)];
      const rows = await Promise.all(
        chunksOf(wanted).map((some) =>
          store.readOnce((db) =>
            db
              .select({ row: proposal, title: joint.title })
              .from(proposal)
              .leftJoin(joint, eq(joint.id, proposal.jointId))
              .where(and(inArray(proposal.code, some), eq(proposal.cycleId, cycleId))),
          ),
        ),
      );
      const byCode = new Map(rows.flat().map((found) => [found.row.code, found]));
      const refused = wanted.flatMap((code): Candidates['refused'] => {
        const found = byCode.get(code);
        if (!found) return [{ code, why: 'unknown', title: null }];
        if (found.row.state === 'withdrawn') return [{ code, why: 'withdrawn', title: null }];
        if (found.row.jointId === null) return [];
        return [{ code, why: found.row.jointId === into ? 'here' : 'joined', title: found.title }];
      });
      const not = new Set(refused.map(({ code }) => code));
      const fit = wanted.flatMap((code) => (not.has(code) ? [] : (byCode.get(code)?.row ?? [])));
      return { members: await withAreas(fit), refused };
    },
  };
}
