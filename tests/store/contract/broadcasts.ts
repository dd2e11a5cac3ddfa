/** Broadcasts: who may step, who gets a row, who holds it, and sums that always add up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  addPeople,
  audienceOf,
  broadcastOf,
  claimOf,
  crowd,
  emptyPreview,
  expandAll,
  fateByPerson,
  rowsOf,
  sendingOf,
  sendTo,
} from '../../support/broadcasts.js';
import { cases, checkFanOut } from '../../support/fan-out.js';
import { settleAs, t0 } from '../../support/turns.js';

export function broadcastsContract(current: () => OpenedStore): void {
  const all = () => current().broadcasts;
  const approval = (given: { revision?: number; staffId?: string } = {}) => ({
    revision: 1,
    hash: 'h',
    preview: emptyPreview,
    staffId: 'luis',
    now: t0 + 1,
    ...given,
  });
  const stepsOf = async (id: string) => {
    const { audit } = current().sql.t;
    const rows = await current().sql.readOnce((db) => db.select().from(audit).orderBy(audit.id));
    return rows.filter((row) => row.subject === id).map((row) => `${row.actor} ${row.action}`);
  };

  describe('the life of a broadcast', () => {
    it('goes from draft to done, each step noted', async () => {
      await all().create(broadcastOf());
      expect(await all().approve('b1', approval())).toBe('saved');
      expect(await all().start('b1', { revision: 2, staffId: 'rosa', now: t0 + 2 })).toBe('saved');
      expect((await all().running()).map((one) => one.id)).toEqual(['b1']);
      await expandAll(current(), 'b1');
      const pause = { from: ['sending'], to: 'paused', why: 'staff', staffId: 'rosa', now: t0 + 3 } as const;
      expect(await all().setState('b1', pause)).toBe('saved');
      expect(await all().find('b1')).toMatchObject({ state: 'paused', why: 'staff', phase: 'full' });
      const resume = { from: ['paused'], to: 'sending', why: null, staffId: 'luis', now: t0 + 4 } as const;
      expect(await all().setState('b1', resume)).toBe('saved');
      const done = { from: ['sending'], to: 'done', why: null, staffId: 'system', now: t0 + 5 } as const;
      expect(await all().setState('b1', done)).toBe('saved');
      expect(await all().find('b1')).toMatchObject({
        state: 'done',
        approvedBy: 'luis',
        startedBy: 'rosa',
        doneAt: t0 + 5,
      });
      expect(await all().running()).toEqual([]);
      expect(await stepsOf('b1')).toEqual([
        'rosa broadcast.drafted',
        'luis broadcast.approved',
        'rosa broadcast.started',
        'system broadcast.expanded',
        'rosa broadcast.paused',
        'luis broadcast.resumed',
        'system broadcast.done',
      ]);
    });

    it('is approved by one of two who press at once, and never by who wrote it', async () => {
      await all().create(broadcastOf());
      expect(await all().approve('b1', approval({ staffId: 'rosa' }))).toBe('stale');
      const both = [approval({ staffId: 'luis' }), approval({ staffId: 'ines' })];
      const outcomes = await Promise.all(both.map((one) => all().approve('b1', one)));
      expect(outcomes.toSorted()).toEqual(['saved', 'stale']);
      expect(await stepsOf('b1')).toHaveLength(2);
    });

    it('is started once by two who press at once', async () => {
      await all().create(broadcastOf());
      await all().approve('b1', approval());
      const press = (staffId: string) => all().start('b1', { revision: 2, staffId, now: t0 });
      expect((await Promise.all([press('rosa'), press('luis')])).toSorted()).toEqual(['saved', 'stale']);
    });

    it('loses its approval by an edit, and who edited may not approve', async () => {
      await all().create(broadcastOf());
      await all().approve('b1', approval());
      const { title, texts, audience, firstBatch, startsAt } = broadcastOf({ title: 'Otro' });
      const set = { title, texts, audience, firstBatch, startsAt };
      expect(await all().edit('b1', { revision: 1, set, staffId: 'luis', now: t0 })).toBe('stale');
      expect(await all().edit('b1', { revision: 2, set, staffId: 'luis', now: t0 })).toBe('saved');
      expect(await all().find('b1')).toMatchObject({
        title: 'Otro',
        state: 'draft',
        hash: null,
        preview: null,
        approvedBy: null,
        approvedAt: null,
        draftedBy: 'luis',
        revision: 3,
      });
      expect(await all().start('b1', { revision: 3, staffId: 'rosa', now: t0 })).toBe('stale');
      expect(await all().approve('b1', approval({ revision: 3, staffId: 'luis' }))).toBe('stale');
      expect(await all().approve('b1', approval({ revision: 3, staffId: 'rosa' }))).toBe('saved');
    });

    it('is not edited while it is sending', async () => {
      await all().create(sendingOf());
      const { title, texts, audience, firstBatch, startsAt } = broadcastOf();
      const set = { title, texts, audience, firstBatch, startsAt };
      expect(await all().edit('b1', { revision: 3, set, staffId: 'luis', now: t0 })).toBe('stale');
    });

    it('is created once, also by two clocks', async () => {
      await Promise.all([all().create(sendingOf()), all().create(sendingOf({ title: 'Segundo' }))]);
      expect((await all().list(10)).length).toBe(1);
      expect(await stepsOf('b1')).toHaveLength(1);
    });

    it('lists newest first, and those of an entry', async () => {
      await all().create(broadcastOf());
      await all().create(broadcastOf({ id: 'b2', createdAt: t0 + 1, entryId: 'e', entryVersion: 1 }));
      expect((await all().list(10)).map((one) => one.id)).toEqual(['b2', 'b1']);
      expect((await all().list(1)).map((one) => one.id)).toEqual(['b2']);
      expect((await all().ofEntry('e')).map((one) => one.id)).toEqual(['b2']);
      expect(await all().find('nobody')).toBeNull();
    });
  });

  describe('fan-out', () => {
    it('plans one row a person, without words, on their best address', async () => {
      await addPeople(current(), {
        id: 'ana',
        locale: 'qu',
        preferredChannel: 'whatsapp',
        addresses: [
          { channel: 'telegram', lastInboundAt: t0 + 5 },
          { channel: 'whatsapp', lastInboundAt: t0 },
        ],
      });
      await sendTo(current(), { startsAt: t0 + 9 });
      expect(await rowsOf(current(), 'b1')).toEqual([
        expect.objectContaining({
          id: 'b1.ana',
          key: 'b:b1:ana',
          addressId: 'ana/1',
          channel: 'whatsapp',
          lane: 'bulk',
          purpose: 'notice',
          message: { kind: 'text', text: '' },
          state: 'planned',
          segment: '08:qu',
          dueAt: t0 + 9,
          attempts: 0,
        }),
      ]);
      expect(await all().find('b1')).toMatchObject({ planned: 1, phase: 'full' });
    });

    it('takes a stretch once when two processes are at it', async () => {
      await addPeople(current(), ...crowd(30));
      await all().create(sendingOf());
      await Promise.all([
        expandAll(current(), 'b1', { chunk: 7 }),
        expandAll(current(), 'b1', { chunk: 7 }),
        expandAll(current(), 'b1', { chunk: 4 }),
      ]);
      expect(await rowsOf(current(), 'b1')).toHaveLength(30);
      expect(await all().find('b1')).toMatchObject({ planned: 30, phase: 'full' });
      expect((await stepsOf('b1')).filter((step) => step.includes('expanded'))).toHaveLength(1);
    });

    it('gives each person of the audience one row with the right reason', async () => {
      // Another case at each run: an empty store takes one.
      await fc.assert(
        fc.asyncProperty(cases, (given) => checkFanOut(current(), given)),
        { numRuns: 1 },
      );
    });

    it('stops while it is paused and goes on where it was', async () => {
      await addPeople(current(), ...crowd(10));
      await all().create(sendingOf());
      await all().expand('b1', { now: t0, weeklyLimit: 2, chunk: 4 });
      const pause = { from: ['sending'], to: 'paused', why: 'staff', staffId: 'rosa', now: t0 } as const;
      await all().setState('b1', pause);
      expect(await all().expand('b1', { now: t0, weeklyLimit: 2, chunk: 4 })).toMatchObject({ rows: 0 });
      expect(await all().find('b1')).toMatchObject({ planned: 4, phase: 'expanding' });
      await all().setState('b1', { ...pause, from: ['paused'], to: 'sending', why: null });
      await expandAll(current(), 'b1');
      expect(await rowsOf(current(), 'b1')).toHaveLength(10);
    });

    it('tells nobody twice of one version, whoever presses what', async () => {
      await addPeople(current(), ...crowd(3));
      const event = { purpose: 'event', entryId: 'e', entryVersion: 1 } as const;
      await all().create(sendingOf({ ...event, id: 'b1' }));
      await all().create(sendingOf({ ...event, id: 'b2' }));
      await Promise.all([expandAll(current(), 'b1', { chunk: 2 }), expandAll(current(), 'b2', { chunk: 2 })]);
      const fates = [
        ...Object.values(await fateByPerson(current(), 'b1')),
        ...Object.values(await fateByPerson(current(), 'b2')),
      ];
      expect(fates.toSorted()).toEqual([...Array(3).fill('already-told'), ...Array(3).fill('planned')]);
    });

    it('gives a change to who was told or was about to be, and takes what is old out of the way', async () => {
      await addPeople(current(), ...crowd(4), { id: 'q', notices: false });
      await sendTo(current(), { id: 'old', purpose: 'event', entryId: 'e', entryVersion: 1 });
      const [first, second] = await claimOf(current(), 'old', { limit: 2 });
      await settleAs(
        current(),
        { id: first?.id ?? '', to: 'accepted', externalKey: null, at: t0 },
        {
          id: second?.id ?? '',
          to: 'failed',
          failure: { kind: 'blocked', code: '403', detail: '' },
          at: t0,
        },
      );
      await addPeople(current(), { id: 'z' });
      const about = { entryId: 'e', origin: 'calendar', audience: audienceOf({ told: 'e' }) } as const;
      await sendTo(current(), { ...about, id: 'new', purpose: 'change', entryVersion: 2 });
      const oldFates = await fateByPerson(current(), 'old');
      expect(Object.values(oldFates).toSorted()).toEqual(
        ['accepted', 'failed', 'no-consent', 'replaced', 'replaced'].toSorted(),
      );
      const newFates = await fateByPerson(current(), 'new');
      expect(Object.values(newFates)).toEqual(['planned', 'planned', 'planned']);
      expect(newFates[second?.id.slice(4) ?? '']).toBeUndefined();
      // A cancellation goes only to those who heard.
      await sendTo(current(), { ...about, id: 'end', purpose: 'cancellation', entryVersion: 3 });
      expect(Object.keys(await fateByPerson(current(), 'end'))).toEqual([first?.id.slice(4)]);
    });

    it('reminds who asked for it, also without other notices: baja takes requests back, a later one is new', async () => {
      await addPeople(
        current(),
        { id: 'a', notices: false },
        { id: 'b', notices: false, withdrew: true },
        { id: 'c' },
        { id: 'd' },
      );
      for (const [who, reply] of [
        ['a', 'remind'],
        ['b', 'going'],
        ['c', 'not-for-me'],
      ] as const)
        await current().calendar.reply('e', who, reply, t0);
      await sendTo(current(), {
        origin: 'calendar',
        purpose: 'reminder',
        entryId: 'e',
        entryVersion: 1,
        audience: audienceOf({ reminded: 'e' }),
      });
      expect(await fateByPerson(current(), 'b1')).toEqual({ a: 'planned', b: 'planned' });
      expect((await rowsOf(current(), 'b1'))[0]?.purpose).toBe('reminder');
    });

    it('keeps to so many notices a week', async () => {
      await addPeople(current(), ...crowd(1));
      await sendTo(current(), { id: 'b1' });
      await sendTo(current(), { id: 'b2' });
      await sendTo(current(), { id: 'b3' });
      expect(await fateByPerson(current(), 'b3')).toEqual({ p00000: 'weekly-limit' });
      const automatic = {
        id: 'b4',
        origin: 'calendar',
        purpose: 'minutes',
        entryId: 'e',
        entryVersion: 2,
      } as const;
      await sendTo(current(), automatic);
      expect(await fateByPerson(current(), 'b4')).toEqual({ p00000: 'planned' });
      for (const id of ['b1', 'b2', 'b4']) {
        const [row] = await claimOf(current(), id);
        await settleAs(current(), { id: row?.id ?? '', to: 'accepted', externalKey: null, at: t0 });
      }
      await sendTo(current(), { id: 'b5' }, { now: t0 + 7 * 86_400_000 });
      expect(await fateByPerson(current(), 'b5')).toEqual({ p00000: 'planned' });
    });
  });
}
