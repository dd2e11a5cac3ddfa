/** A second pair of hands on the database of a running app: what staff or the clock would have written. */
import { join } from 'node:path';
import { createIds } from '../../src/ids.js';
import { type OpenedStore, openStore } from '../../src/store/open.js';
import { testVault } from './store.js';
import type { World } from './world.js';

export const openBeside = (world: Pick<World, 'folder'>): Promise<OpenedStore> =>
  openStore({
    url: `file:${join(world.folder, 'ayni.db')}`,
    seal: testVault.seal,
    newId: createIds(),
  });
