/** How the embedded database runs what the queue asks: in the order of an index, or in one pass where every row counts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, migrationsOf, type OpenedStore } from '../../src/store/open.js';
import type { ProposalFilter, QueueOrder } from '../../src/store/queue/queue.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { planOf, statementsOf } from '../support/plans.js';
import { countIds, testVault } from '../support/store.js';
import { greet, proposalOf, t0 } from '../support/turns.js';

describe('the query plan of the queue', () => {
  let store: OpenedStore;
  let client: ReturnType<typeof openSqlite>['client'];
  beforeEach(async () => {
    const sql = openSqlite({ path: ':memory:', migrations: migrationsOf('sqlite') });
    client = sql.client;
    store = createStore(sql, { seal: testVault.seal, newId: countIds() });
    const proposal = proposalOf({ id: 'p', code: 'AYNI-7K3Q', cycleId: 'c' });
    await greet(store, 'ana', [], { effects: [{ kind: 'proposal.submit', proposal }] });
    await store.similar.index(10);
  });
  afterEach(() => store.close());

  const plan = async (work: () => Promise<unknown>) => planOf(client, await statementsOf(client, work));
  /** Of a page, and of all that match. */
  const planOfPage = (filter: Omit<ProposalFilter, 'cycleId'>, order: QueueOrder = 'oldest') =>
    plan(async () => {
      const wanted = { cycleId: 'c', ...filter };
      await store.proposals.page(wanted, { order, size: 25 });
      if (order === 'oldest') await store.proposals.idsOf(wanted);
    });
  const walks = (steps: readonly string[]) =>
    steps.filter((step) => /^SCAN (?!answer USING|objection USING|answer_reply USING)/.test(step));
  const sorts = (steps: readonly string[]) => steps.filter((step) => step.includes('FOR ORDER BY'));
  const byQueue = 'USING COVERING INDEX proposal_queue (cycle_id=? AND state=?';

  it.each<[string, Omit<ProposalFilter, 'cycleId'>]>([
    ['of everything', {}],
    ['of what is due', { promisedBefore: t0, states: ['received', 'in-review'] }],
    ['of an area', { area: 'other' }],
    ['of drafts', { drafted: true }],
    ['of objections', { objected: true }],
    ['of disagreements', { disagreed: true }],
    ['of an outcome', { outcome: 'adopted' }],
  ])('%s follows the index of the queue and sorts nothing', async (_, filter) => {
    const steps = await planOfPage(filter);
    expect(steps.join('\n')).toContain(byQueue);
    expect([...walks(steps), ...sorts(steps)]).toEqual([]);
  });

  it('of the newest first follows an index of its own', async () => {
    const steps = await planOfPage({ area: 'other' }, 'newest');
    expect(steps.join('\n')).toContain('USING COVERING INDEX proposal_newest (cycle_id=? AND state=?');
    expect([...walks(steps), ...sorts(steps)]).toEqual([]);
  });

  it.each<[string, Omit<ProposalFilter, 'cycleId'>, string]>([
    ['of a member', { assigneeId: 'rosa' }, 'proposal_assignee (assignee_id=?'],
    ['of an institution', { institutionId: 'mef', search: 'agua' }, 'proposal_institution (institution_id=?'],
    ['of a joint idea', { joint: 'j' }, 'proposal_joint (joint_id=?'],
  ])('%s goes straight to its few rows', async (_, filter, index) => {
    const steps = await planOfPage(filter);
    expect(steps.join('\n')).toContain(`SEARCH proposal USING INDEX ${index}`);
    expect(walks(steps)).toEqual([]);
  });

  it.each<[string, Omit<ProposalFilter, 'cycleId'>]>([
    ['of a search', { search: 'agua rio' }],
    ['of a region', { department: '080000', locale: 'qu' }],
    ['of the unassigned', { assigneeId: null }],
  ])('%s looks at every row once, in the order they lie', async (_, filter) => {
    const steps = await plan(() =>
      store.proposals.page({ cycleId: 'c', ...filter }, { order: 'oldest', size: 25 }),
    );
    expect(walks(steps)).toEqual(['SCAN proposal']);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'what stands beside a proposal',
      () =>
        store.proposals.neighbours({ cycleId: 'c' }, 'oldest', { id: 'p', promisedAt: t0, createdAt: t0 }),
    ],
    ['similar proposals', () => store.similar.similar('p', { cycleId: 'c', limit: 5 })],
    ['words to take up', () => store.similar.index(10)],
    ['kept views', () => store.savedViews.of('ana')],
    ['a count of one’s own', () => store.proposals.countAssigned('c', 'rosa')],
  ])('of %s walks over no proposals', async (_, work) => {
    const steps = await plan(work);
    expect(steps.length).toBeGreaterThan(0);
    expect(
      walks(steps).filter(
        (step) => !/saved_view|proposal USING INDEX proposal_unindexed|SCAN some/.test(step),
      ),
    ).toEqual([]);
  });
});
