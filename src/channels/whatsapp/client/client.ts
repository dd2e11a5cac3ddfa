/** Our own client of the WhatsApp Cloud API; `docs/whatsapp-client.md` shows its use. */
import { type Agent, createPool } from '../../http-pool.js';
import { createGraphHttp } from './http.js';
import { Media } from './media.js';
import { Messages } from './messages.js';
import { PhoneNumbers } from './phone-numbers.js';
import { Templates } from './templates.js';

/** The version this client was written against; the one place that names it, besides the environment. */
const graphApiVersion = 'v25.0';

export interface WhatsAppClientOptions {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  /** The WhatsApp Business Account; only `templates` needs it. */
  readonly businessAccountId?: string | null;
  readonly apiRoot?: string;
  readonly apiVersion?: string;
  /** For one whole call, connecting included. */
  readonly timeoutMs?: number;
  /** To share one; `close` ends it either way. */
  readonly pool?: Agent;
}

/** Meta answers in well under a second; whoever waits this long waits for a line that is cut. */
const defaultTimeoutMs = 30_000;

export class WhatsAppClient {
  readonly messages: Messages;
  readonly media: Media;
  readonly templates: Templates;
  readonly phoneNumbers: PhoneNumbers;
  readonly #pool: Agent;

  /** Opens no connection; the first call does. */
  constructor(options: WhatsAppClientOptions) {
    const { accessToken, phoneNumberId, businessAccountId } = options;
    this.#pool = options.pool ?? createPool();
    const http = createGraphHttp({
      accessToken,
      apiRoot: options.apiRoot ?? 'https://graph.facebook.com',
      apiVersion: options.apiVersion ?? graphApiVersion,
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
      dispatcher: this.#pool,
    });
    this.messages = new Messages(http, phoneNumberId);
    this.media = new Media(http, phoneNumberId);
    this.templates = new Templates(http, businessAccountId ?? null);
    this.phoneNumbers = new PhoneNumbers(http, phoneNumberId);
  }

  /** Resolves when the calls in hand have ended. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}
