/** Who was told of an entry: its broadcasts, with how many people each one reached. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { Broadcasts, Segment } from '../../../store/outreach.js';
import { isTaken } from '../../../talk/fate.js';

export interface Told {
  readonly broadcast: Broadcast;
  /** People a platform took the message for. */
  readonly reached: number;
  /** All rows: whoever was to be told, whatever became of it. */
  readonly planned: number;
}

const sumOf = (segments: readonly Segment[]): number => segments.reduce((sum, { count }) => sum + count, 0);

export async function toldOf(
  broadcasts: Pick<Broadcasts, 'ofEntry' | 'progress'>,
  entryId: string,
): Promise<readonly Told[]> {
  const found = await broadcasts.ofEntry(entryId);
  return Promise.all(
    found.map(async (broadcast) => {
      const segments = broadcast.startedAt === null ? [] : await broadcasts.progress(broadcast.id);
      return { broadcast, reached: sumOf(segments.filter(isTaken)), planned: sumOf(segments) };
    }),
  );
}

/** People who heard of it at all: the first announcement and what went to others later. */
export const reachedIn = (told: readonly Told[]): number =>
  Math.max(0, ...told.map(({ reached: count }) => count));
