/** Several processes on one database: nobody takes what another has, and one failing write hurts no other. */
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { isDuplicate, NothingTouched, once } from '../../../src/store/sql.js';
import { claimAs, greet, outboxOf, reply, t0, turnOf } from '../../support/turns.js';

export function racesContract(
  current: () => OpenedStore,
  second: (() => Promise<OpenedStore>) | undefined,
): void {
  const count = (name: string, times = 1) =>
    once((db) =>
      db
        .insert(current().sql.t.counter)
        .values({ name, day: 'd', count: times })
        .returning({ name: current().sql.t.counter.name }),
    );
  const touchNobody = once(
    (db) =>
      db
        .update(current().sql.t.counter)
        .set({ count: 9 })
        .where(sql`1 = 0`)
        .returning({ name: current().sql.t.counter.name }),
    'conflict',
  );
  const counted = async () =>
    (await current().sql.readOnce((db) => db.select().from(current().sql.t.counter)))
      .map((row) => row.name)
      .toSorted();

  describe('writes that arrive together', () => {
    it('keep all of one and nothing of the other', async () => {
      const results = await Promise.allSettled([
        current().sql.write([count('first')]),
        current().sql.write([count('lost'), count('lost')]),
        current().sql.write([count('lost too'), touchNobody]),
        current().sql.write([count('last')]),
      ]);
      expect(results.map((result) => result.status)).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'fulfilled',
      ]);
      expect(await counted()).toEqual(['first', 'last']);
      const [, duplicate, nothing] = results.map((result) =>
        result.status === 'rejected' ? result.reason : null,
      );
      expect(isDuplicate(duplicate)).toBe(true);
      expect(nothing).toBeInstanceOf(NothingTouched);
      expect(isDuplicate(nothing)).toBe(false);
    });

    it('never say a parameter in their error', async () => {
      const secret = 'palabras de una ciudadana';
      await current().sql.write([count(secret)]);
      const error: unknown = await current()
        .sql.write([count(secret)])
        .catch((reason: unknown) => reason);
      expect(String(error)).not.toContain(secret);
      expect(error instanceof Error ? error.stack : '').not.toContain(secret);
    });

    it('end in one outcome each when a hundred people write at once', async () => {
      const turns = Array.from({ length: 100 }, (_, index) =>
        turnOf(`p${index}`, true, { messages: [reply('hola')] }),
      );
      const outcomes = await Promise.all([...turns, ...turns].map((turn) => current().turns.commit(turn)));
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(100);
      expect(await outboxOf(current())).toHaveLength(100);
    });
  });

  describe.runIf(second)('two processes', () => {
    const other = async () => (second ? second() : current());

    it('never claim the same row, nor two rows of one person', async () => {
      const people = Array.from({ length: 30 }, (_, index) => `p${index}`);
      for (const who of people) await greet(current(), who, [reply('uno'), reply('dos'), reply('tres')]);
      const stores = [current(), await other()];
      const claims = await Promise.all(
        Array.from({ length: 12 }, (_, index) => {
          const store = stores[index % 2] ?? current();
          return claimAs(store, `owner${index % 2}`, { limit: 10 });
        }),
      );
      const ids = claims.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
      const holders = new Map<string, Set<string>>();
      for (const row of await outboxOf(current())) {
        if (row.leasedBy === null) continue;
        holders.set(row.addressId, (holders.get(row.addressId) ?? new Set()).add(row.leasedBy));
      }
      expect([...holders.values()].filter((owners) => owners.size > 1)).toEqual([]);
      expect(ids.length).toBeGreaterThan(0);
    });

    it('decide one person’s turns on each other’s state', async () => {
      await greet(current(), 'ana');
      const elsewhere = await other();
      const outcomes = await Promise.all([
        current().turns.commit(turnOf('ana', false)),
        elsewhere.turns.commit(turnOf('ana', false)),
      ]);
      expect(outcomes.toSorted()).toEqual(['committed', 'conflict']);
      expect((await elsewhere.turns.load(['key:ana'])).revision).toBe(2);
    });

    it('share one budget', async () => {
      const elsewhere = await other();
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? current() : elsewhere).outbox.reserve('shared', 1, 50, 0, t0),
        ),
      );
      expect(new Set(taken).size).toBe(20);
    });
  });
}
