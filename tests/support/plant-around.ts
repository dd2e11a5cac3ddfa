/** What the house may have around the proposal `p` (`AYNI-AAAA`) of Ana, each with the word in it; some beside it without. */
import type { OpenedStore } from '../../src/store/open.js';
import { once, type Preparable } from '../../src/store/sql.js';
import { t0 } from './turns.js';

type Db = OpenedStore['sql']['db'];

export async function plantAround(store: OpenedStore, word: string, words: string): Promise<void> {
  const { t } = store.sql;
  const insert = (...rows: readonly ((db: Db) => Preparable<unknown>)[]) =>
    store.sql.write(rows.map((row) => once(row)));
  const at = t0;
  const by = { proposalId: 'p', staffId: 'staff', at };
  const answer = {
    proposalId: 'p',
    outcome: 'not-adopted',
    reason: { es: `No, ${word}` },
    personal: { es: word },
    commitment: word,
    staffId: 'staff',
    createdAt: at,
    reasonKey: word,
  };
  const message = { kind: 'text', text: `Sobre «${words}»` } as const;
  const sent = {
    addressId: 'address:ana',
    channel: 'telegram',
    lane: 'reply',
    message,
    attempts: 1,
    dueAt: at,
    plannedAt: at,
  };
  const [file] = (await store.proposals.find('AYNI-AAAA'))?.files ?? [];
  await store.attachments.stored(file?.id ?? '', {
    mime: 'audio/ogg',
    bytes: 9,
    sha256: 'f'.repeat(64),
  });
  await insert(
    (db) => db.update(t.attachment).set({ transcript: words }).returning({ id: t.attachment.id }),
    (db) =>
      db
        .insert(t.note)
        .values({ id: 'n', text: words, ...by })
        .returning({ id: t.note.id }),
    (db) => db.insert(t.mention).values({ noteId: 'n', staffId: word }).returning({ id: t.mention.noteId }),
    (db) =>
      db
        .insert(t.rubric)
        .values({ relevance: 1, ...by, staffId: word })
        .returning({ id: t.rubric.at }),
    (db) =>
      db
        .insert(t.exchange)
        .values([
          { id: 'e1', direction: 'asked', text: `¿Dónde, ${word}?`, ...by },
          { id: 'e2', direction: 'replied', text: `Con ${word} en persona`, ...by, staffId: null },
        ])
        .returning({ id: t.exchange.id }),
    (db) =>
      db.insert(t.objection).values({ proposalId: 'p', area: word, at }).returning({ id: t.objection.at }),
    (db) =>
      db.insert(t.proposalWord).values({ word, proposalId: 'p' }).returning({ id: t.proposalWord.word }),
    (db) =>
      db
        .insert(t.answerBatch)
        .values({
          id: 'b',
          cycleId: 'cycle',
          title: 'Salud',
          state: 'open',
          revision: 1,
          createdBy: 'staff',
          createdAt: at,
        })
        .returning({ id: t.answerBatch.id }),
    (db) =>
      db
        .insert(t.answer)
        .values([
          { id: 'a1', state: 'released', releasedAt: at, ...answer },
          { id: 'a2', state: 'draft', batchId: 'b', ...answer },
        ])
        .returning({ id: t.answer.id }),
    (db) =>
      db
        .insert(t.signature)
        .values({ answerId: 'a2', staffId: 'staff', sector: 'government', hash: word, at })
        .returning({ id: t.signature.at }),
    (db) =>
      db
        .insert(t.answerReply)
        .values({ answerId: 'a1', proposalId: 'p', kind: 'disagreed', text: words, at })
        .returning({ id: t.answerReply.at }),
    (db) =>
      db
        .insert(t.survey)
        .values({ answerId: 'a1', proposalId: 'p', askedAt: at })
        .returning({ id: t.survey.askedAt }),
    (db) =>
      db
        .insert(t.fallback)
        .values({ answerId: 'a1', way: 'radio', note: word, staffId: 'staff', at })
        .returning({ id: t.fallback.at }),
    (db) =>
      db
        .insert(t.commitmentSource)
        .values({ commitmentId: 'c', version: 1, ...by })
        .returning({ id: t.commitmentSource.at }),
    (db) =>
      db
        .insert(t.staffNotice)
        .values([
          {
            id: 's1',
            staffId: 'staff',
            kind: 'replied',
            href: '/panel/propuestas/AYNI-AAAA#exchange',
            detail: {},
            at,
          },
          {
            id: 's2',
            staffId: 'staff',
            kind: 'replied',
            href: '/panel/propuestas/AYNI-BBBB',
            detail: {},
            at,
          },
        ])
        .returning({ id: t.staffNotice.id }),
    (db) =>
      db
        .insert(t.joint)
        .values({
          id: 'j',
          cycleId: 'cycle',
          title: 'Permisos sin cobros',
          text: `Dicen: ${words}`,
          createdBy: 'staff',
          createdAt: at,
        })
        .returning({ id: t.joint.id }),
    (db) => db.update(t.proposal).set({ jointId: 'j' }).returning({ id: t.proposal.id }),
    (db) =>
      db
        .insert(t.outbox)
        .values([
          { id: 'o1', key: 'o1', purpose: 'question', state: 'waiting', proposalId: 'p', ...sent },
          {
            id: 'o2',
            key: 'o2',
            purpose: 'answer',
            state: 'delivered',
            proposalId: 'p',
            answerId: 'a1',
            ...sent,
          },
          {
            id: 'o3',
            key: 'o3',
            purpose: 'window-invite',
            state: 'planned',
            proposalId: 'p',
            ...sent,
            message: { kind: 'text', text: 'Hay novedades' },
          },
          { id: 'o4', key: 'o4', purpose: 'reply', state: 'read', ...sent },
          {
            id: 'o5',
            key: 'o5',
            purpose: 'answer',
            state: 'planned',
            proposalId: 'q',
            ...sent,
            message: { kind: 'text', text: 'Sobre la otra' },
          },
        ])
        .returning({ id: t.outbox.id }),
    (db) =>
      db
        .insert(t.audit)
        .values({
          id: 'u',
          at,
          actor: 'staff',
          action: 'proposal.reopened',
          subject: 'AYNI-AAAA',
          detail: { why: word },
        })
        .returning({ id: t.audit.id }),
    (db) => db.update(t.address).set({ waiting: 1 }).returning({ id: t.address.id }),
  );
}
