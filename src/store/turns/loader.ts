/** Reads who speaks and where their conversation stands: once for every message, so prepared queries only. */
import { eq, type SQL, sql } from 'drizzle-orm';
import { channelNamed } from '../../talk/message.js';
import { type Db, prepared, type Sql } from '../sql.js';
import type { Turns } from '../store.js';

type Loaded = Awaited<ReturnType<Turns['load']>>;

const p = sql.placeholder;

export function createTurnLoader(store: Sql): Pick<Turns, 'load' | 'loadByAddress'> {
  const { person, address, addressKey, conversation } = store.t;
  const columns = {
    personId: person.id,
    locale: person.locale,
    localeChosen: person.localeChosen,
    adultEnoughAt: person.adultEnoughAt,
    place: person.place,
    areas: person.areas,
    notices: person.notices,
    preferredChannel: person.preferredChannel,
    addressId: address.id,
    channel: address.channel,
    sealed: address.sealed,
    reachable: address.reachable,
    lastInboundAt: address.lastInboundAt,
    waiting: address.waiting,
    flow: conversation.flow,
    version: conversation.version,
    step: conversation.step,
    answers: conversation.answers,
    tries: conversation.tries,
    revision: conversation.revision,
    since: conversation.since,
    nudged: conversation.nudged,
  };
  // Asked by a subquery, since sorting the join makes SQLite walk the whole address table (95 µs instead of 10 at
  // 2,000 addresses, and growing). No `.limit(1)`: SQLite prepares a statement anew whenever a bound limit is given (5 µs become 28).
  const loadOf = (id: SQL) => (db: Db) =>
    db
      .select(columns)
      .from(address)
      .innerJoin(person, eq(person.id, address.personId))
      .innerJoin(conversation, eq(conversation.addressId, address.id))
      .where(sql`${address.id} = ${id}`);
  const byKey = prepared(
    'turn_load',
    loadOf(sql`(select ${addressKey.addressId} from ${addressKey} where ${addressKey.key} = ${p('first')})`),
  );
  // Two ids that came apart: the older address is the one that goes on.
  const byKeys = prepared(
    'turn_load_keys',
    loadOf(
      sql`(select min(${addressKey.addressId}) from ${addressKey} where ${addressKey.key} in (${p('first')}, ${p('second')}))`,
    ),
  );
  const byAddress = prepared('turn_load_address', loadOf(sql`${p('id')}`));
  type Row = Awaited<ReturnType<typeof rowsOf>>[number];
  const rowsOf = ([first = '', second]: readonly string[]) =>
    second === undefined ? store.read(byKey, { first }) : store.read(byKeys, { first, second });

  const toLoaded = (row: Row | undefined): Loaded =>
    row === undefined
      ? {}
      : {
          person: {
            id: row.personId,
            locale: row.locale,
            localeChosen: row.localeChosen,
            adultEnoughAt: row.adultEnoughAt,
            place: row.place,
            areas: row.areas,
            notices: row.notices,
            preferredChannel: row.preferredChannel === null ? null : channelNamed(row.preferredChannel),
          },
          address: {
            id: row.addressId,
            channel: channelNamed(row.channel),
            lastInboundAt: row.lastInboundAt,
            waiting: row.waiting,
            reachable: row.reachable,
          },
          conversation: {
            flow: row.flow,
            version: row.version,
            step: row.step,
            answers: row.answers,
            tries: row.tries,
            revision: row.revision,
            since: row.since,
            nudged: row.nudged,
          },
          sealed: row.sealed,
          revision: row.revision,
        };

  return {
    load: async (keys) => toLoaded((await rowsOf(keys))[0]),
    loadByAddress: async (id) => toLoaded((await store.read(byAddress, { id }))[0]),
  };
}
