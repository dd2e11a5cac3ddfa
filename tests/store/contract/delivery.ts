/** Reports about rows of many: what went along with another one, what may go again, what is told of an older attempt. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { KeyedStatus } from '../../../src/store/store.js';
import type { Failure } from '../../../src/talk/failure.js';
import { addPeople, addressId, claimOf, sendTo } from '../../support/broadcasts.js';
import { greet, minute, reply, rowOf, settleAs, t0 } from '../../support/turns.js';

const refused = (kind: Failure['kind'], code: string): Failure => ({ kind, code, detail: 'refused' });
const report = (state: KeyedStatus['state'], given: Partial<KeyedStatus> = {}): KeyedStatus => ({
  channel: 'whatsapp',
  externalId: 'unused',
  externalKey: 'x',
  state,
  at: t0 + 5,
  ...given,
});

export function deliveryContract(current: () => OpenedStore): void {
  const tell = (...statuses: readonly KeyedStatus[]) => current().outbox.statuses(statuses, t0 + 5);

  describe('a message that carried others', () => {
    const together = async () => {
      const ids = await greet(current(), 'ana', [reply('uno'), reply('dos'), reply('tres')], {
        channel: 'whatsapp',
      });
      return ids as [string, string, string];
    };

    it('gives them all its fate', async () => {
      const [first, ...others] = await together();
      await settleAs(current(), { id: first, to: 'accepted', externalKey: 'x', at: t0 });
      for (const id of others)
        await settleAs(current(), { id, to: 'accepted', externalKey: null, at: t0, carrierId: first });
      await tell(report('delivered'));
      for (const id of [first, ...others])
        expect(await rowOf(current(), id)).toMatchObject({ state: 'delivered', deliveredAt: t0 + 5 });
      await tell(report('read'), report('read'), report('delivered'));
      for (const id of [first, ...others]) expect((await rowOf(current(), id)).state).toBe('read');
      expect((await rowOf(current(), others[0] ?? '')).externalKey).toBeNull();
    });

    it('resolves them too where its line was cut', async () => {
      const [first, second] = await together();
      await settleAs(current(), { id: first, to: 'unknown', detail: 'cut', at: t0 });
      await settleAs(current(), { id: second, to: 'unknown', detail: 'cut', at: t0, carrierId: first });
      await tell(report('delivered', { outboxId: first }));
      expect((await rowOf(current(), second)).state).toBe('delivered');
    });

    it('lets them all wait when its window was closed, and names one for an invitation', async () => {
      const [first, second] = await together();
      await settleAs(current(), { id: first, to: 'accepted', externalKey: 'x', at: t0 });
      await settleAs(current(), { id: second, to: 'accepted', externalKey: null, at: t0, carrierId: first });
      const waiting = await tell(report('failed', { failure: refused('window-closed', '131047') }));
      expect(waiting.map(({ id }) => id)).toEqual([first]);
      expect((await rowOf(current(), second)).state).toBe('waiting');
    });
  });

  describe('a row of a broadcast', () => {
    const sent = async (externalKey = 'x') => {
      await addPeople(current(), {
        id: 'ana',
        addresses: [{ channel: 'whatsapp' }, { channel: 'telegram', lastInboundAt: t0 - 9 }],
      });
      await sendTo(current(), { firstBatch: 1 });
      await claimOf(current(), 'b1', { channel: 'whatsapp' });
      await settleAs(current(), { id: 'b1.ana', to: 'accepted', externalKey, at: t0 });
    };
    const row = () => rowOf(current(), 'b1.ana');
    const closed = { failure: refused('window-closed', '131047'), outboxId: 'b1.ana' } as const;

    it('goes again when the window turns out closed, once, however often and late that is told', async () => {
      await sent();
      expect(await tell(report('failed', closed), report('failed', closed))).toEqual([]);
      expect(await row()).toMatchObject({ state: 'planned', why: 'window-closed', dueAt: t0 + 5 });
      const [claimed] = await claimOf(current(), 'b1', { channel: 'whatsapp', now: t0 + 5 });
      expect(claimed?.lastInboundAt).toBeLessThanOrEqual(t0 + 5 - 1440 * minute);
      await tell(report('failed', closed));
      expect((await row()).state).toBe('leased');
      await settleAs(current(), { id: 'b1.ana', to: 'accepted', externalKey: 'y', at: t0 + 6 });
      await tell(report('failed', closed));
      expect(await row()).toMatchObject({ state: 'accepted', externalKey: 'y' });
      await tell(report('read', { externalKey: 'y' }));
      expect((await row()).state).toBe('read');
    });

    it('goes again when it is told before our own record of the send', async () => {
      await sent();
      await tell(report('failed', closed));
      await settleAs(current(), { id: 'b1.ana', to: 'accepted', externalKey: 'x', at: t0 + 6 });
      expect((await row()).state).toBe('planned');
    });

    it('waits for its template that was paused after it had been taken; a broadcast that was over goes on', async () => {
      await sent();
      const over = { from: ['sending'], to: 'done', why: null, staffId: 'system', now: t0 } as const;
      await current().broadcasts.setState('b1', over);
      await tell(report('failed', { failure: refused('fix', '132015') }));
      expect(await row()).toMatchObject({ state: 'planned', why: 'template', dueAt: t0 + 5 + 10 * minute });
      expect(await current().broadcasts.find('b1')).toMatchObject({ state: 'sending', doneAt: null });
    });

    it('that moved to the other channel hears no more of the first', async () => {
      await sent();
      const gone = report('failed', { failure: refused('gone', '131026'), outboxId: 'b1.ana' });
      await tell(gone);
      expect(await row()).toMatchObject({ state: 'failed', why: 'gone' });
      expect(await current().broadcasts.fallback('b1.ana', t0 + 6)).toBe(true);
      expect(await row()).toMatchObject({ state: 'planned', addressId: addressId('ana', 1) });
      await tell(gone);
      expect((await row()).state).toBe('planned');
    });
  });
}
