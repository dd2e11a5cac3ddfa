/** The clock plans what was published: once, in time, to whom it concerns, and takes away what would be wrong. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnnouncer, dueReminder } from '../../src/calendar/announce.js';
import type { OpenedStore } from '../../src/store/open.js';
import { addPeople, expandAll, fateByPerson, sendTo } from '../support/broadcasts.js';
import { day, publishNew, publishNext, workshop } from '../support/calendar.js';
import { memoryStore } from '../support/store.js';
import { t0 } from '../support/turns.js';

const hour = 3_600_000;
const lima = 'America/Lima';
/** Nine in the morning in Lima on the day the tests begin. */
const nine = Date.UTC(2026, 5, 1, 14);

let store: OpenedStore;
let now = t0;
beforeEach(async () => {
  store = await memoryStore();
  now = t0;
});
afterEach(() => store.close());

const announcer = () => createAnnouncer({ store, timezone: lima, now: () => now });
const run = (at: number): Promise<number> => {
  now = at;
  return announcer().run();
};
const about = async (entryId: string) =>
  (await store.broadcasts.ofEntry(entryId))
    .map(({ purpose, entryVersion, state, why }) => [purpose, entryVersion, state, why])
    .toSorted();
/** The announcement staff sent: everyone of `people` has it. */
async function announced(entryId: string, people: readonly string[]): Promise<void> {
  await addPeople(store, ...people.map((id) => ({ id })));
  await sendTo(store, { id: 'first', purpose: 'event', entryId, entryVersion: 1 });
  const { outbox } = store.sql.t;
  await store.sql.write([
    {
      query: {
        name: '',
        build: (db) => db.update(outbox).set({ state: 'delivered' }).returning({ id: outbox.id }),
      },
      params: {},
    },
  ]);
}

describe('a change', () => {
  it('goes at once to who was told, signed by nobody, and only once', async () => {
    const id = await publishNew(store);
    await announced(id, ['ana', 'ben']);
    await addPeople(store, { id: 'cid', createdAt: t0 + 1 });
    expect(await run(t0 + hour)).toBe(0);
    await publishNext(store, id, { content: workshop({ venue: 'Plaza de Armas' }), now: t0 + day });
    expect(await run(t0 + day)).toBe(1);
    expect(await run(t0 + day + 1)).toBe(0);
    const [made] = (await store.broadcasts.ofEntry(id)).filter(({ purpose }) => purpose === 'change');
    expect(made).toMatchObject({
      origin: 'calendar',
      entryVersion: 2,
      state: 'sending',
      phase: 'expanding',
      texts: {},
      draftedBy: 'system',
      startsAt: t0 + day,
    });
    await expandAll(store, made?.id ?? '', { now: t0 + day });
    expect(await fateByPerson(store, made?.id ?? '')).toEqual({ ana: 'planned', ben: 'planned' });
    expect(await store.calendar.unannounced(10)).toEqual([]);
  });

  it('is planned once by two clocks, and to its end after a crash in the middle', async () => {
    const id = await publishNew(store);
    await publishNext(store, id, { content: workshop({ venue: 'Otra' }) });
    // The first clock dies after it wrote the broadcast down.
    const dying = createAnnouncer({
      store: {
        ...store,
        broadcasts: { ...store.broadcasts, start: () => Promise.reject(new Error('died')) },
      },
      timezone: lima,
      now: () => t0 + 1,
    });
    await expect(dying.run()).rejects.toThrow('died');
    expect(await about(id)).toEqual([['change', 2, 'approved', null]]);
    now = t0 + 2;
    await Promise.all([announcer().run(), announcer().run()]);
    expect(await about(id)).toEqual([['change', 2, 'sending', null]]);
  });

  it('is kept from who need not know: words of staff, and what is over', async () => {
    const quiet = await publishNew(store);
    await publishNext(store, quiet, { content: workshop({ reminders: [2], organiser: 'Otra oficina' }) });
    const over = await publishNew(store);
    await publishNext(store, over, { content: workshop({ venue: 'Corregido' }), now: t0 + 30 * day });
    await publishNext(store, over, { change: 'cancelled', now: t0 + 30 * day });
    expect(await run(t0 + 30 * day)).toBe(0);
    expect([...(await about(quiet)), ...(await about(over))]).toEqual([]);
    expect(await store.calendar.unannounced(10)).toEqual([]);
  });

  it('takes reminders of what was before out of the way', async () => {
    const startsAt = t0 + 21 * day;
    const id = await publishNew(store, workshop({ startsAt, reminders: [3] }));
    expect(await run(nine + 18 * day)).toBe(1);
    const moved = workshop({ startsAt: startsAt + day, endsAt: null, reminders: [3] });
    await publishNext(store, id, { content: moved, now });
    expect(await run(now + 1)).toBe(1);
    expect(await about(id)).toEqual([
      ['change', 2, 'sending', null],
      ['reminder', 1, 'cancelled', 'replaced'],
    ]);
    // The new day has reminders of its own.
    expect(await run(nine + 19 * day)).toBe(1);
    expect(await about(id)).toContainEqual(['reminder', 2, 'sending', null]);
  });
});

it('a change that waited for the morning says nothing once the event is over', async () => {
  const content = workshop({ startsAt: t0 + day, endsAt: t0 + day + hour });
  const id = await publishNew(store, content);
  await announced(id, ['ana']);
  await publishNext(store, id, { content: { ...content, venue: 'Plaza' }, now: t0 + hour });
  expect(await run(t0 + hour)).toBe(1);
  await run(t0 + day + 2 * hour);
  expect((await about(id)).filter(([purpose]) => purpose === 'change')).toEqual([
    ['change', 2, 'cancelled', 'over'],
  ]);
});

