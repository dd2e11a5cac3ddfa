// Broadcasts: letters left while writing, and live progress. An addition: every page works without it.
const letters = (text) => [...text].length;

for (const area of document.querySelectorAll('textarea[data-room]')) {
  const rooms = JSON.parse(area.dataset.room);
  const counter = document.getElementById(area.getAttribute('aria-describedby'));
  const show = () => {
    const used = letters(area.value.trim());
    counter.replaceChildren(
      ...rooms.flatMap(([channel, room], index) => {
        const said = document.createElement('span');
        said.textContent = area.dataset.count
          .replace('{channel}', channel)
          .replace('{used}', used)
          .replace('{room}', room);
        if (used > room) said.className = 'late';
        return index === 0 ? [said] : [' · ', said];
      }),
    );
  };
  area.addEventListener('input', show);
  show();
}

const width = 600;
const height = 80;
const order = ['read', 'delivered', 'accepted', 'waiting', 'unknown', 'failed', 'suppressed'];
const number = new Intl.NumberFormat('es-PE');
const sumOf = (tally, names) => names.reduce((sum, name) => sum + tally[name], 0);

/** Same arithmetic as the server's first drawing. */
function drawLine(points, now, stepMs, spanMs) {
  const rates = [];
  let from = points[0];
  for (const point of points.slice(1)) {
    if (point[0] - from[0] < stepMs) continue;
    rates.push([point[0], Math.max(0, ((point[1] - from[1]) * 1000) / (point[0] - from[0]))]);
    from = point;
  }
  const most = Math.max(0, ...rates.map(([, rate]) => rate));
  const at = ([when, rate]) => {
    const x = width - ((now - when) * width) / spanMs;
    const y = height - 4 - (rate * (height - 8)) / most;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  return { most, line: most === 0 ? '' : rates.map(at).join(' ') };
}

function follow(box) {
  const words = JSON.parse(box.dataset.words);
  const stepMs = Number(box.dataset.stepMs);
  const spanMs = Number(box.dataset.lineMs);
  const find = (name) => box.querySelector(`[data-live-${name}]`);
  const put = (name, text) => {
    const target = find(name);
    if (target.textContent !== text) target.textContent = text;
  };
  let points = [];

  const leftWords = ({ over, state, remainingMs }) => {
    if (over) return words.over;
    if (state === 'paused') return words.paused;
    if (remainingMs === null) return words.unknown;
    const minutes = Math.ceil(remainingMs / 60_000);
    if (minutes <= 1) return words.minute;
    return minutes < 120
      ? words.minutes.replace('{n}', minutes)
      : words.hours.replace('{n}', Math.round(minutes / 60));
  };

  const draw = (seen) => {
    const { tally, total } = seen;
    const left = sumOf(tally, ['accepted', 'delivered', 'read', 'failed', 'unknown']);
    put(
      'sent',
      (left === 1 ? words.sentOne : words.sent)
        .replace('{left}', number.format(left))
        .replace('{total}', number.format(total - tally.suppressed)),
    );
    for (const [fate, count] of Object.entries(tally))
      box.querySelector(`[data-count-of="${fate}"]`).textContent = number.format(count);
    let x = 0;
    for (const fate of order) {
      const wide = total === 0 ? 0 : (tally[fate] * 1000) / total;
      const bar = box.querySelector(`rect[data-fate="${fate}"]`);
      bar.setAttribute('x', x.toFixed(2));
      bar.setAttribute('width', wide.toFixed(2));
      x += wide;
    }
    points = [...points, ...seen.line].filter(([at]) => at > seen.at - spanMs);
    const { line, most } = drawLine(points, seen.at, stepMs, spanMs);
    box.querySelector('.rate-line').setAttribute('points', line);
    put('rate', (seen.rate === 1 ? words.rateOne : words.rate).replace('{n}', number.format(seen.rate)));
    put('most', words.most.replace('{n}', number.format(Math.round(most))));
    put('left', leftWords(seen));
    const chip = document.querySelector('[data-live-chip]');
    if (chip && seen.state === 'sending' && box.dataset.state === 'sending')
      chip.textContent = JSON.parse(chip.dataset.liveChip)[seen.phase];
  };

  const source = new EventSource(box.dataset.live);
  /** Buttons, words and report belong to another state: the page is drawn anew, unless somebody is writing. */
  const renew = () => {
    if (!document.activeElement?.matches('input, textarea, select')) location.replace(location.pathname);
  };
  source.addEventListener('avance', (event) => {
    const seen = JSON.parse(event.data);
    draw(seen);
    // What was seen before the page was drawn may be older than the page.
    if (seen.at > Number(box.dataset.at) && seen.state !== box.dataset.state) renew();
  });
  source.addEventListener('fin', (event) => {
    source.close();
    draw(JSON.parse(event.data));
    renew();
  });
  window.addEventListener('pagehide', () => source.close());
}

document.querySelectorAll('[data-live]').forEach(follow);
