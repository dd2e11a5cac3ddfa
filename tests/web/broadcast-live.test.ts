/** Live progress: one look for all who watch, resumable, ended when nothing more leaves; and what it is made of. */
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import type { Broadcast } from '../../src/broadcasts/broadcast.js';
import type { Segment } from '../../src/store/outreach.js';
import { rateLine } from '../../src/web/console/broadcasts/rate-line.js';
import { streamProgress } from '../../src/web/console/broadcasts/stream.js';
import { createWatch, type Watch } from '../../src/web/console/broadcasts/watch.js';
import type { ConsoleEnv } from '../../src/web/console/context.js';
import { emptyPreview } from '../support/broadcasts.js';
import { until } from '../support/world.js';

const broadcast = { state: 'sending', phase: 'full', why: null, preview: null } as const;
const segment = (state: string, count: number): Segment => ({ channel: 'telegram', state, count });

let watch: Watch | undefined;
afterEach(() => watch?.close());

/** A broadcast whose numbers a test sets by hand. */
function open(everyMs = 5) {
  const world = {
    now: 1_000_000,
    looks: 0,
    broadcast: broadcast as Pick<Broadcast, 'state' | 'phase' | 'why' | 'preview'>,
    segments: [segment('planned', 100)] as readonly Segment[],
  };
  watch = createWatch({
    find: async () => world.broadcast as Broadcast,
    progress: async () => {
      world.looks += 1;
      world.now += 1_000;
      return world.segments;
    },
    now: () => world.now,
    onError: (error) => {
      throw error;
    },
    everyMs,
  });
  const app = new Hono<ConsoleEnv>();
  const made = watch;
  app.get('/progreso', (c) => streamProgress(c, made, 'b'));
  return { world, app, watch: made };
}

/** Reads a stream as a browser does. */
async function listen(app: Hono<ConsoleEnv>, lastEventId?: string) {
  const abort = new AbortController();
  const response = await app.request('/progreso', {
    signal: abort.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  const heard: { event: string; id: string; data: Record<string, unknown> }[] = [];
  let raw = '';
  const reader = response.body?.getReader();
  const ended = (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return;
      raw += decoder.decode(chunk.value, { stream: true });
      const parts = raw.split('\n\n');
      raw = parts.pop() ?? '';
      for (const part of parts) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1] ?? '';
        if (field('data') !== '')
          heard.push({ event: field('event'), id: field('id'), data: JSON.parse(field('data')) });
      }
    }
  })();
  return { response, heard, ended, leave: () => reader?.cancel() };
}

describe('live progress', () => {
  it('is an event stream with ids, and tells each change', async () => {
    const { world, app } = open();
    const viewer = await listen(app);
    expect(viewer.response.headers.get('content-type')).toContain('text/event-stream');
    await until(() => viewer.heard.length >= 1, 'the first picture');
    world.segments = [segment('planned', 60), segment('accepted', 39), segment('failed', 1)];
    const seen = await until(
      () => viewer.heard.find(({ data }) => (data.tally as Record<string, number>).failed === 1),
      'the change',
    );
    expect(seen).toMatchObject({ event: 'avance', data: { total: 100, over: false, state: 'sending' } });
    expect(Number(seen.id)).toBeGreaterThan(Number(viewer.heard[0]?.id));
    await viewer.leave();
  });

  it('gives who comes back only what they missed', async () => {
    const { world, app } = open();
    const first = await listen(app);
    await until(() => first.heard.length >= 1, 'the first picture');
    world.segments = [segment('planned', 50), segment('accepted', 50)];
    const seen = await until(() => first.heard.find(({ data }) => Number(data.rate) > 0), 'a rate');
    await first.leave();
    world.segments = [segment('planned', 40), segment('accepted', 60)];
    const again = await listen(app, seen.id);
    const next = await until(() => again.heard[0], 'the rest');
    const line = next.data.line as [number, number][];
    expect(line.length).toBeGreaterThan(0);
    expect(line.every(([at]) => at > Number(seen.id))).toBe(true);
    await again.leave();
  });

  it('looks once however many watch', async () => {
    const { world, app } = open(20);
    const viewers = await Promise.all(Array.from({ length: 20 }, () => listen(app)));
    await until(() => viewers.every(({ heard }) => heard.length >= 1), 'all to see it');
    const before = world.looks;
    world.segments = [segment('planned', 99), segment('accepted', 1)];
    await until(() => viewers.every(({ heard }) => heard.length >= 2), 'all to see the change');
    // Twenty viewers would look twenty times as often.
    expect(world.looks - before).toBeLessThan(20);
    for (const { leave } of viewers) await leave();
  });

  it('ends with the broadcast', async () => {
    const { world, app } = open();
    const viewer = await listen(app);
    await until(() => viewer.heard.length >= 1, 'the first picture');
    world.segments = [segment('accepted', 100)];
    world.broadcast = { ...broadcast, state: 'done' };
    await viewer.ended;
    expect(viewer.heard.at(-1)).toMatchObject({ event: 'fin', data: { over: true } });
    // Who opens the page a moment later is told at once.
    const late = await listen(app);
    await late.ended;
    expect(late.heard.map(({ event }) => event)).toEqual(['fin']);
  });

  it('ends when the house closes', async () => {
    const { app, watch: made } = open();
    const viewer = await listen(app);
    await until(() => viewer.heard.length >= 1, 'the first picture');
    made.close();
    await viewer.ended;
    expect(viewer.heard.at(-1)?.event).toBe('avance');
  });

  it('counts on what the preview promised while rows are still being planned', async () => {
    const { world, app } = open();
    const excluded = { ...emptyPreview.excluded, stopped: 5 };
    world.broadcast = {
      ...broadcast,
      phase: 'expanding',
      preview: { ...emptyPreview, recipients: 200, excluded },
    };
    const viewer = await listen(app);
    const seen = await until(() => viewer.heard[0], 'the first picture');
    expect(seen.data.total).toBe(205);
    await viewer.leave();
  });
});

describe('the rate line', () => {
  it('is drawn from what left between two looks, the newest at the right', () => {
    const at = 600_000;
    const points = Array.from({ length: 61 }, (_, second) => ({
      at: at - 60_000 + second * 1_000,
      left: second * 30,
    }));
    const { line, most } = rateLine(points, at);
    expect(most).toBe(30);
    const pairs = line.split(' ').map((pair) => pair.split(',').map(Number));
    expect(pairs).toHaveLength(6);
    expect(pairs.at(-1)).toEqual([600, 4]);
    expect(rateLine([], at)).toEqual({ line: '', most: 0 });
  });
});
