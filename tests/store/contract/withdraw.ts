/** A withdrawal leaves nothing of the words anywhere, tells the person where help is, and touches nobody else. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { Withdrawal } from '../../../src/store/proposals/withdraw.js';
import { once, type Preparable } from '../../../src/store/sql.js';
import { plantAround } from '../../support/plant-around.js';
import { placesInStore } from '../../support/planted.js';
import { greet, outboxOf, proposalOf, reply, t0, turnOf } from '../../support/turns.js';

const word = 'Zorzalquipu';
const words = `El alcalde ${word} cobra por cada permiso, y a mi hermana la amenazaron en el mercado`;
const other = 'Que los horarios del centro de salud se cumplan y se publiquen';

export function withdrawContract(current: () => OpenedStore): void {
  type Db = OpenedStore['sql']['db'];
  const insert = (...rows: readonly ((db: Db) => Preparable<unknown>)[]) =>
    current().sql.write(rows.map((row) => once(row)));
  const row = async (code: string) => {
    const found = await current().proposals.find(code);
    if (!found) throw new Error('there is no such proposal');
    return found.row;
  };
  const withdraw = async (code: string, given: Partial<Withdrawal> = {}) => {
    const { id, revision } = await row(code);
    return current().withdraw({
      id,
      code,
      cycleId: 'cycle',
      revision,
      reason: 'danger',
      message: 'Pide ayuda a alguien de tu confianza.',
      staffId: 'staff',
      now: t0,
      ...given,
    });
  };
  /** Somebody with this proposal and another one, who has just looked at both. */
  const arrive = (answers: Parameters<typeof turnOf>[2] extends infer G ? G : never = {}) =>
    greet(
      current(),
      'ana',
      [
        reply(`¿La mando así?\n«${words}»`, { key: 'preview' }),
        reply(`Tus propuestas:\nAYNI-AAAA\n${words.slice(0, 59)}…`, { key: 'list' }),
        reply('¿De qué tema es?', { key: 'question' }),
      ],
      {
        ...answers,
        effects: [
          {
            kind: 'proposal.submit',
            proposal: proposalOf({
              id: 'p',
              code: 'AYNI-AAAA',
              text: words,
              suggested: [{ area: 'anticorruption', words: [word] }],
              media: [{ kind: 'voice', ref: `ref-${word}` }],
              source: 'socio-cusco',
            }),
          },
          { kind: 'proposal.submit', proposal: proposalOf({ id: 'q', code: 'AYNI-BBBB', text: other }) },
        ],
      },
    );
  describe('a withdrawal', () => {
    it('leaves nothing of the words in any table, and the other proposal of the person as it was', async () => {
      await arrive();
      await plantAround(current(), word, words);
      const before = await row('AYNI-BBBB');
      expect(await placesInStore(current(), word)).toHaveLength(20);
      expect(await withdraw('AYNI-AAAA')).toBe('done');
      expect(await placesInStore(current(), word)).toEqual([]);
      expect(await placesInStore(current(), 'cobra por cada permiso')).toEqual([]);
      expect(await row('AYNI-AAAA')).toMatchObject({
        code: 'AYNI-AAAA',
        state: 'withdrawn',
        text: '',
        sha256: '',
        personId: null,
        addressId: null,
        place: null,
        source: null,
        publish: 'no',
        jointId: null,
      });
      // It was found by the words of the joint idea, which repeated those.
      expect(await row('AYNI-BBBB')).toEqual({ ...before, folded: '', indexed: false });
      const { t } = current().sql;
      const all = async (
        table: typeof t.staffNotice | typeof t.answerBatch | typeof t.joint | typeof t.address,
      ) => current().sql.readOnce<Record<string, unknown>>((db) => db.select().from(table));
      expect((await all(t.staffNotice)).map(({ id }) => id)).toEqual(['s2']);
      expect(await all(t.answerBatch)).toMatchObject([{ revision: 2 }]);
      expect(await all(t.joint)).toMatchObject([{ title: 'Permisos sin cobros', text: '' }]);
      expect(await all(t.address)).toMatchObject([{ waiting: 0 }]);
      expect(await current().attachments.erased(10)).toEqual([{ sha256: 'f'.repeat(64), held: false }]);
    });

    it('lets nothing about it leave, but what has to do with others, and the way to help', async () => {
      await arrive();
      await plantAround(current(), word, words);
      await withdraw('AYNI-AAAA');
      const rows = await outboxOf(current());
      const fates = Object.fromEntries(
        rows.map(({ key, state, why }) => [key, why === null ? state : `${state} ${why}`]),
      );
      const help = rows.find(({ key }) => key.startsWith('withdrawn:'));
      expect(fates).toMatchObject({
        preview: 'suppressed withdrawn',
        list: 'suppressed withdrawn',
        question: 'planned',
        o1: 'suppressed withdrawn',
        o2: 'delivered',
        o3: 'planned',
        o4: 'read',
        o5: 'planned',
      });
      expect(help).toMatchObject({
        state: 'planned',
        lane: 'reply',
        addressId: 'address:ana',
        proposalId: null,
        message: { kind: 'text', text: 'Pide ayuda a alguien de tu confianza.' },
      });
      expect(rows.filter(({ proposalId }) => proposalId === 'p')).toEqual([]);
      expect(rows.find(({ key }) => key === 'o5')?.message).toEqual({ kind: 'text', text: 'Sobre la otra' });
    });

    it('ends the talk about it and brings back another idea that waited behind; a turn under way is decided again', async () => {
      const paused = { flow: 'proposal', version: 1, step: 'area', answers: { idea: other } };
      await arrive({ answers: { proposalId: 'p', said: 'con testigos', paused } });
      const under = turnOf('ana', false, { messages: [reply(`«${words}»`)] });
      await withdraw('AYNI-AAAA');
      expect(await current().turns.commit(under)).toBe('conflict');
      const { conversation } = await current().turns.load(['key:ana']);
      expect(conversation).toMatchObject({
        flow: 'proposal',
        step: 'area',
        answers: { idea: other },
        revision: 2,
      });
      expect(await placesInStore(current(), word)).toEqual([]);
    });

    it('counts why, notes who did it without a word of it, and happens once', async () => {
      await arrive();
      expect(await withdraw('AYNI-AAAA', { reason: 'complaint' })).toBe('done');
      expect(await withdraw('AYNI-AAAA')).toBe('changed-meanwhile');
      const { t } = current().sql;
      const counted = await current().sql.readOnce((db) => db.select().from(t.counter));
      expect(counted).toEqual([{ name: 'withdrawn:complaint', day: '2026-06-01', count: 1 }]);
      const noted = (await current().proposals.find('AYNI-AAAA'))?.history.at(-1);
      expect(noted).toMatchObject({
        actor: 'staff',
        action: 'proposal.withdrawn',
        detail: { reason: 'complaint', told: true },
      });
      expect(await current().glance('AYNI-AAAA')).toMatchObject({
        state: 'withdrawn',
        summary: '',
        reason: null,
      });
      expect(await current().proposals.publicByCode('AYNI-AAAA')).toMatchObject({ text: null, sha256: null });
    });

    it('takes no note any more, not even one that was under way', async () => {
      await arrive();
      await withdraw('AYNI-AAAA');
      const note = { id: 'p', code: 'AYNI-AAAA', text: `Ojo con ${word}`, staffId: 'staff', now: t0 };
      expect(await current().proposals.addNote(note)).toBe('changed-meanwhile');
      expect(await placesInStore(current(), word)).toEqual([]);
    });

    it('keeps to what was seen, and to its cycle', async () => {
      await arrive();
      expect(await withdraw('AYNI-AAAA', { revision: 9 })).toBe('changed-meanwhile');
      expect(await withdraw('AYNI-AAAA', { cycleId: 'another' })).toBe('changed-meanwhile');
      expect((await row('AYNI-AAAA')).text).toBe(words);
    });

    it('tells nobody where nobody is behind it', async () => {
      await arrive();
      const { proposal } = current().sql.t;
      await insert((db) =>
        db
          .update(proposal)
          .set({ personId: null, addressId: null, channel: 'assisted' })
          .where(eq(proposal.id, 'p'))
          .returning({ id: proposal.id }),
      );
      expect(await withdraw('AYNI-AAAA')).toBe('done');
      expect((await outboxOf(current())).some(({ key }) => key.startsWith('withdrawn:'))).toBe(false);
      expect((await current().proposals.find('AYNI-AAAA'))?.history.at(-1)?.detail).toMatchObject({
        told: false,
      });
    });

    it('takes a file from the disk that was being fetched at that moment', async () => {
      await arrive();
      const [file] = (await current().proposals.find('AYNI-AAAA'))?.files ?? [];
      await withdraw('AYNI-AAAA');
      await current().attachments.stored(file?.id ?? '', {
        mime: 'audio/ogg',
        bytes: 9,
        sha256: 'e'.repeat(64),
      });
      expect(await current().attachments.erased(10)).toEqual([{ sha256: 'e'.repeat(64), held: false }]);
      expect(await current().proposals.fileOf('AYNI-AAAA', file?.id ?? '')).toBeNull();
    });
  });
}
