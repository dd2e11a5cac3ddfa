/** Rows in hand of one channel: replies before bulk, one message at a time for each address. */
import type { OfferedRow } from '../inbox/receive.js';

export interface LeasedRow extends OfferedRow {
  /** After this the row is no longer ours. */
  readonly leasedUntil: number;
}

export interface Lanes {
  push(row: LeasedRow): void;
  /** The next row whose address is free; it stays until `shift`. */
  peek(withBulk: boolean): LeasedRow | undefined;
  shift(row: LeasedRow): void;
  /** The row's address is free again: its next row becomes ready. */
  done(row: LeasedRow): void;
  /** Takes all out that are not being sent. */
  drain(): LeasedRow[];
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
  /** Addresses with a row ready or being sent, and the rows behind it. */
  const behind = new Map<string, LeasedRow[]>();
  return {
    push: (row) => {
      const queue = behind.get(row.addressId);
      if (queue) {
        queue.push(row);
        return;
      }
      behind.set(row.addressId, []);
      fifos[row.lane].push(row);
    },
    peek: (withBulk) => fifos.reply.peek() ?? (withBulk ? fifos.bulk.peek() : undefined),
    shift: (row) => fifos[row.lane].shift(),
    done: (row) => {
      const next = behind.get(row.addressId)?.shift();
      if (next) fifos[next.lane].push(next);
      else behind.delete(row.addressId);
    },
    drain: () => {
      const rows = [...fifos.reply.drain(), ...fifos.bulk.drain()];
      for (const row of rows) {
        rows.push(...(behind.get(row.addressId)?.splice(0) ?? []));
        behind.delete(row.addressId);
      }
      return rows;
    },
    get ready() {
      return { reply: fifos.reply.size, bulk: fifos.bulk.size };
    },
  };
}
