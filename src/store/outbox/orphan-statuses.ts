/** Reports that came before our own record: kept for a week, and tried again until their message is known. */
import { asc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { failureKinds } from '../../talk/failure.js';
import { channelNames } from '../../talk/message.js';
import { once, type Sql, type Statement } from '../sql.js';
import type { KeyedStatus } from '../store.js';

/** What of a report moves a row. */
export type Status = Pick<
  KeyedStatus,
  'channel' | 'state' | 'at' | 'externalKey' | 'outboxId' | 'failure' | 'pricing'
>;

const weekMs = 7 * 86_400_000;
const batch = 500;

const keptStatus = z.object({
  channel: z.enum(channelNames).catch('whatsapp'),
  state: z.enum(['accepted', 'delivered', 'read', 'failed']),
  at: z.number(),
  outboxId: z.string().nullable(),
  kind: z.enum(failureKinds).nullable(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
  category: z.string().nullish(),
  type: z.string().nullish(),
  billable: z.boolean().nullish(),
});

const statusOf = (externalKey: string, kept: z.infer<typeof keptStatus>): Status => {
  const { channel, state, at, outboxId, kind, code, detail, category, type, billable } = kept;
  return {
    channel,
    state,
    at,
    externalKey,
    ...(outboxId === null ? {} : { outboxId }),
    ...(kind === null ? {} : { failure: { kind, code: code ?? '', detail: detail ?? '' } }),
    ...(category && type ? { pricing: { category, type, billable: billable ?? true } } : {}),
  };
};

export function createOrphanStatuses(store: Sql, newId: () => string) {
  const { orphanStatus } = store.t;
  return {
    keep: (status: Status, now: number): Statement =>
      once((db) =>
        db
          .insert(orphanStatus)
          .values({
            id: newId(),
            externalKey: status.externalKey,
            status: {
              channel: status.channel,
              state: status.state,
              at: status.at,
              outboxId: status.outboxId ?? null,
              kind: status.failure?.kind ?? null,
              code: status.failure?.code ?? null,
              detail: status.failure?.detail ?? null,
              category: status.pricing?.category ?? null,
              type: status.pricing?.type ?? null,
              billable: status.pricing?.billable ?? null,
            },
            receivedAt: now,
          })
          .returning({ id: orphanStatus.id }),
      ),
    /** The oldest kept ones. */
    oldest: async (): Promise<readonly { readonly id: string; readonly status: Status }[]> => {
      const rows = await store.readOnce((db) =>
        db.select().from(orphanStatus).orderBy(asc(orphanStatus.id)).limit(batch),
      );
      return rows.map(({ id, externalKey, status }) => ({
        id,
        status: statusOf(externalKey, keptStatus.parse(status)),
      }));
    },
    drop: (id: string): Statement =>
      once((db) => db.delete(orphanStatus).where(eq(orphanStatus.id, id)).returning({ id: orphanStatus.id })),
    forgetOld: (now: number): Statement =>
      once((db) =>
        db
          .delete(orphanStatus)
          .where(lt(orphanStatus.receivedAt, now - weekMs))
          .returning({ id: orphanStatus.id }),
      ),
  };
}
