/** Proposals written down for people without a phone: all of a sheet or none of it, each code somebody's once. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { AssistedGiven, NewAssisted } from '../../../src/store/proposals/assisted.js';
import { greet, minute, proposalOf, t0 } from '../../support/turns.js';

const made = (code: string, more: Partial<NewAssisted> = {}): NewAssisted => ({
  code,
  text: `Que la posta atienda los sábados, dice ${code}`,
  place: '080101',
  locale: 'es',
  areas: ['inclusion'],
  suggested: [{ area: 'environment', words: ['agua'] }],
  publish: 'without-name',
  ...more,
});
const given = (proposals: readonly NewAssisted[], more: Partial<AssistedGiven> = {}): AssistedGiven => ({
  cycleId: 'cycle',
  practice: false,
  proposals,
  entryId: 'event',
  staffId: 'ana',
  promisedAt: t0 + 30 * 1440 * minute,
  now: t0,
  ...more,
});
const sheet = { name: 'taller.xlsx', sha256: 'a'.repeat(64) };
const ofRows = (codes: readonly string[], more: Partial<AssistedGiven> = {}) =>
  given(
    codes.map((code, at) => made(code, { row: at + 2 })),
    { sheet, ...more },
  );

export function assistedContract(current: () => OpenedStore): void {
  const rowsOf = (table: 'proposal' | 'consent' | 'audit' | 'tag' | 'sheetImport') =>
    current().sql.readOnce((db) => db.select().from(current().sql.t[table]));
  const codes = async () => {
    const { proposal } = current().sql.t;
    const rows = await current().sql.readOnce((db) => db.select({ code: proposal.code }).from(proposal));
    return rows.map(({ code }) => code).sort();
  };

  describe('a proposal written down', () => {
    it('has its words, its tags, who heard the yes, and nobody behind it', async () => {
      expect(await current().assisted.keep(given([made('AYNI-234567')]))).toBe('kept');
      const found = await current().proposals.find('AYNI-234567');
      expect(found?.row).toMatchObject({
        personId: null,
        addressId: null,
        channel: 'assisted',
        state: 'received',
        assisted: { staffId: 'ana', entryId: 'event', spokenConsent: true },
      });
      expect(found?.tags.map(({ area, origin }) => `${origin} ${area}`).sort()).toEqual([
        'chosen inclusion',
        'suggested environment',
      ]);
      expect(found?.history.map(({ action, actor }) => [action, actor])).toEqual([
        ['proposal.assisted', 'ana'],
      ]);
      expect(found?.reach).toBeNull();
      const { consent } = current().sql.t;
      const said = await current().sql.readOnce((db) => db.select().from(consent));
      expect(said.map(({ purpose, given: yes, channel }) => [purpose, yes, channel]).sort()).toEqual([
        ['answer-me', true, 'assisted'],
        ['publish-without-name', true, 'assisted'],
      ]);
    });

    it('leaves no line in the ledger where it was invented', async () => {
      const practised = ofRows(['AYNI-234567'], { practice: true, cycleId: 'practice' });
      expect(await current().assisted.keep(practised)).toBe('kept');
      expect((await current().proposals.find('AYNI-234567'))?.row.channel).toBe('practice');
      expect(await rowsOf('consent')).toEqual([]);
      expect(await rowsOf('sheetImport')).toEqual([]);
      // The very same sheet may be practised again: its codes are new where it brings none.
      expect(await current().assisted.keep({ ...practised, proposals: [made('AYNI-BBBBBB')] })).toBe('kept');
    });
  });

  describe('a sheet', () => {
    it('comes in whole, and is known by its cells', async () => {
      expect(await current().assisted.keep(ofRows(['AYNI-222222', 'AYNI-333333']))).toBe('kept');
      expect(await current().assisted.keep(ofRows(['AYNI-444444']))).toBe('known');
      expect(await codes()).toEqual(['AYNI-222222', 'AYNI-333333']);
      const [kept, ...others] = await current().assisted.sheets('cycle', 5);
      expect([kept?.name, kept?.rows, kept?.staffId, others]).toEqual(['taller.xlsx', 2, 'ana', []]);
      const actions = await current().sql.readOnce((db) => db.select().from(current().sql.t.audit));
      expect(actions.map(({ action }) => action).sort()).toEqual([
        'proposal.assisted',
        'proposal.assisted',
        'sheet.imported',
      ]);
    });

    it('comes in not at all where one of its codes is somebody’s', async () => {
      await greet(current(), 'ana', [], {
        effects: [{ kind: 'proposal.submit', proposal: proposalOf({ code: 'AYNI-333333' }) }],
      });
      expect(await current().assisted.taken(['AYNI-222222', 'AYNI-333333'])).toEqual(
        new Set(['AYNI-333333']),
      );
      expect(await current().assisted.taken([])).toEqual(new Set());
      expect(await current().assisted.keep(ofRows(['AYNI-222222', 'AYNI-333333']))).toBe('taken');
      expect(await codes()).toEqual(['AYNI-333333']);
      expect(await rowsOf('sheetImport')).toEqual([]);
      expect(await current().assisted.keep(ofRows(['AYNI-222222', 'AYNI-222222']))).toBe('taken');
      expect(await codes()).toEqual(['AYNI-333333']);
    });

    it('comes in once where two press at once', async () => {
      const both = await Promise.all([
        current().assisted.keep(ofRows(['AYNI-222222'])),
        current().assisted.keep(ofRows(['AYNI-333333'])),
      ]);
      expect([...both].sort()).toEqual(['kept', 'known']);
      expect(await codes()).toHaveLength(1);
    });

    it('gives its codes by rows, to who works in its cycle', async () => {
      await current().assisted.keep(ofRows(['AYNI-222222', 'AYNI-333333']));
      await current().assisted.keep(given([made('AYNI-444444')]));
      const id = (await current().assisted.sheetOf(sheet.sha256))?.id ?? '';
      const found = await current().assisted.ofSheet('cycle', id);
      expect(found?.proposals.map(({ row, code }) => [row, code])).toEqual([
        [2, 'AYNI-222222'],
        [3, 'AYNI-333333'],
      ]);
      expect(await current().assisted.ofSheet('another', id)).toBeNull();
      expect(await current().assisted.ofSheet('cycle', 'nothing')).toBeNull();
      expect(await current().assisted.sheets('another', 5)).toEqual([]);
    });
  });

  describe('who asks by the code', () => {
    it('hears of an invented one nothing, of a real one what was answered', async () => {
      await current().assisted.keep(given([made('AYNI-234567')]));
      expect(await current().glance('AYNI-234567')).toMatchObject({
        state: 'received',
        own: false,
        summary: '',
      });
      expect(await current().proposals.publicByCode('AYNI-234567')).toMatchObject({
        text: made('AYNI-234567').text,
      });
    });
  });
}
