/** `npm run -s ayni -- COMMAND`: the command line, built first when needed. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './ensure.mjs';

build();
await import(pathToFileURL(join(root, 'dist/src/cli.js')).href);
