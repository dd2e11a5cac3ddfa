/** Where notices about answers lead. */
import type { PageOf } from '../../../store/answers.js';
import { hrefOfBatch } from './names.js';

export const pageOf: PageOf = (of) =>
  'code' in of ? `/panel/propuestas/${of.code}#answer` : hrefOfBatch(of.batchId);
