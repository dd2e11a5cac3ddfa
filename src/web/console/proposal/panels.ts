/** The parts of a proposal's page, in their order. How to add one is said in `panel.ts`. */
import { answerPanel } from './answer.js';
import { deliveryPanel } from './delivery.js';
import { filesPanel } from './files.js';
import { historyPanel } from './history.js';
import { notesPanel } from './notes.js';
import type { Panel } from './panel.js';
import { tagsPanel } from './tags.js';
import { wordsPanel } from './words.js';

export const panels: readonly Panel[] = [
  wordsPanel,
  filesPanel,
  answerPanel,
  tagsPanel,
  deliveryPanel,
  notesPanel,
  historyPanel,
];
