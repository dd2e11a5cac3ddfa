/** Counts the recipients of a draft once for everybody who looks at it: the approver sees what is then frozen. */
import type { Broadcast, BroadcastPreview } from '../../../broadcasts/broadcast.js';

export interface Counted {
  readonly preview: BroadcastPreview;
  /** UTC ms. */
  readonly at: number;
}

export interface PreviewCache {
  /** @param maxAgeMs an older count is made anew. */
  of(broadcast: Broadcast, maxAgeMs: number): Promise<Counted>;
}

/** Drafts looked at lately; a count is some hundred bytes. */
const kept = 200;

export function createPreviewCache(
  count: (broadcast: Broadcast) => Promise<BroadcastPreview>,
  now: () => number,
): PreviewCache {
  const known = new Map<string, Promise<Counted>>();
  const counted = async (broadcast: Broadcast): Promise<Counted> => ({
    preview: await count(broadcast),
    at: now(),
  });
  return {
    of: async (broadcast, maxAgeMs) => {
      // An edit makes another revision, and so another count.
      const key = `${broadcast.id}:${broadcast.revision}`;
      const before = await known.get(key);
      if (before && Math.abs(now() - before.at) <= maxAgeMs) return before;
      const fresh = counted(broadcast);
      known.delete(key);
      known.set(key, fresh);
      const [oldest] = known.keys();
      if (known.size > kept && oldest !== undefined) known.delete(oldest);
      // A count that failed is nobody's to find.
      fresh.catch(() => known.delete(key));
      return fresh;
    },
  };
}
