/** One contract for every database: what holds on the embedded one holds on the others. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { OpenedStore } from '../../src/store/open.js';
import { hasPostgres } from '../support/postgres.js';
import { pglite, postgres, sqliteInFile, sqliteInMemory } from '../support/store.js';
import { actorsContract } from './contract/actors.js';
import { afterProposalsContract } from './contract/after-proposals.js';
import { answerBatchesContract } from './contract/answer-batches.js';
import { answerDeskContract } from './contract/answer-desk.js';
import { answersContract } from './contract/answers.js';
import { answersAfterContract } from './contract/answers-after.js';
import { assistedContract } from './contract/assisted.js';
import { broadcastRowsContract } from './contract/broadcast-rows.js';
import { broadcastsContract } from './contract/broadcasts.js';
import { calendarContract } from './contract/calendar.js';
import { commitmentsContract } from './contract/commitments.js';
import { deliveryContract } from './contract/delivery.js';
import { effectsContract } from './contract/effects.js';
import { exchangeContract } from './contract/exchange.js';
import { handlingContract } from './contract/handling.js';
import { jointContract } from './contract/joint.js';
import { knowledgeContract } from './contract/knowledge.js';
import { ledgerContract } from './contract/ledger.js';
import { linksContract } from './contract/links.js';
import { outboxContract } from './contract/outbox.js';
import { overviewContract } from './contract/overview.js';
import { partnersContract } from './contract/partners.js';
import { queueContract } from './contract/queue.js';
import { racesContract } from './contract/races.js';
import { setupContract } from './contract/setup.js';
import { similarContract } from './contract/similar.js';
import { staffContract } from './contract/staff.js';
import { statusesContract } from './contract/statuses.js';
import { turnsContract } from './contract/turns.js';
import { withdrawContract } from './contract/withdraw.js';

/** What a file adds to the same engine in memory: commits that last, and a second process. */
function fileContract(current: () => OpenedStore, second?: () => Promise<OpenedStore>): void {
  turnsContract(current);
  outboxContract(current);
  answerBatchesContract(current, second);
  broadcastRowsContract(current, second);
  withdrawContract(current);
  racesContract(current, second);
}

function wholeContract(current: () => OpenedStore, second?: () => Promise<OpenedStore>): void {
  fileContract(current, second);
  answersContract(current);
  answersAfterContract(current);
  answerDeskContract(current);
  broadcastsContract(current);
  effectsContract(current);
  linksContract(current);
  statusesContract(current);
  deliveryContract(current);
  ledgerContract(current);
  knowledgeContract(current);
  staffContract(current);
  exchangeContract(current);
  afterProposalsContract(current);
  queueContract(current);
  similarContract(current);
  handlingContract(current);
  setupContract(current);
  overviewContract(current);
  partnersContract(current);
  commitmentsContract(current);
  actorsContract(current);
  calendarContract(current);
  jointContract(current);
  assistedContract(current);
}

describe.each([
  { engine: sqliteInMemory(), keeps: wholeContract, present: true },
  { engine: sqliteInFile(), keeps: fileContract, present: true },
  { engine: pglite(), keeps: wholeContract, present: true },
  { engine: postgres(), keeps: wholeContract, present: hasPostgres() },
])('the store on $engine.name', ({ engine, keeps, present }) => {
  describe.runIf(present)('keeps its contract', () => {
    let store: OpenedStore;
    beforeAll(() => engine.start());
    beforeEach(async () => {
      store = await engine.open();
    });
    afterAll(() => engine.stop());
    const { openSecond } = engine;
    keeps(() => store, openSecond && (() => openSecond()));
  });
});
