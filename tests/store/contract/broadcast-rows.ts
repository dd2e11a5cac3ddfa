/** A broadcast's rows: who holds them, how they end, and a report that adds up. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  addPeople,
  broadcastOf,
  claimOf,
  crowd,
  expandAll,
  fateByPerson,
  rowsOf,
  sendingOf,
  sendTo,
} from '../../support/broadcasts.js';
import { settleAs, t0 } from '../../support/turns.js';

export function broadcastRowsContract(
  current: () => OpenedStore,
  second: (() => Promise<OpenedStore>) | undefined,
): void {
  const all = () => current().broadcasts;

  describe('a claim by broadcast', () => {
    it('leases due rows of one channel with what sending takes, and none of another broadcast', async () => {
      await addPeople(current(), ...crowd(3), { id: 'w', addresses: [{ channel: 'whatsapp' }] });
      await sendTo(current(), { id: 'b1' });
      await sendTo(current(), { id: 'b2' });
      expect(await claimOf(current(), 'b1', { now: t0 - 1 })).toEqual([]);
      const rows = await claimOf(current(), 'b1', { limit: 2 });
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatchObject({
        broadcastId: 'b1',
        lane: 'bulk',
        sealed: 'sealed:p00000',
        locale: 'es',
      });
      expect(await claimOf(current(), 'b1')).toHaveLength(1);
      expect(await claimOf(current(), 'b1')).toEqual([]);
      expect((await claimOf(current(), 'b1', { channel: 'whatsapp' })).map((row) => row.id)).toEqual([
        'b1.w',
      ]);
      expect(await claimOf(current(), 'b2', { by: 'other' })).toEqual([]);
      expect(await claimOf(current(), 'b2')).toHaveLength(3);
    });

    it('gives nothing while rows are being planned, while it is paused, or of nothing', async () => {
      await addPeople(current(), ...crowd(3));
      await all().create(sendingOf());
      await all().expand('b1', { now: t0, weeklyLimit: 2, chunk: 2 });
      expect(await claimOf(current(), 'b1')).toEqual([]);
      await expandAll(current(), 'b1');
      await all().setState('b1', { from: ['sending'], to: 'paused', why: 'staff', staffId: 'rosa', now: t0 });
      expect(await claimOf(current(), 'b1')).toEqual([]);
      expect(await claimOf(current(), 'nothing')).toEqual([]);
    });

    it('keeps to the first batch until all may go', async () => {
      await addPeople(current(), ...crowd(9));
      await sendTo(current(), { firstBatch: 3 });
      expect(await claimOf(current(), 'b1', { limit: 2 })).toHaveLength(2);
      expect(await claimOf(current(), 'b1', { by: 'other' })).toHaveLength(1);
      expect(await claimOf(current(), 'b1')).toEqual([]);
      expect(await all().attempts('b1', 'all')).toEqual([
        { channel: 'telegram', state: 'leased', why: null, code: null, count: 3, acceptedAt: null },
      ]);
      expect(await all().setPhase('b1', 'first', 'full', t0)).toBe('saved');
      expect(await all().setPhase('b1', 'first', 'full', t0)).toBe('stale');
      expect(await claimOf(current(), 'b1')).toHaveLength(6);
    });

    it('gives a first batch others in the place of those a falling process left unknown', async () => {
      await addPeople(current(), ...crowd(9));
      await sendTo(current(), { firstBatch: 3 });
      const cut = await claimOf(current(), 'b1', { by: 'gone', limit: 2 });
      const ids = cut.map(({ id }) => id);
      await current().outbox.leave(ids, 'gone', t0);
      await current().outbox.recover({ now: t0, by: 'gone' });
      expect(await all().attempts('b1', 'lost')).toEqual([
        { channel: 'telegram', state: 'unknown', why: 'crash', code: null, count: 2, acceptedAt: null },
      ]);
      const others = await claimOf(current(), 'b1');
      expect(others).toHaveLength(3);
      expect(others.filter(({ id }) => ids.includes(id))).toEqual([]);
    });

    it('never gives one row to two', async () => {
      await addPeople(current(), ...crowd(40));
      await sendTo(current());
      const taken = await Promise.all(
        ['a', 'b', 'c', 'd'].map((by) => claimOf(current(), 'b1', { by, limit: 15 })),
      );
      const ids = taken.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  describe('the end of a broadcast', () => {
    it('sweeps what has not left when it is cancelled, after whatever was in hand', async () => {
      await addPeople(current(), ...crowd(5));
      await sendTo(current(), { purpose: 'event', entryId: 'e', entryVersion: 1 });
      const [held] = await claimOf(current(), 'b1', { limit: 1 });
      const cancel = {
        from: ['sending', 'paused'],
        to: 'cancelled',
        why: 'staff',
        staffId: 'rosa',
        now: t0,
      } as const;
      await all().setState('b1', cancel);
      expect(await all().cancelling()).toEqual(['b1']);
      expect(await all().sweepCancelled('b1', 3, t0)).toBe(false);
      expect(await all().sweepCancelled('b1', 3, t0)).toBe(false);
      expect(await all().sweepCancelled('b1', 3, t0)).toBe(false);
      await settleAs(current(), { id: held?.id ?? '', to: 'accepted', externalKey: null, at: t0 });
      expect(await all().sweepCancelled('b1', 3, t0 + 1)).toBe(true);
      expect(await all().cancelling()).toEqual([]);
      expect(await all().find('b1')).toMatchObject({ state: 'cancelled', doneAt: t0 + 1, planned: 5 });
      expect((await all().progress('b1')).toSorted((a, b) => a.count - b.count)).toEqual([
        { channel: 'telegram', state: 'accepted', count: 1 },
        { channel: 'telegram', state: 'suppressed', count: 4 },
      ]);
      // Who was not told may still be.
      await sendTo(current(), { id: 'b2', purpose: 'event', entryId: 'e', entryVersion: 1 });
      const fates = Object.values(await fateByPerson(current(), 'b2'));
      expect(fates.filter((fate) => fate === 'planned')).toHaveLength(4);
      expect(fates.filter((fate) => fate === 'already-told')).toHaveLength(1);
    });

    it('is over at once when it was never started', async () => {
      await all().create(broadcastOf());
      await all().setState('b1', {
        from: ['draft'],
        to: 'cancelled',
        why: 'staff',
        staffId: 'rosa',
        now: t0 + 3,
      });
      expect(await all().find('b1')).toMatchObject({ state: 'cancelled', doneAt: t0 + 3 });
      expect(await all().cancelling()).toEqual([]);
    });

    it('reports fates by department, language and channel; their sum is what was planned', async () => {
      await addPeople(
        current(),
        ...crowd(2),
        { id: 'q', locale: 'qu', place: null },
        { id: 's', notices: false, withdrew: true },
        { id: 'u', addresses: [{ channel: 'whatsapp', reachable: false }] },
      );
      await sendTo(current());
      const fates = await all().fates('b1');
      const by = (a: { region: string; why: string | null }) => `${a.region}${a.why ?? ''}`;
      expect(fates.toSorted((a, b) => by(a).localeCompare(by(b)))).toEqual([
        { channel: 'telegram', region: '', locale: 'qu', state: 'planned', why: null, count: 1 },
        { channel: 'telegram', region: '08', locale: 'es', state: 'planned', why: null, count: 2 },
        { channel: 'telegram', region: '08', locale: 'es', state: 'suppressed', why: 'stopped', count: 1 },
        {
          channel: 'whatsapp',
          region: '08',
          locale: 'es',
          state: 'suppressed',
          why: 'unreachable',
          count: 1,
        },
      ]);
      expect((await all().find('b1'))?.planned).toBe(5);
    });

    it('moves a row whose address failed to the other one of the person, still one row', async () => {
      const both = [{ channel: 'telegram' }, { channel: 'whatsapp' }] as const;
      await addPeople(current(), { id: 'ana', preferredChannel: 'telegram', addresses: both }, { id: 'ben' });
      await sendTo(current());
      const failure = { kind: 'blocked', code: '403', detail: '' } as const;
      const fail = async (channel: 'telegram' | 'whatsapp') => {
        for (const { id, addressId } of await claimOf(current(), 'b1', { channel })) {
          await settleAs(current(), { id, to: 'failed', failure, at: t0 });
          await current().outbox.markUnreachable(addressId, 'blocked', t0);
        }
      };
      expect(await all().fallback('b1.ana', t0)).toBe(false);
      await fail('telegram');
      await all().setState('b1', { from: ['sending'], to: 'done', why: null, staffId: 'system', now: t0 });
      expect(await all().fallback('b1.ben', t0)).toBe(false);
      expect(await all().fallback('b1.ana', t0 + 1)).toBe(true);
      expect(await all().find('b1')).toMatchObject({ state: 'sending', doneAt: null });
      const moved = (await rowsOf(current(), 'b1')).find((row) => row.id === 'b1.ana');
      expect(moved).toMatchObject({ state: 'planned', channel: 'whatsapp', addressId: 'ana/1', why: null });
      expect(await claimOf(current(), 'b1', { channel: 'whatsapp', now: t0 + 1 })).toHaveLength(1);
      await settleAs(current(), { id: 'b1.ana', to: 'failed', failure, at: t0 });
      await current().outbox.markUnreachable('ana/1', 'blocked', t0);
      expect(await all().fallback('b1.ana', t0 + 2)).toBe(false);
      expect(await rowsOf(current(), 'b1')).toHaveLength(2);
    });
  });

  describe.runIf(second)('two processes', () => {
    it('plan each person once and share the rows, whatever is announced at the same time', async () => {
      await addPeople(current(), ...crowd(60));
      const other = (await second?.()) ?? current();
      const event = { purpose: 'event', entryId: 'e', entryVersion: 1 } as const;
      await all().create(sendingOf({ ...event, id: 'b1', firstBatch: 10 }));
      await all().create(sendingOf({ ...event, id: 'b2' }));
      await Promise.all([
        expandAll(current(), 'b1', { chunk: 7 }),
        expandAll(other, 'b1', { chunk: 5 }),
        expandAll(other, 'b2', { chunk: 11 }),
      ]);
      const fates = [await fateByPerson(current(), 'b1'), await fateByPerson(current(), 'b2')].flatMap(
        (one) => Object.values(one),
      );
      expect(fates.filter((fate) => fate === 'planned')).toHaveLength(60);
      expect(fates.filter((fate) => fate === 'already-told')).toHaveLength(60);
      const claims = await Promise.all([
        claimOf(current(), 'b1', { by: 'one' }),
        claimOf(other, 'b1', { by: 'two' }),
      ]);
      const mine = fates.slice(0, 60).filter((fate) => fate === 'planned').length;
      expect(claims.flat()).toHaveLength(Math.min(10, mine));
      const cancel = { from: ['sending'], to: 'cancelled', why: 'staff', staffId: 'rosa', now: t0 } as const;
      const pressed = await Promise.all([
        all().setState('b2', cancel),
        other.broadcasts.setState('b2', cancel),
      ]);
      expect(pressed.toSorted()).toEqual(['saved', 'stale']);
      await Promise.all([all().sweepCancelled('b2', 40, t0), other.broadcasts.sweepCancelled('b2', 40, t0)]);
      await all().sweepCancelled('b2', 40, t0);
      expect(new Set(Object.values(await fateByPerson(current(), 'b2')))).not.toContain('planned');
    });
  });
}
