/** When a platform asks the whole channel to wait: bulk first, everything when even replies are refused. */
import type { Outbox } from '../store/store.js';

export interface Silence {
  readonly bulkUntil: number;
  /** Replies too. */
  readonly allUntil: number;
  /** A message that left at `sentAt` was refused for the channel's sake. Other processes hear of it. */
  refused(options: { sentAt: number; now: number; until: number }): Promise<void>;
  /** Hears what other processes were told. */
  refresh(): Promise<void>;
}

export function createSilence(
  budget: Pick<Outbox, 'pause' | 'pausedUntil'>,
  names: { readonly all: string; readonly bulk: string },
): Silence {
  let bulkUntil = 0;
  let bulkSince = Number.POSITIVE_INFINITY;
  let allUntil = 0;
  return {
    get bulkUntil() {
      return Math.max(bulkUntil, allUntil);
    },
    get allUntil() {
      return allUntil;
    },
    refused: async ({ sentAt, now, until }) => {
      // Sent after bulk fell silent and refused all the same: the platform means everything.
      const meansAll = bulkUntil > now && sentAt > bulkSince;
      if (bulkUntil <= now) bulkSince = now;
      bulkUntil = Math.max(bulkUntil, until);
      if (meansAll) allUntil = Math.max(allUntil, until);
      await budget.pause(names.bulk, until);
      if (meansAll) await budget.pause(names.all, until);
    },
    refresh: async () => {
      const [bulk, all] = await Promise.all([budget.pausedUntil(names.bulk), budget.pausedUntil(names.all)]);
      bulkUntil = Math.max(bulkUntil, bulk);
      allUntil = Math.max(allUntil, all);
    },
  };
}
