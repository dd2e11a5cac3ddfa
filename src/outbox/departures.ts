/** Bulk rows on their last steps: noted as about to leave, so that a crash tells those that may have left from the rest. */
import type { Outbox } from '../store/store.js';
import type { LeasedRow } from './lanes.js';

export interface Departures {
  /** How many more rows should be noted now. */
  readonly wanted: number;
  readonly size: number;
  /** Notes them; those that are still ours become ready. */
  note(rows: readonly LeasedRow[]): void;
  peek(): LeasedRow | undefined;
  shift(): void;
  drain(): LeasedRow[];
  /** Resolves when no note is being written. */
  written(): Promise<void>;
}

/**
 * So much of the rate is noted ahead: what a note takes, and half of that again, since one is asked for when a third
 * is gone. A process that is killed leaves what is noted unknown, so it is as little as the database allows.
 */
const leastAheadMs = 8;
const mostAheadMs = 30;
/** Share of the slowest note that is still believed after each quicker one. */
const memory = 0.95;

export interface DeparturesParts {
  readonly outbox: Pick<Outbox, 'leave'>;
  readonly owner: string;
  readonly perSecond: number;
  readonly now: () => number;
  readonly onReady: () => void;
  /** Suppressed or taken by another process meanwhile: it must not go. */
  readonly onLost: (row: LeasedRow) => void;
  readonly onError: (rows: readonly LeasedRow[], error: unknown) => void;
}

export function createDepartures(parts: DeparturesParts): Departures {
  /** What a note takes, milliseconds; slow until one has been written. */
  let tookMs = mostAheadMs;
  const ahead = (): number => {
    const ms = Math.min(mostAheadMs, Math.max(leastAheadMs, tookMs * 1.5));
    return Math.max(2, Math.ceil((parts.perSecond * ms) / 1000));
  };
  let ready: LeasedRow[] = [];
  let noting = 0;
  const writing = new Set<Promise<void>>();

  const write = async (rows: readonly LeasedRow[]): Promise<void> => {
    const began = performance.now();
    let ours: ReadonlySet<string>;
    try {
      const ids = rows.map((row) => row.id);
      ours = new Set(await parts.outbox.leave(ids, parts.owner, parts.now()));
    } catch (error) {
      noting -= rows.length;
      return parts.onError(rows, error);
    }
    noting -= rows.length;
    tookMs = Math.max(performance.now() - began, tookMs * memory);
    for (const row of rows) {
      if (ours.has(row.id)) ready.push(row);
      else parts.onLost(row);
    }
  };

  return {
    get wanted() {
      const most = ahead();
      const room = most - ready.length - noting;
      // Not one by one: each note is a write.
      return room > most / 3 ? room : 0;
    },
    get size() {
      return ready.length + noting;
    },
    note: (rows) => {
      if (rows.length === 0) return;
      noting += rows.length;
      const written = write(rows).finally(() => {
        writing.delete(written);
        parts.onReady();
      });
      writing.add(written);
    },
    peek: () => ready[0],
    shift: () => {
      ready.shift();
    },
    drain: () => {
      const rows = ready;
      ready = [];
      return rows;
    },
    written: async () => {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}
