/** A cycle's settings, practice and the team: changed only as seen, nothing half done, nothing of practice sent. */
import { describe, expect, it } from 'vitest';
import { newProposalCode } from '../../../src/codes.js';
import { createIds } from '../../../src/ids.js';
import { samplePractice } from '../../../src/practice/sample.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { greet, proposalOf, t0 } from '../../support/turns.js';

const by = { staffId: 'rosa', now: t0 };

export function setupContract(current: () => OpenedStore): void {
  const cycleNow = () => current().cycles.working(t0, false);
  const settingsOf = async (id: string) => {
    const found = await current().cycleSettings.read(id);
    if (!found) throw new Error('no such cycle');
    return found;
  };
  const audit = () =>
    current().sql.readOnce((db) => db.select().from(current().sql.t.audit).orderBy(current().sql.t.audit.id));

  describe('the settings of a cycle', () => {
    it('change only as they were seen, and each change is noted', async () => {
      const { id } = await cycleNow();
      const { signing, quiet, areas, cards } = await settingsOf(id);
      const first = {
        to: { signing: 'two-sectors' as const, quiet: { from: 22, to: 6 } },
        seen: { signing, quiet },
      };
      const noted = { action: 'cycle.answers', detail: { signing: 'two-sectors' }, ...by };
      expect(await current().cycleSettings.save(id, { ...first, ...noted } as const)).toBe('kept');
      expect(await current().cycleSettings.save(id, { ...first, ...noted } as const)).toBe('stale');
      expect(await settingsOf(id)).toMatchObject({ signing: 'two-sectors', quiet: { from: 22, to: 6 } });
      const more = {
        to: { areas: areas.slice(1), quiet: null },
        seen: { areas, cards, quiet: { from: 22, to: 6 } },
      };
      expect(
        await current().cycleSettings.save(id, { ...more, action: 'cycle.areas', detail: {}, ...by }),
      ).toBe('kept');
      expect((await cycleNow()).areas.map((area) => area.id)).not.toContain('anticorruption');
      expect((await audit()).map(({ action }) => action)).toEqual(['cycle.answers', 'cycle.areas']);
    });

    it('let no area vanish that stands on a proposal, also when it gets there meanwhile', async () => {
      const { id } = await cycleNow();
      const { areas } = await settingsOf(id);
      const change = { seen: { areas }, action: 'cycle.areas', detail: {}, ...by };
      expect(await current().cycleSettings.areasInUse(id, ['inclusion', 'environment'])).toEqual(new Set());
      await greet(current(), 'ana', [], {
        effects: [{ kind: 'proposal.submit', proposal: proposalOf({ cycleId: id, chosen: ['inclusion'] }) }],
      });
      expect(await current().cycleSettings.areasInUse(id, ['inclusion', 'environment'])).toEqual(
        new Set(['inclusion']),
      );
      const without = (gone: string) => ({
        to: { areas: areas.filter((area) => area.id !== gone) },
        vanishing: [gone],
      });
      expect(await current().cycleSettings.save(id, { ...change, ...without('inclusion') })).toBe('stale');
      expect(await current().cycleSettings.save(id, { ...change, ...without('environment') })).toBe('kept');
    });

    it('go on to the next cycle; the one before can still be read', async () => {
      const before = await cycleNow();
      const next = { id: 'next', from: before.id, slug: 'plan-vii', plan: { es: 'VII Plan' }, ...by };
      const ends = await Promise.all([1, 2].map(() => current().cycleSettings.prepareNext(next)));
      expect(ends.toSorted()).toEqual(['made', 'taken']);
      expect((await cycleNow()).id).toBe(before.id);
      const begun = await Promise.all(
        [1, 2].map(() => current().cycleSettings.makeCurrent('next', { seen: before.id, ...by })),
      );
      expect(begun.toSorted()).toEqual(['kept', 'stale']);
      expect(await cycleNow()).toMatchObject({ id: 'next', slug: 'plan-vii', current: true, guide: [] });
      expect((await cycleNow()).areas).toEqual(before.areas);
      expect(await current().cycles.byId(before.id, t0)).toMatchObject({ id: before.id, current: false });
      expect((await current().cycleSettings.list()).map((one) => [one.id, one.current])).toEqual(
        [
          ['next', true],
          [before.id, false],
        ].toSorted(([a = ''], [b = '']) => (a < b ? 1 : -1)),
      );
    });
  });

  describe('practice', () => {
    const dataFor = async (id: string) => {
      const cycle = await cycleNow();
      const data = samplePractice({
        ...{ now: t0, newId: createIds(), newCode: newProposalCode, cycleId: id, staffId: 'rosa' },
        ...{ areas: new Set(cycle.areas.map((area) => area.id)), answerDays: cycle.answerDays },
        suggestAreas: (text) =>
          /obra/.test(text) ? [{ area: 'access_to_information', words: ['obra'] }] : [],
      });
      return { id, from: cycle.id, data, ...by };
    };

    it('is made once, is never the current cycle, and can be made anew', async () => {
      const given = await dataFor('practice');
      const ends = await Promise.all([current().practice.make(given), current().practice.make(given)]);
      expect(ends.toSorted()).toEqual(['made', 'there']);
      expect(await current().practice.find()).toBe('practice');
      expect(await current().cycles.working(t0, true)).toMatchObject({ id: 'practice', practice: true });
      expect((await cycleNow()).practice).toBe(false);
      expect(await current().cycles.byId('practice', t0)).toBeNull();
      expect((await current().cycleSettings.list()).map(({ id }) => id)).not.toContain('practice');
      const [code = ''] = given.data.proposals.map((one) => one.code);
      expect(await current().proposals.find(code)).not.toBeNull();
      expect(await current().glance(code)).toBeNull();

      await current().practice.again(await dataFor('practice'));
      expect(await current().proposals.find(code)).toBeNull();
      const { proposal, note, answer, commitment } = current().sql.t;
      const rowsOf = (table: typeof proposal | typeof note | typeof answer | typeof commitment) =>
        current().sql.readOnce((db) => db.select({ id: table.id }).from(table));
      expect(await rowsOf(proposal)).toHaveLength(given.data.proposals.length);
      expect(await rowsOf(note)).toHaveLength(given.data.notes.length);
      expect(await rowsOf(answer)).toHaveLength(3);
      expect(await rowsOf(commitment)).toHaveLength(2);
    });

    it('tells staff nothing of what is invented', async () => {
      const given = await dataFor('practice');
      await current().practice.make(given);
      const { id } = await cycleNow();
      const real = proposalOf({ cycleId: id });
      await greet(current(), 'ana', [], { effects: [{ kind: 'proposal.submit', proposal: real }] });
      for (const code of [given.data.proposals[0]?.code ?? '', real.code]) {
        const href = `/panel/propuestas/${code}`;
        const notice = { staffId: 'ben', kind: 'assigned', href, detail: { code }, now: t0 } as const;
        await current().sql.write([current().staffNotices.add(notice)]);
      }
      expect((await current().staffNotices.untold(10)).map(({ href }) => href)).toEqual([
        `/panel/propuestas/${real.code}`,
      ]);
    });
  });

  describe('the team', () => {
    const hire = (id: string, role: string) =>
      current().staff.add(
        { id, name: id, email: `${id}@foro.pe`, role, sector: 'government', disabledAt: null },
        { staffId: 'system', now: t0 },
      );
    const admin = { role: 'admin', sector: 'government' };
    const reader = { role: 'reader', sector: 'government' };

    it('keeps an administrator, also when two take each other out at once', async () => {
      await hire('rosa', 'admin');
      expect(await current().team.change('rosa', reader, { seen: admin, ...by })).toBe('last');
      expect(await current().team.disable('rosa', by)).toBe('last');
      await hire('ben', 'admin');
      const ends = await Promise.all([
        current().team.change('rosa', reader, { seen: admin, ...by }),
        current().team.disable('ben', by),
      ]);
      expect(ends.toSorted()).toEqual(['kept', 'last']);
      const left = (await current().team.list(t0)).filter(
        (one) => one.role === 'admin' && one.disabledAt === null,
      );
      expect(left).toHaveLength(1);
    });

    it('changes as it was seen; who is switched off has no session left, and can come back', async () => {
      await hire('rosa', 'admin');
      await hire('ben', 'triage');
      const seen = { role: 'triage', sector: 'government' };
      const to = { role: 'signer', sector: 'civil-society' };
      expect(await current().team.change('ben', to, { seen, ...by })).toBe('kept');
      expect(await current().team.change('ben', to, { seen, ...by })).toBe('stale');
      const session = {
        id: 's',
        userId: 'ben',
        token: 't',
        createdAt: new Date(t0),
        updatedAt: new Date(t0),
      };
      await current().sql.write([
        {
          query: {
            name: '',
            build: (db) =>
              db
                .insert(current().sql.t.staffSession)
                .values({ ...session, expiresAt: new Date(t0 + 1000), ipAddress: null, userAgent: null })
                .returning({ id: current().sql.t.staffSession.id }),
          },
          params: {},
        },
      ]);
      const ben = async () => (await current().team.list(t0)).find(({ id }) => id === 'ben');
      expect(await ben()).toMatchObject({ ...to, sessions: 1, seenAt: t0, lockedUntil: null });
      expect(await current().team.disable('ben', by)).toBe('kept');
      expect(await ben()).toMatchObject({ sessions: 0, seenAt: null, disabledAt: t0 });
      expect(await current().team.enable('ben', by)).toBe('kept');
      expect(await current().team.enable('ben', by)).toBe('stale');
      expect(await ben()).toMatchObject({ disabledAt: null });
    });
  });
}
