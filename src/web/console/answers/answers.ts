/** Answers on the console: the editor of one, drafts, what is to be signed, batches, many at once, templates of wording. */
import type { Hono } from 'hono';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { mountBatch } from './batch.js';
import { mountBatches } from './batches.js';
import { mountBulk } from './bulk.js';
import { mountEditor } from './editor.js';
import { mountLists } from './lists.js';
import { mountToSign } from './to-sign.js';
import { mountWordings } from './wordings.js';

export function mountAnswers(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  mountEditor(app, parts);
  mountLists(app, parts);
  mountToSign(app, parts);
  mountBatches(app, parts);
  mountBatch(app, parts);
  mountBulk(app, parts);
  mountWordings(app, parts);
}
