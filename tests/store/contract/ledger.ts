/** The ledger: each delivered message is counted once, whichever report names its price, and the tier's people once each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { KeyedStatus } from '../../../src/store/store.js';
import { claimAs, greet, minute, reply, settleAs, t0 } from '../../support/turns.js';

const regular = { category: 'utility', type: 'regular', billable: true } as const;
const report = (state: KeyedStatus['state'], given: Partial<KeyedStatus> = {}): KeyedStatus => ({
  channel: 'telegram',
  externalId: 'unused',
  externalKey: 'x',
  state,
  at: t0,
  ...given,
});

export function ledgerContract(current: () => OpenedStore): void {
  const accepted = async (who: string, externalKey: string, given: object = {}) => {
    const [id = ''] = await greet(current(), who, [reply('hola', { purpose: 'notice' })]);
    await claimAs(current(), 'me');
    await settleAs(current(), { id, to: 'accepted', externalKey, at: t0, ...given });
    return id;
  };
  const counted = async () => {
    const months = await current().ledger.months(12);
    return months.reduce((sum, one) => sum + one.count, 0);
  };

  describe('the ledger', () => {
    it('counts a message once, in whatever order, number and batches its reports come', async () => {
      const reports = fc.array(
        fc.record({
          state: fc.constantFrom('accepted', 'delivered', 'read', 'failed' as const),
          priced: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      );
      let round = 0;
      await fc.assert(
        fc.asyncProperty(reports, fc.boolean(), async (given, inOneBatch) => {
          round += 1;
          const externalKey = `x${round}`;
          await accepted(`person${round}`, externalKey);
          const before = await counted();
          const keyed = given.map(({ state, priced }) =>
            report(state, { externalKey, ...(priced ? { pricing: regular } : {}) }),
          );
          if (inOneBatch) await current().outbox.statuses(keyed, t0);
          else for (const one of keyed) await current().outbox.statuses([one], t0);
          const arrived = given.some(({ state, priced }) => priced && ['delivered', 'read'].includes(state));
          expect((await counted()) - before).toBe(arrived ? 1 : 0);
        }),
        { numRuns: 25 },
      );
    });

    it('tells purpose, category and type by month, newest month first, in the forum’s days', async () => {
      await accepted('ana', 'a');
      await accepted('berta', 'b');
      await accepted('carla', 'c');
      // 3:30 in the morning of the 1st in London is still June in Lima.
      const night = Date.UTC(2026, 6, 1, 3, 30);
      const free = { category: 'service', type: 'free_customer_service', billable: false } as const;
      await current().outbox.statuses(
        [
          report('delivered', { externalKey: 'a', pricing: regular, at: night }),
          report('delivered', { externalKey: 'b', pricing: free, at: night }),
          report('read', { externalKey: 'c', pricing: regular, at: night + 120 * minute }),
        ],
        night,
      );
      const line = { channel: 'telegram', purpose: 'notice', count: 1 };
      const paid = { ...line, category: 'utility', type: 'regular' };
      expect(await current().ledger.months(12)).toEqual([
        { ...paid, month: '2026-07' },
        { ...line, month: '2026-06', category: 'service', type: 'free_customer_service' },
        { ...paid, month: '2026-06' },
      ]);
      expect((await current().ledger.months(1)).map(({ month }) => month)).toEqual(['2026-07']);
    });

    it('counts reports that came before our own record of the send', async () => {
      const [id = ''] = await greet(current(), 'ana', [reply('hola')]);
      await claimAs(current(), 'me');
      await current().outbox.statuses([report('delivered', { pricing: regular })], t0);
      expect(await counted()).toBe(0);
      await settleAs(current(), { id, to: 'accepted', externalKey: 'x', at: t0 });
      await current().outbox.applyOrphans(t0);
      await current().outbox.applyOrphans(t0);
      expect(await counted()).toBe(1);
    });

    it('counts the different people who got a template in a day', async () => {
      const dayMs = 1440 * minute;
      await accepted('ana', 'a', { template: true });
      await accepted('berta', 'b', { template: true, at: t0 - dayMs - 1 });
      await accepted('carla', 'c');
      expect(await current().ledger.templatedSince('telegram', t0 - dayMs)).toBe(1);
      expect(await current().ledger.templatedSince('telegram', t0 - 2 * dayMs)).toBe(2);
      expect(await current().ledger.templatedSince('whatsapp', 0)).toBe(0);
      // The line was cut: only its price says that it was one.
      await current().outbox.statuses([report('delivered', { externalKey: 'c', pricing: regular })], t0);
      expect(await current().ledger.templatedSince('telegram', t0 - dayMs)).toBe(2);
    });

    it('tells what became of a day’s messages, what must be mended, and who is silent', async () => {
      const fix = { kind: 'fix', code: '190', detail: 'expired' } as const;
      const [first = ''] = await greet(current(), 'ana', [reply('a'), reply('b'), reply('c')]);
      await settleAs(current(), { id: first, to: 'failed', failure: fix, at: t0 + 1 });
      await current().outbox.pause('whatsapp', t0 + minute);
      const { deliveryReport } = current();
      expect(await deliveryReport.fatesSince(t0)).toEqual([
        { channel: 'telegram', state: 'failed', count: 1 },
        { channel: 'telegram', state: 'planned', count: 2 },
      ]);
      expect(await deliveryReport.fatesSince(t0 + 1)).toEqual([]);
      const line = { channel: 'telegram', code: '190', detail: 'expired', count: 1, newest: t0 + 1 };
      expect(await deliveryReport.fixesSince(t0)).toEqual([line]);
      expect(await deliveryReport.fixesSince(t0 + 2)).toEqual([]);
      expect(await deliveryReport.silent(t0)).toEqual([{ name: 'whatsapp', until: t0 + minute }]);
      expect(await deliveryReport.silent(t0 + minute)).toEqual([]);
      const { id } = (await claimAs(current(), 'me'))[0] ?? { id: '' };
      await settleAs(current(), { id, to: 'unknown', detail: 'cut', at: t0 });
      expect(await deliveryReport.unknown()).toEqual([{ channel: 'telegram', state: 'unknown', count: 1 }]);
    });

    it('keeps what a platform last told about itself', async () => {
      const { ledger } = current();
      expect(await ledger.platform('whatsapp:tier')).toBeNull();
      await ledger.setPlatform('whatsapp:tier', '250', t0);
      await ledger.setPlatform('whatsapp:tier', '2000', t0 + 1);
      await ledger.setPlatform('whatsapp:quality', 'GREEN', t0);
      expect(await ledger.platform('whatsapp:tier')).toEqual({ value: '2000', at: t0 + 1 });
      expect((await ledger.platforms()).map(({ name }) => name)).toEqual([
        'whatsapp:quality',
        'whatsapp:tier',
      ]);
    });
  });
}
