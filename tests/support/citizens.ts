/** Citizens who propose through the simulator's API, without a browser: to fill a list. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export interface Citizen {
  readonly idea: string;
  /** Label of the area they choose. */
  readonly area: string;
  readonly place: string;
}

export const citizens: readonly Citizen[] = [
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
];

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

/** One phone over HTTP: says something, and waits until the bot answered. */
function hold(url: string) {
  const chat = randomUUID();
  const api = `${url}/simulador/api`;
  const heard = async () => {
    const seen = snapshot.parse(await (await fetch(`${api}/phone?chat=${chat}`)).json());
    return seen.bubbles.filter(({ by }) => by === 'bot');
  };
  async function say(content: object): Promise<void> {
    const before = (await heard()).length;
    const response = await fetch(`${api}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat, content }),
    });
    if (!response.ok) throw new Error(`the simulator answered ${response.status}`);
    for (const until = Date.now() + 15_000; (await heard()).length === before; ) {
      if (Date.now() > until) throw new Error('the bot did not answer');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return {
    writes: (text: string) => say({ kind: 'text', text }),
    async taps(label: string): Promise<void> {
      const last = (await heard()).at(-1);
      const choice = last?.body?.choices?.find((offered) => offered.label === label);
      if (!last || !choice) throw new Error(`nothing to tap is called ${label}`);
      await say({ kind: 'tap', bubble: last.id, choice: choice.id });
    },
    reads: async () => (await heard()).at(-1)?.body?.text ?? '',
    /** Every text so far, oldest first. */
    hears: async () => (await heard()).map(({ body }) => body?.text ?? ''),
  };
}

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

/** From "hola" to the receipt. @returns the public code. */
export async function proposeByApi(url: string, { idea, area, place }: Citizen): Promise<string> {
  const phone = hold(url);
  await phone.writes('hola');
  for (const label of ['Castellano', 'Sí', 'Acepto']) await phone.taps(label);
  await phone.writes(idea);
  await phone.taps(area);
  await phone.writes(place);
  await phone.taps('Enviar y publicar');
  const code = /AYNI-[0-9A-Z]{4,}/.exec(await phone.reads())?.[0];
  if (!code) throw new Error('the receipt shows no code');
  return code;
}
