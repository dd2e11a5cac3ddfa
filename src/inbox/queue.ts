/** Runs tasks of one key one after the other, tasks of different keys side by side. */

export interface KeyedQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Keys with something in hand. */
  readonly size: number;
}

export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    get size() {
      return tails.size;
    },
    run: (key, task) => {
      const before = tails.get(key);
      // Nothing in hand is the usual case: start at once, without a turn of the promise queue.
      const current = before === undefined ? task() : before.then(task, task);
      tails.set(key, current);
      const leave = () => {
        if (tails.get(key) === current) tails.delete(key);
      };
      current.then(leave, leave);
      return current;
    },
  };
}
