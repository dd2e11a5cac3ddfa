/** What a webhook tells beside messages and statuses: templates, account, preferences, new user ids. Pure. */
import { createHash } from 'node:crypto';
import type { Inbound } from '../../talk/message.js';
import type { PlatformEvent } from '../channel.js';
import { normalizeLanguage } from './client/templates.js';
import { instantOf, preferenceShape, userIdUpdateShape, type ValueShape } from './payload.js';
import { idsOf } from './read-message.js';

/** Meta repeats webhooks, and these carry no id of their own: the same words are the same event. */
function keyOf(name: string, place: string, data: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([name, place, data]))
    .digest('hex')
    .slice(0, 32);
}

export const eventOf = (
  name: string,
  place: string,
  data: Readonly<Record<string, unknown>>,
): PlatformEvent => ({
  channel: 'whatsapp',
  name,
  key: keyOf(name, place, data),
  data,
});

/** Template, quality and account events keep Meta's field names; only the language is written as everywhere else. */
export function readAccountEvent(field: string, place: string, value: ValueShape): PlatformEvent {
  const language = value.message_template_language;
  const data = typeof language === 'string' ? { message_template_language: normalizeLanguage(language) } : {};
  return eventOf(field, place, { ...value, ...data });
}

/** `data`: `phone?`, `user?`, `category` (`marketing_messages`), `value` (`stop` or `resume`), `at` in UTC ms. */
export function readPreference(raw: unknown, place: string, now: number): PlatformEvent | 'unreadable' {
  const parsed = preferenceShape.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const { wa_id: phone, user_id: user, category, value, timestamp } = parsed.data;
  const data = { ...idsOf(phone, user), category, value, at: instantOf(timestamp, now) };
  return eventOf('user_preferences', place, data);
}

/** The user id changes with the phone number; the person stays the same. */
export function readMove(raw: unknown, place: string, now: number): Inbound | 'unreadable' {
  const parsed = userIdUpdateShape.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const { wa_id: phone, user_id: ids, timestamp } = parsed.data;
  return {
    channel: 'whatsapp',
    externalId: `user_id_update:${keyOf('user_id_update', place, ids)}`,
    from: idsOf(phone, ids.previous),
    at: instantOf(timestamp, now),
    content: { kind: 'moved', to: idsOf(phone, ids.current) },
  };
}
