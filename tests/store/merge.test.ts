/** Whatever two people have said and chosen, becoming one loses no row and tells nobody twice. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventReply } from '../../src/calendar/entry.js';
import type { Effect } from '../../src/inbox/turn.js';
import type { OpenedStore } from '../../src/store/open.js';
import type { Preparable } from '../../src/store/sql.js';
import { memoryStore } from '../support/store.js';
import { greet, outboxOf, proposalOf, t0, turnOf } from '../support/turns.js';

type Who = 'ana' | 'ben';
/** One store for all runs: people of another run have other names, their rows are gone. */
let run = 0;
const named = (who: Who) => `${who}-${run}`;
interface Life {
  readonly proposals: number;
  readonly consents: readonly boolean[];
  readonly replies: Readonly<Record<string, { readonly reply: EventReply; readonly at: number }>>;
  readonly rows: Readonly<Record<string, 'planned' | 'waiting' | 'accepted' | 'failed'>>;
  readonly bornAt: number;
}

const life: fc.Arbitrary<Life> = fc.record({
  proposals: fc.integer({ min: 0, max: 3 }),
  consents: fc.array(fc.boolean(), { maxLength: 4 }),
  replies: fc.dictionary(
    fc.constantFrom('e1', 'e2', 'e3'),
    fc.record({
      reply: fc.constantFrom<EventReply[]>('going', 'remind', 'not-for-me'),
      at: fc.integer({ min: 1, max: 9 }),
    }),
  ),
  rows: fc.dictionary(
    fc.constantFrom('B1', 'B2', 'B3'),
    fc.constantFrom<('planned' | 'waiting' | 'accepted' | 'failed')[]>(
      'planned',
      'waiting',
      'accepted',
      'failed',
    ),
  ),
  bornAt: fc.integer({ min: 0, max: 3 }),
});

let clock = 0;

async function live(store: OpenedStore, who: string, given: Life): Promise<void> {
  const { outbox, consent, calendarReply } = store.sql.t;
  const effects = Array.from(
    { length: given.proposals },
    (): Effect => ({ kind: 'proposal.submit', proposal: proposalOf() }),
  );
  const personId = `person:${who}`;
  await greet(store, who, [], { now: t0 + given.bornAt, effects });
  const inserts: ((db: OpenedStore['sql']['db']) => Preparable<unknown>)[] = [];
  for (const yes of given.consents) {
    clock += 1;
    const line = { purpose: 'notices', given: yes, wording: 'v', channel: 'telegram', at: t0 + clock };
    const row = { id: `consent-${clock}`, personId, ...line };
    inserts.push((db) => db.insert(consent).values(row).returning({ id: consent.id }));
  }
  for (const [entryId, { reply, at }] of Object.entries(given.replies)) {
    const row = { entryId, personId, reply, at: t0 + at };
    inserts.push((db) => db.insert(calendarReply).values(row).returning({ id: calendarReply.entryId }));
  }
  for (const [broadcastId, state] of Object.entries(given.rows)) {
    const row = {
      id: `${broadcastId}.${personId}`,
      key: `b:${broadcastId}:${personId}`,
      addressId: `address:${who}`,
      channel: 'telegram',
      lane: 'bulk',
      purpose: 'notice',
      message: { kind: 'text', text: '' } as const,
      state,
      attempts: 0,
      dueAt: t0,
      broadcastId,
      plannedAt: t0,
    };
    inserts.push((db) => db.insert(outbox).values(row).returning({ id: outbox.id }));
  }
  await store.sql.write(inserts.map((build) => ({ query: { name: '', build }, params: {} })));
}

