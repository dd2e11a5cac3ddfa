/** A code nobody has and nobody guesses, for an actor's link: like a partner's, and never one of theirs. */
import { newActorCode } from '../codes.js';
import { partnerCode } from '../people/partner-code.js';
import type { WebDeps } from './deps.js';

/** Two of one name that draw the same letters are tried again. */
const attempts = 5;
const prefix = 'ACTOR-';

/**
 * "Radio Yaraví" → "ACTOR-RADIO-YARAVI-K7Q3M": a link tells by its code which of the two it is. Names stand on the
 * public map, and whoever opens the link first becomes the contact: the last letters are drawn.
 */
const actorCodes = (name: string): readonly string[] =>
  Array.from({ length: attempts }, () => `${prefix}${partnerCode(name)}-${newActorCode()}`);

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
