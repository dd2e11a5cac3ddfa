/** A client of the WhatsApp Cloud API on axios, with the surface of the usual SDKs. See docs/whatsapp-client.md. */
import axios, { type AxiosInstance } from 'axios';
import { FormData } from 'undici';
import type { z } from 'zod';
import { type Agent, createPool } from '../../http-pool.js';
import { GraphUnreachable, toGraphError } from './errors.js';
import {
  type ListSection,
  type MediaMessage,
  mediaInfo,
  type Recipient,
  type ReplyButton,
  type SendOptions,
  sentMessage,
  success,
  type Template,
  type TemplateMessage,
  templateList,
  uploaded,
} from './types.js';
import { createUndiciAdapter } from './undici-adapter.js';

export interface WhatsAppClientOptions {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  /** Needed for templates only. */
  readonly businessAccountId?: string;
  /** Default `https://graph.facebook.com`. */
  readonly apiRoot?: string;
  /** Default `v25.0`. */
  readonly apiVersion?: string;
  readonly pool?: Agent;
}

export interface SentMessage {
  /** `wamid…`; holds the recipient's number, so keep it hashed only. */
  readonly id: string;
}

const templatePage = 100;
const plain = [(data: unknown) => data];

export class WhatsAppClient {
  readonly #http: AxiosInstance;
  readonly #options: WhatsAppClientOptions;
  readonly #pool: Agent;

