/** Rows in hand of one channel: replies before bulk, one message at a time for each address. */
import type { OfferedRow } from '../inbox/receive.js';

export interface LeasedRow extends OfferedRow {
  /** After this the row is no longer ours. */
  readonly leasedUntil: number;
}

export interface Lanes {
  push(row: LeasedRow): void;
  /** The next row of a lane whose address is free; it stays until `shift`. */
  peek(lane: LeasedRow['lane']): LeasedRow | undefined;
  shift(row: LeasedRow): void;
  /** Rows behind this one, for the same address, that may go out with it. Takes out those chosen. */
  takeBehind(row: LeasedRow, choose: (rows: readonly LeasedRow[]) => readonly LeasedRow[]): void;
  /** The row's address is free again: its next row becomes ready. */
  done(row: LeasedRow): void;
  /** Takes all out of a lane (or of both) that are not being sent. */
  drain(lane?: LeasedRow['lane']): LeasedRow[];
  readonly ready: { readonly reply: number; readonly bulk: number };
}

/** First in, first out, without moving the whole array at each step. */
function createFifo<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    push: (item: T) => {
      items.push(item);
    },
    peek: () => items[head],
    shift: () => {
      head += 1;
      if (head > 1024 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
    },
    drain: () => {
      const rest = items.slice(head);
      items = [];
      head = 0;
      return rest;
    },
    get size() {
      return items.length - head;
    },
  };
}

export function createLanes(): Lanes {
  const fifos = { reply: createFifo<LeasedRow>(), bulk: createFifo<LeasedRow>() };
  /**
   * Addresses with a reply ready or anything being sent, and the rows behind it. Bulk that is ready holds no address:
   * who writes to us is answered first.
   */
  const behind = new Map<string, LeasedRow[]>();
  const push = (row: LeasedRow): void => {
    const queue = behind.get(row.addressId);
    if (queue) {
      queue.push(row);
      return;
    }
    if (row.lane === 'reply') behind.set(row.addressId, []);
    fifos[row.lane].push(row);
  };
  const peekBulk = (): LeasedRow | undefined => {
    for (;;) {
      const row = fifos.bulk.peek();
      const queue = row && behind.get(row.addressId);
      if (!row || !queue) return row;
      fifos.bulk.shift();
      queue.push(row);
    }
  };
  return {
    push,
    peek: (lane) => (lane === 'reply' ? fifos.reply.peek() : peekBulk()),
    shift: (row) => {
      fifos[row.lane].shift();
      if (!behind.has(row.addressId)) behind.set(row.addressId, []);
    },
    takeBehind: (row, choose) => {
      const queue = behind.get(row.addressId);
      if (!queue || queue.length === 0) return;
      const chosen = new Set(choose(queue));
      behind.set(
        row.addressId,
        queue.filter((one) => !chosen.has(one)),
      );
    },
    done: (row) => {
      const queue = behind.get(row.addressId) ?? [];
      behind.delete(row.addressId);
      // The first reply takes the address; bulk goes back to its lane.
      for (const next of queue) push(next);
    },
    drain: (lane) => {
      const rows: LeasedRow[] = [];
      if (lane !== 'bulk') {
        for (const row of fifos.reply.drain()) {
          rows.push(row, ...(behind.get(row.addressId) ?? []));
          behind.delete(row.addressId);
        }
      }
      if (lane !== 'reply') rows.push(...fifos.bulk.drain());
      for (const [address, queue] of behind) {
        const stays = lane === undefined ? [] : queue.filter((row) => row.lane !== lane);
        rows.push(...queue.filter((row) => !stays.includes(row)));
        behind.set(address, stays);
      }
      return rows;
    },
    get ready() {
      return { reply: fifos.reply.size, bulk: fifos.bulk.size };
    },
  };
}
