/** Broadcasts under `/panel/avisos`: the list, drafts, the page of each, and every step of its life. */
import type { Hono } from 'hono';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { mountActions } from './actions.js';
import { mountDrafts } from './draft-routes.js';
import { createBroadcastList } from './list.js';
import { createMatters } from './matter.js';
import { mountProgress } from './progress-routes.js';
import { createShow } from './show.js';
import { mountTestPhone } from './test-phone.js';

export function mountBroadcasts(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const matters = createMatters(parts);
  const show = createShow(parts, matters);
  const { gate } = createSection(parts, 'broadcasts');

  app.get('/avisos', gate('broadcasts.read'), createBroadcastList(parts));
  // Before `/avisos/:id`, which would take "nuevo" for an id.
  mountDrafts(app, parts, matters);
  mountTestPhone(app, parts, matters);
  mountProgress(app, parts);
  mountActions(app, parts, matters, show);
  app.get('/avisos/:id', gate('broadcasts.read'), (c) => show(c, c.req.param('id')));
}
