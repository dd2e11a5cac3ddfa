/** What staff say of a proposal beside its answer: areas and how often they correct, notes, rubric, who deals with it, notices. */
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { createNews } from '../../../src/proposals/news.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { greet, minute, proposalOf, t0 } from '../../support/turns.js';

const code = 'AYNI-AAAA';
const href = `/panel/propuestas/${code}`;
const voice = { kind: 'voice', ref: 'secret' } as const;

export function handlingContract(current: () => OpenedStore): void {
  const proposals = () => current().proposals;
  const seen = (revision = 1) => ({ id: 'p', code, revision, staffId: 'rosa', now: t0 });
  const propose = (who: string, given: Parameters<typeof proposalOf>[0]) =>
    greet(current(), who, [], { effects: [{ kind: 'proposal.submit', proposal: proposalOf(given) }] });
  const addMember = (id: string, name: string) =>
    current().staff.add(
      { id, name, email: `${id}@foro.pe`, role: 'triage', sector: 'government', disabledAt: null },
      { staffId: 'system', now: t0 },
    );
  const actions = async () => (await proposals().find(code))?.history.map(({ action }) => action) ?? [];
  const noticesOf = (staffId: string) => current().staffNotices.list(staffId, { unseen: true, limit: 10 });

  describe('what staff say of a proposal', () => {
    beforeEach(async () => {
      await addMember('rosa', 'Rosa Quispe');
      await addMember('luis', 'Luis Mamani');
      await propose('ana', {
        id: 'p',
        code,
        media: [voice],
        suggested: [{ area: 'environment', words: ['río'] }],
        chosen: [],
      });
    });

    it('is given to somebody, who is told once, and refused to the second of two', async () => {
      const give = (to: string | null, revision: number) =>
        proposals().assign({ ...seen(revision), to, href });
      const both = await Promise.all([give('luis', 1), give('rosa', 1)]);
      expect(both.toSorted()).toEqual(['changed-meanwhile', 'done']);
      const { assigneeId, revision } = (await proposals().find(code))?.row ?? { assigneeId: '', revision: 0 };
      expect(await noticesOf('luis')).toHaveLength(assigneeId === 'luis' ? 1 : 0);
      // Who takes it themself knows.
      expect(await noticesOf('rosa')).toEqual([]);
      expect(await give(null, revision)).toBe('done');
      expect((await proposals().find(code))?.row.assigneeId).toBeNull();
    });

    it('keeps the institution that would own it', async () => {
      expect(await proposals().setInstitution({ ...seen(), institutionId: 'pcm' })).toBe('done');
      expect(await proposals().setInstitution({ ...seen(), institutionId: 'mef' })).toBe('changed-meanwhile');
      expect((await proposals().find(code))?.row.institutionId).toBe('pcm');
    });

    it('finds a recording by what was heard in it, until it is taken back', async () => {
      const [file] = (await proposals().find(code))?.files ?? [];
      const write = (text: string, revision: number) =>
        proposals().setTranscript({
          ...seen(revision),
          file: file?.id ?? '',
          text,
          words: ['Que publiquen'],
          locale: 'es',
        });
      const found = async (search: string) =>
        (await proposals().list({ cycleId: 'cycle', search }, 5)).rows.map((row) => row.code);
      expect(await write('El PUENTE está caído', 1)).toBe('done');
      expect(await write('otra cosa', 1)).toBe('changed-meanwhile');
      expect(await found('puente caido')).toEqual([code]);
      expect((await proposals().find(code))?.files[0]).toMatchObject({
        transcript: 'El PUENTE está caído',
        transcriptBy: 'rosa',
      });
      expect(await write('', 2)).toBe('done');
      expect(await found('puente')).toEqual([]);
      expect(await found('publiquen')).toEqual([code]);
    });

    it('keeps notes with who they name; each of them is told, but not the writer', async () => {
      await proposals().addNote({ ...seen(), text: '@Luis @Rosa miren', mentions: ['luis', 'rosa', 'luis'] });
      const [note] = (await proposals().find(code))?.notes ?? [];
      expect(note).toMatchObject({ by: 'Rosa Quispe', text: '@Luis @Rosa miren' });
      expect(note?.mentions.toSorted()).toEqual(['luis', 'rosa']);
      expect(await noticesOf('luis')).toMatchObject([{ kind: 'mentioned', href, detail: { code } }]);
      expect(await noticesOf('rosa')).toEqual([]);
      // A note is nobody's loss: the others' forms stay good.
      expect((await proposals().find(code))?.row.revision).toBe(1);
    });

    it('keeps one rubric a member, the last one, and takes it back', async () => {
      const marks = { relevance: 3, ambition: 2, feasibility: null, lasting: 1 } as const;
      await proposals().rate({ ...seen(), marks });
      await proposals().rate({ ...seen(), staffId: 'luis', marks: { ...marks, ambition: 1 } });
      await proposals().rate({ ...seen(), marks: { ...marks, relevance: 1 } });
      const rubrics = await proposals().rubricsOf('p');
      expect(rubrics.map(({ by, relevance, ambition }) => [by, relevance, ambition]).toSorted()).toEqual([
        ['Luis Mamani', 3, 1],
        ['Rosa Quispe', 1, 2],
      ]);
      const none = { relevance: null, ambition: null, feasibility: null, lasting: null };
      await proposals().rate({ ...seen(), marks: none });
      expect(await proposals().rubricsOf('p')).toHaveLength(1);
      expect(await actions()).toContain('proposal.unrated');
    });

    it('changes nothing of a proposal that was withdrawn', async () => {
      const { sql } = current();
      await sql.write([
        once((db) =>
          db
            .update(sql.t.proposal)
            .set({ state: 'withdrawn' })
            .where(eq(sql.t.proposal.id, 'p'))
            .returning({ id: sql.t.proposal.id }),
        ),
      ]);
      expect(await proposals().assign({ ...seen(), to: 'luis', href })).toBe('changed-meanwhile');
      expect(await proposals().confirmTags({ ...seen(), areas: ['other'] })).toBe('changed-meanwhile');
      expect(await noticesOf('luis')).toEqual([]);
    });
  });

  describe('areas that staff confirm', () => {
    const object = (area: string | null) =>
      current().sql.write([
        once((db) =>
          db
            .insert(current().sql.t.objection)
            .values({ proposalId: 'p', area, at: t0, resolution: null, resolvedBy: null, resolvedAt: null })
            .returning({ id: current().sql.t.objection.proposalId }),
        ),
      ]);
    beforeEach(() =>
      propose('ana', { id: 'p', code, suggested: [{ area: 'environment', words: ['río'] }], chosen: [] }),
    );

    it('are counted by what became of the suggestion, in their own cycle', async () => {
      const tag = (id: string, areas: readonly string[]) =>
        proposals().confirmTags({ ...seen(), id, code: `AYNI-${id}`, areas });
      const environment = { suggested: [{ area: 'environment', words: ['río'] }], chosen: [] };
      await propose('ben', { id: 'b', code: 'AYNI-b', ...environment });
      await propose('cid', { id: 'c', code: 'AYNI-c', ...environment });
      await propose('eva', { id: 'e', code: 'AYNI-e', cycleId: 'other', ...environment });
      await tag('p', ['environment', 'inclusion']);
      await tag('b', ['environment']);
      await tag('c', ['inclusion', 'inclusion']);
      await tag('e', ['anticorruption']);
      const rates = await proposals().tagAgreement('cycle', t0);
      expect(rates.toSorted((one, other) => one.area.localeCompare(other.area))).toEqual([
        { area: 'environment', kept: 2, removed: 1, added: 0 },
        { area: 'inclusion', kept: 0, removed: 0, added: 2 },
      ]);
      await tag('c', ['environment']);
      expect(await proposals().tagAgreement('cycle', t0 + minute)).toBe(rates);
      expect(await proposals().tagAgreement('cycle', t0 + 6 * minute)).toMatchObject(
        expect.arrayContaining([{ area: 'environment', kept: 2, removed: 1, added: 0 }]),
      );
    });

    it('are told to the author in the same write, and not where it is refused', async () => {
      const author = { id: 'p', code, locale: 'es', addressId: 'address:ana', channel: 'telegram' };
      const { tagNews } = createNews(
        (_, key) => key,
        () => 'n',
      );
      const areas = [{ id: 'inclusion', label: { es: 'Inclusión' } }];
      const told = tagNews(author, { areas, chosen: [], confirmed: ['inclusion'], mayObject: true }, t0);
      expect(await proposals().confirmTags({ ...seen(7), areas: ['inclusion'], told })).toBe(
        'changed-meanwhile',
      );
      expect((await proposals().find(code))?.deliveries).toEqual([]);
      expect(await proposals().confirmTags({ ...seen(), areas: ['inclusion'], told })).toBe('done');
      expect((await proposals().find(code))?.deliveries).toMatchObject([
        { purpose: 'news', state: 'planned' },
      ]);
    });

    it('stay against an objection, or change by it; it is dealt with once', async () => {
      await object('inclusion');
      expect(await proposals().keepTags(seen())).toBe('done');
      expect(await proposals().objectionOf('p')).toMatchObject({ resolution: 'kept', resolvedBy: 'rosa' });
      expect(await proposals().keepTags(seen(2))).toBe('changed-meanwhile');
      await proposals().confirmTags({ ...seen(2), areas: ['inclusion'] });
      expect(await proposals().objectionOf('p')).toMatchObject({ resolution: 'kept' });
    });

    it('that are corrected deal with an open objection', async () => {
      await object(null);
      await proposals().confirmTags({ ...seen(), areas: ['inclusion'] });
      expect(await proposals().objectionOf('p')).toMatchObject({ resolution: 'changed', resolvedAt: t0 });
    });
  });

  describe('notices of staff', () => {
    const add = (kind: 'assigned' | 'mentioned', page: string) =>
      current().sql.write([
        current().staffNotices.add({ staffId: 'rosa', kind, href: page, detail: { code }, now: t0 }),
      ]);
    const linkPhone = () => current().testPhones.set('rosa', 'person:phone', t0);
    beforeEach(async () => {
      await addMember('rosa', 'Rosa Quispe');
      await greet(current(), 'phone');
    });

    it('are counted until their page, or all, was seen', async () => {
      const { staffNotices } = current();
      await add('assigned', href);
      await add('mentioned', `${href}#notes`);
      await add('mentioned', `${href}B`);
      expect(await staffNotices.countUnseen('rosa')).toBe(3);
      await staffNotices.markSeen('rosa', t0, href);
      expect((await noticesOf('rosa')).map((one) => one.href)).toEqual([`${href}B`]);
      await staffNotices.markSeen('luis', t0);
      expect(await staffNotices.countUnseen('rosa')).toBe(1);
      await staffNotices.markSeen('rosa', t0);
      expect(await staffNotices.countUnseen('rosa')).toBe(0);
      expect(await staffNotices.list('rosa', { unseen: false, limit: 2 })).toHaveLength(2);
    });

    it('have a phone to go to only while it is linked, reachable and theirs', async () => {
      const { staffNotices } = current();
      await add('assigned', href);
      const phone = async () => (await staffNotices.untold(5))[0]?.phone ?? null;
      expect(await phone()).toBeNull();
      await linkPhone();
      expect(await phone()).toEqual({ addressId: 'address:phone', channel: 'telegram', locale: 'es' });
      await current().outbox.markUnreachable('address:phone', 'blocked', t0);
      expect(await phone()).toBeNull();
    });

    it('go to nobody whose account was switched off, or who has seen them', async () => {
      const { staffNotices } = current();
      await linkPhone();
      await add('assigned', href);
      await staffNotices.markSeen('rosa', t0);
      expect((await staffNotices.untold(5))[0]?.phone).toBeNull();
      await add('mentioned', href);
      await current().staff.disable('rosa', { staffId: 'system', now: t0 });
      expect((await staffNotices.untold(5)).map((one) => one.phone)).toEqual([null, null]);
    });

    it('are settled together with the message that tells them', async () => {
      const { staffNotices, sql } = current();
      await linkPhone();
      await add('assigned', href);
      const [one] = await staffNotices.untold(5);
      if (!one?.phone) throw new Error('nobody to tell');
      const planned = {
        key: `staff:${one.id}`,
        purpose: 'staff',
        lane: 'reply',
        message: { kind: 'text', text: 'hola' },
        dueAt: t0,
      } as const;
      await staffNotices.settle([one.id], { planned, phone: one.phone }, t0);
      expect(await staffNotices.untold(5)).toEqual([]);
      const rows = await sql.readOnce((db) => db.select().from(sql.t.outbox));
      expect(rows).toMatchObject([{ key: `staff:${one.id}`, addressId: 'address:phone', purpose: 'staff' }]);
      expect(await staffNotices.countUnseen('rosa')).toBe(1);
    });
  });
}
