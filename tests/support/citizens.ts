/** Citizens who propose through the simulator's API, without a browser: to fill a list. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Look } from './loop.js';

export interface Citizen {
  /** In writing, or a voice message. */
  readonly idea: string | Uint8Array<ArrayBuffer>;
  /** Label of the area they choose. */
  readonly area: string;
  readonly place: string;
}

export const citizens = [
  {
    idea: 'Que las denuncias por coimas en la comisaría se puedan seguir en línea, sin miedo a represalias',
    area: 'Anticorrupción',
    place: 'Ayacucho',
  },
  {
    idea: 'Que las audiencias públicas tengan intérprete de lengua de señas y de quechua',
    area: 'Inclusión',
    place: 'Puno',
  },
  {
    idea: 'Publicar cada semana cómo está el agua del río, con un cartel que todos entiendan',
    area: 'Medio ambiente',
    place: 'Cajamarca',
  },
  {
    idea: 'Que el portal de transparencia se pueda leer bien en un celular barato',
    area: 'Acceso a información',
    place: 'SJL',
  },
  { idea: 'Rampas en las oficinas donde se atiende al público', area: 'Inclusión', place: 'Piura' },
] as const satisfies readonly Citizen[];

const snapshot = z.object({
  bubbles: z.array(
    z.object({
      id: z.string(),
      by: z.string(),
      body: z
        .object({
          text: z.string().optional(),
          choices: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
        })
        .optional(),
    }),
  ),
});

/** One phone over HTTP, without a browser. Whatever it says, it waits until the bot answered. */
function hold(url: string) {
  const chat = randomUUID();
  const api = `${url}/simulador/api`;
  const heard = async () => {
    const seen = snapshot.parse(await (await fetch(`${api}/phone?chat=${chat}`)).json());
    return seen.bubbles.filter(({ by }) => by === 'bot');
  };
  const lastText = async () => (await heard()).at(-1)?.body?.text ?? '';
  async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 15_000; !(await holds()); ) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  async function post(path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const before = (await heard()).length;
    const response = await fetch(`${api}/${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    if (!response.ok) throw new Error(`the simulator answered ${response.status}`);
    await until(async () => (await heard()).length > before, 'an answer');
  }
  const say = (content: object) => post('messages', 'application/json', JSON.stringify({ chat, content }));
  return {
    /** Under the other look from now on. */
    wears: async (look: Look) => {
      await fetch(`${api}/phone?chat=${chat}&look=${look}`);
    },
    writes: (text: string) => say({ kind: 'text', text }),
    speaks: (voice: Uint8Array<ArrayBuffer>) => post(`media?chat=${chat}&kind=voice`, 'audio/ogg', voice),
    async taps(label: string): Promise<void> {
      const last = (await heard()).at(-1);
      const choice = last?.body?.choices?.find((offered) => offered.label === label);
      if (!last || !choice) throw new Error(`nothing to tap is called ${label}`);
      await say({ kind: 'tap', bubble: last.id, choice: choice.id });
    },
    /** Waits until the last message says this. */
    waits: (text: string) => until(async () => (await lastText()).includes(text), `"${text}"`),
    reads: lastText,
    /** Every text so far, oldest first. */
    hears: async () => (await heard()).map(({ body }) => body?.text ?? ''),
  };
}
export type Phone = ReturnType<typeof hold>;

/** Somebody who said yes to notices. @returns what they hear from then on, oldest first. */
export async function subscribeByApi(url: string): Promise<() => Promise<readonly string[]>> {
  const phone = hold(url);
  await phone.writes('hola');
  for (const label of ['Castellano', 'Sí', 'Acepto']) await phone.taps(label);
  await phone.writes('cancelar');
  await phone.writes('ajustes');
  await phone.taps('Recibir avisos');
  const before = (await phone.hears()).length;
  return async () => (await phone.hears()).slice(before);
}

interface Proposed {
  /** Public code of their proposal. */
  readonly code: string;
  readonly phone: Phone;
}

/** From "hola" to the receipt. */
export async function meetByApi(url: string, { idea, area, place }: Citizen, look: Look): Promise<Proposed> {
  const phone = hold(url);
  await phone.wears(look);
  await phone.writes('hola');
  for (const label of ['Castellano', 'Sí', 'Acepto']) await phone.taps(label);
  await (typeof idea === 'string' ? phone.writes(idea) : phone.speaks(idea));
  await phone.taps(area);
  await phone.writes(place);
  await phone.taps('Enviar y publicar');
  const code = /AYNI-[0-9A-Z]{4,}/.exec(await phone.reads())?.[0];
  if (!code) throw new Error('the receipt shows no code');
  return { code, phone };
}

/** @returns the public code. */
export const proposeByApi = async (url: string, citizen: Citizen): Promise<string> =>
  (await meetByApi(url, citizen, 'telegram')).code;
