/** The code in a community partner's link: readable, so that a radio can say it on the air. */
import { fold } from '../text/fold.js';

/** As Telegram's `?start=` takes it, and short enough to be read out. */
const maxLength = 40;
/** A generated one leaves room for "-12". */
const maxGenerated = 28;
const shape = /^[A-Z0-9_]+(?:-[A-Z0-9_]+)+$/;
/** Words between names. */
const small = new Set(['de', 'del', 'la', 'las', 'el', 'los', 'y', 'e', 'en', 'para']);

/**
 * Whether a typed code will do: letters without accents, digits, and a hyphen at least,
 * by which a sentence with it is known from what a person says of their own.
 */
export const isPartnerCode = (code: string): boolean => code.length <= maxLength && shape.test(code);

/** "Radio Yaraví" → "RADIO-YARAVI"; "Ñusta" → "NUSTA-AYNI"; the second of a name → "RADIO-YARAVI-2". */
export function partnerCode(name: string, attempt = 1): string {
  const words = (fold(name).match(/[a-z0-9]+/g) ?? []).filter((word) => !small.has(word));
  let code = '';
  for (const word of words) {
    const longer = code === '' ? word.slice(0, maxGenerated) : `${code}-${word}`;
    if (longer.length > maxGenerated) break;
    code = longer;
  }
  const whole = code.includes('-') ? code : `${code || 'aliado'}-ayni`;
  return `${whole}${attempt > 1 ? `-${attempt}` : ''}`.toUpperCase();
}
