/** One status of a webhook → what became of a message of ours. Pure. */
import type { DeliveryStatus, Pricing } from '../../talk/failure.js';
import { failureOf } from './failures.js';
import { instantOf, statusShape } from './payload.js';

const states: Readonly<Record<string, DeliveryStatus['state']>> = {
  sent: 'accepted',
  delivered: 'delivered',
  read: 'read',
  // A voice message that was listened to.
  played: 'read',
  failed: 'failed',
};

/** `billable` is to be removed by Meta, so the type decides where it is known; any `free_*` is free. */
function isBilled(type: string | undefined, billable: boolean | undefined): boolean {
  if (type === 'regular') return true;
  if (type?.startsWith('free_')) return false;
  return billable ?? true;
}

/** Older webhooks name no type. */
function pricingOf(given: {
  category: string;
  type?: string | undefined;
  billable?: boolean | undefined;
}): Pricing {
  const billable = isBilled(given.type, given.billable);
  return { category: given.category, type: given.type ?? (billable ? 'regular' : 'free'), billable };
}

/** A failure that names no code: nothing can be concluded from it, so staff look. */
const noCode = -1;

export function readStatus(raw: unknown, now: number): DeliveryStatus | 'skip' | 'unreadable' {
  const parsed = statusShape.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const { id, status, timestamp, biz_opaque_callback_data: outboxId, pricing, errors } = parsed.data;
  const state = Object.hasOwn(states, status) ? states[status] : undefined;
  if (!state) return 'skip';
  return {
    channel: 'whatsapp',
    externalId: id,
    state,
    at: instantOf(timestamp, now),
    ...(outboxId === undefined ? {} : { outboxId }),
    ...(state === 'failed' ? { failure: failureOf(errors?.[0]?.code ?? noCode) } : {}),
    ...(pricing ? { pricing: pricingOf(pricing) } : {}),
  };
}
