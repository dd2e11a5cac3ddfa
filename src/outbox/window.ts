/** WhatsApp's 24-hour window: inside it free text, outside it one approved template that invites to open it. */
import type { Planned } from '../inbox/turn.js';
import type { OutboxRow } from '../store/store.js';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp (customer service window). */
export const windowMs = 24 * 3_600_000;
/** A message sent in the last minutes may arrive after the end. */
const marginMs = 5 * 60_000;

export const isWindowOpen = (lastInboundAt: number, now: number): boolean =>
  now < lastInboundAt + windowMs - marginMs;

/** Who wrote at this instant or before has a closed window now. */
export const closedSince = (now: number): number => now - windowMs + marginMs;

/** Name of the template as kept at Meta, and its languages: there is no code for Quechua or Aymara. */
export const inviteTemplate = {
  name: 'proposal_news',
  languages: { es: 'es', qu: 'es', ay: 'es', en: 'en' },
} as const;
/** Payload of the template's button; the tap opens the window and everything waiting leaves. */
export const inviteTap = 'go:news';

export const inviteLanguage = (locale: string): string =>
  locale === 'en' ? inviteTemplate.languages.en : inviteTemplate.languages.es;

/** One invitation for each closed window: the key holds the message that opened the last one. */
export function planInvite(row: OutboxRow, code: string, now: number): Planned {
  return {
    key: `invite:${row.addressId}:${row.lastInboundAt}`,
    purpose: 'window-invite',
    lane: 'reply',
    message: {
      kind: 'template',
      name: inviteTemplate.name,
      language: inviteLanguage(row.locale),
      parameters: [code],
      payloads: [inviteTap],
    },
    dueAt: now,
    ...(row.proposalId === null ? {} : { proposalId: row.proposalId }),
  };
}
