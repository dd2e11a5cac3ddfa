/** The settings of a cycle: their front page, their parts, the guide and practice. */
import type { Hono } from 'hono';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { answersPart } from './answers-part.js';
import { areasPart } from './areas-part.js';
import { cardsPart } from './cards-part.js';
import { mountCycles } from './cycles.js';
import { mountGuide } from './guide.js';
import { partHref, partIds } from './names.js';
import { namesPart } from './names-part.js';
import { mountPart } from './part.js';
import { mountPractice } from './practice.js';
import { quietPart } from './quiet-part.js';
import { wordingPart } from './wording-part.js';

export function mountSetup(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const section = createSection(parts, 'setup');
  const { say } = section;

  app.get('/ajustes', section.gate('cycle.edit'), async (c) => {
    const stages = await deps.store.cycleSettings.hasOwnStages(c.get('cycle').id);
    return section.show(
      c,
      { title: say('setup.title'), extra: ['setup.css'] },
      <>
        <h1>{say('setup.title')}</h1>
        <p class="lead">{say('setup.lead', { plan: c.get('cycle').plan.es ?? '' })}</p>
        <ul class="plain tiles">
          {partIds.map((id) => (
            <li class="card">
              <h2>
                <a href={partHref(id)}>{say(`setup.part.${id}`)}</a>
              </h2>
              <p class="soft">{say(`setup.lead.${id}`)}</p>
            </li>
          ))}
          <li class="card">
            <h2>
              <a href="/panel/calendario">{say('setup.part.stages')}</a>
            </h2>
            <p class="soft">{say(stages ? 'setup.lead.stages' : 'setup.stages.missing')}</p>
          </li>
          <li class="card">
            <h2>
              <a href="/panel/ajustes/ciclos">{say('setup.part.cycles')}</a>
            </h2>
            <p class="soft">{say('setup.lead.cycles')}</p>
          </li>
        </ul>
      </>,
    );
  });
  mountPart(app, parts, namesPart(parts));
  mountPart(app, parts, areasPart(parts));
  mountPart(app, parts, answersPart(parts));
  mountPart(app, parts, cardsPart(parts));
  mountPart(app, parts, quietPart(parts));
  mountPart(app, parts, wordingPart(parts));
  mountCycles(app, parts);
  mountGuide(app, parts);
  mountPractice(app, parts);
}
