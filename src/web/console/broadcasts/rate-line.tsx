/** How a broadcast advances: a bar of its fates, a line of its rate, and what is left. Drawn on the server, kept live by a script. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { hrefOf, type Names } from './names.js';
import { type Fate, fates, leftOf } from './tally.js';
import type { Point, Progress } from './watch.js';

export interface LiveProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly id: string;
  readonly progress: Progress;
  readonly points: readonly Point[];
  /** When the page was drawn, UTC ms. */
  readonly now: number;
}

const width = 600;
const height = 80;
const spanMs = 10 * 60_000;
/** Each point of the line is the rate over so long. */
const stepMs = 10_000;

/** Messages a second along the last minutes, as `x,y` pairs of a polyline; empty while there is nothing to draw. */
export function rateLine(points: readonly Point[], now: number): { line: string; most: number } {
  const rates: { at: number; rate: number }[] = [];
  let from = points[0];
  for (const point of points.slice(1)) {
    if (!from || point.at - from.at < stepMs) continue;
    rates.push({ at: point.at, rate: Math.max(0, ((point.left - from.left) * 1000) / (point.at - from.at)) });
    from = point;
  }
  const most = Math.max(0, ...rates.map(({ rate }) => rate));
  if (most === 0) return { line: '', most: 0 };
  const line = rates
    .map(({ at, rate }) => {
      const x = width - ((now - at) * width) / spanMs;
      const y = height - 4 - (rate * (height - 8)) / most;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  return { line, most };
}

const barOrder: readonly Fate[] = [
  'read',
  'delivered',
  'accepted',
  'waiting',
  'unknown',
  'failed',
  'suppressed',
];

const Bar = ({ parts, progress }: Pick<LiveProps, 'parts' | 'progress'>) => {
  let x = 0;
  return (
    <svg
      class="fates"
      viewBox="0 0 1000 28"
      preserveAspectRatio="none"
      role="img"
      aria-label={sayIn(parts)('broadcasts.live.bar')}
    >
      <rect class="bar-planned" x="0" y="0" width="1000" height="28" />
      {barOrder.map((fate) => {
        const wide = progress.total === 0 ? 0 : (progress.tally[fate] * 1000) / progress.total;
        const start = x;
        x += wide;
        return (
          <rect
            class={`bar-${fate}`}
            data-fate={fate}
            x={start.toFixed(2)}
            y="0"
            width={wide.toFixed(2)}
            height="28"
          />
        );
      })}
    </svg>
  );
};

/** What is left, in words: seconds would be false precision. */
function leftWords(parts: ConsoleParts, { remainingMs, over, state }: Progress): string {
  const say = sayIn(parts);
  if (over) return say('broadcasts.live.over');
  if (state === 'paused') return say('broadcasts.live.paused');
  if (remainingMs === null) return say('broadcasts.live.unknown');
  const minutes = Math.ceil(remainingMs / 60_000);
  if (minutes <= 1) return say('broadcasts.live.minute');
  return minutes < 120
    ? say('broadcasts.live.minutes', { count: minutes })
    : say('broadcasts.live.hours', { count: Math.round(minutes / 60) });
}

export const Live = ({ parts, names, id, progress, points, now }: LiveProps) => {
  const say = sayIn(parts);
  const { line, most } = rateLine(points, progress.at);
  const { tally } = progress;
  return (
    <section
      id="avance"
      class="card"
      aria-labelledby="avance-titulo"
      data-live={progress.over ? undefined : hrefOf(id, 'progreso')}
      data-state={progress.state}
      data-at={String(now)}
      data-line-ms={String(spanMs)}
      data-step-ms={String(stepMs)}
      data-words={JSON.stringify({
        over: say('broadcasts.live.over'),
        paused: say('broadcasts.live.paused'),
        unknown: say('broadcasts.live.unknown'),
        minute: say('broadcasts.live.minute'),
        minutes: say('broadcasts.live.minutes', { count: '{n}' }),
        hours: say('broadcasts.live.hours', { count: '{n}' }),
        rate: say('broadcasts.live.rate', { count: 2, rate: '{n}' }),
        rateOne: say('broadcasts.live.rate', { count: 1, rate: '{n}' }),
        most: say('broadcasts.live.most', { rate: '{n}' }),
        sent: say('broadcasts.live.sent', { count: 2, left: '{left}', total: '{total}' }),
        sentOne: say('broadcasts.live.sent', { count: 1, left: '{left}', total: '{total}' }),
      })}
    >
      <h2 id="avance-titulo">{say('broadcasts.live.title')}</h2>
      <p class="big" data-live-sent>
        {say('broadcasts.live.sent', {
          count: leftOf(tally),
          left: names.count(leftOf(tally)),
          total: names.count(progress.total - tally.suppressed),
        })}
      </p>
      <Bar parts={parts} progress={progress} />
      <ul class="legend">
        {fates.map((fate) => (
          <li>
            <span class={`dot bar-${fate}`} aria-hidden="true" /> {say(`broadcasts.fate.${fate}`)}{' '}
            <strong data-count-of={fate}>{names.count(tally[fate])}</strong>
          </li>
        ))}
      </ul>
      <div class="rate">
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <polyline class="rate-line" points={line} />
        </svg>
        <p class="soft">
          <span data-live-rate>
            {say('broadcasts.live.rate', { count: progress.rate, rate: names.count(progress.rate) })}
          </span>
          {' · '}
          <span data-live-most>{say('broadcasts.live.most', { rate: names.count(Math.round(most)) })}</span>
        </p>
      </div>
      <p>
        <strong data-live-left>{leftWords(parts, progress)}</strong>
      </p>
      <p class="soft" role="status" data-live-status></p>
      <p class="no-script">
        <a href={hrefOf(id)}>{say('broadcasts.live.reload')}</a>
      </p>
    </section>
  );
};