describe('a cancellation', () => {
  it('ends whatever invites to it, and a new date says that it takes place after all', async () => {
    const id = await publishNew(store);
    await announced(id, ['ana']);
    await publishNext(store, id, { change: 'cancelled', now: t0 + day });
    expect(await run(t0 + day)).toBe(1);
    expect(await about(id)).toEqual([
      ['cancellation', 2, 'sending', null],
      ['event', 1, 'cancelled', 'replaced'],
    ]);
    const [cancellation] = (await store.broadcasts.ofEntry(id)).filter(
      ({ entryVersion }) => entryVersion === 2,
    );
    await expandAll(store, cancellation?.id ?? '', { now });
    await publishNext(store, id, { content: workshop(), now: t0 + 2 * day });
    expect(await run(t0 + 2 * day)).toBe(1);
    expect((await about(id)).map(([purpose]) => purpose)).toEqual(['cancellation', 'change', 'event']);
  });
});

describe('the minutes', () => {
  it('go to who was told, once they are public', async () => {
    const id = await publishNew(store);
    await announced(id, ['ana']);
    const content = workshop({ minutes: 'https://www.gob.pe/acta.pdf' });
    await publishNext(store, id, { change: 'minutes', content, now: t0 + 25 * day });
    expect(await run(t0 + 25 * day)).toBe(1);
    expect((await about(id))[1]).toEqual(['minutes', 2, 'sending', null]);
  });
});

describe('reminders', () => {
  // At ten in the morning in Lima, 21 days after the tests begin.
  const starts = t0 + 21 * day;

  it('go at nine in Lima on their days to who asked, and a new room is no new reminder', async () => {
    const id = await publishNew(store, workshop({ startsAt: starts, reminders: [3, 1] }));
    await addPeople(store, { id: 'ana', notices: false }, { id: 'ben' }, { id: 'cid' });
    await store.calendar.reply(id, 'ana', 'remind', t0);
    await store.calendar.reply(id, 'ben', 'not-for-me', t0);
    expect(await run(nine + 18 * day - 1)).toBe(0);
    expect(await run(nine + 18 * day)).toBe(1);
    const [made] = await store.broadcasts.ofEntry(id);
    expect(made).toMatchObject({ purpose: 'reminder', entryVersion: 1, state: 'sending' });
    await expandAll(store, made?.id ?? '', { now });
    expect(await fateByPerson(store, made?.id ?? '')).toEqual({ ana: 'planned' });
    await publishNext(store, id, {
      content: workshop({ startsAt: starts, reminders: [3, 1], venue: 'Otra sala' }),
      now: nine + 18 * day + hour,
    });
    expect(await run(nine + 18 * day + 2 * hour)).toBe(1);
    expect(
      (await about(id)).filter(([purpose, , state]) => purpose === 'reminder' && state === 'sending'),
    ).toEqual([]);
    expect(await run(nine + 20 * day)).toBe(1);
    const next = (await store.broadcasts.ofEntry(id)).filter(({ state }) => state === 'sending');
    expect(next.map(({ purpose, entryVersion }) => [purpose, entryVersion]).toSorted()).toEqual([
      ['change', 2],
      ['reminder', 2],
    ]);
  });

  it('end when the event begins, and are not sent for what is cancelled or begun', async () => {
    const id = await publishNew(store, workshop({ startsAt: starts, reminders: [1] }));
    expect(await run(nine + 20 * day)).toBe(1);
    expect(await run(starts)).toBe(0);
    expect(await about(id)).toEqual([['reminder', 1, 'cancelled', 'over']]);
    const later = workshop({ startsAt: starts + 10 * day, endsAt: null, reminders: [1] });
    const off = await publishNew(store, later);
    await publishNext(store, off, { change: 'cancelled' });
    await run(nine + 30 * day);
    expect((await about(off)).map(([purpose]) => purpose)).toEqual(['cancellation']);
  });

  it('go again for what was cancelled on their day and takes place after all', async () => {
    const content = workshop({ startsAt: starts, reminders: [3, 1] });
    const id = await publishNew(store, content);
    expect(await run(nine + 18 * day)).toBe(1);
    await publishNext(store, id, { change: 'cancelled', now: nine + 18 * day + hour });
    await run(nine + 18 * day + hour);
    await publishNext(store, id, { content, now: nine + 18 * day + 2 * hour });
    await run(nine + 18 * day + 2 * hour);
    await run(nine + 20 * day);
    expect((await about(id)).filter(([purpose]) => purpose === 'reminder')).toEqual([
      ['reminder', 1, 'cancelled', 'replaced'],
      ['reminder', 3, 'sending', null],
    ]);
  });

  it.each([
    ['none before its hour', [14, 3], nine + 7 * day - 1, null],
    ['the first at its hour', [14, 3], nine + 7 * day, 14],
    ['a missed one until two days later', [14, 3], nine + 9 * day + 5 * hour, 14],
    ['no missed one after that', [14, 3], nine + 10 * day, null],
    ['the latest of those whose hour has come', [3, 2, 1], nine + 20 * day, 1],
    ['on the day itself, before it begins', [0], nine + 21 * day, 0],
    ['none once it has begun', [0], starts, null],
    ['none whose hour was before it was published', [21], t0, null],
  ] as const)('choose %s', (_, reminders, at, days) => {
    const content = workshop({ startsAt: starts, reminders });
    expect(dueReminder(content, t0, at, lima)?.days ?? null).toBe(days);
  });
});
