/** Keeps answers: drafts, signatures, batches, what was released, and what came after. */
import type { Answers } from '../answers.js';
import type { Sql } from '../sql.js';
import { createAnswerAfter } from './after.js';
import { createAnswerBatches } from './batches.js';
import { createAnswerDrafts } from './drafts.js';
import { createAnswerRelease } from './release.js';
import { createAnswerRows } from './rows.js';
import { createAnswerSigning } from './signing.js';
import { createAnswerSteps } from './steps.js';

export function createAnswers(store: Sql, newId: () => string): Answers {
  const rows = createAnswerRows(store);
  const steps = createAnswerSteps(store, newId);
  return {
    ...rows.reads,
    ...createAnswerDrafts(store, newId, rows, steps),
    ...createAnswerSigning(store, newId, rows, steps),
    ...createAnswerBatches(store, newId, steps),
    ...createAnswerRelease(store, newId, rows, steps),
    ...createAnswerAfter(store, newId, rows, steps),
  };
}
