/**
 * Reads a webhook of the Cloud API: every entry, change, message and status. Pure.
 * Identity fields are optional since 2026, types and events grow: nothing unknown may break the rest.
 */
import { z } from 'zod';
import type { DeliveryStatus } from '../../talk/failure.js';
import type { Content, ExternalIds, Inbound, InboundMedia, MediaKind } from '../../talk/message.js';
import type { PlatformEvent } from '../channel.js';
import { failureOf } from './failures.js';

const media = z.looseObject({
  id: z.string(),
  mime_type: z.string().optional(),
  filename: z.string().optional(),
  caption: z.string().optional(),
  voice: z.boolean().optional(),
});
const reply = z.object({ id: z.string() });
const message = z.looseObject({
  id: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  group_id: z.string().optional(),
  timestamp: z.coerce.number(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional().catch(undefined),
  interactive: z
    .object({ type: z.string(), button_reply: reply.optional(), list_reply: reply.optional() })
    .optional()
    .catch(undefined),
  button: z.object({ payload: z.string().optional(), text: z.string().optional() }).optional().catch(undefined),
  audio: media.optional().catch(undefined),
  image: media.optional().catch(undefined),
  video: media.optional().catch(undefined),
  document: media.optional().catch(undefined),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional().catch(undefined),
  system: z
    .object({ type: z.string().optional(), wa_id: z.string().optional(), user_id: z.string().optional() })
    .optional()
    .catch(undefined),
});
type Message = z.infer<typeof message>;

const status = z.looseObject({
  id: z.string(),
  status: z.string(),
  timestamp: z.coerce.number(),
  biz_opaque_callback_data: z.string().optional().catch(undefined),
  pricing: z.object({ category: z.string(), billable: z.boolean().optional(), type: z.string().optional() }).optional().catch(undefined),
  errors: z.array(z.object({ code: z.number() })).optional().catch(undefined),
});

const userIdUpdate = z.object({
  wa_id: z.string().optional(),
  user_id: z.object({ previous: z.string(), current: z.string() }),
  timestamp: z.coerce.number().optional(),
});

const envelope = z.looseObject({
  entry: z
    .array(
      z.looseObject({
        id: z.string().optional(),
        time: z.number().optional(),
        changes: z.array(z.looseObject({ field: z.string(), value: z.looseObject({}) })).catch([]),
      }),
    )
    .catch([]),
});

export interface ReadWebhook {
  readonly inbound: readonly Inbound[];
  readonly statuses: readonly DeliveryStatus[];
  readonly events: readonly PlatformEvent[];
  /** Parts of a known field that could not be read; counted, never silently dropped. */
  readonly unreadable: number;
}

/** Seconds as a string is documented; milliseconds have been seen. */
const toMs = (stamp: number): number => (stamp > 100_000_000_000 ? stamp : stamp * 1000);

const idsOf = (phone: string | undefined, user: string | undefined): ExternalIds => ({
  ...(phone === undefined ? {} : { phone }),
  ...(user === undefined ? {} : { user }),
});

const mediaOf = (kind: MediaKind, given: z.infer<typeof media>): InboundMedia => ({
  kind,
  ref: given.id,
  ...(given.mime_type === undefined ? {} : { mime: given.mime_type }),
  ...(given.filename === undefined ? {} : { name: given.filename }),
});

function readMedia(given: Message): Content | null {
  const kinds = ['image', 'video', 'document'] as const;
  const kind = kinds.find((name) => given.type === name);
  if (given.type === 'audio' && given.audio)
    return { kind: 'media', media: mediaOf(given.audio.voice ? 'voice' : 'audio', given.audio) };
  const file = kind && given[kind];
  if (!kind || !file) return null;
  return { kind: 'media', media: mediaOf(kind, file), ...(file.caption === undefined ? {} : { caption: file.caption }) };
}

function readContent(given: Message): Content | null {
  switch (given.type) {
    case 'text':
      return given.text ? { kind: 'text', text: given.text.body } : null;
    case 'interactive': {
      const tapped = given.interactive?.button_reply ?? given.interactive?.list_reply;
      return tapped ? { kind: 'tap', data: tapped.id } : null;
    }
    case 'button':
      // A tap on a template's quick reply.
      return { kind: 'tap', data: given.button?.payload ?? given.button?.text ?? '' };
    case 'location':
      return given.location ? { kind: 'location', latitude: given.location.latitude, longitude: given.location.longitude } : null;
    case 'system': {
      const to = idsOf(given.system?.wa_id, given.system?.user_id);
      return Object.keys(to).length > 0 ? { kind: 'moved', to } : null;
    }
    default:
      return readMedia(given);
  }
}

/** Notices of the platform that expect no answer. */
const silentTypes = new Set(['system', 'request_welcome', 'edit', 'revoke']);

function readMessage(raw: unknown): Inbound | 'skip' | 'unreadable' {
  const parsed = message.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const given = parsed.data;
  const from = idsOf(given.from, given.from_user_id);
  if (Object.keys(from).length === 0) return 'unreadable';
  // Groups are left alone.
  if (given.group_id !== undefined) return 'skip';
  const content = readContent(given);
  if (!content && silentTypes.has(given.type)) return 'skip';
  return {
    channel: 'whatsapp',
    externalId: given.id,
    from,
    at: toMs(given.timestamp),
    content: content ?? { kind: 'unsupported', type: given.type },
  };
}

const stateNames: Readonly<Record<string, DeliveryStatus['state']>> = {
  sent: 'accepted',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

function readStatus(raw: unknown): DeliveryStatus | 'skip' | 'unreadable' {
  const parsed = status.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const given = parsed.data;
  const state = stateNames[given.status];
  if (!state) return 'skip';
  const { pricing } = given;
  return {
    channel: 'whatsapp',
    externalId: given.id,
    state,
    at: toMs(given.timestamp),
    ...(given.biz_opaque_callback_data === undefined ? {} : { outboxId: given.biz_opaque_callback_data }),
    ...(state === 'failed' ? { failure: failureOf(given.errors?.[0]?.code ?? -1) } : {}),
    // An unknown `free_*` type is free; `billable` is to be removed.
    ...(pricing ? { pricing: { category: pricing.category, billable: pricing.billable ?? !pricing.type?.startsWith('free_') } } : {}),
  };
}

function readMove(raw: unknown, entryId: string): Inbound | 'unreadable' {
  const parsed = userIdUpdate.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const { wa_id: phone, user_id: ids, timestamp } = parsed.data;
  return {
    channel: 'whatsapp',
    externalId: `user-id-update:${entryId}:${ids.previous}:${ids.current}`,
    from: idsOf(phone, ids.previous),
    at: toMs(timestamp ?? 0),
    content: { kind: 'moved', to: { user: ids.current } },
  };
}

const arrayOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

/** Null when the body is no webhook at all. */
export function readWebhook(body: unknown): ReadWebhook | null {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return null;
  const inbound: Inbound[] = [];
  const statuses: DeliveryStatus[] = [];
  const events: PlatformEvent[] = [];
  let unreadable = 0;
  const take = <T>(read: T | 'skip' | 'unreadable', into: T[]): void => {
    if (read === 'unreadable') unreadable += 1;
    else if (read !== 'skip') into.push(read);
  };
  for (const entry of parsed.data.entry) {
    for (const { field, value } of entry.changes) {
      for (const raw of arrayOf(value['messages'])) take(readMessage(raw), inbound);
      for (const raw of arrayOf(value['statuses'])) take(readStatus(raw), statuses);
      for (const raw of arrayOf(value['user_id_update'])) take(readMove(raw, entry.id ?? ''), inbound);
      if (field === 'messages' && !Array.isArray(value['errors'])) continue;
      if (field === 'user_id_update') continue;
      events.push({ channel: 'whatsapp', name: field, key: `${entry.id ?? ''}:${entry.time ?? ''}:${field}`, data: value });
    }
  }
  return { inbound, statuses, events, unreadable };
}
