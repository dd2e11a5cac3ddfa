/** Why a message did not go, did not arrive or waits, in words. */
import { exclusions } from '../../../broadcasts/broadcast.js';
import { failureKinds } from '../../../talk/failure.js';
import { crashed } from '../../../talk/fate.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Fate } from './tally.js';

/** Reasons the sender notes beside the failure kinds and exclusions. */
const others = [
  'cancelled',
  'window-closed',
  'quiet-hours',
  'tier',
  'template',
  'restricted',
  'erased',
  'replaced',
] as const;

export function whyWords(parts: ConsoleParts, fate: Fate, why: string): string {
  const say = sayIn(parts);
  if (fate === 'unknown') return say(why === crashed ? 'broadcasts.why.crash' : 'broadcasts.why.unknown');
  const exclusion = exclusions.find((name) => name === why);
  if (exclusion) return say(`broadcasts.exclusion.${exclusion}`);
  const kind = failureKinds.find((name) => name === why);
  if (fate === 'failed' && kind) return say(`broadcasts.failure.${kind}`);
  const other = others.find((name) => name === why);
  if (other) return say(`broadcasts.why.${other}`);
  return why === '' ? say('broadcasts.why.none') : why;
}

/** Why a broadcast stands still or ended: `staff`, `breaker:CODE`, `template`, `number`, `replaced`, `over`. */
export function pauseWords(parts: ConsoleParts, why: string): string {
  const say = sayIn(parts);
  const [name, code = ''] = why.split(':');
  switch (name) {
    case 'staff':
      return say('broadcasts.paused.staff');
    case 'breaker':
      return say('broadcasts.paused.breaker', { code });
    case 'template':
      return say('broadcasts.paused.template');
    case 'number':
      return say('broadcasts.paused.number');
    case 'replaced':
    case 'over':
      return say(`broadcasts.paused.${name}`);
    default:
      return why;
  }
}
