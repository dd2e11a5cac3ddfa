/** Replies to events, baja, and two chats that become one person: nothing lost, nothing told twice. */
import { describe, expect, it } from 'vitest';
import type { Merge } from '../../../src/inbox/outreach.js';
import type { Effect, Facts } from '../../../src/inbox/turn.js';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  claimAs,
  greet,
  minute,
  outboxOf,
  plantBulk,
  proposalOf,
  reply,
  rowOf,
  t0,
  turnOf,
} from '../../support/turns.js';

export function linksContract(current: () => OpenedStore): void {
  const t = () => current().sql.t;
  const all = {
    people: () => current().sql.readOnce((db) => db.select().from(t().person).orderBy(t().person.id)),
    addresses: () => current().sql.readOnce((db) => db.select().from(t().address).orderBy(t().address.id)),
    consents: () => current().sql.readOnce((db) => db.select().from(t().consent).orderBy(t().consent.id)),
    proposals: () => current().sql.readOnce((db) => db.select().from(t().proposal)),
    replies: () =>
      current().sql.readOnce((db) => db.select().from(t().calendarReply).orderBy(t().calendarReply.entryId)),
    codes: () => current().sql.readOnce((db) => db.select().from(t().linkCode)),
    counters: () => current().sql.readOnce((db) => db.select().from(t().counter)),
    conversations: () => current().sql.readOnce((db) => db.select().from(t().conversation)),
  };
  const loadRevision = async (who: string) => (await current().turns.load([`key:${who}`])).revision ?? 0;
  /** Says something as whoever the address belongs to now. */
  const tell = async (who: string, effects: readonly Effect[], given: { now?: number } = {}) => {
    const loaded = await current().turns.load([`key:${who}`]);
    const turn = turnOf(who, false, { effects, revision: loaded.revision ?? 0, ...given });
    const person = { id: loaded.person?.id ?? '', isNew: false, locale: 'es' };
    return current().turns.commit({ ...turn, person });
  };
  const consent = (given: boolean): Effect => ({ kind: 'consent', purpose: 'notices', given, wording: 'v' });
  const said = (entryId: string, answer: 'going' | 'remind' | 'not-for-me'): Effect => ({
    kind: 'calendar.reply',
    entryId,
    reply: answer,
  });
  const open = (key = 'K'): Effect => ({ kind: 'link.open', key, expiresAt: t0 + 15 * minute });
  const merge = (owner: string, given: Partial<Merge> = {}): Merge => ({
    kind: 'person.merge',
    key: 'K',
    owner: `person:${owner}`,
    keep: 'owner',
    tell: [],
    ...given,
  });
  const bulk = (who: string, key: string, given: Parameters<typeof plantBulk>[3] = {}) =>
    plantBulk(current(), who, key, given);

  describe('what is said to events', () => {
    it('the last word counts', async () => {
      await greet(current(), 'ana');
      await tell('ana', [said('taller', 'going')]);
      await tell('ana', [said('taller', 'not-for-me')], { now: t0 + 5 });
      expect(await all.replies()).toEqual([
        { entryId: 'taller', personId: 'person:ana', reply: 'not-for-me', at: t0 + 5 },
      ]);
    });
  });

  describe('baja', () => {
    it('takes back requests and suppresses what many were to get, not the answer that is owed', async () => {
      const [owed = ''] = await greet(current(), 'ana', [reply('la respuesta', { dueAt: t0 + minute })]);
      await greet(current(), 'ben');
      await bulk('ana', 'b:B:person:ana');
      await bulk('ana', 'waits', { state: 'waiting' });
      await bulk('ana', 'gone', { state: 'accepted' });
      await bulk('ben', 'b:B:person:ben');
      await tell('ana', [said('a', 'going'), said('b', 'remind'), said('c', 'not-for-me')]);
      await tell('ben', [said('a', 'going')]);
      await tell('ana', [
        { kind: 'person.set', set: { notices: false } },
        consent(false),
        { kind: 'notices.stop' },
      ]);
      const states = Object.fromEntries(
        (await outboxOf(current())).map(({ id, state, why }) => [id, why ? `${state}: ${why}` : state]),
      );
      expect(states).toEqual({
        [owed]: 'planned',
        'b:B:person:ana': 'suppressed: stopped',
        waits: 'suppressed: stopped',
        gone: 'accepted',
        'b:B:person:ben': 'planned',
      });
      expect((await all.replies()).map(({ entryId, personId }) => [entryId, personId])).toEqual(
        expect.arrayContaining([
          ['a', 'person:ben'],
          ['c', 'person:ana'],
        ]),
      );
      expect(await all.replies()).toHaveLength(2);
      expect(await claimAs(current(), 'me', { now: t0 + minute })).toHaveLength(1);
    });
  });

  describe('a link code', () => {
    it('counts once, within its minutes, and the newest only', async () => {
      const { links } = current();
      await links.open('one', 'person:ana', t0 + minute);
      await links.open('two', 'person:ana', t0 + minute);
      expect(await links.take('one', t0)).toBeNull();
      expect(await links.take('two', t0 + minute)).toBeNull();
      expect(await links.take('two', t0)).toBe('person:ana');
      expect(await links.take('two', t0)).toBeNull();
      await links.open('three', 'person:ana', t0 + minute);
      await links.sweep(t0 + minute);
      expect(await all.codes()).toEqual([]);
    });

    it('leads to its owner and their chats; wrong ones are counted for an hour', async () => {
      await greet(current(), 'ana');
      await greet(current(), 'ben', [], { now: t0 + minute });
      await tell('ana', [open()]);
      const look = async (key: string, now: number): Promise<Facts['link']> => {
        const facts = await current().turns.load(['key:ben']);
        return (await current().turns.need({ need: 'link', key, now }, facts)).link;
      };
      expect(await look('K', t0)).toEqual({
        owner: {
          personId: 'person:ana',
          locale: 'es',
          isOlder: true,
          chats: [{ addressId: 'address:ana', channel: 'telegram' }],
        },
        wrong: 0,
      });
      expect((await look('K', t0 + 15 * minute))?.owner).toBeNull();
      for (let tries = 0; tries < 3; tries += 1) await tell('ben', [{ kind: 'link.wrong' }]);
      expect(await look('X', t0)).toEqual({ owner: null, wrong: 3 });
      expect((await look('X', t0 + 60 * minute))?.wrong).toBe(0);
      await tell('ben', [{ kind: 'link.wrong' }], { now: t0 + 60 * minute });
      expect(await all.counters()).toHaveLength(1);
    });
  });

  describe('two chats of one person', () => {
    const prepare = async () => {
      await greet(current(), 'ana', [], {
        effects: [
          { kind: 'proposal.submit', proposal: proposalOf({ code: 'AYNI-AAAA' }) },
          { kind: 'person.set', set: { adultEnoughAt: t0, notices: true, place: '080000' } },
          consent(true),
        ],
      });
      await greet(current(), 'ben', [], {
        now: t0 + minute,
        effects: [
          { kind: 'proposal.submit', proposal: proposalOf({ code: 'AYNI-BBBB' }) },
          { kind: 'person.set', set: { areas: ['environment'], locale: 'en', localeChosen: true } },
          { kind: 'person.set', set: { place: '150000' } },
        ],
      });
      await tell('ana', [open(), said('a', 'going'), said('b', 'remind')]);
      await tell('ben', [said('a', 'not-for-me'), said('c', 'remind')], { now: t0 + 2 * minute });
    };

    it('are one afterwards, with everything of both', async () => {
      await prepare();
      const told = { addressId: 'address:ana', channel: 'telegram', text: 'Tu chat quedó unido' } as const;
      expect(await tell('ben', [merge('ana', { tell: [told] })], { now: t0 + 3 * minute })).toBe('committed');
      expect(await all.people()).toEqual([
        expect.objectContaining({
          id: 'person:ana',
          place: '080000',
          areas: ['environment'],
          locale: 'en',
          localeChosen: true,
          notices: true,
          adultEnoughAt: t0,
          createdAt: t0,
        }),
      ]);
      for (const rows of [await all.addresses(), await all.proposals(), await all.consents()])
        for (const row of rows) expect(row.personId).toBe('person:ana');
      expect((await all.conversations()).map(({ personId }) => personId)).toEqual([
        'person:ana',
        'person:ana',
      ]);
      expect((await all.replies()).map(({ entryId, reply: word }) => [entryId, word])).toEqual([
        ['a', 'not-for-me'],
        ['b', 'remind'],
        ['c', 'remind'],
      ]);
      expect(await all.codes()).toEqual([]);
      const own = await current().turns.need(
        { need: 'own-proposals', limit: 9 },
        await current().turns.load(['key:ben']),
      );
      expect(own.ownProposals?.map(({ code }) => code).sort()).toEqual(['AYNI-AAAA', 'AYNI-BBBB']);
      const [row] = (await outboxOf(current())).filter(({ addressId }) => addressId === 'address:ana');
      expect(row).toMatchObject({
        state: 'planned',
        lane: 'reply',
        message: { text: 'Tu chat quedó unido' },
      });
    });

    it('the older row goes on also when the code is of the younger one, whose chat decides again', async () => {
      await prepare();
      await tell('ben', [open('L')]);
      const before = await loadRevision('ben');
      const [stale] = [turnOf('ben', false, { revision: before, effects: [said('z', 'going')] })];
      expect(await tell('ana', [merge('ben', { key: 'L', keep: 'self' })])).toBe('committed');
      expect((await all.people()).map(({ id }) => id)).toEqual(['person:ana']);
      // What was decided for the row that is gone is decided again.
      expect(await current().turns.commit(stale)).toBe('conflict');
      expect((await current().turns.load(['key:ben'])).person).toMatchObject({ id: 'person:ana' });
    });

    it('what is said in the other chat at that very moment is not lost', async () => {
      for (let round = 0; round < 6; round += 1) {
        const [one, other] = [`one-${round}`, `other-${round}`];
        await greet(current(), one);
        await greet(current(), other, [], { now: t0 + minute });
        await current().links.open(`R${round}`, `person:${other}`, t0 + 9 * minute);
        const submit: Effect = { kind: 'proposal.submit', proposal: proposalOf() };
        const speak = () => tell(other, [submit, said('e', 'going')]);
        const [merged, spoken] = await Promise.all([
          tell(one, [merge(other, { key: `R${round}`, keep: 'self' })]),
          speak(),
        ]);
        expect(merged).toBe('committed');
        if (spoken === 'conflict') expect(await speak()).toBe('committed');
      }
      const known = new Set((await all.people()).map(({ id }) => id));
      expect(known.size).toBe(6);
      for (const rows of [await all.proposals(), await all.replies()]) {
        expect(rows).toHaveLength(6);
        for (const row of rows) expect(known).toContain(row.personId);
      }
    });

    it('of two codes used against each other one wins', async () => {
      await prepare();
      await tell('ben', [open('L')]);
      const ends = await Promise.all([
        tell('ben', [merge('ana')]),
        tell('ana', [merge('ben', { key: 'L', keep: 'self' })]),
      ]);
      expect(ends.toSorted()).toEqual(['committed', 'conflict']);
      expect((await all.people()).map(({ id }) => id)).toEqual(['person:ana']);
    });

    it('baja in either of them is the last word', async () => {
      await prepare();
      await tell('ben', [consent(false)], { now: t0 + 2 * minute });
      await tell('ben', [merge('ana')]);
      expect((await all.people())[0]?.notices).toBe(false);
    });

    it('nobody is told twice: rows carry the person who is left', async () => {
      await prepare();
      await bulk('ana', 'b:B:person:ana');
      await bulk('ben', 'b:B:person:ben');
      await bulk('ben', 'b:C:person:ben', { broadcastId: 'C' });
      await bulk('ben', 'told:E:1:person:ben', { broadcastId: 'D', state: 'delivered' });
      await tell('ben', [merge('ana')]);
      const rows = (await outboxOf(current())).map(({ id, key, state, why }) => [id, key, state, why]);
      expect(rows).toEqual(
        expect.arrayContaining([
          ['b:B:person:ana', 'b:B:person:ana', 'planned', null],
          ['b:B:person:ben', 'b:B:person:ben', 'suppressed', 'already-told'],
          ['b:C:person:ben', 'b:C:person:ana', 'planned', null],
          ['told:E:1:person:ben', 'told:E:1:person:ana', 'delivered', null],
        ]),
      );
    });

    it('nobody is told twice: of two rows in a sender’s hand one leaves', async () => {
      await prepare();
      const hand = { state: 'leased' };
      await bulk('ana', 'b:B:person:ana', hand);
      await bulk('ben', 'b:B:person:ben', hand);
      await bulk('ana', 'b:C:person:ana', { ...hand, broadcastId: 'C' });
      await bulk('ben', 'b:C:person:ben', { ...hand, broadcastId: 'C', leftAt: t0 });
      await bulk('ana', 'b:D:person:ana', { ...hand, broadcastId: 'D', leftAt: t0 });
      await bulk('ben', 'b:D:person:ben', { ...hand, broadcastId: 'D' });
      await tell('ben', [merge('ana')]);
      const ids = (await outboxOf(current())).filter(({ broadcastId }) => broadcastId).map(({ id }) => id);
      const leaving = await current().outbox.leave(ids, 'sender', t0);
      expect(leaving.toSorted()).toEqual(['b:B:person:ana', 'b:C:person:ben', 'b:D:person:ana']);
    });

    it('a code used meanwhile, too old, or of somebody erased changes nothing', async () => {
      await prepare();
      expect(await tell('ben', [merge('ana')], { now: t0 + 15 * minute })).toBe('conflict');
      await tell('ana', [{ kind: 'person.erase' }]);
      expect(await all.codes()).toEqual([]);
      expect(await tell('ben', [merge('ana')])).toBe('conflict');
      expect((await all.people()).map(({ id }) => id)).toEqual(['person:ben']);
      expect(await all.proposals()).toHaveLength(2);
    });

    it('a setting changed in one chat is known in the other', async () => {
      await prepare();
      await tell('ben', [merge('ana')]);
      const place = async (who: string) => (await current().turns.load([`key:${who}`])).person?.place;
      expect([await place('ana'), await place('ben')]).toEqual(['080000', '080000']);
      await tell('ana', [{ kind: 'person.set', set: { place: '200000', preferredChannel: 'whatsapp' } }]);
      expect(await place('ben')).toBe('200000');
      await tell('ben', [{ kind: 'person.erase' }]);
      expect(await current().turns.load(['key:ana'])).toEqual({});
    });

    it('go apart again, each with what came through it', async () => {
      await prepare();
      await tell('ben', [merge('ana')]);
      expect(await tell('ben', [{ kind: 'person.split' }], { now: t0 + 9 * minute })).toBe('committed');
      const [ana, ben] = [await current().turns.load(['key:ana']), await current().turns.load(['key:ben'])];
      expect(ben.person).toMatchObject({ place: '080000', notices: true, adultEnoughAt: t0 });
      expect(ben.person?.id).not.toBe(ana.person?.id);
      const codes = async (facts: Facts) =>
        (await current().turns.need({ need: 'own-data' }, facts)).ownData?.proposals.map(({ code }) => code);
      expect(await codes(ana)).toEqual(['AYNI-AAAA']);
      expect(await codes(ben)).toEqual(['AYNI-BBBB']);
      const ledger = await current().turns.need({ need: 'own-data' }, ben);
      expect(ledger.ownData?.consents.map(({ purpose, given }) => [purpose, given])).toContainEqual([
        'notices',
        true,
      ]);
      expect(ledger.ownData?.channels).toEqual(['telegram']);
      expect(await tell('ben', [{ kind: 'person.split' }])).toBe('conflict');
      expect(await all.people()).toHaveLength(2);
    });
  });

  describe('a notice asked for by its button', () => {
    it('is given to those who were sent it, in its frozen words', async () => {
      await greet(current(), 'ana');
      await greet(current(), 'ben');
      const { broadcast } = t();
      await current().sql.write([
        {
          query: {
            name: '',
            build: (db) =>
              db
                .insert(broadcast)
                .values({
                  id: 'B',
                  cycleId: 'c',
                  purpose: 'notice',
                  origin: 'staff',
                  title: 'T',
                  texts: { es: 'Hola', en: 'Hello' },
                  audience: { regions: [], areas: [], channels: [], locales: [], told: null, reminded: null },
                  firstBatch: 1,
                  state: 'sending',
                  phase: 'full',
                  revision: 1,
                  draftedBy: 's',
                  startsAt: t0,
                  planned: 1,
                  createdAt: t0,
                })
                .returning({ id: broadcast.id }),
          },
          params: {},
        },
      ]);
      const look = async (who: string) => {
        const facts = await current().turns.load([`key:${who}`]);
        return (await current().turns.need({ need: 'notice', broadcastId: 'B' }, facts)).notice;
      };
      await bulk('ana', 'b:B:person:ana');
      expect(await look('ana')).toBeNull();
      await bulk('ben', 'b:B:person:ben', { state: 'accepted' });
      expect(await look('ben')).toEqual({
        purpose: 'notice',
        texts: { es: 'Hola', en: 'Hello' },
        entryId: null,
        waiting: false,
      });
      expect((await rowOf(current(), 'b:B:person:ana')).state).toBe('planned');
    });
  });
}
