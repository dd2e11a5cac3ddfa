/** What the desk of answers reads, and the templates of wording: the same on every database. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  auditOf,
  changeProposal,
  hireStaff,
  noticesOf,
  pageOf,
  proposalBy,
  seen,
  tell,
  wordsOf,
} from '../../support/answer-words.js';
import { t0, turnOf } from '../../support/turns.js';

const by = { staffId: 'rosa', now: t0 };

export function answerDeskContract(current: () => OpenedStore): void {
  const draft = async (who: string, words = wordsOf()) => {
    const one = await proposalBy(current(), who);
    await current().answers.saveDraft({ ...by, ...one, id: `answer-${who}`, words });
    return { ...one, id: `answer-${who}` };
  };
  const letGo = async (id: string) => {
    const found = await current().answers.find(id);
    return current().answers.release(id, { ...by, revision: found?.revision ?? 0, rule: 'none', tell });
  };

  describe('the desk of answers', () => {
    it('knows whom an answer goes to, by id and by code, in one cycle only', async () => {
      const { answerDesk } = current();
      const ana = await proposalBy(current(), 'ana', { channel: 'whatsapp', locale: 'qu' });
      const luis = await proposalBy(current(), 'luis');
      await changeProposal(current(), luis.proposalId, { cycleId: 'another' });
      const [reader, ...others] = await answerDesk.readersById('cycle', [ana.proposalId, luis.proposalId]);
      expect(others).toEqual([]);
      expect(reader).toMatchObject({
        ...ana,
        locale: 'qu',
        channel: 'whatsapp',
        heard: [],
        reach: { reachable: true, lastInboundAt: t0 },
      });
      expect(await answerDesk.readersByCode('cycle', [ana.code, luis.code])).toEqual([reader]);
      expect(await answerDesk.readersById('cycle', [])).toEqual([]);
    });

    it('says that nobody is behind what was erased', async () => {
      const { proposalId } = await proposalBy(current(), 'ana');
      await current().turns.commit(turnOf('ana', false, { effects: [{ kind: 'person.erase' }] }));
      const [reader] = await current().answerDesk.readersById('cycle', [proposalId]);
      expect(reader).toMatchObject({ addressId: null, reach: null });
    });

    it('counts drafts, and how what was released has fared', async () => {
      const { answerDesk } = current();
      const [ana, luis] = [await draft('ana'), await draft('luis')];
      expect(await answerDesk.countDrafts([ana.proposalId, luis.proposalId])).toBe(2);
      expect(await answerDesk.fates('cycle', { since: 0 })).toEqual({});
      await letGo(ana.id);
      await changeProposal(current(), luis.proposalId, { personId: null, addressId: null });
      await letGo(luis.id);
      expect(await answerDesk.fates('cycle', { since: t0 })).toEqual({ planned: 1, none: 1 });
      expect(await answerDesk.fates('cycle', { since: t0 + 1 })).toEqual({});
      expect(await answerDesk.fates('another', { since: 0 })).toEqual({});
      expect(await answerDesk.deliveriesOf([ana.proposalId, luis.proposalId])).toMatchObject([
        { answerId: ana.id, channel: 'telegram', state: 'planned', at: t0 },
      ]);
    });

    it('keeps signatures on words that have changed since, with who gave them', async () => {
      await hireStaff(current());
      const { id, proposalId } = await draft('ana');
      const hash = (await current().answers.find(id))?.hash ?? '';
      await current().answers.sign(
        { [id]: hash },
        { staffId: 'luz', now: t0, sector: 'civil-society', page: pageOf },
      );
      const words = wordsOf({ reason: { es: 'Otra razón, que nadie firmó todavía.' } });
      await current().answers.saveDraft({ ...by, ...(await seen(current(), proposalId)), id, words });
      expect(await current().answerDesk.signaturesOf([id])).toEqual([
        { answerId: id, staffId: 'luz', name: 'Luz', sector: 'civil-society', hash, at: t0 },
      ]);
    });

    it('asks who may sign for a sector, nobody twice, and never who asks', async () => {
      await hireStaff(current());
      const ask = (sector: string, roles: readonly string[] = ['signer']) =>
        current().answerDesk.askToSign({
          ...by,
          sector,
          roles,
          href: '/panel/respuestas/por-firmar',
          subject: 'AYNI-7K3Q',
          count: 2,
        });
      expect(await ask('civil-society')).toBe(1);
      expect(await ask('civil-society')).toBe(1);
      expect(await ask('government')).toBe(1);
      expect(await ask('civil-society', ['admin'])).toBe(0);
      const told = (await noticesOf(current())).filter(({ kind }) => kind === 'to-sign');
      expect(told.map(({ staffId, detail }) => [staffId, detail])).toEqual([
        ['luz', { count: 2 }],
        ['ana', { count: 2 }],
      ]);
      const asked = (await auditOf(current())).filter(({ action }) => action === 'answer.signature-asked');
      expect(asked).toHaveLength(4);
    });

    it('names the proposals of a joint idea by code', async () => {
      const [ana, luis] = [await proposalBy(current(), 'ana'), await proposalBy(current(), 'luis')];
      for (const { proposalId } of [luis, ana])
        await changeProposal(current(), proposalId, { jointId: 'joint' });
      expect(await current().answerDesk.codesOfJoint('cycle', 'joint')).toEqual([ana.code, luis.code].sort());
      expect(await current().answerDesk.codesOfJoint('another', 'joint')).toEqual([]);
    });
  });

  describe('a template of wording', () => {
    const mine = { ...by, cycleId: 'cycle' };
    const wording = {
      id: 'w-1',
      name: 'Más adelante',
      outcome: 'deferred',
      reason: { es: 'Será después.' },
    } as const;

    it('is made once, changed, and taken away, in its own cycle', async () => {
      const { wordings } = current();
      expect(await wordings.create(wording, mine)).toBe(true);
      expect(await wordings.create({ ...wording, name: 'Otra vez' }, mine)).toBe(false);
      expect(await wordings.find('cycle', 'w-1')).toEqual(wording);
      expect(await wordings.find('another', 'w-1')).toBeNull();
      const changed = { ...wording, outcome: null, reason: { es: 'Será pronto.', qu: 'Qhipaman.' } };
      expect(await wordings.change(changed, { ...mine, cycleId: 'another' })).toBe(false);
      expect(await wordings.change(changed, mine)).toBe(true);
      expect(await wordings.list('cycle')).toEqual([changed]);
      expect(await wordings.remove('w-1', { ...mine, cycleId: 'another' })).toBe(false);
      expect(await wordings.remove('w-1', mine)).toBe(true);
      expect(await wordings.list('cycle')).toEqual([]);
      const noted = (await auditOf(current()))
        .map(({ action }) => action)
        .filter((one) => /^wording/.test(one));
      expect(noted).toEqual(['wording.created', 'wording.changed', 'wording.removed']);
    });
  });
}