  constructor(options: WhatsAppClientOptions) {
    this.#options = options;
    this.#pool = options.pool ?? createPool();
    this.#http = axios.create({
      baseURL: `${options.apiRoot ?? 'https://graph.facebook.com'}/${options.apiVersion ?? 'v25.0'}`,
      adapter: createUndiciAdapter(this.#pool),
      headers: { Authorization: `Bearer ${options.accessToken}` },
      transformResponse: plain,
    });
  }

  /** Sending; each resolves with the id the platform gave. @throws GraphError, GraphUnreachable */
  readonly messages = {
    /** At most 4096 characters. */
    sendText: (to: Recipient, body: string, options?: SendOptions) =>
      this.#send(to, { type: 'text', text: { body, preview_url: false } }, options),
    /** One to three buttons under a text of at most 1024 characters. */
    sendButtons: (to: Recipient, message: { body: string; buttons: readonly ReplyButton[] }, options?: SendOptions) =>
      this.#sendInteractive(to, message.body, 'button', {
        buttons: message.buttons.map((reply) => ({ type: 'reply', reply })),
      }, options),
    /** A list of at most ten rows in all. `button` opens it (20 characters). */
    sendList: (
      to: Recipient,
      message: { body: string; button: string; sections: readonly ListSection[] },
      options?: SendOptions,
    ) => this.#sendInteractive(to, message.body, 'list', { button: message.button, sections: message.sections }, options),
    sendLocationRequest: (to: Recipient, body: string, options?: SendOptions) =>
      this.#sendInteractive(to, body, 'location_request_message', { name: 'send_location' }, options),
    /** The only kind that may go outside the 24-hour window. */
    sendTemplate: (to: Recipient, template: TemplateMessage, options?: SendOptions) =>
      this.#send(to, { type: 'template', template: toTemplate(template) }, options),
    sendImage: (to: Recipient, image: MediaMessage, options?: SendOptions) => this.#send(to, { type: 'image', image }, options),
    sendAudio: (to: Recipient, audio: Pick<MediaMessage, 'id'>, options?: SendOptions) =>
      this.#send(to, { type: 'audio', audio }, options),
    sendDocument: (to: Recipient, document: MediaMessage, options?: SendOptions) =>
      this.#send(to, { type: 'document', document }, options),
    /** Marks an inbound message read; `typing` also shows "typing…" until the reply, 25 s at most. */
    markRead: async (messageId: string, options: { typing?: boolean } = {}): Promise<void> => {
      const typing = options.typing ? { typing_indicator: { type: 'text' } } : {};
      const body = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...typing };
      await this.#call('post', `/${this.#options.phoneNumberId}/messages`, success, body);
    },
  };

  readonly media = {
    /** Returns the id to send it by; kept for 30 days. */
    upload: async (file: { bytes: Uint8Array; mime: string; name: string }): Promise<string> => {
      const form = new FormData();
      form.set('messaging_product', 'whatsapp');
      form.set('type', file.mime);
      form.set('file', new Blob([Uint8Array.from(file.bytes)], { type: file.mime }), file.name);
      return (await this.#call('post', `/${this.#options.phoneNumberId}/media`, uploaded, form)).id;
    },
    /** Where a file is, for five minutes. */
    get: (mediaId: string) =>
      this.#call('get', `/${mediaId}`, mediaInfo, undefined, { phone_number_id: this.#options.phoneNumberId }),
    /** @param maxBytes more than this is refused while it arrives. */
    download: async (url: string, maxBytes: number): Promise<Uint8Array> => {
      try {
        const { data } = await this.#http.get(url, { responseType: 'arraybuffer', maxContentLength: maxBytes });
        return data as Buffer;
      } catch (error) {
        throw toGraphError(error);
      }
    },
    delete: async (mediaId: string): Promise<void> => {
      await this.#call('delete', `/${mediaId}`, success);
    },
  };

  readonly templates = {
    /** All of them, page by page. */
    list: async (): Promise<Template[]> => {
      const found: Template[] = [];
      let after: string | undefined;
      do {
        const page = await this.#call('get', `/${this.#account()}/message_templates`, templateList, undefined, {
          fields: 'name,language,status,category,components',
          limit: templatePage,
          after,
        });
        found.push(...page.data);
        after = page.paging?.next ? page.paging.cursors?.after : undefined;
      } while (after !== undefined);
      return found;
    },
  };

  close(): Promise<void> {
    return this.#pool.close();
  }

  #account(): string {
    if (this.#options.businessAccountId) return this.#options.businessAccountId;
    throw new Error('WHATSAPP_BUSINESS_ACCOUNT_ID: is missing; templates belong to the account');
  }

  #sendInteractive(to: Recipient, body: string, type: string, action: object, options?: SendOptions): Promise<SentMessage> {
    return this.#send(to, { type: 'interactive', interactive: { type, body: { text: body }, action } }, options);
  }

  async #send(to: Recipient, message: object, options: SendOptions = {}): Promise<SentMessage> {
    const envelope = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...to,
      ...(options.replyTo === undefined ? {} : { context: { message_id: options.replyTo } }),
      ...(options.bizOpaqueCallbackData === undefined ? {} : { biz_opaque_callback_data: options.bizOpaqueCallbackData }),
      ...message,
    };
    const sent = await this.#call('post', `/${this.#options.phoneNumberId}/messages`, sentMessage, envelope);
    return { id: sent.messages[0]?.id ?? '' };
  }

  async #call<T extends z.ZodType>(method: 'get' | 'post' | 'delete', url: string, answer: T, data?: object, params?: object): Promise<z.infer<T>> {
    let body: unknown;
    try {
      const form = data instanceof FormData;
      const response = await this.#http.request({ method, url, data, params, ...(form ? { transformRequest: plain } : {}) });
      body = JSON.parse(String(response.data));
    } catch (error) {
      if (error instanceof SyntaxError) throw new GraphUnreachable(200, error);
      throw toGraphError(error);
    }
    const parsed = answer.safeParse(body);
    // A 200 of another shape: something happened, but not what we know how to read.
    if (!parsed.success) throw new GraphUnreachable(200, undefined);
    return parsed.data;
  }
}

function toTemplate({ name, language, parameters = [], payloads = [] }: TemplateMessage): object {
  const body = parameters.length > 0 ? [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }] : [];
  const buttons = payloads.map((payload, index) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index: String(index),
    parameters: [{ type: 'payload', payload }],
  }));
  return { name, language: { code: language }, components: [...body, ...buttons] };
}
