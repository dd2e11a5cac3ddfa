/** What the desk of answers reads beside the answers themselves: whom they go to, how they arrived, who signed before. */
import { and, asc, eq, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { createAudited } from '../audit.js';
import type { Sql, Statement } from '../sql.js';
import { createStaffNotices } from '../staff/notices.js';

/** A proposal as who answers it must see it; never who its author is. */
export interface Reader {
  readonly proposalId: string;
  readonly code: string;
  readonly revision: number;
  readonly state: string;
  readonly text: string;
  /** What is said in its recordings, as far as somebody wrote it down. */
  readonly heard: readonly string[];
  readonly locale: string;
  readonly place: string | null;
  readonly channel: string;
  /** Null: nobody is behind it whom we could write to. */
  readonly addressId: string | null;
  /** How its author can be reached now. */
  readonly reach: { readonly reachable: boolean; readonly lastInboundAt: number } | null;
}

/** One message that carried an answer. */
export interface AnswerDelivery {
  readonly answerId: string;
  readonly channel: string;
  readonly state: string;
  readonly why: string | null;
  readonly code: string | null;
  readonly at: number;
}

export interface PastSignature {
  readonly answerId: string;
  readonly staffId: string;
  readonly name: string;
  readonly sector: string;
  readonly hash: string;
  readonly at: number;
}

/** Ids in one query: SQLite takes 32,766 parameters, PostgreSQL 65,535. */
const chunkSize = 2_000;

async function inChunks<Row>(
  ids: readonly string[],
  read: (chunk: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += chunkSize)
    rows.push(...(await read(ids.slice(at, at + chunkSize))));
  return rows;
}

export function createAnswerDesk(store: Sql, newId: () => string) {
  const { proposal, address, attachment, outbox, answer, signature, staff, staffNotice } = store.t;
  const audited = createAudited(store, newId);
  const notices = createStaffNotices(store, newId);

  const readerColumns = {
    proposalId: proposal.id,
    code: proposal.code,
    revision: proposal.revision,
    state: proposal.state,
    text: proposal.text,
    locale: proposal.locale,
    place: proposal.place,
    channel: proposal.channel,
    addressId: proposal.addressId,
    personId: proposal.personId,
    reachable: address.reachable,
    lastInboundAt: address.lastInboundAt,
  };
  type Row = Omit<Reader, 'reach' | 'heard'> & {
    readonly personId: string | null;
    readonly reachable: boolean | null;
    readonly lastInboundAt: number | null;
  };
  const typed = (
    { personId, reachable, lastInboundAt, addressId, ...row }: Row,
    heard: readonly string[],
  ): Reader => ({
    ...row,
    heard,
    addressId: personId === null ? null : addressId,
    reach:
      personId === null || reachable === null || lastInboundAt === null ? null : { reachable, lastInboundAt },
  });
  const readers = async (
    cycleId: string,
    by: typeof proposal.id | typeof proposal.code,
    values: readonly string[],
  ): Promise<readonly Reader[]> => {
    const rows = await inChunks(values, (chunk) =>
      store.readOnce((db) =>
        db
          .select(readerColumns)
          .from(proposal)
          .leftJoin(address, eq(address.id, proposal.addressId))
          .where(and(inArray(by, chunk), eq(proposal.cycleId, cycleId))),
      ),
    );
    const recordings = await inChunks(
      rows.map(({ proposalId }) => proposalId),
      (chunk) =>
        store.readOnce((db) =>
          db
            .select({ proposalId: attachment.proposalId, heard: attachment.transcript })
            .from(attachment)
            .where(and(inArray(attachment.proposalId, chunk), isNotNull(attachment.transcript)))
            .orderBy(asc(attachment.id)),
        ),
    );
    const heardIn = (id: string) =>
      recordings.flatMap(({ proposalId, heard }) => (proposalId === id && heard ? [heard] : []));
    return rows.map((row) => typed(row, heardIn(row.proposalId)));
  };

  /** Members of a sector in one of these roles, who are there. */
  const membersOf = (sector: string, roles: readonly string[]) =>
    store.readOnce((db) =>
      db
        .select({ id: staff.id })
        .from(staff)
        .where(and(eq(staff.sector, sector), inArray(staff.role, [...roles]), isNull(staff.disabledAt)))
        .orderBy(asc(staff.id)),
    );

  return {
    readersById: (cycleId: string, ids: readonly string[]) => readers(cycleId, proposal.id, ids),
    readersByCode: (cycleId: string, codes: readonly string[]) => readers(cycleId, proposal.code, codes),

    /** Codes of the proposals of a joint idea, by code. */
    codesOfJoint: async (cycleId: string, jointId: string): Promise<readonly string[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ code: proposal.code })
          .from(proposal)
          .where(and(eq(proposal.jointId, jointId), eq(proposal.cycleId, cycleId)))
          .orderBy(asc(proposal.code)),
      );
      return rows.map(({ code }) => code);
    },

    /** How many of these proposals have a draft. */
    countDrafts: async (proposalIds: readonly string[]): Promise<number> => {
      const rows = await inChunks(proposalIds, (chunk) =>
        store.readOnce((db) =>
          db
            .select({ id: answer.id })
            .from(answer)
            .where(and(inArray(answer.proposalId, chunk), eq(answer.state, 'draft'))),
        ),
      );
      return rows.length;
    },

    /** Newest message of each answer; what was read, delivered or failed, and why. */
    deliveriesOf: async (proposalIds: readonly string[]): Promise<readonly AnswerDelivery[]> => {
      const rows = await inChunks(proposalIds, (chunk) =>
        store.readOnce((db) =>
          db
            .select({
              answerId: outbox.answerId,
              channel: outbox.channel,
              state: outbox.state,
              why: outbox.why,
              code: outbox.code,
              plannedAt: outbox.plannedAt,
              acceptedAt: outbox.acceptedAt,
              deliveredAt: outbox.deliveredAt,
              readAt: outbox.readAt,
              failedAt: outbox.failedAt,
            })
            .from(outbox)
            .where(and(inArray(outbox.proposalId, chunk), eq(outbox.purpose, 'answer')))
            .orderBy(asc(outbox.id)),
        ),
      );
      return rows.flatMap(({ answerId, plannedAt, acceptedAt, deliveredAt, readAt, failedAt, ...row }) =>
        answerId === null
          ? []
          : [{ answerId, ...row, at: readAt ?? deliveredAt ?? failedAt ?? acceptedAt ?? plannedAt }],
      );
    },

    /**
     * How the answers of a batch, or those released since an instant, have arrived: state → count.
     * `none`: nobody is behind the proposal.
     */
    fates: async (
      cycleId: string,
      of: { readonly batchId: string } | { readonly since: number },
    ): Promise<Readonly<Record<string, number>>> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ state: sql<string>`coalesce(${outbox.state}, 'none')`, count: sql<number>`count(*)` })
          .from(answer)
          .innerJoin(proposal, eq(proposal.id, answer.proposalId))
          .leftJoin(
            outbox,
            and(
              eq(outbox.proposalId, answer.proposalId),
              eq(outbox.answerId, answer.id),
              eq(outbox.purpose, 'answer'),
            ),
          )
          .where(
            and(
              eq(proposal.cycleId, cycleId),
              eq(answer.state, 'released'),
              'batchId' in of ? eq(answer.batchId, of.batchId) : gte(answer.releasedAt, of.since),
            ),
          )
          .groupBy(sql`coalesce(${outbox.state}, 'none')`),
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
    },

    /** All signatures ever put on these answers, oldest first: those on other words than today's are void. */
    signaturesOf: (answerIds: readonly string[]): Promise<readonly PastSignature[]> =>
      inChunks(answerIds, (chunk) =>
        store.readOnce((db) =>
          db
            .select({
              answerId: signature.answerId,
              staffId: signature.staffId,
              name: staff.name,
              sector: signature.sector,
              hash: signature.hash,
              at: signature.at,
            })
            .from(signature)
            .innerJoin(staff, eq(staff.id, signature.staffId))
            .where(inArray(signature.answerId, chunk))
            .orderBy(asc(signature.at), asc(signature.staffId)),
        ),
      ),

    /**
     * Tells who may sign for a sector that something waits for them; who has not looked at the last such notice is not
     * told again. @returns how many can sign for it at all.
     */
    askToSign: async (given: {
      readonly sector: string;
      /** In which they may sign. */
      readonly roles: readonly string[];
      readonly href: string;
      /** Code of the proposal, or id of the batch: what the audit names. */
      readonly subject: string;
      readonly count: number;
      readonly staffId: string;
      readonly now: number;
    }): Promise<number> => {
      const { sector, roles, href, subject, count, staffId, now } = given;
      const members = (await membersOf(sector, roles)).filter(({ id }) => id !== staffId);
      const asked = await store.readOnce((db) =>
        db
          .select({ staffId: staffNotice.staffId })
          .from(staffNotice)
          .where(
            and(
              inArray(
                staffNotice.staffId,
                members.map(({ id }) => id),
              ),
              isNull(staffNotice.seenAt),
              eq(staffNotice.kind, 'to-sign'),
              eq(staffNotice.href, href),
            ),
          ),
      );
      const waiting = new Set(asked.map((one) => one.staffId));
      const rows: Statement[] = members
        .filter(({ id }) => !waiting.has(id))
        .map(({ id }) => notices.add({ staffId: id, kind: 'to-sign', href, detail: { count }, now }));
      const note = audited({ staffId, now }, 'answer.signature-asked', subject, { sector, count });
      await store.write([...rows, note]);
      return members.length;
    },
  };
}

export type AnswerDesk = ReturnType<typeof createAnswerDesk>;
