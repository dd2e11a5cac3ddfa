/** Where the project lies: the same whether it runs from `src` (tests) or from `dist` (built). */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('no package.json above this file');
  return findRoot(parent);
}

/** Absolute path of the folder that holds `package.json`, `locales` and `db/migrations`. */
export const projectRoot: string = findRoot(import.meta.dirname);
