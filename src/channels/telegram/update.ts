/** Reads a Telegram update into what the house understands. Pure; unknown fields and types never break it. */
import { z } from 'zod';
import type { Content, Inbound } from '../../talk/message.js';
import { messageSchema, readContent, withoutNul } from './read-content.js';

const chat = z.object({ id: z.number(), type: z.string() });

const updateSchema = z.object({
  update_id: z.number().int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: z.object({ id: z.number(), language_code: z.string().optional().catch(undefined) }),
      data: z.string().optional(),
      // May be an old message Telegram no longer shows us: only its chat is sure.
      message: z.object({ chat }).optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ date: z.number(), chat, new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});
type Update = z.infer<typeof updateSchema>;

/** What an update holds for us: at most one message, and a callback that must be answered. */
export interface ReadUpdate {
  readonly updateId: number;
  readonly inbound: Inbound | null;
  readonly callbackId: string | null;
}

interface Said {
  readonly chat: number;
  readonly at: number;
  readonly content: Content | null;
  readonly language?: string | undefined;
}

function readEdited(edited: NonNullable<Update['edited_message']>): Content | null {
  // A live place edits its message again and again; only words are news.
  const text = edited.text ?? edited.caption;
  return text === undefined ? null : { kind: 'edited', text: withoutNul(text) };
}

/** Groups and channels are left alone: the bot talks with one person at a time. */
function readSaid(given: Update, now: number): Said | null {
  const { message: sent, edited_message: edited, callback_query: tapped, my_chat_member: member } = given;
  if (sent?.chat.type === 'private') {
    const language = sent.from?.language_code;
    return { chat: sent.chat.id, at: sent.date * 1000, content: readContent(sent), language };
  }
  if (edited?.chat.type === 'private')
    return {
      chat: edited.chat.id,
      at: (edited.edit_date ?? edited.date) * 1000,
      content: readEdited(edited),
    };
  if (tapped?.data !== undefined && (tapped.message?.chat.type ?? 'private') === 'private') {
    const content: Content = { kind: 'tap', data: withoutNul(tapped.data) };
    // A private chat has its person's id.
    return {
      chat: tapped.message?.chat.id ?? tapped.from.id,
      at: now,
      content,
      language: tapped.from.language_code,
    };
  }
  if (member?.chat.type === 'private') {
    // Here it comes only when the person blocks us, or takes that back.
    const reachable = member.new_chat_member.status !== 'kicked';
    return { chat: member.chat.id, at: member.date * 1000, content: { kind: 'reachable', reachable } };
  }
  return null;
}

function toInbound(updateId: number, said: Said): Inbound | null {
  const { content } = said;
  if (!content) return null;
  return {
    channel: 'telegram',
    externalId: `update:${updateId}`,
    from: { chat: String(said.chat) },
    at: said.at,
    content,
    ...(said.language === undefined ? {} : { languageHint: said.language }),
  };
}

/** Null when this is no update at all. @param now UTC ms; a tap carries no time of its own. */
export function readUpdate(body: unknown, now: number): ReadUpdate | null {
  const parsed = updateSchema.safeParse(body);
  if (!parsed.success) return null;
  const given = parsed.data;
  const said = readSaid(given, now);
  return {
    updateId: given.update_id,
    inbound: said && toInbound(given.update_id, said),
    callbackId: given.callback_query?.id ?? null,
  };
}

const anyUpdate = z.object({ update_id: z.number().int() });

/** For the log, when nothing else was understood. */
export const updateIdOf = (body: unknown): number | null => anyUpdate.safeParse(body).data?.update_id ?? null;

/** Not checked yet, so nothing of it is sure to be there. */
interface Chatted {
  readonly chat?: { readonly id?: number };
}
interface AnyUpdate {
  readonly update_id: number;
  readonly message?: Chatted;
  readonly edited_message?: Chatted;
  readonly callback_query?: { readonly from?: { readonly id?: number } };
  readonly my_chat_member?: Chatted;
}

/** Whose updates must stay in order; an update of nobody stands for itself. */
export function chatOf(update: AnyUpdate): string {
  const { message, edited_message: edited, callback_query: tapped, my_chat_member: member } = update;
  const id = (message ?? edited ?? member)?.chat?.id ?? tapped?.from?.id;
  return id === undefined ? `update:${update.update_id}` : String(id);
}
