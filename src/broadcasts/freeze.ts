/** What an approval holds fast: one hash over everything that decides what leaves, to whom and when. Pure. */
import { createHash } from 'node:crypto';
import type { Broadcast } from './broadcast.js';
import type { QuietHours } from './quiet.js';

/** Settings of the house that an approver could rely on. */
export interface FrozenSettings {
  readonly weeklyLimit: number;
  readonly quiet: QuietHours;
}

/** JSON in which the order of keys means nothing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${fields.join(',')}}`;
}

export type Frozen = Pick<
  Broadcast,
  'id' | 'purpose' | 'entryId' | 'entryVersion' | 'texts' | 'audience' | 'firstBatch' | 'startsAt'
>;

/** SHA-256, hex. */
export function freeze(broadcast: Frozen, { weeklyLimit, quiet }: FrozenSettings): string {
  const { id, purpose, entryId, entryVersion, texts, audience, firstBatch, startsAt } = broadcast;
  const { regions, areas, channels, locales, told, reminded } = audience;
  // Lists of an audience are sets.
  const sets = {
    regions: regions.toSorted(),
    areas: areas.toSorted(),
    channels: channels.toSorted(),
    locales: locales.toSorted(),
    told,
    reminded,
  };
  const held = { id, purpose, entryId, entryVersion, texts, audience: sets, firstBatch, startsAt };
  return createHash('sha256')
    .update(canonical({ ...held, settings: { weeklyLimit, quiet } }))
    .digest('hex');
}
