/** Whatever is merged and taken apart, in whatever order: words, code, author, areas and answers stay as they came. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNews } from '../../src/proposals/news.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { say } from '../support/phone.js';
import { memoryStore } from '../support/store.js';
import { greet, proposalOf, t0 } from '../support/turns.js';

const names = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'] as const;
const ideas = ['j0', 'j1', 'j2'] as const;
const someNames = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 });
const idea = fc.constantFrom(...ideas);
const step = fc.oneof(
  fc.record({ do: fc.constant('merge' as const), into: idea, who: someNames }),
  fc.record({ do: fc.constant('add' as const), into: idea, who: someNames }),
  fc.record({ do: fc.constant('remove' as const), into: idea, who: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('dissolve' as const), into: idea }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let ids = 0;
const news = createNews(say, () => {
  ids += 1;
  return `news-${ids}`;
});
const by = { cycleId: 'cycle', news, staffId: 'staff', now: t0 };

/** One store for all runs: making its tables is what takes long. */
async function empty({ sql }: OpenedStore): Promise<void> {
  const { person, address, addressKey, conversation, inbound, outbox, proposal, tag, answer, joint, audit } =
    sql.t;
  const tables = [
    person,
    address,
    addressKey,
    conversation,
    inbound,
    outbox,
    proposal,
    tag,
    answer,
    joint,
    audit,
  ];
  await sql.write(tables.map((table) => once((db) => db.delete(table).returning())));
}

async function populate(store: OpenedStore): Promise<void> {
  const { answer } = store.sql.t;
  for (const [index, name] of names.entries()) {
    const proposal = proposalOf({
      id: name,
      code: `AYNI-${name}`,
      text: `Lo que ${name} propone para las obras`,
    });
    await greet(store, name, [], { effects: [{ kind: 'proposal.submit', proposal }] });
    if (index % 2 === 0)
      await store.sql.write([
        once((db) =>
          db
            .insert(answer)
            .values({
              id: `answer-${name}`,
              proposalId: name,
              outcome: 'adopted',
              reason: { es: `Para ${name}` },
              staffId: 'staff',
              createdAt: t0,
              releasedAt: t0,
            })
            .returning({ id: answer.id }),
        ),
      ]);
  }
}

/** All that must stay: rows of proposals without what merging is, and what belongs to them. */
async function rest(store: OpenedStore) {
  const { proposal, tag, answer } = store.sql.t;
  const rows = await store.sql.readOnce((db) => db.select().from(proposal).orderBy(proposal.id));
  return {
    proposals: rows.map(({ jointId: _, revision: __, indexed: ___, ...row }) => row),
    tags: await store.sql.readOnce((db) => db.select().from(tag).orderBy(tag.proposalId, tag.area)),
    answers: await store.sql.readOnce((db) => db.select().from(answer).orderBy(answer.id)),
  };
}
async function standing(store: OpenedStore) {
  const { proposal } = store.sql.t;
  const rows = await store.sql.readOnce((db) =>
    db.select({ id: proposal.id, jointId: proposal.jointId, revision: proposal.revision }).from(proposal),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What merging is, in short: a name has one idea or none, and an idea is there until it is taken apart. */
interface Model {
  readonly of: Map<string, string>;
  readonly open: Set<string>;
  readonly gone: Set<string>;
}

async function take(store: OpenedStore, given: Step, model: Model): Promise<void> {
  const { joint } = store;
  const now = await standing(store);
  const seen = (name: string) => ({ id: name, code: `AYNI-${name}`, revision: now.get(name)?.revision ?? 0 });
  const { into } = given;
  const isOpen = model.open.has(into);
  switch (given.do) {
    case 'merge': {
      const isNew = !isOpen && !model.gone.has(into);
      const fits = isNew && given.who.every((name) => !model.of.has(name));
      const made = await joint.create({
        ...by,
        id: into,
        title: 't',
        text: 'x',
        members: given.who.map(seen),
      });
      expect('kept' in made).toBe(fits || !isNew);
      if (!fits) return;
      model.open.add(into);
      for (const name of given.who) model.of.set(name, into);
      return;
    }
    case 'add': {
      const fits = isOpen && given.who.every((name) => !model.of.has(name));
      expect('kept' in (await joint.add({ ...by, id: into, members: given.who.map(seen) }))).toBe(fits);
      if (fits) for (const name of given.who) model.of.set(name, into);
      return;
    }
    case 'remove': {
      const fits = isOpen && model.of.get(given.who) === into;
      expect('kept' in (await joint.remove({ ...by, id: into, member: seen(given.who) }))).toBe(fits);
      if (fits) model.of.delete(given.who);
      return;
    }
    case 'dissolve': {
      const expected = [...model.of.values()].filter((one) => one === into).length;
      expect('kept' in (await joint.dissolve({ ...by, id: into, expected }))).toBe(isOpen);
      if (!isOpen) return;
      model.open.delete(into);
      model.gone.add(into);
      for (const [name, one] of model.of) if (one === into) model.of.delete(name);
    }
  }
}

let store: OpenedStore;
beforeAll(async () => {
  store = await memoryStore();
});
afterAll(() => store.close());

it('holds for any merges and unmerges', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await empty(store);
      await populate(store);
      const before = await rest(store);
      const model: Model = { of: new Map(), open: new Set(), gone: new Set() };
      for (const one of steps) {
        await take(store, one, model);
        expect(await rest(store)).toEqual(before);
        const now = await standing(store);
        for (const name of names) expect(now.get(name)?.jointId ?? undefined).toBe(model.of.get(name));
      }
      for (const id of model.open)
        await store.joint.dissolve({ ...by, id, expected: (await store.joint.members(id)).length });
      expect(await rest(store)).toEqual(before);
      expect([...(await standing(store)).values()].every(({ jointId }) => jointId === null)).toBe(true);
    }),
    { numRuns: 25 },
  );
});
