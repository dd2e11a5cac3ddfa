/** What members of staff should look at: kept in the console, told in their own chat by the clock. */
import { and, asc, count, desc, eq, inArray, isNull, like, or, sql } from 'drizzle-orm';
import { oneOf } from '../../one-of.js';
import type { UntoldNotices } from '../../proposals/tell-staff.js';
import { type StaffNoticeKind, staffNoticeKinds } from '../../proposals/triage.js';
import { channelNamed } from '../../talk/message.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { once, prepared, type Sql, type Statement } from '../sql.js';

export interface NewStaffNotice {
  readonly staffId: string;
  readonly kind: StaffNoticeKind;
  /** Page of the console it leads to. */
  readonly href: string;
  /** Codes and counts only, never words of citizens. */
  readonly detail: Readonly<Record<string, string | number>>;
  readonly now: number;
}

export interface StaffNotice {
  readonly id: string;
  readonly kind: StaffNoticeKind;
  readonly href: string;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly at: number;
  readonly seenAt: number | null;
}

const kindOf = (stored: string): StaffNoticeKind => oneOf(staffNoticeKinds, stored, 'mentioned');

export function createStaffNotices(store: Sql, newId: () => string) {
  const { staffNotice, staff, address, person, cycle, proposal, answerBatch } = store.t;
  const statements = createOutboxStatements(store);
  const unseenCount = prepared('staff_notice_unseen', (db) =>
    db
      .select({ n: count() })
      .from(staffNotice)
      .where(and(eq(staffNotice.staffId, sql.placeholder('staffId')), isNull(staffNotice.seenAt))),
  );
  const columns = {
    id: staffNotice.id,
    kind: staffNotice.kind,
    href: staffNotice.href,
    detail: staffNotice.detail,
    at: staffNotice.at,
    seenAt: staffNotice.seenAt,
  };

  /** The page it leads to is of a proposal, or of a batch of answers, of the cycle staff practise in. */
  const isPractised = (href: string) => {
    const [, code = ''] = /^\/panel\/propuestas\/([\w-]+)/.exec(href) ?? [];
    const [, batch = ''] = /^\/panel\/respuestas\/lotes\/([\w-]+)/.exec(href) ?? [];
    return sql`exists (select 1 from ${cycle} where ${cycle.practice} and (
      exists (select 1 from ${proposal} where ${proposal.cycleId} = ${cycle.id} and ${proposal.code} = ${code})
      or exists (select 1 from ${answerBatch} where ${answerBatch.cycleId} = ${cycle.id} and ${answerBatch.id} = ${batch})))`;
  };

  const untold: UntoldNotices = {
    untold: async (limit) => {
      const rows = await store.readOnce((db) =>
        db
          .select({
            ...columns,
            staffId: staffNotice.staffId,
            disabledAt: staff.disabledAt,
            addressId: address.id,
            channel: address.channel,
            reachable: address.reachable,
            locale: person.locale,
          })
          .from(staffNotice)
          .leftJoin(staff, eq(staff.id, staffNotice.staffId))
          .leftJoin(address, eq(address.id, staff.testAddressId))
          .leftJoin(person, eq(person.id, address.personId))
          .where(isNull(staffNotice.toldAt))
          .orderBy(asc(staffNotice.at), asc(staffNotice.id))
          .limit(limit),
      );
      return rows.map(({ disabledAt, addressId, channel, reachable, locale, ...row }) => ({
        ...row,
        kind: kindOf(row.kind),
        phone:
          row.seenAt === null &&
          disabledAt === null &&
          addressId !== null &&
          channel !== null &&
          locale !== null &&
          reachable
            ? { addressId, channel: channelNamed(channel), locale }
            : null,
      }));
    },

    settle: async (ids, message, now) => {
      await store.write([
        once((db) =>
          db
            .update(staffNotice)
            .set({
              toldAt: now,
              // A digest is over once it was told: the console has the things themselves.
              seenAt: sql`case when ${staffNotice.kind} = 'digest' then ${now} else ${staffNotice.seenAt} end`,
            })
            .where(and(inArray(staffNotice.id, [...ids]), isNull(staffNotice.toldAt)))
            .returning({ id: staffNotice.id }),
        ),
        ...(message
          ? statements.insert({
              id: newId(),
              planned: message.planned,
              addressId: message.phone.addressId,
              channel: message.phone.channel,
              now,
              lease: null,
            })
          : []),
      ]);
    },
  };

  return {
    ...untold,

    /** To be written together with what it is about. Of invented data nobody is told. */
    add: ({ now, staffId, kind, href, detail }: NewStaffNotice): Statement =>
      once((db) =>
        db
          .insert(staffNotice)
          .select(
            sql`select ${newId()}, ${staffId}, ${kind}, ${href}, ${sql.param(detail, staffNotice.detail)}, ${now}, null, null
              where not ${isPractised(href)}`,
          )
          .returning({ id: staffNotice.id }),
      ),

    /** A member's own, newest first. */
    list: async (staffId: string, given: { readonly unseen: boolean; readonly limit: number }) => {
      const rows = await store.readOnce((db) =>
        db
          .select(columns)
          .from(staffNotice)
          .where(
            and(
              eq(staffNotice.staffId, staffId),
              given.unseen ? isNull(staffNotice.seenAt) : sql`${staffNotice.seenAt} is not null`,
            ),
          )
          .orderBy(desc(staffNotice.id))
          .limit(given.limit),
      );
      return rows.map((row): StaffNotice => ({ ...row, kind: kindOf(row.kind) }));
    },

    countUnseen: async (staffId: string): Promise<number> =>
      Number((await store.read(unseenCount, { staffId }))[0]?.n ?? 0),

    /** @param href only what leads to this page, wherever on it; absent: all. */
    markSeen: async (staffId: string, now: number, href?: string): Promise<void> => {
      await store.write([
        once((db) =>
          db
            .update(staffNotice)
            .set({ seenAt: now })
            .where(
              and(
                eq(staffNotice.staffId, staffId),
                isNull(staffNotice.seenAt),
                href === undefined
                  ? undefined
                  : or(eq(staffNotice.href, href), like(staffNotice.href, `${href}#%`)),
              ),
            )
            .returning({ id: staffNotice.id }),
        ),
      ]);
    },
  };
}

export type StaffNotices = ReturnType<typeof createStaffNotices>;
