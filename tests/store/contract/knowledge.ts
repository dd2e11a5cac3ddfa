/** What is read for people and kept for staff: own proposals, the cycle, files to fetch, templates. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { day } from '../../support/calendar.js';
import { greet, proposalOf, t0 } from '../../support/turns.js';

export function knowledgeContract(current: () => OpenedStore): void {
  const propose = (who: string, code: string, text: string) =>
    greet(current(), who, [], {
      effects: [{ kind: 'proposal.submit', proposal: proposalOf({ id: `id:${code}`, code, text }) }],
    });
  const release = (proposalId: string, releasedAt: number | null) =>
    current().sql.write([
      once((db) =>
        db
          .insert(current().sql.t.answer)
          .values({
            id: `answer:${proposalId}`,
            proposalId,
            outcome: 'adopted',
            reason: { es: 'Porque sí' },
            commitment: 'Compromiso 4',
            staffId: 'staff',
            createdAt: t0,
            releasedAt,
          })
          .returning({ id: current().sql.t.answer.id }),
      ),
    ]);

  describe('what a decision asks for', () => {
    it('shows people their own proposals with the areas that count', async () => {
      await propose('ana', 'AYNI-7K3Q', 'Que publiquen las obras');
      await propose('ben', 'AYNI-9MWX', 'De otra persona');
      const facts = await current().turns.load(['key:ana']);
      const { ownProposals } = await current().turns.need({ need: 'own-proposals', limit: 5 }, facts);
      expect(ownProposals).toEqual([
        expect.objectContaining({
          code: 'AYNI-7K3Q',
          summary: 'Que publiquen las obras',
          areas: ['anticorruption'],
          state: 'received',
          outcome: null,
        }),
      ]);
      expect((await current().turns.need({ need: 'own-proposals', limit: 5 }, {})).ownProposals).toEqual([]);
    });

    it('tells anyone the state behind a code, never the words; the reason only once it is released', async () => {
      await propose('ana', 'AYNI-7K3Q', 'Palabras de Ana');
      await release('id:AYNI-7K3Q', null);
      const ask = async (code: string) =>
        (await current().turns.need({ need: 'proposal-by-code', code }, {})).proposalByCode;
      expect(await ask('AYNI-NONE')).toBeNull();
      const before = await ask('AYNI-7K3Q');
      expect(JSON.stringify(before)).not.toContain('Palabras');
      expect(before).toMatchObject({ outcome: null, reason: null, commitment: null });
      await current().sql.write([
        once((db) =>
          db
            .update(current().sql.t.answer)
            .set({ releasedAt: t0 })
            .returning({ id: current().sql.t.answer.id }),
        ),
      ]);
      expect(await ask('AYNI-7K3Q')).toMatchObject({
        outcome: 'adopted',
        reason: 'Porque sí',
        commitment: 'Compromiso 4',
      });
    });

    it('shows people all we hold of them', async () => {
      await greet(current(), 'ana', [], {
        effects: [
          { kind: 'consent', purpose: 'answer-me', given: true, wording: 'v1' },
          { kind: 'proposal.submit', proposal: proposalOf({ code: 'AYNI-7K3Q', text: 'Todo el texto' }) },
        ],
      });
      const facts = await current().turns.load(['key:ana']);
      const { ownData } = await current().turns.need({ need: 'own-data' }, facts);
      expect(ownData?.proposals).toEqual([
        expect.objectContaining({ code: 'AYNI-7K3Q', text: 'Todo el texto', publish: 'without-name' }),
      ]);
      expect(ownData?.consents).toEqual([
        { purpose: 'answer-me', given: true, wording: 'v1', at: t0, channel: 'telegram' },
      ]);
    });
  });

  describe('the cycle', () => {
    it('is made on the first start, once, with areas that fit a button and stages that follow each other', async () => {
      const [first, second] = await Promise.all([current().cycles.current(t0), current().cycles.current(t0)]);
      expect(first?.id).toBe(second?.id);
      const view = await current().cycles.current(t0);
      expect(view.areas.map((area) => area.id)).toContain('other');
      for (const { label } of view.areas)
        for (const words of Object.values(label)) expect([...words].length).toBeLessThanOrEqual(20);
      const { calendarEntry } = current().sql.t;
      const rows = await current().sql.readOnce((db) =>
        db.select().from(calendarEntry).orderBy(calendarEntry.startsAt),
      );
      const stages = rows.flatMap((row) => row.content ?? []);
      expect(stages).toHaveLength(6);
      for (const [index, stage] of stages.slice(1).entries())
        expect(stage.startsAt).toBe(stages[index]?.endsAt);
      expect(stages.map((stage) => stage.stage)).toContain('feedback');
    });

    it('names the stage that comes next, and none when all have begun', async () => {
      const { nextStage } = await current().cycles.current(t0);
      expect(nextStage?.startsAt).toBeGreaterThan(t0);
      expect((await current().cycles.current(t0 + 2_000 * day)).nextStage).toBeNull();
    });
  });

  describe('files to fetch', () => {
    const media = [{ kind: 'image', ref: 'file' } as const];
    it('are named while due, put off, stored and refused', async () => {
      await greet(current(), 'ana', [], {
        effects: [{ kind: 'proposal.submit', proposal: proposalOf({ media: [...media, ...media] }) }],
      });
      const [one, two] = await current().attachments.due(t0, 10);
      expect(one).toMatchObject({ kind: 'image', channel: 'telegram', attempts: 0 });
      await current().attachments.later(one?.id ?? '', t0 + 5);
      await current().attachments.refused(two?.id ?? '', 'too-big');
      expect(await current().attachments.due(t0, 10)).toEqual([]);
      expect(await current().attachments.due(t0 + 5, 10)).toEqual([expect.objectContaining({ attempts: 1 })]);
      await current().attachments.stored(one?.id ?? '', { mime: 'image/jpeg', bytes: 9, sha256: 's' });
      const rows = await current().sql.readOnce((db) => db.select().from(current().sql.t.attachment));
      expect(rows.map((row) => [row.state, row.sealedRef]).toSorted()).toEqual([
        ['refused', ''],
        ['stored', ''],
      ]);
    });
  });

  describe('templates', () => {
    it('are replaced as a whole and updated one by one', async () => {
      const row = {
        name: 'news',
        language: 'es_PE',
        category: 'utility',
        status: 'APPROVED',
        body: 'Hay novedades',
      };
      await current().templates.replaceAll([row], t0);
      await current().templates.replaceAll([row, { ...row, language: 'en_US' }], t0);
      expect(await current().templates.find('news', 'en_US')).toEqual({ status: 'APPROVED' });
      await current().templates.setStatus('news', 'en_US', 'PAUSED', 'quality', t0 + 1);
      await current().templates.setStatus('invite', 'es_PE', 'PENDING', null, t0 + 1);
      expect(await current().templates.find('news', 'en_US')).toEqual({ status: 'PAUSED' });
      expect(await current().templates.find('invite', 'es_PE')).toEqual({ status: 'PENDING' });
      expect(await current().templates.find('nothing', 'es_PE')).toBeNull();
    });

    it('keep what only a webhook told as long as it is true', async () => {
      const { templates } = current();
      const listed = { name: 'news', language: 'es', category: 'UTILITY', status: 'PAUSED', body: 'Hay' };
      const paused = { name: 'news', language: 'es', status: 'PAUSED', why: 'FIRST_PAUSE', quality: 'RED' };
      await templates.change(paused, t0);
      await templates.replaceAll([listed, { ...listed, name: 'other' }], t0 + 1);
      expect(await templates.list()).toEqual([
        { ...listed, why: 'FIRST_PAUSE', quality: 'RED', updatedAt: t0 + 1 },
        { ...listed, name: 'other', why: null, quality: null, updatedAt: t0 + 1 },
      ]);
      await templates.change({ name: 'news', language: 'es', category: 'MARKETING' }, t0 + 2);
      await templates.replaceAll([{ ...listed, status: 'APPROVED', quality: 'GREEN' }], t0 + 3);
      expect(await templates.list()).toEqual([
        { ...listed, status: 'APPROVED', why: null, quality: 'GREEN', updatedAt: t0 + 3 },
      ]);
    });
  });

  it('is ready', async () => {
    expect(await current().ready()).toBe(true);
  });
}
