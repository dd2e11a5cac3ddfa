/** Who belongs to an audience and who of it is left out: the one source of preview and fan-out, as conditions in SQL. */
import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { BroadcastPurpose, Exclusion, Outside } from '../../broadcasts/broadcast.js';
import type { Addressed } from '../outreach.js';
import { prepared, type Sql } from '../sql.js';

export const weekMs = 7 * 86_400_000;

/** Given at once, or when a statement that was made before is run. */
type Given<T> = T | Placeholder;

/** What decides about people: a broadcast, the instant, and what else is going on. */
export interface Selection {
  readonly broadcast: Addressed;
  /** Who came after this is not meant. */
  readonly asOf: Given<number>;
  readonly weekAgo: Given<number>;
  readonly weeklyLimit: number;
  /** Broadcasts that may have reached people in the last week. */
  readonly recent: readonly string[];
}

/** Rows of the outbox whose key tells that somebody was told of one version of an entry. */
const toldPurposes: readonly BroadcastPurpose[] = ['event', 'change', 'cancellation', 'minutes'];
/** Notices that make older ones of the same entry wrong. */
const replacingPurposes: readonly BroadcastPurpose[] = ['change', 'cancellation', 'minutes'];

/** `told:ENTRY:VERSION:`, to be followed by the person; null where each broadcast counts for itself. */
export const toldPrefix = ({ purpose, entryId, entryVersion }: Addressed): string | null =>
  entryId !== null && entryVersion !== null && toldPurposes.includes(purpose)
    ? `told:${entryId}:${entryVersion}:`
    : null;

const earlierPrefixes = (entryId: string, version: number | null): readonly string[] =>
  Array.from({ length: Math.max(0, (version ?? 1) - 1) }, (_, index) => `told:${entryId}:${index + 1}:`);

