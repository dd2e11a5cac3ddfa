/** What leaves the page of a broadcast: its live progress, and its numbers as a file. */
import type { Hono } from 'hono';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { createNames } from './names.js';
import { whyWords } from './reasons.js';
import { csvOf } from './report.js';
import { streamProgress } from './stream.js';
import { fateOf } from './tally.js';

export function mountProgress(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps, watch } = parts;
  const section = createSection(parts, 'broadcasts');
  const { say } = section;

  app.get('/avisos/:id/progreso', section.gate('broadcasts.read'), async (c) => {
    const broadcast = await deps.store.broadcasts.find(c.req.param('id'));
    if (!broadcast) return section.notFound(c);
    // Nobody reads what follows a HEAD: it would be watched for ever.
    return c.req.method === 'HEAD' ? c.body(null) : streamProgress(c, watch, broadcast.id);
  });

  /** Counts only: nobody's reference stands in a file that travels. */
  app.get('/avisos/:id/informe.csv', section.gate('broadcasts.read'), async (c) => {
    const broadcast = await deps.store.broadcasts.find(c.req.param('id'));
    if (!broadcast) return section.notFound(c);
    const counts = await deps.store.broadcasts.fates(broadcast.id);
    const names = createNames(parts, []);
    const head = (['channel', 'region', 'locale', 'state', 'reason', 'count'] as const).map((key) =>
      say(`broadcasts.report.${key}`),
    );
    const lines = counts.map(({ channel, region, locale, state, why, count }) => {
      const fate = fateOf(state);
      const reason = why === null && fate !== 'unknown' ? '' : whyWords(parts, fate, why ?? '');
      return [
        names.channelNamed(channel),
        names.region(region),
        names.language(locale),
        say(`broadcasts.fate.${fate}`),
        reason,
        count,
      ];
    });
    return c.body(csvOf([head, ...lines]), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="aviso-${broadcast.id}.csv"`,
    });
  });
}
