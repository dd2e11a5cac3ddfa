/** The outbox as the sender uses it: who holds a row, in which order, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { Failure } from '../../../src/talk/failure.js';
import { addPeople, sendTo } from '../../support/broadcasts.js';
import { claimAs, greet, minute, outboxOf, reply, rowOf, settleAs, t0, turnOf } from '../../support/turns.js';

export function outboxContract(current: () => OpenedStore): void {
  const texts = (rows: readonly { readonly message: unknown }[]) =>
    rows.map((row) => (row.message as { text: string }).text);
  const refused: Failure = { kind: 'content', code: '400', detail: 'the platform refuses this text' };

  describe('a claim', () => {
    it('leases due rows of one channel and lane, oldest due first, with what sending takes', async () => {
      await greet(current(), 'ana', [reply('dos', { dueAt: t0 - 1 }), reply('luego', { dueAt: t0 + 1 })]);
      await greet(current(), 'ben', [reply('uno', { dueAt: t0 - 2 }), reply('masivo', { lane: 'bulk' })]);
      await greet(current(), 'cid', [reply('otro canal')], { channel: 'whatsapp' });
      const rows = await claimAs(current(), 'me');
      expect(texts(rows)).toEqual(['uno', 'dos']);
      expect(rows[0]).toMatchObject({
        sealed: 'sealed:ben',
        locale: 'es',
        reachable: true,
        lastInboundAt: t0,
        purpose: 'reply',
        attempts: 0,
      });
      expect(await claimAs(current(), 'me')).toEqual([]);
      expect(texts(await claimAs(current(), 'me', { lane: 'bulk' }))).toEqual(['masivo']);
    });

    it('keeps to its limit', async () => {
      await greet(current(), 'ana', [reply('uno'), reply('dos', { dueAt: t0 }), reply('tres')]);
      expect(texts(await claimAs(current(), 'me', { limit: 2 }))).toEqual(['uno', 'dos']);
    });

    it('leaves an address alone while another process speaks to it', async () => {
      await greet(current(), 'ana', [reply('uno'), reply('dos')]);
      const [held] = await claimAs(current(), 'one', { limit: 1 });
      expect(await claimAs(current(), 'two')).toEqual([]);
      await settleAs(current(), { id: held?.id ?? '', to: 'accepted', externalKey: 'x', at: t0 });
      expect(texts(await claimAs(current(), 'two'))).toEqual(['dos']);
    });

    it('suppresses rows whose address is gone, so that they are not claimed for ever', async () => {
      const planned = reply('a nadie');
      await current().outbox.plan([{ id: 'stray', addressId: 'gone', channel: 'telegram', planned }], t0);
      expect(await claimAs(current(), 'me')).toEqual([]);
      expect(await rowOf(current(), 'stray')).toMatchObject({
        state: 'suppressed',
        why: 'no-address',
        leasedBy: null,
      });
    });

    it('knows when the next row of a channel is due, in either lane', async () => {
      expect(await current().outbox.nextDue('telegram')).toBeNull();
      await greet(current(), 'ana', [
        reply('a', { dueAt: t0 + 9 }),
        reply('b', { lane: 'bulk', dueAt: t0 + 5 }),
      ]);
      expect(await current().outbox.nextDue('telegram')).toBe(t0 + 5);
      expect(await current().outbox.nextDue('whatsapp')).toBeNull();
    });

    it('knows when the next row of a running broadcast is due, and of a paused one not', async () => {
      await addPeople(current(), { id: 'ana' }, { id: 'ben' });
      await sendTo(current(), { startsAt: t0 });
      expect(await current().outbox.nextDue('telegram')).toBe(t0);
      const paused = { from: ['sending'], to: 'paused', why: null, staffId: 'rosa', now: t0 } as const;
      await current().broadcasts.setState('b1', paused);
      expect(await current().outbox.nextDue('telegram')).toBeNull();
    });
  });

  describe('a settlement', () => {
    const leased = async () => {
      await greet(current(), 'ana', [reply('hola')]);
      return (await claimAs(current(), 'me'))[0]?.id ?? '';
    };

    it('accepts', async () => {
      const id = await leased();
      await settleAs(current(), { id, to: 'accepted', externalKey: 'x', at: t0 + 5 });
      expect(await rowOf(current(), id)).toMatchObject({
        state: 'accepted',
        externalKey: 'x',
        acceptedAt: t0 + 5,
        attempts: 1,
        leasedBy: null,
        leasedUntil: null,
      });
    });

    it('fails for good, with the reason', async () => {
      const id = await leased();
      await settleAs(current(), { id, to: 'failed', failure: refused, at: t0 + 5 });
      expect(await rowOf(current(), id)).toMatchObject({
        state: 'failed',
        why: 'content',
        code: '400',
        failedAt: t0 + 5,
      });
      expect(await claimAs(current(), 'me', { now: t0 + minute })).toEqual([]);
    });

    it('plans again, counting an attempt only when it was one', async () => {
      const id = await leased();
      const again = { id, to: 'planned', dueAt: t0 + 10, failure: null } as const;
      await settleAs(current(), { ...again, counts: false });
      expect(await rowOf(current(), id)).toMatchObject({ state: 'planned', attempts: 0, dueAt: t0 + 10 });
      expect(await claimAs(current(), 'me')).toEqual([]);
      await claimAs(current(), 'me', { now: t0 + 10 });
      await settleAs(current(), { ...again, counts: true });
      expect(await rowOf(current(), id)).toMatchObject({ attempts: 1 });
    });

    it('says a reply whose fate is unknown once more, never a third time and never in bulk', async () => {
      const id = await leased();
      const cut = { id, to: 'unknown', detail: 'the line was cut', at: t0 } as const;
      await settleAs(current(), cut);
      expect((await rowOf(current(), id)).state).toBe('unknown');
      expect(await current().outbox.replanUnknown({ now: t0 + 9, olderThan: t0 - 1 })).toBe(0);
      expect(await current().outbox.replanUnknown({ now: t0 + 9, olderThan: t0 })).toBe(1);
      await claimAs(current(), 'me', { now: t0 + 9 });
      await settleAs(current(), cut);
      expect(await current().outbox.replanUnknown({ now: t0 + 99, olderThan: t0 + 99 })).toBe(0);
    });

    it('waits for the window, and everything leaves when the person writes', async () => {
      const id = await leased();
      const wait = { id, to: 'waiting', addressId: 'address:ana', at: t0 } as const;
      await settleAs(current(), wait);
      await settleAs(current(), wait);
      expect((await current().turns.load(['key:ana'])).address?.waiting).toBe(1);
      expect(await claimAs(current(), 'me', { now: t0 + minute })).toEqual([]);
      await current().turns.commit(turnOf('ana', false, { releaseWaiting: true, now: t0 + 7 }));
      expect((await current().turns.load(['key:ana'])).address?.waiting).toBe(0);
      expect(texts(await claimAs(current(), 'me', { now: t0 + 7 }))).toEqual(['hola']);
    });

    it('plans again for its owner only: another process may hold the row by now', async () => {
      const id = await leased();
      const back = { id, to: 'planned', dueAt: t0 + 3, counts: false, failure: null } as const;
      await settleAs(current(), { ...back, by: 'other', why: 'quiet-hours' });
      expect(await rowOf(current(), id)).toMatchObject({ state: 'leased', leasedBy: 'me' });
      await settleAs(current(), { ...back, by: 'me', why: 'quiet-hours' });
      expect(await rowOf(current(), id)).toMatchObject({ state: 'planned', why: 'quiet-hours', attempts: 0 });
    });

    it('accepts a message whose id the platform gave before: nobody’s end is held up', async () => {
      const [one = '', two = '', three = ''] = await greet(current(), 'ana', [
        reply('uno'),
        reply('dos'),
        reply('tres'),
      ]);
      await claimAs(current(), 'me');
      await current().outbox.settle(
        [one, two, three].map((id) => ({
          id,
          to: 'accepted',
          externalKey: id === three ? 'y' : 'x',
          at: t0,
        })),
      );
      const rows = await outboxOf(current());
      expect(rows.map((row) => row.state)).toEqual(['accepted', 'accepted', 'accepted']);
      expect(rows.map((row) => row.externalKey).toSorted()).toEqual([null, 'x', 'y'].toSorted());
    });

    it('settles many at once', async () => {
      await greet(current(), 'ana', [reply('uno'), reply('dos')]);
      const ends = (await claimAs(current(), 'me')).map(
        ({ id }) => ({ id, to: 'accepted', externalKey: `x:${id}`, at: t0 }) as const,
      );
      await current().outbox.settle(ends);
      await current().outbox.settle([]);
      expect((await outboxOf(current())).map((row) => row.state)).toEqual(['accepted', 'accepted']);
    });
  });

  describe('a recovery', () => {
    it('plans replies again and leaves bulk that may have left to be asked about, once their lease has ended', async () => {
      await greet(current(), 'ana', [reply('respuesta'), reply('masivo', { lane: 'bulk' })]);
      await claimAs(current(), 'gone');
      const [bulk] = await claimAs(current(), 'gone', { lane: 'bulk' });
      expect(await current().outbox.leave([bulk?.id ?? ''], 'gone', t0)).toEqual([bulk?.id]);
      expect(await current().outbox.recover({ now: t0, by: '' })).toEqual({ replanned: 0, unknown: 0 });
      const after = t0 + minute + 1;
      expect(await current().outbox.recover({ now: after, by: '' })).toEqual({ replanned: 1, unknown: 1 });
      expect(texts(await claimAs(current(), 'me', { now: after }))).toEqual(['respuesta']);
    });

    it('plans bulk again that was held and not about to leave', async () => {
      await greet(current(), 'ana', [reply('masivo', { lane: 'bulk' })]);
      await claimAs(current(), 'gone', { lane: 'bulk' });
      const after = t0 + minute + 1;
      expect(await current().outbox.recover({ now: after, by: '' })).toEqual({ replanned: 1, unknown: 0 });
      expect(await claimAs(current(), 'me', { lane: 'bulk', now: after })).toHaveLength(1);
    });

    it('lets only rows leave that are still the owner’s', async () => {
      const [mine = '', silenced = ''] = await greet(current(), 'ana', [
        reply('uno', { lane: 'bulk' }),
        reply('dos', { lane: 'bulk' }),
      ]);
      await claimAs(current(), 'me', { lane: 'bulk' });
      await settleAs(current(), { id: silenced, to: 'suppressed', why: 'stopped', at: t0 });
      expect(await current().outbox.leave([mine, silenced], 'other', t0)).toEqual([]);
      expect(await current().outbox.leave([mine, silenced], 'me', t0)).toEqual([mine]);
      expect(await current().outbox.leave([], 'me', t0)).toEqual([]);
    });

    it('takes back at once what the same process held before it fell', async () => {
      await greet(current(), 'ana', [reply('mío')]);
      await greet(current(), 'ben', [reply('de otro')]);
      await claimAs(current(), 'me', { limit: 1 });
      await claimAs(current(), 'other', { limit: 1 });
      expect(await current().outbox.recover({ now: t0, by: 'me' })).toEqual({ replanned: 1, unknown: 0 });
      expect(texts(await claimAs(current(), 'me'))).toEqual(['mío']);
    });
  });

  describe('planning outside a turn', () => {
    it('plans each key once and tells which', async () => {
      await greet(current(), 'ana');
      const row = (id: string, key: string) => ({
        id,
        addressId: 'address:ana',
        channel: 'telegram' as const,
        planned: reply('respuesta', { key, purpose: 'answer' }),
      });
      expect(await current().outbox.plan([row('1', 'answer:1'), row('2', 'answer:2')], t0)).toEqual([
        '1',
        '2',
      ]);
      expect(await current().outbox.plan([row('3', 'answer:1'), row('4', 'answer:4')], t0)).toEqual(['4']);
    });
  });

  describe('a budget', () => {
    it('lets a burst leave at once and spaces the rest', async () => {
      const take = (count: number, now: number) => current().outbox.reserve('telegram', count, 100, 3, now);
      const first = await take(3, t0);
      expect(first).toBeLessThanOrEqual(t0);
      const second = await take(1, t0);
      expect(second).toBe(first + 300);
      expect(await take(2, t0)).toBe(second + 100);
      expect(await take(1, t0)).toBe(second + 300);
      // After a long silence no more than the burst has been saved up.
      expect(await take(1, t0 + minute)).toBe(t0 + minute - 300);
    });

    it('never gives one instant twice', async () => {
      const taken = await Promise.all(
        Array.from({ length: 20 }, () => current().outbox.reserve('shared', 1, 50, 0, t0)),
      );
      expect(taken.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, index) => t0 + index * 50),
      );
    });

    it('forgets what was reserved on a clock that has been set back since', async () => {
      await current().outbox.reserve('telegram', 1, 100, 0, t0 + 3_600_000);
      expect(await current().outbox.reserve('telegram', 1, 100, 0, t0)).toBe(t0);
    });

    it('is silent as long as the platform asks, and a shorter pause does not end a longer one', async () => {
      await current().outbox.pause('telegram', t0 + 5_000);
      await current().outbox.pause('telegram', t0 + 1_000);
      expect(await current().outbox.reserve('telegram', 1, 100, 3, t0)).toBe(t0 + 5_000);
      expect(await current().outbox.reserve('telegram', 1, 100, 3, t0)).toBe(t0 + 5_100);
      expect(await current().outbox.pausedUntil('telegram')).toBe(t0 + 5_000);
      expect(await current().outbox.pausedUntil('whatsapp')).toBe(0);
    });
  });
}
