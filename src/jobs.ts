/** Small recurring jobs of this process: never two of the same at once, never one that stops the others. */
import { describeError, type Log } from './log.js';

export interface Jobs {
  /** Runs `task` now and then every `ms`, counted from its end. */
  every(ms: number, name: string, task: () => Promise<unknown>): void;
  /** Runs one now, if it is not at it: there is something to do. A name nobody runs here is left alone. */
  soon(name: string): void;
  /** Runs all at once, for a clock that was moved. */
  runAll(): Promise<void>;
  /** No new runs; resolves when those under way have ended. */
  stop(): Promise<void>;
}

export function createJobs(log: Log): Jobs {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  const runners = new Map<string, () => Promise<void>>();
  let stopped = false;
  return {
    every: (ms, name, task) => {
      const run = (): Promise<void> => {
        const under = running.get(name);
        if (under !== undefined) return under;
        clearTimeout(timers.get(name));
        const once = task()
          .then(
            () => undefined,
            (error: unknown) =>
              log.error({ job: name, error: describeError(error) }, 'a job failed and will run again'),
          )
          .finally(() => {
            running.delete(name);
            if (!stopped)
              timers.set(
                name,
                setTimeout(() => void run(), ms),
              );
          });
        running.set(name, once);
        return once;
      };
      runners.set(name, run);
      timers.set(
        name,
        setTimeout(() => void run(), 0),
      );
    },
    soon: (name) => {
      if (!stopped) void runners.get(name)?.();
    },
    runAll: async () => {
      await Promise.all(running.values());
      await Promise.all([...runners.values()].map((run) => run()));
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
