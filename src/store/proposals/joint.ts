/** Merges proposals into a joint idea and takes them out again; each keeps its words, code, author and answer. */
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Author, createNews, News } from '../../proposals/news.js';
import type { ByStaff } from '../audit.js';
import { isDuplicate, isSerialization, NothingTouched, once, type Sql, type Statement } from '../sql.js';
import { createStaffWrites, type SeenProposal } from '../staff/writes.js';
import { createJointReads } from './joint-reads.js';
import { createNewsStatements } from './news.js';

/** `stale`: what changed since it was shown, by code; empty: the joint idea itself. Nothing was kept then. */
export type JointWrite = { readonly kept: string } | { readonly stale: readonly string[] };

/** What authors are told, in the cycle's own words. */
export type JointNews = Pick<ReturnType<typeof createNews>, 'jointNews' | 'unjointNews'>;

interface Change extends ByStaff {
  readonly cycleId: string;
  readonly news: JointNews;
}
type Seen = readonly SeenProposal[];

/** Search finds a member by the words of the joint idea as well: whatever changes, the index takes it up again. */
export function createJoint(store: Sql, newId: () => string) {
  const { joint, proposal } = store.t;
  const reads = createJointReads(store);
  const { audited } = createStaffWrites(store, newId);
  const { tell } = createNewsStatements(store, newId);

  const authorsOf = async (cycleId: string, seen: Seen): Promise<ReadonlyMap<string, Author>> => {
    const { members } = await reads.candidates(
      cycleId,
      seen.map(({ code }) => code),
    );
    return new Map(members.map((one) => [one.id, one]));
  };

  /** Also makes whoever changes the same idea at this moment wait. */
  const isThere = (id: string, cycleId: string, change: Record<string, unknown> = {}): Statement =>
    once(
      (db) =>
        db
          .update(joint)
          .set({ createdAt: sql`${joint.createdAt}`, ...change })
          .where(and(eq(joint.id, id), eq(joint.cycleId, cycleId), isNull(joint.dissolvedAt)))
          .returning({ id: joint.id }),
      'conflict',
    );
  const take = (one: SeenProposal, into: string, cycleId: string): Statement =>
    once(
      (db) =>
        db
          .update(proposal)
          .set({ jointId: into, indexed: false, revision: one.revision + 1 })
          .where(
            and(
              eq(proposal.id, one.id),
              eq(proposal.cycleId, cycleId),
              eq(proposal.revision, one.revision),
              ne(proposal.state, 'withdrawn'),
              isNull(proposal.jointId),
            ),
          )
          .returning({ id: proposal.id }),
      'conflict',
    );
  const leave = (one: SeenProposal, from: string): Statement =>
    once(
      (db) =>
        db
          .update(proposal)
          .set({ jointId: null, indexed: false, revision: one.revision + 1 })
          .where(
            and(eq(proposal.id, one.id), eq(proposal.revision, one.revision), eq(proposal.jointId, from)),
          )
          .returning({ id: proposal.id }),
      'conflict',
    );

  const told = (author: Author | undefined, news: News | null | undefined, now: number): Statement[] =>
    author ? tell(author.id, 'joint', news ?? null, now) : [];

  const takeAll = async (given: Change, into: string, seen: Seen, others: number): Promise<Statement[]> => {
    const { cycleId, news, staffId, now } = given;
    const authors = await authorsOf(cycleId, seen);
    // In one order, so that two who merge the same ones wait for each other rather than block each other.
    return seen
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((one) => {
        const author = authors.get(one.id);
        return [
          take(one, into, cycleId),
          ...told(author, author && news.jointNews(author, others, now), now),
          audited({ staffId, now }, 'proposal.joined', one.code, { joint: into, others }),
        ];
      });
  };
  const leaveAll = (given: Change, from: string, members: readonly (SeenProposal & Author)[]): Statement[] =>
    members
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((one) => [
        leave(one, from),
        ...told(one, given.news.unjointNews(one, given.now), given.now),
        audited(given, 'proposal.unjoined', one.code, { joint: from }),
      ]);

  /** @param whatChanged asked only where nothing was kept. */
  const write = async (
    id: string,
    statements: readonly Statement[],
    whatChanged: () => Promise<readonly string[]>,
  ): Promise<JointWrite> => {
    try {
      await store.write(statements);
      return { kept: id };
    } catch (error) {
      if (error instanceof NothingTouched || isDuplicate(error) || isSerialization(error))
        return { stale: await whatChanged() };
      throw error;
    }
  };

  /** Those that are not as they were seen any more. */
  const changedOf = async (cycleId: string, seen: Seen): Promise<readonly string[]> => {
    const { members } = await reads.candidates(
      cycleId,
      seen.map(({ code }) => code),
    );
    const now = new Map(members.map((one) => [one.id, one.revision]));
    return seen.filter(({ id, revision }) => now.get(id) !== revision).map(({ code }) => code);
  };

  return {
    ...reads,

    /** All or nothing. @param id chosen by the form: a second press finds it made. */
    create: async (
      given: Change & {
        readonly id: string;
        readonly title: string;
        readonly text: string;
        readonly members: Seen;
      },
    ): Promise<JointWrite> => {
      const { id, cycleId, title, text, members, staffId, now } = given;
      if (await reads.find(cycleId, id)) return { kept: id };
      const insert = once((db) =>
        db
          .insert(joint)
          .values({ id, cycleId, title, text, createdBy: staffId, createdAt: now, dissolvedAt: null })
          .returning({ id: joint.id }),
      );
      const statements = [
        insert,
        ...(await takeAll(given, id, members, members.length - 1)),
        audited({ staffId, now }, 'joint.created', id, { members: members.length }),
      ];
      const ended = await write(id, statements, () => changedOf(cycleId, members));
      if ('stale' in ended && (await reads.find(cycleId, id))) return { kept: id };
      return ended;
    },

    /** All or nothing. */
    add: async (given: Change & { readonly id: string; readonly members: Seen }): Promise<JointWrite> => {
      const { id, cycleId, members } = given;
      const before = await reads.members(id);
      const others = before.length + members.length - 1;
      return write(id, [isThere(id, cycleId), ...(await takeAll(given, id, members, others))], () =>
        changedOf(cycleId, members),
      );
    },

    /** Takes one out: it stands by itself again, as before. */
    remove: async (
      given: Change & { readonly id: string; readonly member: SeenProposal },
    ): Promise<JointWrite> => {
      const { id, cycleId, member } = given;
      const found = (await reads.members(id)).find((one) => one.id === member.id);
      if (!found) return { stale: [member.code] };
      return write(
        id,
        [isThere(id, cycleId), ...leaveAll(given, id, [{ ...found, revision: member.revision }])],
        async () => [member.code],
      );
    },

    /** Takes it apart. @param expected how many members the screen showed. */
    dissolve: async (
      given: Change & { readonly id: string; readonly expected: number },
    ): Promise<JointWrite> => {
      const { id, cycleId, expected, staffId, now } = given;
      const members = await reads.members(id);
      if (members.length !== expected) return { stale: [] };
      return write(
        id,
        [
          isThere(id, cycleId, { dissolvedAt: now }),
          ...leaveAll(given, id, members),
          // Somebody was added in between: all or nothing.
          once(
            (db) =>
              db
                .update(joint)
                .set({ dissolvedAt: now })
                .where(
                  and(
                    eq(joint.id, id),
                    sql`not exists (select 1 from proposal other where other.joint_id = ${id})`,
                  ),
                )
                .returning({ id: joint.id }),
            'conflict',
          ),
          audited({ staffId, now }, 'joint.dissolved', id, { members: expected }),
        ],
        async () => [],
      );
    },

    /** @param seen as the form showed it. */
    reword: async (
      given: ByStaff & {
        readonly id: string;
        readonly cycleId: string;
        readonly title: string;
        readonly text: string;
        readonly seen: { readonly title: string; readonly text: string };
      },
    ): Promise<JointWrite> => {
      const { id, cycleId, title, text, seen, staffId, now } = given;
      const change = once(
        (db) =>
          db
            .update(joint)
            .set({ title, text })
            .where(
              and(
                eq(joint.id, id),
                eq(joint.cycleId, cycleId),
                isNull(joint.dissolvedAt),
                eq(joint.title, seen.title),
                eq(joint.text, seen.text),
              ),
            )
            .returning({ id: joint.id }),
        'conflict',
      );
      const found = once((db) =>
        db
          .update(proposal)
          .set({ indexed: false })
          .where(eq(proposal.jointId, id))
          .returning({ id: proposal.id }),
      );
      return write(id, [change, found, audited({ staffId, now }, 'joint.reworded', id)], async () => []);
    },
  };
}

export type Joint = ReturnType<typeof createJoint>;
