/** The two faces of the simulated phone: what each platform shows, reports and forbids. */
import { type Limits, telegramLimits, whatsappLimits } from '../../talk/limits.js';

export const looks = ['telegram', 'whatsapp'] as const;
export type Look = (typeof looks)[number];

export interface LookRules {
  readonly limits: Limits;
  /** The platform tells us when a message was delivered and read. */
  readonly statuses: boolean;
  /** Milliseconds after the person's newest message in which free text may be sent; null: always. */
  readonly windowMs: number | null;
  /** The platform tells us at once when the person blocks us. */
  readonly tellsBlocked: boolean;
  /** Edits of earlier messages reach us. */
  readonly edits: boolean;
  /** A tapped button appears in the chat as a message of the person. */
  readonly echoesTaps: boolean;
}

export const rulesOf: Readonly<Record<Look, LookRules>> = {
  telegram: {
    limits: telegramLimits,
    statuses: false,
    windowMs: null,
    tellsBlocked: true,
    edits: true,
    echoesTaps: false,
  },
  whatsapp: {
    limits: whatsappLimits,
    statuses: true,
    windowMs: 24 * 60 * 60 * 1000,
    tellsBlocked: false,
    edits: false,
    echoesTaps: true,
  },
};
