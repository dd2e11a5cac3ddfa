/** Reads what forms and addresses of this section carry; whatever cannot be read is nothing. */
import { z } from 'zod';

export const id = z
  .string()
  .regex(/^[0-9A-Z]{26}$/)
  .optional()
  .catch(undefined);
export const count = z.coerce.number().int().min(0).catch(0);
/** A field that may stand in a form several times. */
export const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

/** As people type it: lines end alike, and what no phone can show has no place in a message. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, '');
export const clean = (form: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(form).map(([name, given]) => [name, typeof given === 'string' ? cleanText(given) : given]),
  );

/** `ID.HASH`: the answer and the words that were before the signer's eyes. */
const signed = /^([0-9A-Z]{26})\.([0-9a-f]{64})$/;
export function readSigned(given: unknown): Readonly<Record<string, string>> {
  const pairs = several.parse(given).flatMap((one) => {
    const [, answerId, hash] = signed.exec(one) ?? [];
    return answerId && hash ? [[answerId, hash] as const] : [];
  });
  return Object.fromEntries(pairs);
}
