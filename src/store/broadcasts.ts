/** Broadcasts as they are kept: their life, their audience, their rows and what became of these. */
import { createWalk } from './broadcasts-audience.js';
import { createClaim } from './broadcasts-claim.js';
import { createFanOut } from './broadcasts-fanout.js';
import { createFates } from './broadcasts-fates.js';
import { createLife } from './broadcasts-life.js';
import { createPreview } from './broadcasts-preview.js';
import type { Broadcasts } from './outreach.js';
import type { Sql } from './sql.js';

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
