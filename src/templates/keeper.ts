/** Keeps what WhatsApp tells of our templates, number and account, from webhooks and from asking. */
import { z } from 'zod';
import type { Log } from '../log.js';
import type { Ledger } from '../store/outreach.js';
import type { Templates } from '../store/store.js';
import type { Failure } from '../talk/failure.js';
import { readAccountEvent } from './account-event.js';
import { platformNames, spamCode, spamRestMs } from './platform-state.js';
import { parseTier, tierText } from './tier.js';

/** A template as the platform lists it. */
export interface ListedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly status: string;
  readonly components: readonly { readonly type: string; readonly text?: string | undefined }[];
  readonly rejectedReason?: string;
  readonly quality?: string;
}

export interface Keeper {
  /** @param name Meta's field. */
  onEvent(name: string, data: Readonly<Record<string, unknown>>): Promise<void>;
  onTemplates(templates: readonly ListedTemplate[]): Promise<void>;
  /** Fields of the number, as the platform answered; unreadable ones are left as they were. */
  onNumber(fields: Readonly<Record<string, unknown>>): Promise<void>;
  /** A failure that restricts the whole number; others are left alone. */
  onFailure(failure: Failure): Promise<void>;
}

export interface KeeperParts {
  readonly templates: Pick<Templates, 'change' | 'replaceAll'>;
  readonly ledger: Pick<Ledger, 'setPlatform'>;
  readonly now: () => number;
  readonly log: Log;
}

const number = z.object({
  whatsapp_business_manager_messaging_limit: z.unknown().optional(),
  messaging_limit_tier: z.unknown().optional(),
  quality_rating: z.string().optional().catch(undefined),
  throughput: z.object({ level: z.string() }).optional().catch(undefined),
});

export function createKeeper({ templates, ledger, now, log }: KeeperParts): Keeper {
  const keep = async (rows: readonly { readonly name: string; readonly value: string }[]): Promise<void> => {
    for (const { name, value } of rows) await ledger.setPlatform(name, value, now());
  };
  return {
    onEvent: async (name, data) => {
      const { template, state } = readAccountEvent(name, data);
      if (template) await templates.change(template, now());
      await keep(state);
    },
    onTemplates: (found) =>
      templates.replaceAll(
        found.map(({ name, language, category, status, components, rejectedReason, quality }) => ({
          name,
          language,
          category,
          status,
          body: components.find((part) => part.type.toUpperCase() === 'BODY')?.text ?? '',
          ...(rejectedReason === undefined ? {} : { why: rejectedReason }),
          ...(quality === undefined ? {} : { quality }),
        })),
        now(),
      ),
    onNumber: async (fields) => {
      const told = number.safeParse(fields).data ?? {};
      const tier = [told.whatsapp_business_manager_messaging_limit, told.messaging_limit_tier]
        .map(parseTier)
        .find((found) => found !== null);
      if (tier === undefined || tier === null)
        log.warn({ channel: 'whatsapp' }, 'the messaging limit could not be read: none is assumed');
      await keep([
        ...(tier === undefined || tier === null ? [] : [{ name: platformNames.tier, value: tierText(tier) }]),
        ...(told.quality_rating ? [{ name: platformNames.quality, value: told.quality_rating }] : []),
        ...(told.throughput ? [{ name: platformNames.throughput, value: told.throughput.level }] : []),
      ]);
    },
    onFailure: async ({ code }) => {
      if (code !== spamCode) return;
      await keep([
        { name: platformNames.restricted, value: spamCode },
        { name: platformNames.restrictedUntil, value: String(now() + spamRestMs) },
      ]);
    },
  };
}
