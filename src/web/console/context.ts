/** What a page of the console knows of the request: who asks, in which words. */
import type { Role } from '../../people/permissions.js';
import type { StaffCycle } from '../../store/store.js';
import type { Say } from '../../text/texts.js';
import type { Assets } from '../assets.js';
import type { WebDeps } from '../deps.js';
import type { ConsoleKey } from '../words.js';
import type { Watch } from './broadcasts/watch.js';

export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly sector: string;
  readonly sessionToken: string;
  /** A code from the phone is asked after the password. */
  readonly secondStep: boolean;
  /** Notices they have not looked at; 0 until `countUnseen` has counted. */
  readonly unseen: number;
  /** Said above every page. */
  readonly standing?: Standing;
}

/** Where somebody works just now, where it is not the usual. */
export interface Standing {
  /** On invented data: nobody gets anything. */
  readonly practice: boolean;
  /** Plan of an older or coming cycle that is looked at instead of the current one. */
  readonly other: string | null;
  /** How far the first-run guide is; null: done, or not theirs. */
  readonly guide: { readonly done: number; readonly of: number } | null;
}

export interface ConsoleEnv {
  /** `cycle`: whatever a page reads or writes of proposals, answers and commitments is of this one. */
  Variables: { member: SignedIn; cycle: StaffCycle };
}

export interface ConsoleParts {
  readonly deps: WebDeps;
  readonly assets: Assets;
  readonly say: Say<ConsoleKey>;
  /** Looks at running broadcasts for everybody who watches. */
  readonly watch: Watch;
}

/** The console speaks Spanish first; other languages come with their file. */
export const consoleLocale = 'es';
