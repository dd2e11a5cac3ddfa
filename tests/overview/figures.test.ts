/** The figures of a cycle against the plainest way of counting them: list by list, from the beginning each time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedProposal, createAdder, type Overview, rungs } from '../../src/overview/overview.js';
import { proposalStates } from '../../src/proposals/proposal.js';

const now = Date.UTC(2026, 10, 24, 13);
const day = 86_400_000;
const outcomes = ['adopted', 'deferred', 'not-adopted'] as const;

const count = (proposals: readonly CountedProposal[]): Overview => {
  const adder = createAdder(now);
  for (const one of proposals) adder.add(one);
  return adder.result();
};
const plain: CountedProposal = {
  id: 'a',
  personId: 'rosa',
  state: 'received',
  place: '080101',
  locale: 'es',
  promisedAt: now + 20 * day,
  channel: 'telegram',
  areas: ['inclusion'],
  answer: null,
};
const answered = (fate: string | null, toldOtherwise = false): Partial<CountedProposal> => ({
  state: 'answered',
  answer: { outcome: 'adopted', fate, toldOtherwise },
});

const answer = fc.record({
  outcome: fc.constantFrom(...outcomes),
  fate: fc.constantFrom(null, 'planned', 'waiting', 'accepted', 'delivered', 'read', 'failed', 'unknown'),
  toldOtherwise: fc.boolean(),
});
const one = fc.record({
  personId: fc.constantFrom(null, 'rosa', 'luis', 'ana'),
  state: fc.constantFrom(...proposalStates),
  place: fc.constantFrom(null, '080101', '080000', '150132'),
  locale: fc.constantFrom('es', 'qu'),
  promisedAt: fc.integer({ min: -30, max: 30 }).map((days) => now + days * day),
  channel: fc.constantFrom('telegram', 'whatsapp', 'assisted'),
  areas: fc.uniqueArray(fc.constantFrom('inclusion', 'environment', 'none'), { maxLength: 3 }),
  answer: fc.option(answer),
});
const many = fc
  .array(one, { maxLength: 25 })
  .map((all): CountedProposal[] => all.map((given, at) => ({ ...given, id: `p${at}` })));

/** What each rung asks of an answer, said once more. */
const reached: Readonly<Record<(typeof rungs)[number], (given: CountedProposal) => boolean>> = {
  heard: () => true,
  answered: (given) => given.answer !== null,
  sent: (given) => ['accepted', 'delivered', 'read'].includes(given.answer?.fate ?? ''),
  delivered: (given) => ['delivered', 'read'].includes(given.answer?.fate ?? ''),
  read: (given) => given.answer?.fate === 'read',
};
const peopleIn = (proposals: readonly CountedProposal[]): number =>
  new Set(proposals.map(({ id, personId }) => personId ?? id)).size;
const tally = (proposals: readonly CountedProposal[]) => ({
  open: proposals.filter(({ state }) => state !== 'answered').length,
  answered: proposals.filter(({ state }) => state === 'answered').length,
});
const grouped = (
  proposals: readonly CountedProposal[],
  keys: (given: CountedProposal) => readonly string[],
): Map<string, ReturnType<typeof tally>> =>
  new Map(
    [...new Set(proposals.flatMap(keys))].map((key) => [
      key,
      tally(proposals.filter((given) => keys(given).includes(key))),
    ]),
  );

describe('figures', () => {
  it('are what a plain count gives', () => {
    fc.assert(
      fc.property(many, (all) => {
        const figures = count(all);
        const counted = all.filter(({ state }) => state !== 'withdrawn');
        const open = counted.filter(({ state }) => state !== 'answered').map(({ promisedAt }) => promisedAt);
        for (const rung of rungs)
          expect([rung, figures.people[rung]]).toEqual([rung, peopleIn(counted.filter(reached[rung]))]);
        expect(figures.toldOtherwise).toBe(peopleIn(counted.filter((given) => given.answer?.toldOtherwise)));
        expect(figures.proposals).toEqual({ ...tally(counted), withdrawn: all.length - counted.length });
        expect(figures.byArea).toEqual(grouped(counted, ({ areas }) => areas));
        expect(figures.byDepartment).toEqual(grouped(counted, ({ place }) => [place?.slice(0, 2) ?? '']));
        expect(figures.byLocale).toEqual(grouped(counted, ({ locale }) => [locale]));
        expect(figures.byChannel).toEqual(grouped(counted, ({ channel }) => [channel]));
        for (const outcome of outcomes)
          expect(figures.byOutcome.get(outcome) ?? 0).toBe(
            counted.filter((given) => given.answer?.outcome === outcome).length,
          );
        expect(figures.waiting).toEqual({
          overdue: open.filter((at) => at < now).length,
          week: open.filter((at) => at >= now && at < now + 7 * day).length,
          later: open.filter((at) => at >= now + 7 * day).length,
        });
        expect(figures.oldestPromise).toBe(open.length === 0 ? null : Math.min(...open));
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on the order, and each rung holds the next', () => {
    fc.assert(
      fc.property(many, (all) => {
        expect(count(all.toReversed())).toEqual(count(all));
        const heights = rungs.map((rung) => count(all).people[rung]);
        expect(heights).toEqual(heights.toSorted((a, b) => b - a));
      }),
      { numRuns: 50 },
    );
  });
});

describe('who is counted', () => {
  it('is a person once, however much they sent, as far as the best of it came', () => {
    const { people, proposals } = count([
      { ...plain, id: 'a' },
      { ...plain, id: 'b', ...answered('read') },
      { ...plain, id: 'c', channel: 'whatsapp', ...answered('failed') },
    ]);
    expect(people).toEqual({ heard: 1, answered: 1, sent: 1, delivered: 1, read: 1 });
    expect(proposals).toEqual({ open: 1, answered: 2, withdrawn: 0 });
  });

  it('are all who have no phone, or erased themselves, each by itself', () => {
    const { people, toldOtherwise } = count([
      { ...plain, id: 'a', personId: null, channel: 'assisted', ...answered(null, true) },
      { ...plain, id: 'b', personId: null, channel: 'assisted' },
      { ...plain, id: 'c', personId: null },
    ]);
    expect(people).toEqual({ heard: 3, answered: 1, sent: 0, delivered: 0, read: 0 });
    expect(toldOtherwise).toBe(1);
  });

  it('is nobody whose proposal was withdrawn, and still who has another', () => {
    const gone = { ...plain, id: 'a', state: 'withdrawn', ...{ personId: null } } as const;
    expect(count([gone]).people.heard).toBe(0);
    expect(count([gone, { ...plain, id: 'b' }]).people.heard).toBe(1);
    expect(count([gone]).byArea.size).toBe(0);
  });

  it('has an answer though their proposal was opened again, which waits', () => {
    const figures = count([{ ...plain, ...answered('read'), state: 'in-review', promisedAt: now - day }]);
    expect(figures.people.read).toBe(1);
    expect(figures.proposals).toEqual({ open: 1, answered: 0, withdrawn: 0 });
    expect(figures.waiting.overdue).toBe(1);
  });
});
