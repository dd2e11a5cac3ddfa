/** Keeps answers: drafts, signatures, batches, what was released, and what came after. */
import { createAnswerAfter } from './answers-after.js';
import type { Answers } from './answers-api.js';
import { createAnswerBatches } from './answers-batches.js';
import { createAnswerDrafts } from './answers-drafts.js';
import { createAnswerRelease } from './answers-release.js';
import { createAnswerRows } from './answers-rows.js';
import { createAnswerSigning } from './answers-signing.js';
import { createAnswerSteps } from './answers-steps.js';
import type { Sql } from './sql.js';

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
