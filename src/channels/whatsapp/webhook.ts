/** Reads a webhook of the Cloud API: every entry, change, message and status. Pure; nothing unknown may break the rest. */
import type { DeliveryStatus } from '../../talk/failure.js';
import type { Inbound } from '../../talk/message.js';
import type { PlatformEvent } from '../channel.js';
import {
  type ContactShape,
  changeShape,
  contactShape,
  entryShape,
  instantOf,
  type ValueShape,
  webhookShape,
} from './payload.js';
import { eventOf, readAccountEvent, readMove, readPreference } from './read-event.js';
import { readMessage } from './read-message.js';
import { readStatus } from './read-status.js';

export interface ReadWebhook {
  readonly inbound: Inbound[];
  readonly statuses: DeliveryStatus[];
  readonly events: PlatformEvent[];
  /** Parts that could not be read; counted, never silently dropped. */
  unreadable: number;
}

const none: readonly unknown[] = [];

function readContacts(value: ValueShape): ContactShape[] {
  return (value.contacts ?? none).flatMap((raw) => contactShape.safeParse(raw).data ?? []);
}

interface Place {
  readonly field: string;
  /** Account and time, which tell one account event from the next. */
  readonly of: string;
  readonly now: number;
}

function readChange(value: ValueShape, { field, of, now }: Place, into: ReadWebhook): void {
  const take = <T extends object>(read: T | 'skip' | 'unreadable', list: T[]): void => {
    if (read === 'unreadable') into.unreadable += 1;
    else if (read !== 'skip') list.push(read);
  };
  const contacts = value.messages ? readContacts(value) : [];
  for (const raw of value.messages ?? none) take(readMessage(raw, contacts, now), into.inbound);
  for (const raw of value.user_id_update ?? none) take(readMove(raw, of, now), into.inbound);
  for (const raw of value.statuses ?? none) take(readStatus(raw, now), into.statuses);
  for (const raw of value.user_preferences ?? none) take(readPreference(raw, of, now), into.events);
  // Trouble of the number or the account, told in place of messages.
  if (value.errors) into.events.push(eventOf('errors', of, { errors: value.errors }));
  const isOfPeople =
    field === 'messages' || value.user_id_update !== undefined || value.user_preferences !== undefined;
  if (!isOfPeople) into.events.push(readAccountEvent(field, of, value));
}

/** @param now UTC ms, for what carries no readable time. Null when the body is no webhook of WhatsApp at all. */
export function readWebhook(body: unknown, now: number): ReadWebhook | null {
  const webhook = webhookShape.safeParse(body);
  if (!webhook.success) return null;
  const into: ReadWebhook = { inbound: [], statuses: [], events: [], unreadable: 0 };
  for (const rawEntry of webhook.data.entry) {
    const entry = entryShape.safeParse(rawEntry);
    if (!entry.success) into.unreadable += 1;
    const { id, time, changes } = entry.data ?? { id: '', time: undefined, changes: none };
    for (const rawChange of changes) {
      const change = changeShape.safeParse(rawChange);
      if (!change.success) {
        into.unreadable += 1;
        continue;
      }
      const { field, value } = change.data;
      readChange(value, { field, of: `${id}:${time ?? ''}`, now: instantOf(time, now) }, into);
    }
  }
  return into;
}
