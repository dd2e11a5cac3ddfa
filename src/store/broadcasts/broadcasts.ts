/** Broadcasts as they are kept: their life, their audience, their rows and what became of these. */
import type { Broadcasts } from '../outreach.js';
import type { Sql } from '../sql.js';
import { createWalk } from './audience.js';
import { createClaim } from './claim.js';
import { createFanOut } from './fanout.js';
import { createFates } from './fates.js';
import { createLife } from './life.js';
import { createPreview } from './preview.js';

export function createBroadcasts(store: Sql, newId: () => string): Broadcasts {
  const walk = createWalk(store);
  return {
    ...createLife(store, newId),
    ...createPreview(store, walk),
    ...createFanOut(store, walk, newId),
    ...createClaim(store),
    ...createFates(store),
  };
}
