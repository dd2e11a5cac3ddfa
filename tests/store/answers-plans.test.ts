/** How the embedded database runs the lists of answers: from the newest answer on, never through all proposals of a cycle. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore, migrationsOf, type OpenedStore } from '../../src/store/open.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { planOf, statementsOf } from '../support/plans.js';
import { countIds, testVault } from '../support/store.js';
import { t0 } from '../support/turns.js';

let store: OpenedStore;
let client: ReturnType<typeof openSqlite>['client'];
beforeEach(() => {
  const sql = openSqlite({ path: ':memory:', migrations: migrationsOf('sqlite') });
  client = sql.client;
  store = createStore(sql, { seal: testVault.seal, newId: countIds() });
});
afterEach(() => store.close());

it.each<[string, (of: OpenedStore) => Promise<unknown>]>([
  ['drafts', ({ answers }) => answers.list({ cycleId: 'c', drafts: true }, 20)],
  [
    'what waits for a signature',
    ({ answers }) => answers.count({ cycleId: 'c', drafts: true, unsignedBy: 'x' }),
  ],
  ['what was sent', ({ answers }) => answers.list({ cycleId: 'c', drafts: false }, 20, 'z')],
  ['who was not reached', ({ answers }) => answers.unreached({ cycleId: 'c', now: t0, handled: false }, 20)],
  ['who disagrees', ({ feedback }) => feedback.disagreements({ cycleId: 'c', seen: false, limit: 20 })],
])('%s: a proposal is looked up, not looked for', async (_, read) => {
  const steps = planOf(client, await statementsOf(client, () => read(store)));
  expect(steps[0]).toMatch(/^(SCAN|SEARCH) answer(_reply)? USING INDEX/);
  expect(steps.filter((step) => /SEARCH proposal\b/.test(step)).join()).toContain('(id=?)');
  expect(steps.join('\n')).not.toContain('proposal_queue');
  expect(steps.filter((step) => step.includes('FOR ORDER BY'))).toEqual([]);
});
