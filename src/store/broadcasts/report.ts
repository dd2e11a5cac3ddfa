/** What staff look up about one broadcast beside its numbers: messages in trouble, and who did what with it. */
import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { type ChannelName, channelNamed } from '../../talk/message.js';
import type { Sql } from '../sql.js';

/** A row staff should know of. The reference is opaque: it leads to a person only for who may open the database. */
export interface Trouble {
  readonly id: string;
  readonly channel: ChannelName;
  /** `DEPARTMENT:LOCALE`. */
  readonly segment: string;
  readonly state: 'failed' | 'unknown';
  /** Failure kind; null when nobody knows. */
  readonly why: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly at: number | null;
}

export interface HistoryLine {
  readonly action: string;
  readonly at: number;
  /** Name of the member; null for the program itself. */
  readonly by: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

const historyLines = 200;

export function createBroadcastReport(store: Sql) {
  const { outbox, staff, audit } = store.t;
  return {
    /** Failed rows and those nobody knows the end of, by id. */
    troubles: async (
      broadcastId: string,
      { after, limit }: { after: string; limit: number },
    ): Promise<readonly Trouble[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({
            id: outbox.id,
            channel: outbox.channel,
            segment: outbox.segment,
            state: outbox.state,
            why: outbox.why,
            code: outbox.code,
            detail: outbox.detail,
            at: outbox.failedAt,
          })
          .from(outbox)
          .where(
            and(
              eq(outbox.broadcastId, broadcastId),
              inArray(outbox.state, ['failed', 'unknown']),
              gt(outbox.id, after),
            ),
          )
          .orderBy(asc(outbox.id))
          .limit(limit),
      );
      return rows.map((row) => ({
        ...row,
        channel: channelNamed(row.channel),
        segment: row.segment ?? ':',
        state: row.state === 'unknown' ? 'unknown' : 'failed',
      }));
    },

    /** Who did what with it, oldest first. */
    history: async (broadcastId: string): Promise<readonly HistoryLine[]> =>
      store.readOnce((db) =>
        db
          .select({ action: audit.action, at: audit.at, by: staff.name, detail: audit.detail })
          .from(audit)
          .leftJoin(staff, eq(staff.id, audit.actor))
          .where(eq(audit.subject, broadcastId))
          .orderBy(asc(audit.at), asc(audit.id))
          .limit(historyLines),
      ),

    /** Ids of everybody who wrote in it. */
    authors: async (broadcastId: string): Promise<readonly string[]> => {
      const rows = await store.readOnce((db) =>
        db
          .selectDistinct({ actor: audit.actor })
          .from(audit)
          .where(
            and(
              eq(audit.subject, broadcastId),
              inArray(audit.action, ['broadcast.drafted', 'broadcast.edited']),
            ),
          ),
      );
      return rows.map(({ actor }) => actor);
    },
  };
}

export type BroadcastReport = ReturnType<typeof createBroadcastReport>;
