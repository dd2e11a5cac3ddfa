/** Answers and whom they are for, with sensible values for whatever a test does not care about. */
import { eq } from 'drizzle-orm';
import type { AnswerWords } from '../../src/answers/answer.js';
import { createTell } from '../../src/answers/message.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { type CitizenKey, createSay } from '../../src/text/texts.js';
import { greet, proposalOf, t0 } from './turns.js';

export const citizenSay = createSay<CitizenKey>('citizen');
export const tell = createTell(citizenSay);
export const pageOf = (of: { code: string } | { batchId: string }): string =>
  'code' in of ? `/panel/propuestas/${of.code}` : `/panel/lotes/${of.batchId}`;

export const wordsOf = (given: Partial<AnswerWords> = {}): AnswerWords => ({
  outcome: 'partly-adopted',
  reason: { es: 'Se incluye en el segundo año del plan.' },
  personal: {},
  commitment: 'Compromiso 4',
  commitmentId: null,
  ...given,
});
export const refusal = (given: Partial<AnswerWords> = {}): AnswerWords =>
  wordsOf({
    outcome: 'not-adopted',
    reason: { es: 'La ley no deja que el plan decida sobre eso.' },
    commitment: null,
    ...given,
  });

/** Somebody with a proposal; they are `person:NAME` at `address:NAME`. */
export async function proposalBy(
  store: OpenedStore,
  who: string,
  given: Parameters<typeof proposalOf>[0] & { channel?: 'telegram' | 'whatsapp' } = {},
): Promise<{ readonly proposalId: string; readonly code: string; readonly revision: number }> {
  const { channel = 'telegram', ...more } = given;
  const proposal = proposalOf(more);
  await greet(store, who, [], { channel, effects: [{ kind: 'proposal.submit', proposal }] });
  return { proposalId: proposal.id, code: proposal.code, revision: await revisionOf(store, proposal.id) };
}

export async function proposalRow(store: OpenedStore, proposalId: string) {
  const { proposal } = store.sql.t;
  const rows = await store.sql.readOnce((db) => db.select().from(proposal));
  const row = rows.find(({ id }) => id === proposalId);
  if (!row) throw new Error('there is no such proposal');
  return row;
}
export const revisionOf = async (store: OpenedStore, proposalId: string): Promise<number> =>
  (await proposalRow(store, proposalId)).revision;

/** The proposal as it stands now, for a form that has just been opened. */
export const seen = async (store: OpenedStore, proposalId: string) => {
  const { code, revision } = await proposalRow(store, proposalId);
  return { proposalId, code, revision };
};

/** Members of staff of both sectors. */
export async function hireStaff(store: OpenedStore): Promise<void> {
  for (const [id, name, sector] of [
    ['rosa', 'Rosa', 'government'],
    ['luz', 'Luz', 'civil-society'],
    ['ana', 'Ana', 'government'],
  ] as const)
    await store.staff.add(
      { id, name, email: `${id}@example.pe`, role: 'signer', sector, disabledAt: null },
      { staffId: 'system', now: t0 },
    );
}

export const noticesOf = (store: OpenedStore) =>
  store.sql.readOnce((db) => db.select().from(store.sql.t.staffNotice).orderBy(store.sql.t.staffNotice.id));

export const auditOf = (store: OpenedStore) =>
  store.sql.readOnce((db) => db.select().from(store.sql.t.audit).orderBy(store.sql.t.audit.id));

/** Changes a proposal behind everybody's back. */
export const changeProposal = (
  store: OpenedStore,
  proposalId: string,
  set: Partial<(typeof store.sql.t.proposal)['$inferInsert']>,
): Promise<unknown> =>
  store.sql.write([
    once((db) => {
      const { proposal } = store.sql.t;
      return db.update(proposal).set(set).where(eq(proposal.id, proposalId)).returning({ id: proposal.id });
    }),
  ]);
