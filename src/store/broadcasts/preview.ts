/** Counts who would get a broadcast and why others would not, a stretch of people at a time. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import {
  type BroadcastPreview,
  type Exclusion,
  exclusions,
  type Outside,
  outsides,
} from '../../broadcasts/broadcast.js';
import { closedSince } from '../../talk/window.js';
import type { Broadcasts } from '../outreach.js';
import { type Prepared, prepared, type Sql } from '../sql.js';
import { judged, type Selection, type Walk, weekMs } from './audience.js';

/** People looked at between two turns of the event loop: some ten milliseconds. */
const stretchOf = 1_500;

interface Group {
  readonly outside: string | null;
  readonly why: string | null;
  readonly channel: string | null;
  readonly locale: string;
  readonly region: string;
  readonly closed: number;
  readonly count: number;
}

const zeros = <Word extends string>(words: readonly Word[]): Record<Word, number> =>
  Object.fromEntries(words.map((word) => [word, 0])) as Record<Word, number>;
const add = (counts: Record<string, number>, word: string, count: number): void => {
  counts[word] = (counts[word] ?? 0) + count;
};

type Options = Parameters<Broadcasts['preview']>[1];

export function createPreview(store: Sql, walk: Walk): Pick<Broadcasts, 'preview'> {
  /** Made once for all stretches. */
  const groupsOf = (selection: Selection, now: number): Prepared<Group> => {
    const closed = sql`case when outside is null and why is null and channel = 'whatsapp'
      and last_inbound_at <= ${closedSince(now)} then 1 else 0 end`;
    const stretch = { from: sql.placeholder('from'), to: sql.placeholder('to') };
    const grouped = sql`(${judged(selection, stretch, 'everyone')}
      select outside, why, channel, locale, region, ${closed} as closed, cast(count(*) as integer) as count
      from judged group by 1, 2, 3, 4, 5, 6) grouped`;
    return prepared('', (db) =>
      db
        .select({
          outside: sql<string | null>`grouped.outside`,
          why: sql<string | null>`grouped.why`,
          channel: sql<string | null>`grouped.channel`,
          locale: sql<string>`grouped.locale`,
          region: sql<string>`grouped.region`,
          closed: sql<number>`grouped.closed`,
          count: sql<number>`grouped.count`,
        })
        .from(grouped),
    );
  };

  const count = (counts: ReturnType<typeof empty>, group: Group, templates: Options['templates']): void => {
    if (group.outside !== null) return add(counts.outside, group.outside, group.count);
    if (group.why !== null) return add(counts.excluded, group.why, group.count);
    if (group.closed === 1 && templates !== 'all' && !templates.has(group.locale))
      return add(counts.excluded, 'no-template', group.count);
    counts.recipients += group.count;
    if (group.closed === 1) counts.templates += group.count;
    add(counts.byChannel, group.channel ?? '', group.count);
    add(counts.byLocale, group.locale, group.count);
    add(counts.byRegion, group.region, group.count);
  };
  const empty = () => ({
    recipients: 0,
    byChannel: {} as Record<string, number>,
    byLocale: {} as Record<string, number>,
    byRegion: {} as Record<string, number>,
    excluded: zeros<Exclusion>(exclusions),
    outside: zeros<Outside>(outsides),
    templates: 0,
  });

  return {
    preview: async (broadcast, { now, weeklyLimit, templates }): Promise<BroadcastPreview> => {
      const recent = await walk.recent(broadcast.id, now);
      const selection: Selection = {
        broadcast,
        asOf: broadcast.approvedAt ?? now,
        weekAgo: now - weekMs,
        weeklyLimit,
        recent,
      };
      const groups = groupsOf(selection, now);
      const counts = empty();
      let from = '';
      for (;;) {
        const next = await walk.next(from, stretchOf);
        if (next === null) return counts;
        for (const group of await store.read(groups, { from, to: next.to })) count(counts, group, templates);
        from = next.to;
        await setImmediate();
      }
    },
  };
}
