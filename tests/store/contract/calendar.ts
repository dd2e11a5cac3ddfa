/** The calendar: drafts, publications for ever, two at once, what is next, what is still to be told. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { addPeople, audienceOf, fateByPerson, sendTo } from '../../support/broadcasts.js';
import { day, publishNew, publishNext, workshop } from '../../support/calendar.js';
import { greet, t0, turnOf } from '../../support/turns.js';

export function calendarContract(current: () => OpenedStore): void {
  const calendar = () => current().calendar;
  const create = (content = workshop()) =>
    calendar().create({ cycleId: 'cycle', draft: content, staffId: 'rosa', now: t0 });
  const publish = (content = workshop(), given: { now?: number } = {}) =>
    publishNew(current(), content, { ...given, cycleId: 'cycle' });
  const actions = async (id: string) =>
    (await current().sql.readOnce((db) => db.select().from(current().sql.t.audit)))
      .filter((row) => row.subject === id)
      .map((row) => [row.actor, row.action]);

  describe('an entry of the calendar', () => {
    it('is a draft until it is published, and each publication stays as it was', async () => {
      const id = await create();
      expect(await calendar().entry(id)).toMatchObject({ state: 'draft', version: 0, content: null });
      expect(await calendar().versions(id)).toEqual([]);
      await publishNext(current(), id, { change: 'created' });
      const moved = workshop({ startsAt: t0 + 30 * day, endsAt: null, place: null });
      await publishNext(current(), id, { content: moved, now: t0 + day, overrideReason: 'La sala se cerró' });
      const entry = await calendar().entry(id);
      expect(entry).toMatchObject({ state: 'published', version: 2, draft: null, content: moved });
      const versions = await calendar().versions(id);
      expect(versions).toEqual([
        expect.objectContaining({ version: 1, change: 'created', content: workshop(), publishedAt: t0 }),
        expect.objectContaining({
          version: 2,
          change: 'changed',
          content: moved,
          publishedAt: t0 + day,
          overrideReason: 'La sala se cerró',
          staffId: 'rosa',
        }),
      ]);
      expect(await calendar().versionsOfCycle('cycle')).toEqual(versions);
      expect(await actions(id)).toEqual([
        ['rosa', 'calendar.drafted'],
        ['rosa', 'calendar.published'],
        ['rosa', 'calendar.drafted'],
        ['rosa', 'calendar.published'],
      ]);
    });

    it('refuses the second of two who wrote or published at once', async () => {
      const id = await create();
      const write = (title: string) =>
        calendar().saveDraft(id, {
          draft: workshop({ title: { es: title } }),
          revision: 1,
          staffId: 'rosa',
          now: t0,
        });
      expect((await Promise.all([write('A'), write('B')])).toSorted()).toEqual(['saved', 'stale']);
      const release = () =>
        calendar().publish(id, {
          revision: 2,
          change: 'created',
          officialUrl: null,
          overrideReason: null,
          staffId: 'rosa',
          now: t0,
        });
      expect((await Promise.all([release(), release()])).toSorted()).toEqual(['saved', 'stale']);
      expect(await calendar().versions(id)).toHaveLength(1);
      expect(await release()).toBe('stale');
    });

    it('keeps the published words while a draft is written, and a draft can be taken back', async () => {
      const id = await publish();
      const draft = workshop({ venue: 'Plaza de Armas' });
      const save = async (given: typeof draft | null) =>
        calendar().saveDraft(id, {
          draft: given,
          revision: (await calendar().entry(id))?.revision ?? 0,
          staffId: 'rosa',
          now: t0,
        });
      expect(await save(draft)).toBe('saved');
      expect(await calendar().entry(id)).toMatchObject({ draft, content: workshop() });
      expect(await save(null)).toBe('saved');
      expect(await calendar().entry(id)).toMatchObject({ draft: null, content: workshop(), version: 1 });
      const never = await create();
      expect(await calendar().saveDraft(never, { draft: null, revision: 1, staffId: 'rosa', now: t0 })).toBe(
        'saved',
      );
      expect(await calendar().entry(never)).toBeNull();
      expect(await actions(never)).toEqual([
        ['rosa', 'calendar.drafted'],
        ['rosa', 'calendar.discarded'],
      ]);
    });

    it('is cancelled with the words people were told, and nothing is published out of turn', async () => {
      const id = await publish();
      await publishNext(current(), id, { change: 'cancelled' });
      expect(await calendar().entry(id)).toMatchObject({ state: 'cancelled', version: 2 });
      expect((await calendar().versions(id))[1]).toMatchObject({ change: 'cancelled', content: workshop() });
      const attempt = (change: 'created' | 'changed', entry: string, revision: number) =>
        calendar().publish(entry, {
          revision,
          change,
          officialUrl: null,
          overrideReason: null,
          staffId: 'rosa',
          now: t0,
        });
      // No draft, a second first version, a change of what was never there.
      expect(await attempt('changed', id, 3)).toBe('stale');
      expect(await attempt('created', id, 3)).toBe('stale');
      expect(await attempt('changed', await create(), 1)).toBe('stale');
      expect(await attempt('changed', 'nowhere', 0)).toBe('stale');
    });
  });

  describe('what is next', () => {
    it('is what has been published and is not over, of a department and of the whole country', async () => {
      const at = (days: number, title: string, place: string | null, endsAfter: number | null = null) =>
        publish(
          workshop({
            title: { es: title },
            place,
            startsAt: t0 + days * day,
            endsAt: endsAfter === null ? null : t0 + endsAfter * day,
          }),
        );
      await at(9, 'Cusco', '080000');
      await at(5, 'país', null);
      await at(7, 'Lima', '150101');
      await at(-3, 'sigue', null, 2);
      await at(-3, 'terminó', null, -2);
      await create(workshop({ title: { es: 'borrador' } }));
      await publish(workshop({ kind: 'stage', title: { es: 'etapa' } }));
      await publishNext(current(), await at(6, 'cancelado', null), { change: 'cancelled' });
      const next = async (region: string | null, limit = 10) =>
        (await calendar().upcoming({ cycleId: 'cycle', now: t0, region, limit })).map(
          (entry) => entry.content?.title.es,
        );
      expect(await next(null)).toEqual(['sigue', 'país', 'Lima', 'Cusco']);
      expect(await next('15')).toEqual(['sigue', 'país', 'Lima']);
      expect(await next('08', 2)).toEqual(['sigue', 'país']);
      expect((await calendar().entries('cycle')).map((entry) => entry.content?.title.es)).toHaveLength(8);
    });
  });

  describe('what is still to be told', () => {
    it('is every version after the first, oldest first, until it was announced', async () => {
      const one = await publish();
      const two = await publish();
      await publishNext(current(), two, { content: workshop({ venue: 'Otra' }), now: t0 + 1 });
      await publishNext(current(), one, { change: 'cancelled', now: t0 + 2 });
      const open = async (limit = 10) =>
        (await calendar().unannounced(limit)).map(({ entryId, version }) => [entryId, version]);
      expect(await open()).toEqual([
        [two, 2],
        [one, 2],
      ]);
      expect(await open(1)).toHaveLength(1);
      await calendar().announced(two, 2, t0 + 3);
      await calendar().announced(two, 2, t0 + 4);
      expect(await open()).toEqual([[one, 2]]);
    });
  });

  describe('what people say to an event', () => {
    it('counts the last word of each, and goes on counting after an erasure', async () => {
      const id = await publish();
      await greet(current(), 'ana');
      await calendar().reply(id, 'person:ana', 'remind', t0);
      await calendar().reply(id, 'person:ana', 'going', t0 + 1);
      await calendar().reply(id, 'person:ben', 'not-for-me', t0 + 1);
      const counts = { going: 1, remind: 0, 'not-for-me': 1 };
      expect(await calendar().replyCounts(id)).toEqual(counts);
      expect(await calendar().replyCounts('other')).toEqual({ going: 0, remind: 0, 'not-for-me': 0 });
      await current().turns.commit(turnOf('ana', false, { effects: [{ kind: 'person.erase' }] }));
      expect(await calendar().replyCounts(id)).toEqual(counts);
      const rows = await current().sql.readOnce((db) => db.select().from(current().sql.t.calendarReply));
      expect(rows.map((row) => row.personId).join()).not.toContain('person:ana');
    });

    it('is a request: who asked for it in a chat hears of a change, announced to them or not', async () => {
      await addPeople(current(), { id: 'a', notices: false }, { id: 'b' }, { id: 'c' }, { id: 'd' });
      await calendar().reply('e', 'a', 'remind', t0);
      await calendar().reply('e', 'b', 'going', t0);
      await calendar().reply('e', 'c', 'not-for-me', t0);
      await sendTo(current(), {
        origin: 'calendar',
        purpose: 'cancellation',
        entryId: 'e',
        entryVersion: 2,
        audience: audienceOf({ told: 'e' }),
      });
      expect(await fateByPerson(current(), 'b1')).toEqual({ a: 'planned', b: 'planned' });
    });
  });
}