const listOf = (values: readonly (string | SQL)[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

/** A row that was planned and taken back: whoever it was for was not told. */
const neverLeft = (row: SQL): SQL => sql`(${row}.state = 'suppressed' and ${row}.why <> 'replaced')`;

/** Person `p` was told of an earlier version. Who was about to be told hears the newest, except that nothing takes place. */
function wasTold({ purpose, entryVersion }: Addressed, entryId: string): SQL {
  const prefixes = earlierPrefixes(entryId, entryVersion);
  if (prefixes.length === 0) return sql`1 = 0`;
  const keys = listOf(prefixes.map((prefix) => sql`${prefix} || p.id`));
  const heard = sql`told.state in ('leased', 'accepted', 'delivered', 'read', 'unknown')`;
  const pending = sql`told.state in ('planned', 'waiting') or (told.state = 'suppressed' and told.why = 'replaced')`;
  return sql`exists (select 1 from outbox told where told.key in (${keys})
    and (${purpose === 'cancellation' ? heard : sql`${heard} or ${pending}`}))`;
}

/** Person `p` said they go, or want to be reminded: a request for whatever becomes of it. */
const asked = (entryId: string): SQL => sql`exists (select 1 from calendar_reply said
  where said.entry_id = ${entryId} and said.person_id = p.id and said.reply in ('going', 'remind'))`;

/** People the broadcast is not about at all: neither in the audience nor counted. */
function narrowed(broadcast: Addressed): SQL {
  const { told, reminded } = broadcast.audience;
  const conditions = [sql`p.adult_enough_at is not null`];
  if (told !== null) conditions.push(sql`(${wasTold(broadcast, told)} or ${asked(told)})`);
  if (reminded !== null) conditions.push(asked(reminded));
  return sql.join(conditions, sql` and `);
}

const region = sql`coalesce(substr(p.place, 1, 2), '')`;

/** JSON as text reads alike in both databases, but for spaces: a quoted word is in it or not. */
const areasText = sql`cast(p.areas as text)`;
const hasArea = (area: string): SQL =>
  sql`replace(${areasText}, ${JSON.stringify(area)}, '') <> ${areasText}`;

type Case<Word> = readonly [when: SQL, then: Word];
const caseOf = <Word extends string>(cases: readonly Case<Word>[]): SQL =>
  cases.length === 0
    ? sql`null`
    : sql`case ${sql.join(
        cases.map(([when, then]) => sql`when ${when} then ${sql.raw(`'${then}'`)}`),
        sql` `,
      )} end`;

/** Why a person stands outside the audience; the first that holds. */
function outsideCases({ broadcast, asOf }: Selection, existing: SQL): Case<Outside>[] {
  const { regions, areas, locales } = broadcast.audience;
  const cases: Case<Outside>[] = [];
  if (locales.length > 0) cases.push([sql`p.locale not in (${listOf(locales)})`, 'other-language']);
  if (regions.length > 0) cases.push([sql`${region} not in (${listOf(regions)})`, 'other-region']);
  if (areas.length > 0)
    cases.push([sql`not (${areasText} = '[]' or ${sql.join(areas.map(hasArea), sql` or `)})`, 'other-areas']);
  cases.push([sql`p.created_at > ${asOf}`, 'came-later']);
  cases.push([sql`${existing} is null`, 'other-channel']);
  return cases;
}

const toAnyEntry = sql`select 1 from calendar_reply said`;

/** Why a person of the audience gets nothing; the first that holds. `a` is their address. */
function exclusionCases({ broadcast, weekAgo, weeklyLimit, recent }: Selection): Case<Exclusion>[] {
  const { entryId, audience, origin } = broadcast;
  const withdrew = sql`exists (select 1 from consent c where c.person_id = p.id and c.purpose = 'notices' and not c.given)`;
  const cases: Case<Exclusion>[] = [];
  // Who asked for this very message needs no other consent; baja takes such requests back, so that one there is newer.
  if (audience.reminded === null) {
    const unasked = audience.told === null ? sql`` : sql`and not ${asked(audience.told)}`;
    cases.push(
      [sql`not p.notices and not ${withdrew} ${unasked}`, 'no-consent'],
      [sql`not p.notices and ${withdrew} ${unasked}`, 'stopped'],
    );
  }
  cases.push([sql`not a.reachable`, 'unreachable']);
  const prefix = toldPrefix(broadcast);
  if (prefix !== null)
    cases.push([
      sql`exists (select 1 from outbox o where o.key = ${prefix} || p.id and not ${neverLeft(sql`o`)})`,
      'already-told',
    ]);
  if (origin === 'staff' && recent.length > 0) {
    const ids = listOf(recent.map((id) => sql`${`${id}.`} || p.id`));
    const counts = sql`o.state in ('planned', 'leased', 'waiting', 'unknown')
      or (o.state in ('accepted', 'delivered', 'read') and o.accepted_at > ${weekAgo})`;
    // Their ids are known: no walk over all a person ever got.
    cases.push([
      sql`(select count(*) from outbox o where o.id in (${ids}) and (${counts})) >= ${weeklyLimit}`,
      'weekly-limit',
    ]);
  }
  if (entryId !== null)
    cases.push([
      sql`exists (${toAnyEntry} where said.entry_id = ${entryId} and said.person_id = p.id and said.reply = 'not-for-me')`,
      'not-for-me',
    ]);
  return cases;
}

/** Addresses of `p` on the audience's channels: reachable ones first, then the preferred channel, then the last used. */
function bestAddress({ broadcast }: Selection): SQL {
  const { channels } = broadcast.audience;
  const onChannel = channels.length > 0 ? sql`and b.channel in (${listOf(channels)})` : sql``;
  return sql`(select b.id from address b where b.person_id = p.id ${onChannel}
    order by b.reachable desc, case when b.channel = p.preferred_channel then 0 else 1 end, b.last_inbound_at desc, b.id
    limit 1)`;
}

/** People after `from` up to `to`, by id. */
export interface Stretch {
  readonly from: Given<string>;
  readonly to: Given<string>;
}

/**
 * `person, address, channel, last_inbound_at, locale, region, outside, why` of everyone the broadcast is about
 * in a stretch. Materialized: what it asks of each person is asked once.
 */
export function judged(selection: Selection, { from, to }: Stretch, only: 'inside' | 'everyone'): SQL {
  const outside = caseOf(outsideCases(selection, sql`a.id`));
  const inside = only === 'inside' ? sql`and (${outside}) is null` : sql``;
  const join = only === 'inside' ? sql`join` : sql`left join`;
  return sql`with judged as materialized (
    select p.id as person, a.id as address, a.channel as channel, a.last_inbound_at as last_inbound_at,
      p.locale as locale, ${region} as region, ${only === 'inside' ? sql`null` : outside} as outside,
      ${caseOf(exclusionCases(selection))} as why
    from person p ${join} address a on a.id = ${bestAddress(selection)}
    where p.id > ${from} and p.id <= ${to} and ${narrowed(selection.broadcast)} ${inside})`;
}

/** Rows of older notices of the same entry that have not left yet; null where there can be none. */
export function replacedKeys({ purpose, entryId, entryVersion }: Addressed, stretch: Stretch): SQL | null {
  if (entryId === null || !replacingPurposes.includes(purpose)) return null;
  const prefixes = earlierPrefixes(entryId, entryVersion);
  if (prefixes.length === 0) return null;
  return sql.join(
    prefixes.map(
      (prefix) =>
        sql`select ${prefix} || p.id from person p where p.id > ${stretch.from} and p.id <= ${stretch.to}`,
    ),
    sql` union all `,
  );
}

/** Gives back the keys of rows of this very version that never left (a broadcast that was cancelled). */
export function freeKeys(broadcast: Addressed, { from, to }: Stretch, outbox: SQL): SQL | null {
  const prefix = toldPrefix(broadcast);
  return prefix === null
    ? null
    : sql`${outbox}.key in (select ${prefix} || p.id from person p where p.id > ${from} and p.id <= ${to})
        and ${neverLeft(outbox)}`;
}

export interface Walk {
  /** The last person of the next stretch, and how many are in it; null after the last. */
  next(from: string, people: number): Promise<{ readonly to: string; readonly count: number } | null>;
  /** Broadcasts whose rows count against the weekly limit. */
  recent(id: string, now: number): Promise<readonly string[]>;
}

const p = sql.placeholder;

export function createWalk(store: Sql): Walk {
  const { broadcast } = store.t;
  const stretch = prepared('people_stretch', (db) =>
    db
      .select({ to: sql<string | null>`max(walked.id)`, count: sql<number>`cast(count(*) as integer)` })
      .from(
        sql`(select p.id as id from person p where p.id > ${p('from')} order by p.id limit cast(${p('people')} as integer)) walked`,
      ),
  );
  const recent = prepared('broadcasts_recent', (db) =>
    db
      .select({ id: broadcast.id })
      .from(broadcast)
      .where(
        sql`${broadcast.state} in ('sending', 'paused', 'done', 'cancelled') and ${broadcast.purpose} <> 'reminder'
          and ${broadcast.startedAt} is not null and ${broadcast.id} <> ${p('id')}
          and (${broadcast.doneAt} is null or ${broadcast.doneAt} > ${p('weekAgo')})`,
      )
      .orderBy(broadcast.id),
  );
  return {
    next: async (from, people) => {
      const [found] = await store.read(stretch, { from, people });
      return found?.to == null ? null : { to: found.to, count: found.count };
    },
    recent: async (id, now) => (await store.read(recent, { id, weekAgo: now - weekMs })).map((row) => row.id),
  };
}
