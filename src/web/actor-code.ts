/** A code nobody has, for an actor's link: like a partner's, and never one of theirs. */
import { partnerCode } from '../people/partner-code.js';
import type { WebDeps } from './deps.js';

/** Namesakes that are tried. */
const attempts = 50;
const prefix = 'ACTOR-';

/** "Radio Yaraví" → "ACTOR-RADIO-YARAVI": a link tells by its code which of the two it is. */
const actorCodes = (name: string): readonly string[] =>
  Array.from({ length: attempts }, (_, index) => `${prefix}${partnerCode(name, index + 1)}`);

type Given = Omit<Parameters<WebDeps['store']['actors']['create']>[0], 'code'>;
/** @returns its id; null where every code that was tried is somebody's. */
export async function createActor(
  { store }: Pick<WebDeps, 'store'>,
  given: Given,
  also: Parameters<WebDeps['store']['actors']['create']>[1] = [],
): Promise<string | null> {
  for (const code of actorCodes(given.name)) {
    if ((await store.actors.create({ ...given, code }, also)) === 'created') return given.id;
    // The same form, sent twice.
    if (await store.actors.find(given.id)) return given.id;
  }
  return null;
}
