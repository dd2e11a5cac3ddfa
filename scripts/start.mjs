/** `npm start`: installs what is missing, builds, and runs the bot in this very process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './ensure.mjs';

build();
await import(pathToFileURL(join(root, 'dist/src/main.js')).href);
