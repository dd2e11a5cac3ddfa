/** Counts what is under way, so that a stop can wait for it. */
export interface InHand {
  /** Passes the work through. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  empty(): Promise<void>;
}

export function createInHand(): InHand {
  let count = 0;
  let waiting: (() => void)[] = [];
  const leave = (): void => {
    count -= 1;
    if (count > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    during: async (work) => {
      count += 1;
      try {
        return await work;
      } finally {
        leave();
      }
    },
    empty: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
