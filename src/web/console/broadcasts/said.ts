/** The words after a step was taken, named in the address. */
import { z } from 'zod';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

const good = z.enum([
  'saved',
  'approved',
  'started',
  'paused',
  'resumed',
  'cancelled',
  'tested',
  'phone',
  'phoneGone',
]);
const bad = z.enum(['late', 'phoneWrong', 'phoneSlow']);

export function saidOf(
  parts: ConsoleParts,
  name: string | undefined,
): { readonly said?: string; readonly trouble?: string } {
  const say = sayIn(parts);
  const told = good.safeParse(name);
  if (told.success) return { said: say(`broadcasts.said.${told.data}`) };
  const wrong = bad.safeParse(name);
  return wrong.success ? { trouble: say(`broadcasts.said.${wrong.data}`) } : {};
}
