/** People who said yes to notices, put straight into a database of ours, and one broadcast to all of them. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createIds } from '../src/ids.js';
import { createVault } from '../src/people/vault.js';
import { openStore } from '../src/store/open.js';

export interface Crowd {
  /** Path of the SQLite file; made when it is not there. */
  readonly path: string;
  readonly secret: string;
  readonly channel: 'telegram' | 'whatsapp';
  readonly people: number;
  /** External id of the first; the others follow by one. */
  readonly firstId: number;
}

/** Only the inside of a write: rows that a turn would have made one by one. */
export async function seedCrowd({ path, secret, channel, people, firstId }: Crowd): Promise<void> {
  const vault = createVault(secret);
  const newId = createIds();
  const store = await openStore({ url: `file:${path}`, seal: vault.seal, newId });
  await store.cycles.current(Date.now());
  await store.close();
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const now = Date.now();
  const person = db.prepare(
    `insert into person (id, locale, locale_chosen, adult_enough_at, place, areas, notices, source, created_at) values (?, 'es', 1, ?, ?, '[]', 1, null, ?)`,
  );
  const address = db.prepare(
    `insert into address (id, person_id, channel, sealed, reachable, last_inbound_at, waiting, created_at) values (?, ?, ?, ?, 1, ?, 0, ?)`,
  );
  const key = db.prepare('insert into address_key (key, address_id) values (?, ?)');
  const conversation = db.prepare(
    `insert into conversation (address_id, person_id, flow, version, step, answers, tries, revision, since, nudged, nudge_at, expires_at) values (?, ?, null, 0, '', '{}', 0, 1, ?, 0, null, null)`,
  );
  const insert = db.transaction((from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const [personId, addressId] = [newId(), newId()];
      const region = String((index % 25) + 1).padStart(2, '0');
      const id = String(firstId + index);
      const ids = channel === 'telegram' ? { chat: id } : { phone: id };
      person.run(personId, now, `${region}0000`, now - 1000);
      address.run(addressId, personId, channel, vault.sealIds(ids), now, now);
      for (const one of vault.addressKeys(channel, ids)) key.run(one, addressId);
      conversation.run(addressId, personId, now);
    }
  });
  for (let from = 0; from < people; from += 10_000) insert(from, Math.min(people, from + 10_000));
  db.close();
  // What seeding left to the disk is no part of what is measured.
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** As it stands after two signatures and "send": the sender's process takes it from here. */
export function startBroadcast(path: string, channel: string, text: string): void {
  const db = new Database(path);
  const now = Date.now();
  const cycle = db.prepare('select id from cycle where current = 1').get() as { id: string };
  const audience = {
    regions: [],
    areas: [],
    channels: [channel],
    locales: ['es', 'qu', 'ay', 'en'],
    told: null,
    reminded: null,
  };
  db.prepare(
    `insert into broadcast (id, cycle_id, purpose, origin, title, texts, audience, first_batch, state, phase, revision, drafted_by, approved_by, approved_at, starts_at, planned, started_by, started_at, created_at)
     values ('bench', ?, 'notice', 'staff', 'bench', ?, ?, 20, 'sending', 'expanding', 3, 'one', 'two', ?, ?, 0, 'one', ?, ?)`,
  ).run(cycle.id, JSON.stringify({ es: text }), JSON.stringify(audience), now, now, now, now);
  db.close();
}
