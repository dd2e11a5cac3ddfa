/** What the effects of a turn leave behind, and what an erasure leaves of them. */
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/inbox/turn.js';
import { removeErasedFiles } from '../../../src/proposals/remove-files.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { testVault } from '../../support/store.js';
import {
  claimAs,
  greet,
  outboxOf,
  proposalOf,
  reply,
  rowOf,
  settleAs,
  t0,
  turnOf,
} from '../../support/turns.js';

export function effectsContract(current: () => OpenedStore): void {
  const table = () => current().sql.t;
  const all = {
    proposals: () => current().sql.readOnce((db) => db.select().from(table().proposal)),
    tags: () => current().sql.readOnce((db) => db.select().from(table().tag).orderBy(table().tag.origin)),
    files: () => current().sql.readOnce((db) => db.select().from(table().attachment)),
    consents: () => current().sql.readOnce((db) => db.select().from(table().consent)),
    audit: () => current().sql.readOnce((db) => db.select().from(table().audit).orderBy(table().audit.id)),
    people: () => current().sql.readOnce((db) => db.select().from(table().person)),
    addresses: () => current().sql.readOnce((db) => db.select().from(table().address)),
    keys: () => current().sql.readOnce((db) => db.select().from(table().addressKey)),
    counters: () => current().sql.readOnce((db) => db.select().from(table().counter)),
  };
  const tell = (who: string, effects: readonly Effect[], revision = 1) =>
    current().turns.commit(turnOf(who, false, { effects, revision }));
  const voice = { kind: 'voice', ref: 'file-id-of-ana', mime: 'audio/ogg' } as const;
  const submit = (given: Parameters<typeof proposalOf>[0] = {}): Effect => ({
    kind: 'proposal.submit',
    proposal: proposalOf(given),
  });

  describe('an effect', () => {
    it('sets what a person chose', async () => {
      await greet(current(), 'ana');
      const set = {
        locale: 'qu',
        localeChosen: true,
        adultEnoughAt: t0,
        place: '080101',
        areas: ['environment'],
        notices: true,
        preferredChannel: 'whatsapp' as const,
      };
      await tell('ana', [
        { kind: 'person.set', set },
        { kind: 'person.source', source: 'cartel' },
      ]);
      await tell('ana', [{ kind: 'person.source', source: 'otro' }], 2);
      expect((await current().turns.load(['key:ana'])).person).toEqual({ id: 'person:ana', ...set });
      expect((await all.people())[0]?.source).toBe('cartel');
      await tell('ana', [{ kind: 'person.set', set: { place: null, areas: [] } }], 3);
      expect((await current().turns.load(['key:ana'])).person).toMatchObject({ place: null, areas: [] });
    });

    it('gives a proposal the link its author came by', async () => {
      await greet(current(), 'ana');
      await tell('ana', [{ kind: 'person.source', source: 'cartel' }]);
      await tell('ana', [submit({ source: null })], 2);
      await tell('ana', [submit({ source: 'feria' })], 3);
      expect((await all.proposals()).map(({ source }) => source).sort()).toEqual(['cartel', 'feria']);
    });

    it('keeps a proposal word for word, with its tags and its sealed files', async () => {
      const text = 'ÁRBOLES para\nel Ñaña… 🌳 ‮abc';
      await greet(current(), 'ana', [], { effects: [submit({ text, code: 'AYNI-7K3Q', media: [voice] })] });
      const [proposal] = await all.proposals();
      expect(proposal).toMatchObject({ text, state: 'received', personId: 'person:ana', revision: 1 });
      expect(proposal?.folded).toContain('arboles para');
      expect((await all.tags()).map(({ area, origin, words }) => ({ area, origin, words }))).toEqual([
        { area: 'anticorruption', origin: 'chosen', words: [] },
        { area: 'access_to_information', origin: 'suggested', words: ['publiquen'] },
      ]);
      const [file] = await all.files();
      expect(file).toMatchObject({ kind: 'voice', state: 'pending', bytes: null });
      expect(file?.sealedRef).not.toContain('file-id-of-ana');
      expect(JSON.parse(testVault.open(file?.sealedRef ?? ''))).toEqual(voice);
      expect((await all.audit()).map(({ action, subject }) => [action, subject])).toEqual([
        ['proposal.received', 'AYNI-7K3Q'],
      ]);
    });

    it('corrects a proposal only for its author and only until staff have begun', async () => {
      await greet(current(), 'ana', [], { effects: [submit({ code: 'AYNI-7K3Q' })] });
      await greet(current(), 'ben');
      const correct = (text: string): Effect => ({
        kind: 'proposal.correct',
        code: 'AYNI-7K3Q',
        text,
        sha256: 'b',
      });
      await tell('ben', [correct('de otro')]);
      expect((await all.proposals())[0]?.text).toMatch(/^Que publiquen/);
      expect((await all.audit()).map((entry) => entry.action)).toEqual(['proposal.received']);
      await tell('ana', [correct('Mejor así')]);
      expect((await all.proposals())[0]).toMatchObject({
        text: 'Mejor así',
        folded: expect.stringContaining('mejor asi'),
        revision: 2,
      });
      expect((await all.audit()).map(({ action, subject, detail }) => ({ action, subject, detail }))).toEqual(
        [
          { action: 'proposal.received', subject: 'AYNI-7K3Q', detail: {} },
          { action: 'proposal.corrected', subject: 'AYNI-7K3Q', detail: {} },
        ],
      );
      const [proposal] = await all.proposals();
      const begun = {
        id: proposal?.id ?? '',
        code: 'AYNI-7K3Q',
        revision: 2,
        areas: ['other', 'other'],
        staffId: 'staff',
        now: t0,
      };
      expect(await current().proposals.confirmTags(begun)).toBe('done');
      await tell('ana', [correct('Tarde')], 2);
      expect((await all.proposals())[0]?.text).toBe('Mejor así');
      expect((await all.audit()).map((entry) => entry.action).slice(2)).toEqual(['proposal.tagged']);
    });

    it('writes the consent ledger and counts what is not kept', async () => {
      const given = { kind: 'consent', purpose: 'answer-me', given: true, wording: 'v1' } as const;
      await greet(current(), 'ana', [], { effects: [given, { kind: 'count', name: 'minor' }] });
      await tell('ana', [
        { ...given, given: false },
        { kind: 'count', name: 'minor' },
      ]);
      expect((await all.consents()).map((row) => [row.personId, row.given])).toEqual([
        ['person:ana', true],
        ['person:ana', false],
      ]);
      expect(await all.counters()).toEqual([{ name: 'minor', day: '2026-06-01', count: 2 }]);
    });

    it('marks an address as blocked and as back', async () => {
      await greet(current(), 'ana');
      await tell('ana', [{ kind: 'address.reachable', reachable: false }]);
      expect((await all.addresses())[0]).toMatchObject({ reachable: false, unreachableWhy: 'blocked' });
      await tell('ana', [{ kind: 'address.reachable', reachable: true }], 2);
      expect((await all.addresses())[0]).toMatchObject({ reachable: true, unreachableWhy: null });
    });
  });

  describe('an erasure', () => {
    const consent = { kind: 'consent', purpose: 'answer-me', given: true, wording: 'v1' } as const;
    const prepare = async () => {
      const messages = [
        reply('tu idea: agua para todos'),
        reply('en camino'),
        reply('cortado'),
        reply('pendiente'),
      ];
      const ids = await greet(current(), 'ana', messages, {
        effects: [consent, submit({ text: 'agua para todos', media: [voice] })],
      });
      await claimAs(current(), 'me', { limit: 3 });
      const [said = '', , cut = ''] = ids;
      await settleAs(
        current(),
        { id: said, to: 'accepted', externalKey: 'x', at: t0 },
        { id: cut, to: 'unknown', detail: 'cut', at: t0 },
      );
      await tell('ana', [{ kind: 'person.erase' }]);
      return ids;
    };

    it('leaves nothing that names the person, and every count', async () => {
      await prepare();
      expect(await all.people()).toEqual([]);
      expect(await all.keys()).toEqual([]);
      expect(await current().turns.load(['key:ana'])).toEqual({});
      expect(await current().turns.loadByAddress('address:ana')).toEqual({});
      expect(await all.proposals()).toEqual([
        expect.objectContaining({ text: '', folded: '', personId: null, addressId: null, place: '080101' }),
      ]);
      expect(await all.files()).toEqual([
        expect.objectContaining({ state: 'refused', why: 'erased', sealedRef: '' }),
      ]);
      expect((await all.consents()).map((row) => row.personId)).toEqual(['erased']);
      expect((await all.tags()).map(({ words }) => words)).toEqual([[], []]);
      expect((await all.audit()).map((row) => row.action)).toContain('person.erased');
    });

    it('silences everything that was to be said, and blanks what was said', async () => {
      const ids = await prepare();
      const states = await Promise.all(ids.map(async (id) => (await rowOf(current(), id)).state));
      expect(states).toEqual(['accepted', 'suppressed', 'suppressed', 'suppressed']);
      expect((await outboxOf(current())).map((row) => row.message)).toEqual(
        ids.map(() => ({ kind: 'text', text: '' })),
      );
      expect(await current().outbox.replanUnknown({ now: t0 + 9, olderThan: t0 + 9 })).toBe(0);
      expect(await current().outbox.recover({ now: t0, by: 'me' })).toEqual({ replanned: 0, unknown: 0 });
    });

    it('says goodbye, and only then lets go of the address', async () => {
      await greet(current(), 'ana');
      const farewell = turnOf('ana', false, {
        effects: [{ kind: 'person.erase' }],
        messages: [reply('Listo: borré tus datos')],
      });
      await current().turns.commit(farewell);
      await current().turns.sweepErased();
      expect(await all.addresses()).toHaveLength(1);
      const [row] = await claimAs(current(), 'me');
      expect(row).toMatchObject({ sealed: 'sealed:ana', message: { text: 'Listo: borré tus datos' } });
      await settleAs(current(), { id: row?.id ?? '', to: 'accepted', externalKey: 'x', at: t0 });
      await current().turns.sweepErased();
      expect(await all.addresses()).toEqual([]);
      expect((await outboxOf(current()))[0]?.message).toEqual({ kind: 'text', text: '' });
    });

    it('leaves others alone, and lets the same person begin anew', async () => {
      await greet(current(), 'ben', [reply('hola', { dueAt: t0 + 1 })], { effects: [consent, submit()] });
      await prepare();
      expect((await current().turns.load(['key:ben'])).person?.id).toBe('person:ben');
      const claimed = await claimAs(current(), 'me', { now: t0 + 1 });
      expect(claimed.map((row) => row.addressId)).toEqual(['address:ben']);
      const turn = turnOf('ana', true);
      const fresh = {
        ...turn,
        person: { ...turn.person, id: 'person:2' },
        address: { ...turn.address, id: 'address:2' },
      };
      expect(await current().turns.commit(fresh)).toBe('committed');
    });

    it('takes what staff wrote about the proposals of who erases: it may quote them', async () => {
      await greet(current(), 'ana', [], { effects: [submit({ code: 'AYNI-NOTE' })] });
      await greet(current(), 'ben', [], { effects: [submit({ code: 'AYNI-KEPT' })] });
      for (const code of ['AYNI-NOTE', 'AYNI-KEPT']) {
        const found = await current().proposals.find(code);
        if (!found) throw new Error('the proposal is there');
        const note = { id: found.row.id, code, text: 'Dice que vive en Acomayo', staffId: 'staff', now: t0 };
        expect(await current().proposals.addNote(note)).toBe('done');
      }
      await tell('ana', [{ kind: 'person.erase' }]);
      const { note } = current().sql.t;
      const left = await current().sql.readOnce((db) => db.select({ id: note.proposalId }).from(note));
      const kept = await current().proposals.find('AYNI-KEPT');
      expect(left).toEqual([{ id: kept?.row.id }]);
    });

    it('names the files to remove until they are gone, and keeps bytes that another proposal holds', async () => {
      const file = (sha256: string) => ({ mime: 'audio/ogg', bytes: 3, sha256 });
      const media = [voice, voice];
      await greet(current(), 'ana', [], { effects: [submit({ media })] });
      await greet(current(), 'ben', [], { effects: [submit({ media: [voice] })] });
      const due = await current().attachments.due(t0, 10);
      expect(due).toHaveLength(3);
      for (const [index, sha256] of ['own', 'shared', 'shared'].entries())
        await current().attachments.stored(due[index]?.id ?? '', file(sha256));
      await tell('ana', [{ kind: 'person.erase' }]);
      const { attachments } = current();
      // A process that ends before the disk has done its part begins again.
      const named = await attachments.erased(10);
      expect(await attachments.erased(10)).toEqual(named);
      const removed: string[] = [];
      await removeErasedFiles(attachments, {
        remove: async (sha256) => {
          removed.push(sha256);
        },
      });
      expect(removed).toEqual(['own']);
      expect(await attachments.erased(10)).toEqual([]);
    });
  });
}
