/** The parts of a proposal's page, in their order. How to add one is said in `panel.ts`. */
import { answerPanel } from '../answers/panel.js';
import { commitmentsPanel } from '../commitments/panel.js';
import { exchangePanel } from '../exchange/panel.js';
import { saidPanel } from '../exchange/said-panel.js';
import { jointPanel } from '../joint/panel.js';
import { wayPanel } from '../queue/way.js';
import { withdrawnPanel, withdrawPanel } from '../withdraw/panels.js';
import { deliveryPanel } from './delivery.js';
import { filesPanel } from './files.js';
import { handlingPanel } from './handling.js';
import { historyPanel } from './history.js';
import { notesPanel } from './notes.js';
import { originPanel } from './origin.js';
import type { Panel } from './panel.js';
import { rubricPanel } from './rubric.js';
import { similarPanel } from './similar.js';
import { tagsPanel } from './tags.js';
import { wordsPanel } from './words.js';

export const panels: readonly Panel[] = [
  wayPanel,
  withdrawnPanel,
  wordsPanel,
  filesPanel,
  exchangePanel,
  answerPanel,
  saidPanel,
  tagsPanel,
  handlingPanel,
  notesPanel,
  jointPanel,
  similarPanel,
  originPanel,
  rubricPanel,
  commitmentsPanel,
  deliveryPanel,
  historyPanel,
  withdrawPanel,
];
