/** How broadcasts are named on the console: states, purposes, channels, regions and who acted. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { StaffMember } from '../../../store/staff/staff.js';
import { type ChannelName, channelNamed } from '../../../talk/message.js';
import { formatMoment } from '../../../text/dates.js';
import { type Locale, locales } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

export const root = '/panel/avisos';
export const hrefOf = (id: string, part = ''): string => `${root}/${id}${part === '' ? '' : `/${part}`}`;

const stateChips = {
  draft: 'chip',
  approved: 'chip sun',
  sending: 'chip leaf',
  paused: 'chip sun',
  done: 'chip leaf',
  cancelled: 'chip',
} as const satisfies Record<Broadcast['state'], string>;
export const chipOf = (state: Broadcast['state']): string => stateChips[state];

export function createNames(parts: ConsoleParts, members: readonly StaffMember[]) {
  const say = sayIn(parts);
  const byId = new Map(members.map(({ id, name }) => [id, name]));
  const departments = new Map(
    parts.deps.places.departments().map(({ code, name }) => [code.slice(0, 2), name]),
  );
  return {
    state: ({ state, phase }: Pick<Broadcast, 'state' | 'phase'>): string =>
      state === 'sending' ? say(`broadcasts.phase.${phase}`) : say(`broadcasts.state.${state}`),
    purpose: ({ purpose }: Pick<Broadcast, 'purpose'>): string => say(`broadcasts.purpose.${purpose}`),
    channel: (name: ChannelName): string => say(`broadcasts.channel.${name}`),
    /** As it stands in a row or a count. */
    channelNamed: (name: string): string => say(`broadcasts.channel.${channelNamed(name)}`),
    /** @param code two digits; empty where unknown. */
    region: (code: string): string =>
      code === '' ? say('broadcasts.region.unknown') : (departments.get(code) ?? code),
    language: (locale: string): string => {
      const known: Locale | undefined = locales.find((one) => one === locale);
      return known ? say(`language.${known}`) : locale;
    },
    /** Broadcasts from the calendar are the program's own. */
    member: (id: string | null): string =>
      id === null ? '—' : (byId.get(id) ?? say('broadcasts.byCalendar')),
    moment: (at: number): string => formatMoment(consoleLocale, at, parts.deps.timezone),
    count: (value: number): string => numbers.format(value),
    soles: (value: number): string => money.format(value),
  };
}

const numbers = new Intl.NumberFormat('es-PE');
const money = new Intl.NumberFormat('es-PE', { style: 'currency', currency: 'PEN' });
export type Names = ReturnType<typeof createNames>;
