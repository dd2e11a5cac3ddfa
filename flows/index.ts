/** The list of conversations. A new one is a file, a line here, and its keys in `locales/es/citizen.json`. */
import type { Flow } from '../src/flow/step.js';
import { actor } from './actor.js';
import { disagree } from './disagree.js';
import { link, unlink } from './link.js';
import { myData } from './my-data.js';
import { objection } from './objection.js';
import { proposal } from './proposal.js';
import { reply, replyMore, replyWhich } from './reply.js';
import { settings } from './settings.js';
import { status } from './status.js';
import { welcome } from './welcome.js';

export const flows: readonly Flow[] = [
  welcome,
  proposal,
  status,
  settings,
  myData,
  link,
  unlink,
  replyWhich,
  reply,
  replyMore,
  disagree,
  objection,
  actor,
];
