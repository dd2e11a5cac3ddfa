/**
 * The shapes of a webhook, as far as we read them. Tolerant on purpose: since 2026 every identity field is optional,
 * types and events grow, numbers come as text; one odd field must not cost a citizen's message.
 */
import { z } from 'zod';

const text = z.string().min(1).optional().catch(undefined);
const stamp = z.union([z.string(), z.number()]).optional().catch(undefined);
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const list = z.array(z.unknown()).optional().catch(undefined);

const file = z.object({
  id: z.string().min(1),
  mime_type: text,
  filename: text,
  caption: text,
  voice: maybe(z.boolean()),
  file_size: maybe(z.coerce.number()),
});
const reply = z.object({ id: z.string() });

export const messageShape = z.object({
  id: z.string().min(1),
  type: z.string().catch('unknown'),
  timestamp: stamp,
  from: text,
  from_user_id: text,
  group_id: text,
  text: maybe(z.object({ body: z.string() })),
  interactive: maybe(z.object({ type: text, button_reply: maybe(reply), list_reply: maybe(reply) })),
  button: maybe(z.object({ payload: text, text })),
  audio: maybe(file),
  image: maybe(file),
  video: maybe(file),
  document: maybe(file),
  location: maybe(z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() })),
  system: maybe(z.object({ wa_id: text, user_id: text })),
});
export type MessageShape = z.infer<typeof messageShape>;

export const statusShape = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: stamp,
  biz_opaque_callback_data: text,
  pricing: maybe(z.object({ category: z.string(), type: text, billable: maybe(z.boolean()) })),
  errors: maybe(z.array(z.object({ code: z.coerce.number() }))),
});

export const contactShape = z.object({ wa_id: text, user_id: text });
export type ContactShape = z.infer<typeof contactShape>;

export const preferenceShape = z.object({
  wa_id: text,
  user_id: text,
  category: z.string(),
  value: z.string(),
  timestamp: stamp,
});

export const userIdUpdateShape = z.object({
  wa_id: text,
  user_id: z.object({ previous: z.string().min(1), current: z.string().min(1) }),
  timestamp: stamp,
});

/** Fields of `value` that stand for people; everything else of a change is an event of the account. */
const valueShape = z.looseObject({
  metadata: maybe(z.object({ phone_number_id: text })),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
  user_preferences: list,
  user_id_update: list,
});
export type ValueShape = z.infer<typeof valueShape>;

export const entryShape = z.object({ id: text, time: stamp, changes: z.array(z.unknown()).catch([]) });
export const changeShape = z.object({ field: z.string(), value: valueShape });
export const webhookShape = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});

/**
 * UTC milliseconds. Documented as seconds in text; numbers and milliseconds have been seen in production.
 * @param now for what has no readable time.
 */
export function instantOf(given: string | number | undefined, now: number): number {
  const value = Number(given);
  if (!Number.isFinite(value) || value <= 0) return now;
  return value > 100_000_000_000 ? Math.trunc(value) : Math.trunc(value * 1000);
}
