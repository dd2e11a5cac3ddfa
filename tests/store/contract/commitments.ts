/** Commitments: versions are for ever, proposals are known by the version they changed, progress is told once. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { ProgressStatus } from '../../../src/commitments/commitment.js';
import type { Planned } from '../../../src/inbox/turn.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { greet, proposalOf, t0, turnOf } from '../../support/turns.js';

const by = { staffId: 'staff', now: t0 };
const words = (text: string) => ({ title: { es: 'Obras a la vista' }, text: { es: text } });

export function commitmentsContract(current: () => OpenedStore): void {
  const store = () => current().commitments;
  const propose = async (who: string) => {
    const made = proposalOf({ cycleId: 'cycle' });
    await greet(current(), who, [], { effects: [{ kind: 'proposal.submit', proposal: made }] });
    return { id: made.id, code: made.code };
  };
  const create = (id: string, proposals: readonly { id: string; code: string }[] = []) =>
    store().create({
      ...by,
      id,
      cycleId: 'cycle',
      draft: words('El primer texto'),
      areas: ['anticorruption'],
      institutionId: null,
      proposals,
    });
  const found = async (id: string) => {
    const one = await store().find(id);
    if (!one) throw new Error('no such commitment');
    return one;
  };
  const publish = async (id: string, note = '') =>
    store().publish(id, { ...by, revision: (await found(id)).revision, note });
  const progress = (id: string, commitmentId: string, status: ProgressStatus = 'limited') =>
    store().addProgress({ ...by, id, commitmentId, status, text: { es: 'Ya hay fotos' }, link: null });
  const planned = (progressId: string, personId: string): Planned => ({
    key: `progress:${progressId}:${personId}`,
    purpose: 'progress',
    lane: 'bulk',
    message: { kind: 'text', text: 'hola' },
    dueAt: t0,
  });
  /** All that are to hear of it are told. @returns their names, and whether it is the first time. */
  const tell = async (id: string, commitmentId: string) => {
    const of = { id, commitmentId };
    const heard = await store().listeners(of, { limit: 100, after: '' });
    await store().tell(
      of,
      heard.map((one) => ({ ...one, planned: planned(id, one.personId) })),
      t0,
    );
    return heard.map(({ personId, first }) => `${personId.slice(7)}${first ? '!' : ''}`);
  };
  const follow = (commitmentId: string, who: string, state: string) =>
    current().sql.write([
      once((db) => {
        const { commitmentFollow } = current().sql.t;
        return db
          .insert(commitmentFollow)
          .values({ commitmentId, personId: `person:${who}`, state, at: t0 })
          .onConflictDoUpdate({
            target: [commitmentFollow.commitmentId, commitmentFollow.personId],
            set: { state },
          })
          .returning({ id: commitmentFollow.commitmentId });
      }),
    ]);

  describe('a commitment', () => {
    it('has the next code, also when two are made at once, and once for one form', async () => {
      await Promise.all([create('one'), create('two'), create('two')]);
      expect((await store().list('cycle')).map(({ code }) => code)).toEqual(['C-01', 'C-02']);
      expect(await store().list('elsewhere')).toEqual([]);
      expect((await store().byCode('cycle', 'C-02'))?.state).toBe('draft');
    });

    it('keeps what was published beside what is written, and refuses who is second', async () => {
      await create('one');
      expect(await publish('one')).toBe('saved');
      const seen = await found('one');
      const change = { ...by, revision: seen.revision, draft: words('El segundo texto') };
      expect(await store().saveDraft('one', change)).toBe('saved');
      expect(await store().saveDraft('one', change)).toBe('stale');
      expect(await store().publish('one', { ...by, revision: seen.revision, note: 'x' })).toBe('stale');
      const now = await found('one');
      expect([now.content?.text.es, now.draft?.text.es]).toEqual(['El primer texto', 'El segundo texto']);
      expect(await publish('one', 'Cambió todo')).toBe('saved');
      const versions = await store().versions('one');
      expect(versions.map(({ version, note, content }) => [version, note, content.text.es])).toEqual([
        [1, '', 'El primer texto'],
        [2, 'Cambió todo', 'El segundo texto'],
      ]);
    });

    it('knows by which version each proposal changed it, and each proposal where it went', async () => {
      const [first, second] = [await propose('ana'), await propose('ben')];
      await create('one', [first]);
      await publish('one');
      await store().addSources(await found('one'), [first, second], by);
      expect((await store().sources('one')).map(({ code, version }) => [code, version])).toEqual(
        [
          [second.code, 0],
          [first.code, 1],
        ].toSorted(([, a], [, b]) => Number(a) - Number(b)),
      );
      expect(await store().removeSource(await found('one'), first, by)).toBe(false);
      expect(await store().removeSource(await found('one'), second, by)).toBe(true);
      expect((await store().wentTo(first.id)).map(({ code, version }) => [code, version])).toEqual([
        ['C-01', 1],
      ]);
      expect((await store().sourceCounts('cycle')).get('one')).toBe(1);
      const history = (await current().proposals.find(first.code))?.history ?? [];
      expect(history.map(({ action }) => action)).toContain('commitment.source');
    });

    it('is withdrawn with its reason as the last version; a draft that nobody named may go', async () => {
      await create('one');
      const draft = await found('one');
      expect(await store().discard('one', { ...by, revision: draft.revision })).toBe('saved');
      expect(await store().find('one')).toBeNull();
      await create('two');
      const reason = { es: 'Lo hace otra ley' };
      expect(await store().withdraw('two', { ...by, revision: 1, reason })).toBe('stale');
      await publish('two');
      const { revision } = await found('two');
      expect(await store().discard('two', { ...by, revision })).toBe('stale');
      expect(await store().withdraw('two', { ...by, revision, reason })).toBe('saved');
      expect((await found('two')).state).toBe('withdrawn');
      expect((await store().versions('two')).at(-1)?.note).toBe('Lo hace otra ley');
      expect((await store().untold(5)).map(({ status }) => status)).toEqual(['stopped']);
      expect(await publish('two', 'otra vez')).toBe('stale');
    });
  });

  describe('its progress', () => {
    it('is told once to each contributor, and from then on to who follows', async () => {
      const [ana, ben] = [await propose('ana'), await propose('ben')];
      await create('one', [ana, ben]);
      await progress('before', 'one');
      expect(await tell('before', 'one')).toEqual([]);
      await publish('one');
      expect(await store().audience('one')).toEqual({ first: 2, following: 0 });
      await progress('p1', 'one');
      expect(await progress('p1', 'one')).toBe(false);
      expect(await tell('p1', 'one')).toEqual(['ana!', 'ben!']);
      // Again, as after a crash: nobody is left.
      expect(await tell('p1', 'one')).toEqual([]);
      expect(await store().toldCount('p1')).toBe(2);
      await follow('one', 'ana', 'following');
      expect(await tell('p1', 'one')).toEqual([]);
      expect(await store().audience('one')).toEqual({ first: 0, following: 1 });
      expect(await tell('p2', 'one')).toEqual(['ana']);
      await follow('one', 'ana', 'stopped');
      expect(await tell('p3', 'one')).toEqual([]);
    });

    it('reaches the members of a joint idea, once for all their proposals, and nobody who has none', async () => {
      const [ana, ben, cid] = [await propose('ana'), await propose('ben'), await propose('cid')];
      await create('one', [ana]);
      await publish('one');
      const { proposal } = current().sql.t;
      await current().sql.write(
        [ana, ben].map(({ id }) =>
          once((db) =>
            db
              .update(proposal)
              .set({ jointId: 'joint' })
              .where(eq(proposal.id, id))
              .returning({ id: proposal.id }),
          ),
        ),
      );
      await current().sql.write([
        once((db) =>
          db
            .update(proposal)
            .set({ personId: 'person:ana' })
            .where(eq(proposal.id, cid.id))
            .returning({ id: proposal.id }),
        ),
      ]);
      await store().addSources(await found('one'), [cid], by);
      expect(await tell('p1', 'one')).toEqual(['ana!', 'ben!']);
    });

    it('is not told to who cannot be reached, who erased their data, or withdrew', async () => {
      const [ana, ben] = [await propose('ana'), await propose('ben')];
      await create('one', [ana, ben]);
      await publish('one');
      await current().outbox.markUnreachable('address:ana', 'blocked', t0);
      await current().turns.commit(turnOf('ben', false, { effects: [{ kind: 'person.erase' }] }));
      expect(await store().audience('one')).toEqual({ first: 0, following: 0 });
      expect(await tell('p1', 'one')).toEqual([]);
    });

    it('ends with baja, and follows a person who links two chats', async () => {
      const ana = await propose('ana');
      await create('one', [ana]);
      await publish('one');
      await greet(current(), 'ben', []);
      await follow('one', 'ana', 'told');
      await follow('one', 'ben', 'following');
      await current().turns.commit(
        turnOf('ben', false, { effects: [{ kind: 'link.open', key: 'k', expiresAt: t0 + 1 }] }),
      );
      const merge = { kind: 'person.merge', key: 'k', owner: 'person:ben', keep: 'self', tell: [] } as const;
      expect(await current().turns.commit(turnOf('ana', false, { effects: [merge] }))).toBe('committed');
      expect(await tell('p1', 'one')).toEqual(['ana']);
      await current().turns.commit(
        turnOf('ana', false, { revision: 2, effects: [{ kind: 'notices.stop' }] }),
      );
      expect(await tell('p2', 'one')).toEqual([]);
    });
  });
}
