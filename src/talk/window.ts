/** WhatsApp's 24-hour window: inside it free text, outside it approved templates, which know fewer languages than we do. */

/** https://developers.facebook.com/documentation/business-messaging/whatsapp (customer service window). */
export const windowMs = 24 * 3_600_000;
/** A message sent in the last minutes may arrive after the end. */
const marginMs = 5 * 60_000;

export const isWindowOpen = (lastInboundAt: number, now: number): boolean =>
  now < lastInboundAt + windowMs - marginMs;

/** Who wrote at this instant or before has a closed window now. */
export const closedSince = (now: number): number => now - windowMs + marginMs;

export const templateLanguages = ['es', 'en'] as const;

/** Meta has no code for Quechua or Aymara: their templates are Spanish. */
export const templateLanguage = (locale: string): (typeof templateLanguages)[number] =>
  locale === 'en' ? 'en' : 'es';
