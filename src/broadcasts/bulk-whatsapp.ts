/** What WhatsApp allows outside the window just now: approved templates, room in the tier, a number in good standing. */

import type { Ledger } from '../store/outreach.js';
import type { OutboxRow, Templates } from '../store/store.js';
import type { ChannelName, OutgoingTemplate } from '../talk/message.js';
import { isWindowOpen } from '../talk/window.js';
import { numberState } from '../templates/platform-state.js';
import { tierWindowMs } from '../templates/tier.js';

/** Why a template must wait, and until when it is worth asking again. */
export interface Hold {
  readonly why: 'template' | 'tier' | 'restricted';
  readonly until: number;
}

export interface WhatsAppGate {
  /** Reads what may have changed; `templates` are those in use. */
  refresh(now: number, templates: readonly OutgoingTemplate[]): Promise<void>;
  isOpen(row: OutboxRow, now: number): boolean;
  /** Null: it may go, and counts against the tier from now on. */
  hold(row: OutboxRow, template: OutgoingTemplate, now: number): Hold | null;
  /** Whether the row went, and that this is written. */
  settled(rowId: string, went: boolean): void;
  /** The platform says that it is paused or gone. */
  paused(template: OutgoingTemplate, why: string, now: number): Promise<void>;
}

export interface WhatsAppGateParts {
  readonly ledger: Pick<Ledger, 'templatedSince' | 'platforms'>;
  readonly templates: Pick<Templates, 'find' | 'change'>;
}

const channel: ChannelName = 'whatsapp';
/** The count of people is kept along here meanwhile. */
const countAgainMs = 30_000;
const statesAgainMs = 1_000;
/** No send lasts as long. */
const longestMs = 120_000;
const tryTemplateMs = 10 * 60_000;
const tryTierMs = 30 * 60_000;
const tryNumberMs = 3_600_000;

const nameOf = ({ name, language }: OutgoingTemplate): string => `${name} ${language}`;
const isOld = (at: number, now: number, most: number): boolean => Math.abs(now - at) >= most;

export function createWhatsAppGate({ ledger, templates }: WhatsAppGateParts): WhatsAppGate {
  const approved = new Map<string, boolean>();
  /** Rows let go since people were counted last; what is written before the next count is forgotten by it. */
  const granted = new Map<string, { readonly at: number; written: boolean }>();
  let statesAt = Number.NEGATIVE_INFINITY;
  let countedAt = Number.NEGATIVE_INFINITY;
  let used = 0;
  let tier: number | null = null;
  let restrictedUntil: number | null = null;

  const refreshStates = async (now: number, inUse: readonly OutgoingTemplate[]): Promise<void> => {
    const isKnown = inUse.every((template) => approved.has(nameOf(template)));
    if (isKnown && !isOld(statesAt, now, statesAgainMs)) return;
    for (const template of inUse) {
      const found = await templates.find(template.name, template.language);
      approved.set(nameOf(template), found?.status.toUpperCase() === 'APPROVED');
    }
    const state = numberState(await ledger.platforms(), now);
    tier = state.tier;
    restrictedUntil = state.restriction ? (state.restriction.until ?? now + tryNumberMs) : null;
    statesAt = now;
  };
  const refreshCount = async (now: number): Promise<void> => {
    if (tier === null || !Number.isFinite(tier) || !isOld(countedAt, now, countAgainMs)) return;
    const over = [...granted].filter(([, { at, written }]) => written || isOld(at, now, longestMs));
    used = await ledger.templatedSince(channel, now - tierWindowMs);
    countedAt = now;
    for (const [id] of over) granted.delete(id);
  };

  return {
    refresh: async (now, inUse) => {
      await refreshStates(now, inUse);
      await refreshCount(now);
    },
    isOpen: (row, now) => isWindowOpen(row.lastInboundAt, now),
    hold: (row, template, now) => {
      if (restrictedUntil !== null && restrictedUntil > now)
        return { why: 'restricted', until: Math.min(restrictedUntil, now + tryNumberMs) };
      if (!approved.get(nameOf(template))) return { why: 'template', until: now + tryTemplateMs };
      if (granted.has(row.id)) return null;
      if (tier !== null && used + granted.size >= tier) return { why: 'tier', until: now + tryTierMs };
      if (tier !== null) granted.set(row.id, { at: now, written: false });
      return null;
    },
    settled: (rowId, went) => {
      const grant = granted.get(rowId);
      if (!grant) return;
      grant.written = true;
      if (!went) granted.delete(rowId);
    },
    paused: async (template, why, now) => {
      approved.set(nameOf(template), false);
      const { name, language } = template;
      await templates.change({ name, language, status: 'PAUSED', why }, now);
    },
  };
}
