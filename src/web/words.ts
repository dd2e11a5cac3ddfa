/** The texts of console and public pages, with typed keys. */
import type answers from '../../locales/es/console/answers.json';
import type assisted from '../../locales/es/console/assisted.json';
import type commitments from '../../locales/es/console/commitments.json';
import type common from '../../locales/es/console/common.json';
import type exchange from '../../locales/es/console/exchange.json';
import type overview from '../../locales/es/console/overview.json';
import type proposal from '../../locales/es/console/proposal.json';
import type queue from '../../locales/es/console/queue.json';
import type setup from '../../locales/es/console/setup.json';
import type triage from '../../locales/es/console/triage.json';
import type publicTexts from '../../locales/es/public.json';
import { createSay, type Singular } from '../text/texts.js';

type ConsoleTexts = typeof answers &
  typeof assisted &
  typeof commitments &
  typeof common &
  typeof exchange &
  typeof overview &
  typeof proposal &
  typeof queue &
  typeof setup &
  typeof triage;
export type ConsoleKey = Singular<Extract<keyof ConsoleTexts, string>>;
export type PublicKey = Singular<Extract<keyof typeof publicTexts, string>>;

export const createConsoleSay = () => createSay<ConsoleKey>('console');
export const createPublicSay = () => createSay<PublicKey>('public');
