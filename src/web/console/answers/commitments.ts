/** The commitments of a cycle an answer can lead to, as its author reads them. */

import { commitmentMax } from '../../../answers/form.js';
import { shownContent } from '../../../commitments/commitment.js';
import { codePoints } from '../../../talk/limits.js';
import { pick } from '../../../text/texts.js';
import type { WebDeps } from '../../deps.js';
import { consoleLocale } from '../context.js';

export interface CommitmentOption {
  readonly id: string;
  readonly label: string;
}

/** A long title ends in "…": code and first words are enough to find it. */
const shortened = (label: string): string =>
  codePoints(label) <= commitmentMax
    ? label
    : `${[...label]
        .slice(0, commitmentMax - 1)
        .join('')
        .trimEnd()}…`;

export async function readCommitments(
  { store }: Pick<WebDeps, 'store'>,
  cycleId: string,
): Promise<readonly CommitmentOption[]> {
  const all = await store.commitments.list(cycleId);
  return all
    .filter(({ state }) => state !== 'withdrawn')
    .map((one) => {
      const content = shownContent(one);
      const title = content ? pick(content.title, consoleLocale) : '';
      return { id: one.id, label: shortened(title === '' ? one.code : `${one.code}: ${title}`) };
    });
}
