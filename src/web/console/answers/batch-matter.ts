/** What the page of a batch knows of it: its drafts, their distinct texts, what is unsigned, what went stale. */
import { createHash } from 'node:crypto';
import type { Answer, Batch, SigningRule } from '../../../answers/answer.js';
import { missingSectors } from '../../../answers/signing.js';
import { canonical } from '../../../broadcasts/freeze.js';
import type { OpenedStore } from '../../../store/open.js';

/** Answers of one batch that are read at once; a bulk answer makes at most as many. */
const batchMax = 10_000;

/** One text, and how many authors get it; a line for one author makes a text of its own. */
export interface DistinctText {
  readonly first: Answer;
  readonly count: number;
  /** How many of them carry a line for their author alone. */
  readonly personal: number;
}

export interface BatchMatter {
  readonly batch: Batch;
  readonly drafts: readonly Answer[];
  readonly texts: readonly DistinctText[];
  /** Sector → how many of the drafts it has not signed. */
  readonly missing: Readonly<Record<string, number>>;
  /** Codes whose proposal changed since its answer was written. */
  readonly stale: readonly string[];
  /** Of all answers and their words, in order: a signature on everything is on exactly this. */
  readonly digest: string;
}

function distinct(drafts: readonly Answer[]): readonly DistinctText[] {
  const texts = new Map<string, { first: Answer; count: number; personal: number }>();
  for (const answer of drafts) {
    const { outcome, reason, commitment, commitmentId } = answer;
    const key = canonical({ outcome, reason, commitment, commitmentId });
    const own = Object.keys(answer.personal).length > 0 ? 1 : 0;
    const same = texts.get(key);
    if (same) {
      same.count += 1;
      same.personal += own;
    } else texts.set(key, { first: answer, count: 1, personal: own });
  }
  return [...texts.values()];
}

export function digestOf(drafts: readonly Pick<Answer, 'id' | 'hash'>[]): string {
  const lines = drafts.map(({ id, hash }) => `${id}.${hash}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export async function readBatch(
  { answers }: Pick<OpenedStore, 'answers'>,
  batch: Batch,
  rule: SigningRule,
): Promise<BatchMatter> {
  const drafts =
    batch.state === 'open'
      ? await answers.list({ cycleId: batch.cycleId, drafts: true, batchId: batch.id }, batchMax)
      : [];
  const missing: Record<string, number> = {};
  for (const { signatures } of drafts)
    for (const sector of missingSectors(signatures, rule)) missing[sector] = (missing[sector] ?? 0) + 1;
  return {
    batch,
    drafts,
    texts: distinct(drafts),
    missing,
    stale: batch.state === 'open' ? await answers.staleIn(batch.id) : [],
    digest: digestOf(drafts),
  };
}
