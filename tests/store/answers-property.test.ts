/** Whatever happens around them: answers for many are all or nothing, and a signature counts on its very words alone. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerWords } from '../../src/answers/answer.js';
import type { OpenedStore } from '../../src/store/open.js';
import {
  changeProposal,
  hireStaff,
  pageOf,
  proposalBy,
  seen,
  tell,
  wordsOf,
} from '../support/answer-words.js';
import { memoryStore } from '../support/store.js';
import { outboxOf, t0 } from '../support/turns.js';

let store: OpenedStore;
beforeAll(async () => {
  store = await memoryStore();
  await hireStaff(store);
});
afterAll(() => store.close());

const by = { staffId: 'rosa', now: t0 };
let people = 0;
const proposals = async (count: number) => {
  const all = [];
  for (let index = 0; index < count; index += 1) {
    people += 1;
    all.push(await proposalBy(store, `p${people}`));
  }
  return all;
};
type Seen = Awaited<ReturnType<typeof proposals>>[number];

/** What others may do to one of them in the meantime. */
const disturbances = {
  nothing: async () => {},
  changed: ({ proposalId, revision }: Seen) => changeProposal(store, proposalId, { revision: revision + 1 }),
  withdrawn: ({ proposalId }: Seen) => changeProposal(store, proposalId, { state: 'withdrawn' }),
  otherCycle: ({ proposalId }: Seen) => changeProposal(store, proposalId, { cycleId: 'past' }),
  answered: async ({ proposalId, code }: Seen) => {
    const id = `single-${code}`;
    await store.answers.saveDraft({ ...by, ...(await seen(store, proposalId)), id, words: wordsOf() });
    await store.answers.release(id, { ...by, revision: 1, rule: 'none', tell });
  },
} as const;
const beforeDraft = fc.constantFrom<keyof typeof disturbances>(
  'nothing',
  'nothing',
  'nothing',
  'changed',
  'withdrawn',
  'otherCycle',
  'answered',
);

describe('answers for many', () => {
  it('become drafts of all or of none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(beforeDraft, { minLength: 1, maxLength: 6 }), async (what) => {
        const all = await proposals(what.length);
        const batchId = await store.answers.createBatch({ ...by, cycleId: 'cycle', title: 't' });
        for (const [index, one] of all.entries()) await disturbances[what[index] ?? 'nothing'](one);
        const result = await store.answers.draftMany({
          ...by,
          batchId,
          proposals: all,
          words: wordsOf(),
          personal: {},
        });
        const stale = all.filter((_, index) => what[index] !== 'nothing').map(({ code }) => code);
        const filter = { cycleId: 'cycle', drafts: true, batchId };
        expect(result).toEqual(stale.length === 0 ? { kept: all.length } : { stale });
        expect(await store.answers.count(filter)).toBe(stale.length === 0 ? all.length : 0);
      }),
      { numRuns: 25 },
    );
  });

  it('leave all or none, each once, however the stretches fall', async () => {
    const meanwhile = fc.constantFrom(
      'nothing',
      'nothing',
      'nothing',
      'withdrawn',
      'corrected',
      'edited',
      'movedOut',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(meanwhile, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        async (what, size) => {
          const all = await proposals(what.length);
          const { answers } = store;
          const batchId = await answers.createBatch({ ...by, cycleId: 'cycle', title: 't' });
          await answers.draftMany({ ...by, batchId, proposals: all, words: wordsOf(), personal: {} });
          const { revision = 0 } = (await answers.batch(batchId)) ?? {};
          for (const [index, { proposalId }] of all.entries()) {
            const draft = await answers.draftOf(proposalId);
            if (what[index] === 'withdrawn') await changeProposal(store, proposalId, { state: 'withdrawn' });
            if (what[index] === 'corrected')
              await changeProposal(store, proposalId, { sha256: 'c'.repeat(64) });
            if (what[index] === 'movedOut') await answers.move([draft?.id ?? ''], null, by);
            if (what[index] === 'edited')
              await answers.saveDraft({
                ...by,
                ...(await seen(store, proposalId)),
                id: draft?.id ?? '',
                words: wordsOf({ personal: { es: 'Otra línea.' } }),
              });
          }
          const before = (await outboxOf(store)).length;
          const options = { ...by, revision, expected: all.length, rule: 'none' } as const;
          const decided = await answers.releaseBatch(batchId, options);
          const isCalm = what.every((one) => one === 'nothing');
          expect(decided === 'kept').toBe(isCalm);
          const next = { now: t0, dueAt: t0, size, tell };
          for (let done = false; !done; ) done = (await answers.releaseNext(batchId, next)).done;
          expect((await outboxOf(store)).length - before).toBe(isCalm ? all.length : 0);
          const released = await answers.count({ cycleId: 'cycle', drafts: false, batchId });
          expect(released).toBe(isCalm ? all.length : 0);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a signature', () => {
  it('counts while the words are those that were signed, and for nothing else', async () => {
    const members = { rosa: 'government', ana: 'government', luz: 'civil-society' } as const;
    const words = fc.record({
      outcome: fc.constantFrom('merged', 'deferred'),
      reason: fc.constantFrom<AnswerWords['reason']>(
        { es: 'Primera razón.' },
        { es: 'Primera razón', qu: 'Huk.' },
      ),
      personal: fc.constantFrom<AnswerWords['personal']>({}, { es: 'Gracias.' }),
      commitment: fc.constantFrom(null, 'Compromiso 4'),
      commitmentId: fc.constantFrom(null, 'c1'),
    });
    const step = fc.oneof(
      fc.record({ edit: words }),
      fc.record({ sign: fc.constantFrom<keyof typeof members>('rosa', 'ana', 'luz') }),
    );
    await fc.assert(
      fc.asyncProperty(words, fc.array(step, { maxLength: 8 }), async (first, steps) => {
        const [one] = await proposals(1);
        if (!one) throw new Error('one was proposed');
        const id = `signed-${one.code}`;
        const save = async (to: AnswerWords) =>
          store.answers.saveDraft({ ...by, ...(await seen(store, one.proposalId)), id, words: to });
        await save(first);
        let now: AnswerWords = first;
        const signed = new Map<string, Set<string>>();
        for (const what of steps) {
          if ('edit' in what) {
            await save(what.edit);
            now = what.edit;
            continue;
          }
          const hash = (await store.answers.find(id))?.hash ?? '';
          const sector = members[what.sign];
          await store.answers.sign({ [id]: hash }, { staffId: what.sign, now: t0, sector, page: pageOf });
          const key = JSON.stringify(now);
          signed.set(key, (signed.get(key) ?? new Set()).add(what.sign));
        }
        const stands = new Set((await store.answers.find(id))?.signatures.map(({ staffId }) => staffId));
        expect(stands).toEqual(signed.get(JSON.stringify(now)) ?? new Set());
        const revision = (await store.answers.find(id))?.revision ?? 0;
        const left = await store.answers.release(id, { ...by, revision, rule: 'two-sectors', tell });
        const isBoth = stands.has('luz') && (stands.has('rosa') || stands.has('ana'));
        expect(left).toEqual(isBoth ? { told: true } : 'unsigned');
      }),
      { numRuns: 25 },
    );
  });
});
