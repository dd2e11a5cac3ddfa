/** The whole app in this process, between signed webhooks and a fake platform: what journeys are played on. */
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { createLog, type Log } from '../../src/log.js';
import type { MovableClock } from '../../src/time.js';
import { type Got, type Platform, startPlatform } from './platform.js';
import { emptyDatabase } from './store.js';

export const telegramSecret = 'telegram-secret';
export const appSecret = 'whatsapp-app-secret';
export type RealChannel = 'telegram' | 'whatsapp';

export interface World {
  readonly platform: Platform;
  readonly clock: MovableClock;
  readonly folder: string;
  /** Everything the app logged. */
  readonly logged: readonly string[];
  readonly staffLink: string;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** For a real port. */
  fetch(request: Request, env?: object): Response | Promise<Response>;
  settle(): Promise<void>;
  /** Ends the process part and starts anew on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const approvedInvite = {
  id: '1',
  name: 'proposal_news',
  language: 'es',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hay novedades sobre tu propuesta {{1}}.' }],
};

export async function startWorld(
  options: { templates?: readonly object[]; environment?: Record<string, string> } = {},
): Promise<World> {
  const platform = await startPlatform(options.templates ?? [approvedInvite]);
  const folder = await mkdtemp(join(tmpdir(), 'ayni-world-'));
  await writeFile(join(folder, 'ayni.db'), emptyDatabase());
  const logged: string[] = [];
  const log: Log = createLog('debug', { write: (line) => logged.push(line) });
  const config = readConfig({
    DATABASE_URL: `file:${join(folder, 'ayni.db')}`,
    MEDIA_DIR: join(folder, 'media'),
    AYNI_SECRET: 'a secret that only this test knows, long enough',
    PUBLIC_URL: 'http://ayni.test',
    SIMULATOR: 'off',
    // Tests run at any time of the day.
    QUIET_FROM: '0',
    QUIET_TO: '0',
    TELEGRAM_BOT_TOKEN: '123456:telegram-token-of-this-test',
    TELEGRAM_API_ROOT: platform.url,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: telegramSecret,
    TELEGRAM_MAX_PER_SECOND: '1000',
    WHATSAPP_ACCESS_TOKEN: 'whatsapp-token',
    WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
    WHATSAPP_BUSINESS_ACCOUNT_ID: '419561257915477',
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_VERIFY_TOKEN: 'verify',
    WHATSAPP_API_ROOT: platform.url,
    WHATSAPP_MAX_PER_SECOND: '1000',
    ...options.environment,
  });
  let app = await createApp(config, { log });
  await app.start('http://ayni.test');
  let staffLink = await app.firstAdminLink();
  return {
    platform,
    folder,
    logged,
    get clock() {
      return app.clock;
    },
    get staffLink() {
      return staffLink ?? '';
    },
    request: async (path, init) => app.web.request(path, init),
    fetch: (request, env) => app.web.fetch(request, env),
    settle: () => app.settle(),
    restart: async () => {
      await app.stop();
      app = await createApp(config, { log });
      await app.start('http://ayni.test');
      staffLink = await app.firstAdminLink();
    },
    stop: async () => {
      await app.stop();
      await platform.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let serial = 1_000;
export const nextSerial = (): number => {
  serial += 1;
  return serial;
};

export function telegramUpdate(
  chat: string,
  what: Record<string, unknown>,
  at = Date.now(),
): Record<string, unknown> {
  const id = Number(chat);
  const message = {
    message_id: nextSerial(),
    date: Math.floor(at / 1000),
    chat: { id, type: 'private', first_name: 'Rosa' },
    from: { id, is_bot: false, first_name: 'Rosa', language_code: 'es' },
    ...what,
  };
  return { update_id: nextSerial(), message };
}
export function telegramTap(chat: string, data: string): Record<string, unknown> {
  const id = Number(chat);
  const from = { id, is_bot: false, first_name: 'Rosa', language_code: 'es' };
  return {
    update_id: nextSerial(),
    callback_query: {
      id: String(nextSerial()),
      from,
      chat_instance: '1',
      data,
      message: { message_id: 1, date: 1, chat: { id, type: 'private' } },
    },
  };
}
export const postTelegram = (
  world: Pick<World, 'request'>,
  update: unknown,
  headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': telegramSecret },
) =>
  world.request('/telegram/webhook', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof update === 'string' ? update : JSON.stringify(update),
  });

export function whatsappPayload(value: Record<string, unknown>, field = 'messages'): string {
  const metadata = { display_phone_number: '51900000001', phone_number_id: '106540352242922' };
  // As Meta writes it: accents and slashes escaped, so that a re-serialised body has another signature.
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '419561257915477',
        changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  })
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\//g, '\\/');
}
export const whatsappMessage = (chat: string, what: Record<string, unknown>, at = Date.now()) => ({
  from: chat,
  id: `wamid.in.${nextSerial()}`,
  timestamp: String(Math.floor(at / 1000)),
  ...what,
});
export const sign = (body: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
export const postWhatsApp = (
  world: Pick<World, 'request'>,
  body: string,
  headers: Record<string, string> = { 'x-hub-signature-256': sign(body) },
) =>
  world.request('/whatsapp/webhook', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

/** Waits until something holds; fails with what was last seen. */
export const until = async <T>(look: () => T | undefined | false, what: string): Promise<T> => {
  const end = Date.now() + 8_000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Somebody with a phone. */
export class Citizen {
  readonly #world: World;
  readonly channel: RealChannel;
  readonly chat: string;
  constructor(world: World, channel: RealChannel, chat: string) {
    this.#world = world;
    this.channel = channel;
    this.chat = chat;
  }
  get inbox(): readonly Got[] {
    return this.#world.platform.inbox(this.chat);
  }
  get last(): Got {
    const last = this.inbox.at(-1);
    if (!last) throw new Error('nothing arrived yet');
    return last;
  }
  /** Sends without waiting for an answer; the webhook must be taken. */
  async post(what: { text: string } | { tap: string } | { raw: Record<string, unknown> }): Promise<void> {
    const at = this.#world.clock.now();
    const response =
      this.channel === 'telegram'
        ? await postTelegram(
            this.#world,
            'tap' in what
              ? telegramTap(this.chat, what.tap)
              : telegramUpdate(this.chat, 'text' in what ? { text: what.text } : what.raw, at),
          )
        : await postWhatsApp(
            this.#world,
            whatsappPayload({
              contacts: [{ profile: { name: 'Rosa' }, wa_id: this.chat }],
              messages: [whatsappMessage(this.chat, this.#whatsapp(what), at)],
            }),
          );
    expect(response.status).toBe(200);
  }
  #whatsapp(
    what: { text: string } | { tap: string } | { raw: Record<string, unknown> },
  ): Record<string, unknown> {
    if ('raw' in what) return what.raw;
    if ('text' in what) return { type: 'text', text: { body: what.text } };
    return {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: what.tap, title: 't' } },
    };
  }
  async #hear(act: () => Promise<void>): Promise<Got> {
    const before = this.inbox.length;
    await act();
    return until(() => this.inbox[before] && this.last, 'an answer');
  }
  says(text: string): Promise<Got> {
    return this.#hear(() => this.post({ text }));
  }
  sends(raw: Record<string, unknown>): Promise<Got> {
    return this.#hear(() => this.post({ raw }));
  }
  taps(label: string): Promise<Got> {
    const tap = [...this.inbox]
      .reverse()
      .flatMap((one) => one.taps)
      .find((one) => one.label === label);
    if (!tap) throw new Error(`nothing called "${label}" to tap under "${this.last.text}"`);
    return this.#hear(() => this.post({ tap: tap.id }));
  }
  /** From the first word to consent. */
  async arrives(): Promise<void> {
    await this.says('hola');
    await this.taps('Castellano');
    await this.taps('Sí');
    await this.taps('Acepto');
  }
  /** A whole proposal; returns its public code. */
  async proposes(
    idea = 'Que la municipalidad publique cada mes en qué gasta el dinero de las obras',
    place = 'cuzco',
    send = 'Enviar y publicar',
  ): Promise<string> {
    if (this.inbox.length === 0) await this.arrives();
    const area = (await this.says(idea)).taps[0]?.label ?? '';
    await this.taps(area);
    await this.says(place);
    const { text } = await this.taps(send);
    return /AYNI-\w{4}/.exec(text)?.[0] ?? '';
  }
}

export const meet = (world: World, channel: RealChannel): Citizen =>
  new Citizen(
    world,
    channel,
    channel === 'telegram' ? String(900_000 + nextSerial()) : `5199${nextSerial()}777`,
  );
