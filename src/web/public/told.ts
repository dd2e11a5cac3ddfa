/** How many people were told of each version of an entry. */
import type { Broadcasts } from '../../store/outreach.js';
import { isTaken } from '../../talk/fate.js';

/** By version. A reminder tells nobody anything new, so it is not counted. */
async function count(
  broadcasts: Pick<Broadcasts, 'ofEntry' | 'fates'>,
  entryId: string,
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for (const { id, purpose, entryVersion } of await broadcasts.ofEntry(entryId)) {
    if (entryVersion === null || purpose === 'reminder') continue;
    const fates = await broadcasts.fates(id);
    const told = fates.filter(isTaken).reduce((sum, fate) => sum + fate.count, 0);
    counts.set(entryVersion, (counts.get(entryVersion) ?? 0) + told);
  }
  return counts;
}

/** A count of a million rows is not made anew for every visitor. */
const freshMs = 60_000;

/** @param entryId of an entry that is published: each is remembered. */
export function createTold(broadcasts: Pick<Broadcasts, 'ofEntry' | 'fates'>, now: () => number) {
  const known = new Map<string, { readonly at: number; readonly counts: ReturnType<typeof count> }>();
  return (entryId: string): ReturnType<typeof count> => {
    const found = known.get(entryId);
    if (found && now() - found.at < freshMs) return found.counts;
    const counts = count(broadcasts, entryId);
    known.set(entryId, { at: now(), counts });
    // What failed is asked for again.
    counts.catch(() => known.delete(entryId));
    return counts;
  };
}
