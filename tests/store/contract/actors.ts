/** Actors: a code belongs to one, contacts stay sealed, who reads one is noted, each is asked once about a commitment. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { ActorState } from '../../../src/commitments/commitment.js';
import type { NewActor } from '../../../src/store/actors/actors.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { greet, t0, turnOf } from '../../support/turns.js';

const by = { staffId: 'staff', now: t0 };

export function actorsContract(current: () => OpenedStore): void {
  const create = (id: string, given: Partial<NewActor> = {}) =>
    current().actors.create({
      ...by,
      id,
      code: `ACTOR-${id.toUpperCase()}`,
      kind: 'organisation',
      sector: 'civil-society',
      name: `De ${id}`,
      about: '',
      areas: ['anticorruption'],
      place: '080101',
      state: 'listed',
      sealedContact: null,
      ...given,
    });
  const bind = (id: string, who: string) => {
    const { actor } = current().sql.t;
    return current().sql.write([
      once((db) =>
        db
          .update(actor)
          .set({ personId: `person:${who}` })
          .where(eq(actor.id, id))
          .returning({ id: actor.id }),
      ),
    ]);
  };
  const audits = async (subject: string) => {
    const { audit } = current().sql.t;
    const rows = await current().sql.readOnce((db) =>
      db.select().from(audit).where(eq(audit.subject, subject)),
    );
    return rows.map(({ action }) => action);
  };

  describe('an actor', () => {
    it('has its code for itself; only listed institutions can own something', async () => {
      await create('one', { kind: 'institution' });
      await create('two', { kind: 'institution', state: 'hidden' });
      expect(await create('three', { code: 'ACTOR-ONE' })).toBe('taken');
      expect(await current().actors.institutions()).toEqual([{ id: 'one', name: 'De one' }]);
      expect((await current().actors.byCode('ACTOR-TWO'))?.state).toBe('hidden');
    });

    it('is found by kind, area, region and state', async () => {
      await create('one');
      await create('two', { kind: 'initiative', areas: ['environment'], place: '150101', state: 'proposed' });
      const names = async (filter: Parameters<OpenedStore['actors']['list']>[0]) =>
        (await current().actors.list(filter)).map(({ id }) => id);
      expect(await names({})).toEqual(['one', 'two']);
      expect(await names({ kind: 'initiative' })).toEqual(['two']);
      expect(await names({ area: 'anticorruption' })).toEqual(['one']);
      expect(await names({ region: '15' })).toEqual(['two']);
      expect(await names({ state: 'proposed' satisfies ActorState })).toEqual(['two']);
      expect(await current().actors.countProposed()).toBe(1);
    });

    it('is changed only as it was seen, and its contact is read only with a note of it', async () => {
      await create('one', { sealedContact: 'sealed' });
      const fields = {
        kind: 'organisation',
        sector: 'other',
        name: 'Otra',
        about: 'x',
        areas: [],
        place: null,
      } as const;
      const save = (revision: number, contact: { sealed: string | null } | null) =>
        current().actors.save('one', { ...by, revision, fields, contact });
      expect(await save(1, null)).toBe('saved');
      expect(await save(1, null)).toBe('stale');
      expect((await current().actors.find('one'))?.hasContact).toBe(true);
      expect(await current().actors.readContact('one', by)).toBe('sealed');
      expect(await audits('one')).toContain('actor.contactRead');
      expect(await save(2, { sealed: null })).toBe('saved');
      const found = await current().actors.find('one');
      expect([found?.hasContact, found?.contactConsentAt]).toEqual([false, null]);
    });

    it('is asked once whether it wants to follow; who erases their data speaks for it no more', async () => {
      await create('one', { sealedContact: 'sealed' });
      await create('mute');
      await greet(current(), 'ana', []);
      await bind('one', 'ana');
      const invite = () =>
        current().actorInvites.invite(
          { id: 'commitment' },
          {
            ...by,
            actors: [
              { id: 'one', name: 'De one' },
              { id: 'mute', name: 'De mute' },
            ],
            message: (name, locale) => ({ kind: 'text', text: `${name} ${locale}` }),
            dueAt: t0,
          },
        );
      expect(await invite()).toBe(1);
      expect(await invite()).toBe(0);
      const asked = await current().actorInvites.ofCommitment('commitment');
      expect(asked).toEqual([{ actorId: 'one', name: 'De one', at: t0, state: null }]);
      await current().turns.commit(turnOf('ana', false, { effects: [{ kind: 'person.erase' }] }));
      const found = await current().actors.find('one');
      expect([found?.bound, found?.hasContact]).toEqual([false, false]);
    });
  });
}
