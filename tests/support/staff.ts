/** A staff member with a browser's cookies, over HTTP. */
import { expect } from 'vitest';
import type { World } from './world.js';

export interface GivenAnswer {
  readonly outcome: string;
  readonly reason: string;
  readonly commitment: string;
}

const origin = 'http://ayni.test';

export class Staff {
  readonly #world: Pick<World, 'request'>;
  readonly #cookie: string;
  constructor(world: Pick<World, 'request'>, cookie: string) {
    this.#world = world;
    this.#cookie = cookie;
  }

  /** Opens a one-time link. */
  static async signIn(
    world: Pick<World, 'request'> & { staffLink: string },
    link = world.staffLink,
  ): Promise<Staff> {
    const opened = await world.request(link.replace(origin, ''), { headers: { host: 'ayni.test' } });
    expect(opened.status).toBe(302);
    const cookie = opened.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return new Staff(world, cookie);
  }

  /** The same browser with one more cookie, as a page had set it. */
  with(cookie: string): Staff {
    return new Staff(this.#world, `${this.#cookie}; ${cookie}`);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#world.request(path, { headers: { cookie: this.#cookie, ...headers } });
  }
  async page(path: string): Promise<string> {
    const response = await this.get(path);
    expect(response.status).toBe(200);
    return response.text();
  }
  post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    headers: Record<string, string> = { origin },
  ): Promise<Response> {
    const body = new URLSearchParams();
    for (const [name, given] of Object.entries(fields))
      for (const one of typeof given === 'string' ? [given] : given) body.append(name, one);
    return this.#world.request(path, {
      method: 'POST',
      headers: { cookie: this.#cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: body.toString(),
    });
  }
  /** A form of any kind, as bytes. */
  send(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response> {
    return this.#world.request(path, {
      method: 'POST',
      headers: { origin, cookie: this.#cookie, ...headers },
      body,
    });
  }
  async revision(code: string): Promise<string> {
    return /name="revision" value="(\d+)"/.exec(await this.page(`/panel/propuestas/${code}`))?.[1] ?? '';
  }
  async answers(code: string, answer: GivenAnswer): Promise<void> {
    const sent = await this.post(`/panel/propuestas/${code}/respuesta`, {
      revision: await this.revision(code),
      step: 'send',
      ...answer,
    });
    expect(sent.status).toBe(303);
  }
}
