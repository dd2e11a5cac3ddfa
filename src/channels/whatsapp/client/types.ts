/** Requests of the Cloud API as its documentation writes them, and the answers we read. */
import { z } from 'zod';

/** `to` is a number with "+" and country code; `recipient` a business-scoped user id. */
export type Recipient = { readonly to: string } | { readonly recipient: string };

export interface SendOptions {
  /** Message id this one replies to. */
  readonly replyTo?: string;
  /** Comes back in every status of the message. */
  readonly bizOpaqueCallbackData?: string;
}

export interface ReplyButton {
  /** At most 256 characters. */
  readonly id: string;
  /** At most 20 characters, unique within the message. */
  readonly title: string;
}
export interface ListRow {
  /** At most 200 characters. */
  readonly id: string;
  /** At most 24 characters. */
  readonly title: string;
  /** At most 72 characters. */
  readonly description?: string;
}
export interface ListSection {
  /** At most 24 characters; needed when there are several. */
  readonly title?: string;
  readonly rows: readonly ListRow[];
}
export interface TemplateMessage {
  readonly name: string;
  readonly language: string;
  /** Positional body parameters. */
  readonly parameters?: readonly string[];
  /** Payloads of the quick-reply buttons, in order. */
  readonly payloads?: readonly string[];
}
export interface MediaMessage {
  /** Id of an uploaded file; `link` would be fetched and cached by the platform. */
  readonly id: string;
  readonly caption?: string;
  readonly filename?: string;
}

export const sentMessage = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
export const success = z.object({ success: z.boolean() });
export const uploaded = z.object({ id: z.string() });
export const mediaInfo = z.object({
  url: z.string(),
  mime_type: z.string().optional(),
  sha256: z.string().optional(),
  // Documented as a string, seen as a number.
  file_size: z.coerce.number().optional(),
});
export const templateList = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      category: z.string(),
      components: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).catch([]),
    }),
  ),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});
export type Template = z.infer<typeof templateList>['data'][number];
