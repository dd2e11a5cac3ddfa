/** Live progress as server-sent events: a whole picture each time, resumable, ended when nothing more will leave. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ConsoleEnv } from '../context.js';
import type { Point, Progress, Watch } from './watch.js';

/** What the page is sent; `line` holds the points it has not seen. */
export interface Sent extends Progress {
  readonly line: readonly (readonly [at: number, left: number])[];
}

/** Proxies cut silent lines after half a minute. */
const heartbeatMs = 15_000;
const retryMs = 3_000;
/** After this the browser comes back by itself, and its session is asked for again. */
const longestMs = 5 * 60_000;
/** As many points as a line of this width can show. */
const linePoints = 150;

const thin = (points: readonly Point[]): Sent['line'] => {
  const step = Math.ceil(points.length / linePoints);
  return points
    .filter((_, index) => index % step === 0 || index === points.length - 1)
    .map(({ at, left }) => [at, left] as const);
};

const lastSeen = (c: Context): number => {
  const given = Number(c.req.header('last-event-id') ?? 0);
  return Number.isSafeInteger(given) && given > 0 ? given : 0;
};

export function streamProgress(c: Context<ConsoleEnv>, watch: Watch, id: string): Response {
  let seen = lastSeen(c);
  return streamSSE(c, async (stream) => {
    const viewer = watch.join(id);
    stream.onAbort(viewer.leave);
    const until = performance.now() + longestMs;
    try {
      await stream.write(`retry: ${retryMs}\n\n`);
      while (!stream.aborted && performance.now() < until) {
        const what = await viewer.next(seen, heartbeatMs);
        if (what === 'closed') return;
        const progress = viewer.latest();
        if (what === 'quiet' || !progress) {
          await stream.write(':\n\n');
          continue;
        }
        const sent: Sent = { ...progress, line: thin(viewer.since(seen)) };
        seen = progress.at;
        await stream.writeSSE({
          event: progress.over ? 'fin' : 'avance',
          id: String(seen),
          data: JSON.stringify(sent),
        });
        if (progress.over) return;
      }
    } finally {
      viewer.leave();
    }
  });
}