async function emptyRows(store: OpenedStore): Promise<void> {
  const { person, proposal, consent, calendarReply, outbox } = store.sql.t;
  const queries = [
    (db: OpenedStore['sql']['db']) => db.delete(person).returning({ id: person.id }),
    (db: OpenedStore['sql']['db']) => db.delete(proposal).returning({ id: proposal.id }),
    (db: OpenedStore['sql']['db']) => db.delete(consent).returning({ id: consent.id }),
    (db: OpenedStore['sql']['db']) => db.delete(calendarReply).returning({ id: calendarReply.entryId }),
    (db: OpenedStore['sql']['db']) => db.delete(outbox).returning({ id: outbox.id }),
  ];
  await store.sql.write(queries.map((build) => ({ query: { name: '', build }, params: {} })));
}

it('two lives become one', async () => {
  const store = await memoryStore();
  await fc.assert(
    fc.asyncProperty(life, life, fc.constantFrom<Who[]>('ana', 'ben'), async (ana, ben, shows) => {
      run += 1;
      const { t } = store.sql;
      await emptyRows(store);
      await live(store, named('ana'), ana);
      await live(store, named('ben'), ben);
      const lives = { ana, ben };
      const enters = shows === 'ana' ? 'ben' : 'ana';
      await store.links.open('K', `person:${named(shows)}`, t0 + 1_000_000);
      const facts = await store.turns.load([`key:${named(enters)}`]);
      const { link } = await store.turns.need({ need: 'link', key: 'K', now: t0 }, facts);
      const older = lives[shows].bornAt <= lives[enters].bornAt ? shows : enters;
      expect(link?.owner).toMatchObject({ personId: `person:${named(shows)}`, isOlder: older === shows });
      const effects: Effect[] = [
        {
          kind: 'person.merge',
          key: 'K',
          owner: `person:${named(shows)}`,
          keep: link?.owner?.isOlder ? 'owner' : 'self',
          tell: [],
        },
      ];
      const revision = facts.revision ?? 0;
      expect(await store.turns.commit(turnOf(named(enters), false, { effects, revision }))).toBe('committed');

      const kept = `person:${named(older)}`;
      const [person, ...others] = await store.sql.readOnce((db) => db.select().from(t.person));
      expect(others).toEqual([]);
      expect(person?.id).toBe(kept);
      // The newest line of both ledgers; Ben said all of his after Ana.
      const ledger = [...ana.consents, ...ben.consents];
      expect(person?.notices).toBe(ledger.at(-1) ?? false);
      const proposals = await store.sql.readOnce((db) => db.select().from(t.proposal));
      expect(proposals).toHaveLength(ana.proposals + ben.proposals);
      const consents = await store.sql.readOnce((db) => db.select().from(t.consent));
      expect(consents).toHaveLength(ledger.length);
      const replies = await store.sql.readOnce((db) => db.select().from(t.calendarReply));
      const said = new Set([...Object.keys(ana.replies), ...Object.keys(ben.replies)]);
      expect(replies.map(({ entryId }) => entryId).sort()).toEqual([...said].sort());
      for (const { entryId, at } of replies)
        expect(at).toBe(t0 + Math.max(ana.replies[entryId]?.at ?? 0, ben.replies[entryId]?.at ?? 0));
      for (const rows of [proposals, consents, replies])
        expect(rows.every(({ personId }) => personId === kept)).toBe(true);

      const rows = await outboxOf(store);
      expect(rows).toHaveLength(Object.keys(ana.rows).length + Object.keys(ben.rows).length);
      for (const broadcastId of ['B1', 'B2', 'B3']) {
        const theirs = rows.filter((row) => row.broadcastId === broadcastId);
        const open = theirs.filter(({ state }) => state === 'planned' || state === 'waiting');
        const reached = theirs.filter(({ state }) => state === 'accepted');
        // Where both had been told before they were one, that cannot be taken back.
        if (reached.length < 2) expect(open.length + reached.length).toBeLessThanOrEqual(1);
        else expect(open).toEqual([]);
        // Another row for whoever is left meets a key that is taken.
        if (theirs.length > 0) expect(theirs.map(({ key }) => key)).toContain(`b:${broadcastId}:${kept}`);
      }
    }),
    { numRuns: 40 },
  );
  await store.close();
});
