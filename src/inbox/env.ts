/** What the world gives a decision: time, ids, places, the suggester and the current cycle. */

import { newLinkCode, newProposalCode } from '../codes.js';
import { linkKeyOf } from '../people/link-key.js';
import type { Vault } from '../people/vault.js';
import type { Places } from '../places/places.js';
import type { Store } from '../store/store.js';
import type { CycleView, Env, SuggestedTag } from './turn.js';

export interface EnvParts {
  readonly store: Pick<Store, 'cycles'>;
  readonly places: Places;
  readonly suggestAreas: (text: string) => readonly SuggestedTag[];
  readonly newId: () => string;
  readonly publicUrl: () => string;
  readonly vault: Pick<Vault, 'keyOf'>;
  readonly noticesPerWeek?: number;
}

/** How long a cycle is remembered: a change by staff reaches the conversations within this time. */
const cycleMs = 5_000;
/** As the configuration's default. */
const defaultNoticesPerWeek = 3;
/** The last texts looked at: one idea is looked at several times in its conversation. */
const rememberedTexts = 500;

function remember<T>(compute: (text: string) => T, limit: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = compute(text);
    if (known.size >= limit) known.delete(known.keys().next().value ?? '');
    known.set(text, fresh);
    return fresh;
  };
}

export function createEnv(parts: EnvParts): (now: number) => Env | Promise<Env> {
  const { places } = parts;
  const suggestAreas = remember(parts.suggestAreas, rememberedTexts);
  const linkKey = (code: string) => linkKeyOf(parts.vault, code);
  let cycle: CycleView | null = null;
  let readAt = 0;
  const build = (now: number, current: CycleView): Env => ({
    now,
    newId: parts.newId,
    newCode: newProposalCode,
    newLinkCode: () => {
      const code = newLinkCode();
      return { code, key: linkKey(code) };
    },
    linkKey,
    suggestAreas,
    findPlace: places.find,
    nearestPlace: places.nearest,
    placeName: places.name,
    departments: places.departments,
    cycle: current,
    publicUrl: parts.publicUrl(),
    noticesPerWeek: parts.noticesPerWeek ?? defaultNoticesPerWeek,
  });
  return (now) => {
    // The usual case stays synchronous: no turn of the promise queue on the way of a message.
    if (cycle && now - readAt < cycleMs && now >= readAt) return build(now, cycle);
    return parts.store.cycles.current(now).then((fresh) => {
      cycle = fresh;
      readAt = now;
      return build(now, fresh);
    });
  };
}
