/** The first steps of a forum: each is done when it really is, or left out on purpose. */

import { hasWayOut } from '../../../proposals/cards.js';
import type { StaffCycle } from '../../../store/store.js';
import type { WebDeps } from '../../deps.js';
import type { SignedIn } from '../context.js';
import { partHref } from './names.js';

export const stepIds = [
  'names',
  'areas',
  'stages',
  'signing',
  'cards',
  'quiet',
  'wording',
  'team',
  'chats',
  'phone',
  'practice',
] as const;
export type StepId = (typeof stepIds)[number];

/** Not to be left as it comes: there is nobody behind the address of a first start. */
export const mustBeDone: readonly StepId[] = ['names'];

export interface Step {
  readonly id: StepId;
  readonly href: string;
  /** `left`: they said that it is well as it is. */
  readonly state: 'done' | 'left' | 'open';
}

const hrefs: Readonly<Record<StepId, string>> = {
  names: partHref('names'),
  areas: partHref('areas'),
  stages: '/panel/calendario',
  signing: partHref('answers'),
  cards: partHref('cards'),
  quiet: partHref('quiet'),
  wording: partHref('wording'),
  team: '/panel/equipo',
  chats: '/panel/entrega',
  phone: '/panel/cuenta',
  practice: '/panel/guia#practice',
};

/** @param cycle the current one. */
export async function guideSteps(
  { store, outreach }: Pick<WebDeps, 'store' | 'outreach'>,
  cycle: StaffCycle,
  member: Pick<SignedIn, 'id'>,
): Promise<readonly Step[]> {
  const { cycleSettings, staff, testPhones, practice } = store;
  const [members, phones, practised, stages] = await Promise.all([
    staff.list(),
    testPhones.addressesOf(member.id),
    practice.find(),
    cycleSettings.hasOwnStages(cycle.id),
  ]);
  const active = members.filter(({ disabledAt }) => disabledAt === null);
  const done: Readonly<Record<StepId, boolean>> = {
    names: !cycle.dataContact.endsWith('.example'),
    areas: cycleSettings.hasOwnAreas(cycle),
    stages,
    signing: cycle.signing === 'two-sectors',
    cards: cycle.cards.length > 0 && cycle.cards.every(hasWayOut),
    quiet: cycle.quiet !== null,
    wording: Object.keys(cycle.wording).length > 0,
    team: new Set(active.map(({ sector }) => sector)).size > 1,
    chats: outreach.rates.telegram !== undefined || outreach.rates.whatsapp !== undefined,
    phone: phones.length > 0,
    practice: practised !== null,
  };
  return stepIds.map((id) => ({
    id,
    href: hrefs[id],
    state: done[id] ? 'done' : cycle.guide.includes(id) ? 'left' : 'open',
  }));
}

export const progressOf = (steps: readonly Step[]): { readonly done: number; readonly of: number } => ({
  done: steps.filter(({ state }) => state !== 'open').length,
  of: steps.length,
});
