/** Forms to print before a workshop: each with its own code, and a slip to tear off. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { newPaperCode } from '../../../codes.js';
import { pick } from '../../../text/texts.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { consoleLocale } from '../context.js';
import { createSection } from '../section.js';
import { eventsOf } from './form.js';
import { AssistedTabs, assistedPath, EventSelect } from './parts.js';
import { Slip } from './slip.js';

const mostForms = 40;
const linesToWrite = 11;
const query = z.object({
  event: z.string().max(64).catch(''),
  cuantas: z.coerce.number().int().min(1).max(mostForms).catch(4),
  hacer: z.literal('1').optional().catch(undefined),
});

export function mountPaper(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { say, show, gate } = createSection(parts, 'assisted');
  app.get(`${assistedPath.replace('/panel', '')}/papel`, gate('proposals.assist'), async (c) => {
    const cycle = c.get('cycle');
    const { event, cuantas, hacer } = query.parse(c.req.query());
    const events = await eventsOf(parts, cycle);
    const chosen = events.find(({ id }) => id === event);
    const codes = hacer ? Array.from({ length: cuantas }, newPaperCode) : [];
    const areas = cycle.areas.map(({ label }) => pick(label, consoleLocale));
    return show(
      c,
      { title: say('assisted.paper.title'), extra: ['calendar.css', 'assisted.css'] },
      <>
        <div class="no-print">
          <h1>{say('assisted.paper.title')}</h1>
          <AssistedTabs parts={parts} here="paper" />
          <p class="soft">{say('assisted.paper.lead')}</p>
          <form method="get" action={`${assistedPath}/papel`}>
            <EventSelect parts={parts} events={events} value={event} />
            <label for="cuantas">{say('assisted.paper.count')}</label>
            <input
              id="cuantas"
              name="cuantas"
              type="number"
              min={1}
              max={mostForms}
              value={String(cuantas)}
            />
            <p>
              <button type="submit" name="hacer" value="1">
                {say('assisted.paper.make')}
              </button>{' '}
              {codes.length > 0 ? (
                <button type="button" class="quiet" data-print hidden>
                  {say('assisted.print')}
                </button>
              ) : null}
            </p>
          </form>
        </div>
        {codes.map((code) => (
          <article class="paper" aria-label={code}>
            <p class="paper-head">
              <span>{pick(cycle.forum, consoleLocale)}</span>
              <strong class="mono">{code}</strong>
            </p>
            <h2>{say('assisted.paper.heading', { plan: pick(cycle.plan, consoleLocale) })}</h2>
            {chosen ? <p>{chosen.title}</p> : null}
            <p class="sheet-small">
              {say('assisted.notice', {
                forum: pick(cycle.forum, consoleLocale),
                contact: cycle.dataContact,
              })}
            </p>
            <ul class="boxes">
              <li>{say('assisted.paper.accept')}</li>
              <li>{say('assisted.paper.publish')}</li>
            </ul>
            <p>{say('assisted.paper.idea')}</p>
            <div class="lines">
              {Array.from({ length: linesToWrite }, () => (
                <span />
              ))}
            </div>
            <p>{say('assisted.paper.place')}</p>
            <ul class="boxes row">
              {areas.map((area) => (
                <li>{area}</li>
              ))}
            </ul>
            <Slip parts={parts} code={code} promisedAt={null} />
          </article>
        ))}
      </>,
    );
  });
}
