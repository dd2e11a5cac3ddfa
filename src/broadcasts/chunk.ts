/** How much to do between two turns of the event loop, learnt from how long the last piece took. Pure. */

export interface ChunkSize {
  /** Of the next piece, in rows. */
  readonly size: number;
  took(ms: number): void;
}

/** The embedded database works in this thread: people talking meanwhile wait no longer than this. */
const holdMs = { sqlite: 10, postgres: 200 } as const;
/** Each commit has its own price, so that smaller pieces would hold the loop nearly as long for less. */
const smallest = 300;
const largest = { sqlite: 4_000, postgres: 20_000 } as const;
const first = 500;

/** @param rows where a row costs more than a broadcast's. */
export function createChunkSize(
  dialect: 'sqlite' | 'postgres',
  rows: { readonly first: number; readonly smallest: number } = { first, smallest },
): ChunkSize {
  let size = rows.first;
  return {
    get size() {
      return size;
    },
    took: (ms) => {
      // Shrinks at once, grows slowly: one quick piece proves little.
      const wanted = size * Math.min(1.25, Math.max(0.4, holdMs[dialect] / Math.max(ms, 0.1)));
      size = Math.round(Math.min(largest[dialect], Math.max(rows.smallest, wanted)));
    },
  };
}
