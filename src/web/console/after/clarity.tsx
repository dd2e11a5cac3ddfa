/** What people say some weeks later: was the answer clear? */
import type { Hono } from 'hono';
import { createNames } from '../answers/names.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { count, percent } from '../overview/bars.js';
import { afterPath } from '../overview/paths.js';
import { createSection } from '../section.js';

const shown = 50;

export function mountClarity(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { say, show, gate } = createSection(parts, 'clarity');
  app.get(`${afterPath.replace('/panel', '')}/claridad`, gate('proposals.read'), async (c) => {
    const cycle = c.get('cycle');
    const names = createNames(parts, cycle);
    const { asked, scores } = await deps.store.feedback.clarity(cycle.id);
    const said = scores[1] + scores[2] + scores[3];
    const unclear = await deps.store.feedback.unclear(cycle.id, shown);
    return show(
      c,
      { title: say('after.clarity.title'), extra: ['overview.css'] },
      <>
        <h1>{say('after.clarity.title')}</h1>
        <p class="lead">{say('after.clarity.lead', { count: cycle.surveyDays })}</p>
        <p>{say('after.clarity.asked', { count: asked, said: count(said) })}</p>
        <ul class="plain">
          {([3, 2, 1] as const).map((score) => (
            <li>
              {say(`after.clarity.score.${score}`)} <strong>{count(scores[score])}</strong>{' '}
              <span class="soft">{say('overview.share', { percent: percent(scores[score], said) })}</span>
            </li>
          ))}
        </ul>
        <h2>{say('after.clarity.unclear')}</h2>
        {unclear.length === 0 ? <p class="card">{say('after.clarity.none')}</p> : null}
        <ul class="plain">
          {unclear.map(({ code, outcome, scoredAt }) => (
            <li>
              <a class="code" href={`/panel/propuestas/${code}#answer`}>
                {code}
              </a>{' '}
              {names.outcome(outcome)} <span class="soft">{names.moment(scoredAt)}</span>
            </li>
          ))}
        </ul>
      </>,
    );
  });
}
