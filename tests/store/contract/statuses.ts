/** Delivery reports: whatever the order in which they come, the same row stands at the end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { KeyedStatus } from '../../../src/store/store.js';
import type { Failure } from '../../../src/talk/failure.js';
import { claimAs, greet, minute, outboxOf, reply, rowOf, settleAs, t0 } from '../../support/turns.js';

const failure = (kind: Failure['kind']): Failure => ({ kind, code: '131000', detail: 'refused' });
const report = (state: KeyedStatus['state'], given: Partial<KeyedStatus> = {}): KeyedStatus => ({
  channel: 'telegram',
  externalId: 'unused',
  externalKey: 'x',
  state,
  at: t0 + { accepted: 1, delivered: 2, read: 3, failed: 4 }[state],
  ...(state === 'failed' ? { failure: failure('fix') } : {}),
  ...given,
});

export function statusesContract(current: () => OpenedStore): void {
  const leased = async (who = 'ana') => {
    const [id = ''] = await greet(current(), who, [reply('hola')]);
    await claimAs(current(), 'me');
    return id;
  };
  const accept = (id: string, externalKey = 'x') =>
    settleAs(current(), { id, to: 'accepted', externalKey, at: t0 });
  const orphans = () => current().sql.readOnce((db) => db.select().from(current().sql.t.orphanStatus));

  describe('delivery reports', () => {
    const highest = (states: readonly string[]) =>
      ['read', 'delivered', 'failed', 'accepted'].find((state) => states.includes(state)) ?? 'accepted';

    it('end in the highest state seen, in any order, repeated or not', async () => {
      const reports = fc.shuffledSubarray(
        (['accepted', 'delivered', 'read', 'failed', 'delivered', 'failed'] as const).map((state) =>
          report(state),
        ),
        { minLength: 1 },
      );
      let round = 0;
      await fc.assert(
        fc.asyncProperty(reports, fc.boolean(), async (given, inOneBatch) => {
          round += 1;
          const id = await leased(`person${round}`);
          const externalKey = `x${round}`;
          await accept(id, externalKey);
          const keyed = given.map((one) => ({ ...one, externalKey }));
          if (inOneBatch) await current().outbox.statuses(keyed, t0);
          else for (const one of keyed) await current().outbox.statuses([one], t0);
          const states = given.map((one) => one.state);
          const row = await rowOf(current(), id);
          expect(row.state).toBe(highest(states));
          expect(row.why).toBe(row.state === 'failed' ? 'fix' : null);
          if (states.includes('read')) expect(row.readAt).toBe(t0 + 3);
          if (states.includes('delivered')) expect(row.deliveredAt).toBe(t0 + 2);
        }),
        { numRuns: 25 },
      );
    });

    it('resolve a row whose line was cut, by our own id', async () => {
      const id = await leased();
      await settleAs(current(), { id, to: 'unknown', detail: 'cut', at: t0 });
      await current().outbox.statuses([report('delivered', { outboxId: id })], t0);
      expect(await rowOf(current(), id)).toMatchObject({ state: 'delivered', externalKey: 'x' });
      expect(await current().outbox.replanUnknown({ now: t0 + minute, olderThan: t0 + minute })).toBe(0);
    });

    it.each([
      ['delivered', 'delivered', null],
      ['read', 'read', null],
      ['failed', 'failed', 'fix'],
      ['accepted', 'accepted', null],
    ] as const)('quicker than our own record of the send: %s stays', async (state, end, why) => {
      const id = await leased();
      await current().outbox.statuses([report(state, { outboxId: id })], t0);
      await accept(id);
      expect(await rowOf(current(), id)).toMatchObject({ state: end, why, externalKey: 'x' });
    });

    it('for a row we do not know yet are kept, and told when it is known', async () => {
      const id = await leased();
      await current().outbox.statuses([report('read')], t0);
      expect(await current().outbox.applyOrphans(t0)).toEqual([]);
      expect(await orphans()).toHaveLength(1);
      await accept(id);
      await current().outbox.applyOrphans(t0);
      expect((await rowOf(current(), id)).state).toBe('read');
      expect(await orphans()).toEqual([]);
    });

    it('for rows that are never known are forgotten after a week', async () => {
      await current().outbox.statuses([report('failed', { externalKey: 'of another program' })], t0);
      await current().outbox.applyOrphans(t0 + 8 * 1440 * minute);
      expect(await orphans()).toEqual([]);
    });

    it('of a closed window make the row wait, and name it for an invitation', async () => {
      const id = await leased();
      const closed = report('failed', { failure: failure('window-closed'), outboxId: id });
      const waiting = await current().outbox.statuses([closed], t0);
      expect(waiting.map((row) => row.id)).toEqual([id]);
      // Our own record of the send comes late: the row still waits.
      await accept(id);
      expect((await rowOf(current(), id)).state).toBe('waiting');
      expect((await current().turns.load(['key:ana'])).address?.waiting).toBe(1);
      await current().outbox.statuses([closed], t0);
      expect((await current().turns.load(['key:ana'])).address?.waiting).toBe(1);
    });

    it('of somebody who is gone mark the address', async () => {
      await accept(await leased());
      await current().outbox.statuses([report('failed', { failure: failure('gone') })], t0);
      expect((await current().turns.load(['key:ana'])).address?.reachable).toBe(false);
    });

    it('do not touch a row that was suppressed', async () => {
      const [id = ''] = await greet(current(), 'ana', [reply('hola')]);
      await settleAs(current(), { id, to: 'suppressed', why: 'unreachable', at: t0 });
      await current().outbox.statuses([report('delivered', { outboxId: id })], t0);
      expect((await outboxOf(current()))[0]).toMatchObject({ state: 'suppressed', why: 'unreachable' });
    });
  });
}
