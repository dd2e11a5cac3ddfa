/** Ids of rows: ULIDs, sorted by the time they were made, also within one millisecond. */
import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = Buffer.alloc(4096);
let used = pool.length;

/** The library asks for one random number a letter; a pool spares as many system calls. */
const random = (): number => {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  used += 1;
  return byte / 256;
};

export function createIds(): () => string {
  const make = monotonicFactory(random);
  return () => make();
}
