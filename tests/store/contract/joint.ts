/** Proposals are merged and taken apart, all or nothing; each stays its own, and its author is told once. */
import { describe, expect, it } from 'vitest';
import { createNews } from '../../../src/proposals/news.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { say } from '../../support/phone.js';
import { greet, outboxOf, proposalOf, t0 } from '../../support/turns.js';

const names = ['ana', 'ben', 'cid', 'dora'] as const;
const codeOf = (name: string) => `AYNI-${name.toUpperCase().padEnd(4, 'X').slice(0, 4)}`;

export function jointContract(current: () => OpenedStore): void {
  let ids = 0;
  const news = createNews(say, () => {
    ids += 1;
    return `news-${ids}`;
  });
  const by = { cycleId: 'cycle', news, staffId: 'staff', now: t0 };
  const arrive = async () => {
    for (const name of names)
      await greet(current(), name, [], {
        effects: [
          {
            kind: 'proposal.submit',
            proposal: proposalOf({
              id: name,
              code: codeOf(name),
              text: `Una idea de ${name} sobre las obras`,
            }),
          },
        ],
      });
  };
  const seen = async (...who: readonly string[]) =>
    Promise.all(
      who.map(async (name) => {
        const found = await current().proposals.find(codeOf(name));
        return { id: name, code: codeOf(name), revision: found?.row.revision ?? 0 };
      }),
    );
  const create = async (id: string, ...who: readonly string[]) =>
    current().joint.create({
      ...by,
      id,
      title: 'Obras a la vista',
      text: 'Que cada obra muestre en qué se gasta.',
      members: await seen(...who),
    });
  const memberNames = async (id: string) => (await current().joint.members(id)).map((one) => one.id);
  const told = async () =>
    (await outboxOf(current())).map((row) => `${row.proposalId} ${row.purpose} ${row.state}`).toSorted();

  describe('a joint idea', () => {
    it('is made of many, listed with what is in it, and its authors are told', async () => {
      await arrive();
      expect(await create('j', 'ana', 'ben', 'cid')).toEqual({ kept: 'j' });
      expect(await create('j', 'ana', 'ben', 'cid')).toEqual({ kept: 'j' });
      expect(await memberNames('j')).toEqual(['ana', 'ben', 'cid']);
      expect(await current().joint.list('cycle', 10)).toMatchObject([
        { id: 'j', title: 'Obras a la vista', members: 3, areas: ['anticorruption'], departments: ['08'] },
      ]);
      expect(await current().joint.list('another', 10)).toEqual([]);
      expect(await current().joint.list('cycle', 10, 'j')).toEqual([]);
      const [first] = await outboxOf(current());
      expect(first?.message).toMatchObject({ text: expect.stringContaining('otras 2') });
      expect(await told()).toEqual(['ana news planned', 'ben news planned', 'cid news planned']);
      const history = (await current().proposals.find(codeOf('ana')))?.history.at(-1);
      expect(history).toMatchObject({
        action: 'proposal.joined',
        actor: 'staff',
        detail: { joint: 'j', others: 2 },
      });
    });

    it('is not made where one of them changed meanwhile: it is named, and nothing is kept', async () => {
      await arrive();
      const members = await seen('ana', 'ben');
      await create('first', 'ben', 'cid');
      const late = { ...by, id: 'j', title: 'Otra', text: 'Lo mismo', members };
      expect(await current().joint.create(late)).toEqual({ stale: [codeOf('ben')] });
      expect(await current().joint.find('cycle', 'j')).toBeNull();
      expect((await current().proposals.find(codeOf('ana')))?.row).toMatchObject({
        jointId: null,
        revision: 1,
      });
      expect(
        await current().joint.candidates('cycle', members.map(({ code }) => code).concat('AYNI-ZZZZ')),
      ).toMatchObject({
        members: [{ id: 'ana' }],
        refused: [
          { code: codeOf('ben'), why: 'joined', title: 'Obras a la vista' },
          { code: 'AYNI-ZZZZ', why: 'unknown' },
        ],
      });
      expect((await current().joint.candidates('another', [codeOf('ana')])).refused).toMatchObject([
        { why: 'unknown' },
      ]);
    });

    it('takes one more, and lets one go: who had not heard of it hears nothing', async () => {
      await arrive();
      await create('j', 'ana', 'ben');
      expect(await current().joint.add({ ...by, id: 'j', members: await seen('cid') })).toEqual({
        kept: 'j',
      });
      expect(await memberNames('j')).toEqual(['ana', 'ben', 'cid']);
      const [cid] = await seen('cid');
      const member = cid ?? { id: '', code: '', revision: 0 };
      const remove = (revision: number) =>
        current().joint.remove({ ...by, id: 'j', member: { ...member, revision } });
      expect(await remove(1)).toEqual({ stale: [codeOf('cid')] });
      expect(await remove(member.revision)).toEqual({ kept: 'j' });
      expect(await remove(member.revision + 1)).toEqual({ stale: [codeOf('cid')] });
      expect(await memberNames('j')).toEqual(['ana', 'ben']);
      expect((await told()).filter((row) => row.startsWith('cid'))).toEqual([
        'cid news suppressed',
        'cid news suppressed',
      ]);
    });

    it('is taken apart as it was shown, and only once', async () => {
      await arrive();
      await create('j', 'ana', 'ben');
      expect(await current().joint.dissolve({ ...by, id: 'j', expected: 3 })).toEqual({ stale: [] });
      expect(await current().joint.dissolve({ ...by, id: 'j', expected: 2 })).toEqual({ kept: 'j' });
      expect(await current().joint.dissolve({ ...by, id: 'j', expected: 0 })).toEqual({ stale: [] });
      expect(await current().joint.add({ ...by, id: 'j', members: await seen('cid') })).toEqual({
        stale: [],
      });
      expect(await memberNames('j')).toEqual([]);
      expect(await current().joint.list('cycle', 10)).toEqual([]);
      expect(await current().joint.find('cycle', 'j')).toMatchObject({ dissolvedAt: t0 });
    });

    it('is reworded by one at a time', async () => {
      await arrive();
      await create('j', 'ana', 'ben');
      const first = { title: 'Obras a la vista', text: 'Que cada obra muestre en qué se gasta.' };
      const reword = (title: string) =>
        current().joint.reword({ ...by, id: 'j', title, text: first.text, seen: first });
      expect(await reword('Obras claras')).toEqual({ kept: 'j' });
      expect(await reword('Obras limpias')).toEqual({ stale: [] });
      expect(await current().joint.find('cycle', 'j')).toMatchObject({ title: 'Obras claras' });
    });

    it('loses who is withdrawn', async () => {
      await arrive();
      await create('j', 'ana', 'ben');
      const [ana] = await seen('ana');
      await current().withdraw({
        ...(ana ?? { id: '', code: '', revision: 0 }),
        ...by,
        reason: 'spam',
        message: 'La retiramos.',
      });
      expect(await memberNames('j')).toEqual(['ben']);
      expect((await told()).filter((row) => row.includes('news'))).toEqual([
        'ben news planned',
        'null news suppressed',
      ]);
    });
  });
}
