/** `ayni talk`: a citizen's conversation in the terminal, as Telegram or WhatsApp would show it, on a database in memory. */
import { parseArgs } from 'node:util';
import { flows } from '../../flows/index.js';
import { createIds } from '../ids.js';
import { createDecide } from '../inbox/decide.js';
import { createEnv } from '../inbox/env.js';
import { createKeyedQueue } from '../inbox/queue.js';
import { createReceive } from '../inbox/receive.js';
import { sweepConversations } from '../inbox/sweep.js';
import { createLog } from '../log.js';
import { createVault } from '../people/vault.js';
import { createPlaces } from '../places/places.js';
import { openStore } from '../store/open.js';
import { createTagger } from '../tags/suggest.js';
import { formOf, telegramLimits, whatsappLimits } from '../talk/limits.js';
import type { Choice, Content, Outgoing } from '../talk/message.js';
import { type CitizenKey, createSay } from '../text/texts.js';
import { asTest, quote, type Said } from './repro.js';

export interface Terminal {
  readonly lines: AsyncIterable<string>;
  print(line: string): void;
}

/** The word that opens each flow, for somebody who has consented; the welcome needs none. */
const openers = new Map([
  ['proposal', 'proponer'],
  ['status', 'estado'],
  ['settings', 'ajustes'],
  ['my-data', 'mis datos'],
]);
/** From nobody we know to somebody who consented and is at rest. */
const preface = ['hola', 'castellano', 'sí', 'acepto', 'cancelar'];
const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Whoever types in a terminal pauses after each line; longer than the wait for further parts. */
const pauseMs = 3_000;

type Act = { readonly call: string } & ({ readonly content: Content } | { readonly wait: number });

/** "#2" taps the second choice, "@-13.5,-71.9" shares a place, "!voice" and "!photo" send files, "!wait 2h" lets time pass. */
function readLine(line: string, choices: readonly Choice[]): Act {
  const tapped = /^#(\d{1,2})$/.exec(line)?.[1];
  if (tapped) {
    const choice = choices[Number(tapped) - 1];
    const content: Content = { kind: 'tap', data: choice?.id ?? 'none' };
    return {
      content,
      call: choice ? `taps(${quote(choice.label)})` : "sends({ kind: 'tap', data: 'none' })",
    };
  }
  const [, latitude, longitude] = /^@(-?[\d.]+),\s*(-?[\d.]+)$/.exec(line) ?? [];
  if (latitude && longitude) {
    const content: Content = { kind: 'location', latitude: Number(latitude), longitude: Number(longitude) };
    const { latitude: lat, longitude: lon } = content;
    return { content, call: `sends({ kind: 'location', latitude: ${lat}, longitude: ${lon} })` };
  }
  const [, count, unit] = /^!wait (\d+)([smhd])$/.exec(line) ?? [];
  if (count && unit) {
    const wait = Number(count) * (units[unit] ?? 0);
    return { wait, call: `waits(${wait})` };
  }
  if (line === '!voice' || line === '!photo') {
    const kind = line === '!voice' ? 'voice' : 'image';
    return { content: { kind: 'media', media: { kind, ref: 'talk' } }, call: `sendsFile('${kind}')` };
  }
  return { content: { kind: 'text', text: line }, call: `says(${quote(line)})` };
}

function show(message: Outgoing, as: 'telegram' | 'whatsapp'): string {
  if (message.kind === 'template' || message.kind === 'file') return `[${message.kind}: ${message.name}]`;
  if (message.kind === 'text') return message.text;
  if (message.kind === 'location-request') return `${message.text}\n  [${message.button}]`;
  const form = formOf(message, as === 'telegram' ? telegramLimits : whatsappLimits);
  const choices = message.choices.map(
    (choice, index) => `  #${index + 1} [${choice.label}]${choice.hint ? ` ${choice.hint}` : ''}`,
  );
  return [message.text, `  (${form})`, ...choices].join('\n');
}

/** The house without channels: a store in memory, a clock that can be moved, and a hand that keeps what is said. */
async function openHouse() {
  const newId = createIds();
  const vault = createVault('a conversation in the terminal keeps nothing');
  const store = await openStore({ url: ':memory:', seal: vault.seal, newId });
  const { decide, decideDue } = createDecide({
    flows,
    say: createSay<CitizenKey>('citizen'),
    timezone: 'America/Lima',
  });
  const suggestAreas = createTagger().suggest;
  const env = createEnv({ store, places: createPlaces(), suggestAreas, newId, publicUrl: () => '', vault });
  let ahead = 0;
  let isHeld = false;
  const now = () => Date.now() + ahead;
  const spoken: { readonly id: string; readonly message: Outgoing }[] = [];
  const hand = {
    owner: 'talk',
    offer: (rows: readonly (typeof spoken)[number][]) => {
      spoken.push(...rows);
    },
    wakeAt: () => {
      isHeld = true;
    },
  };
  const receive = createReceive({ store, vault, decide, env, now, queue: createKeyedQueue(), hand });
  const log = createLog('silent');

  /** Takes what is due and marks it as sent. */
  const collect = async (): Promise<Outgoing[]> => {
    const settle = (ids: readonly string[]) =>
      store.outbox.settle(ids.map((id) => ({ id, to: 'accepted', externalKey: id, at: now() })));
    const offered = spoken.splice(0);
    await settle(offered.map(({ id }) => id));
    const heard = offered.map(({ message }) => message);
    for (;;) {
      const until = now() + 60_000;
      const due = await store.outbox.claim({
        channel: 'simulator',
        lane: 'reply',
        now: now(),
        limit: 9,
        by: 'talk',
        until,
      });
      if (due.length === 0) return heard;
      await settle(due.map(({ id }) => id));
      heard.push(...due.map(({ message }) => message));
    }
  };

  return {
    async sends(content: Content): Promise<Outgoing[]> {
      isHeld = false;
      await receive({
        channel: 'simulator',
        externalId: newId(),
        from: { chat: 'talk' },
        at: now(),
        content,
      });
      return collect();
    },
    async waits(ms: number): Promise<Outgoing[]> {
      ahead += ms;
      await sweepConversations({ store, vault, decideDue, env, now, hand, log });
      return collect();
    },
    /** Whether something was planned for a moment later. */
    get isHeld() {
      return isHeld;
    },
    close: () => store.close(),
  };
}

const bodyOf = (message: Outgoing | undefined): string | null =>
  message && 'text' in message ? message.text : null;

export async function talk(args: readonly string[], { lines, print }: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string', default: 'whatsapp' }, repro: { type: 'boolean' } },
  });
  const [flow = 'welcome'] = positionals;
  const opener = openers.get(flow);
  if (flow !== 'welcome' && !opener) {
    print(`There is no flow "${flow}". Known: welcome, ${[...openers.keys()].join(', ')}`);
    return 2;
  }
  const as = values.as === 'telegram' ? 'telegram' : 'whatsapp';
  const house = await openHouse();
  const said: Said[] = [];
  let choices: readonly Choice[] = [];

  const act = async (line: string): Promise<void> => {
    const { call, ...what } = readLine(line, choices);
    let heard = 'wait' in what ? await house.waits(what.wait) : await house.sends(what.content);
    said.push({ call, heard: bodyOf(heard.at(-1)) });
    if (house.isHeld && heard.length === 0) {
      heard = await house.waits(pauseMs);
      said.push({ call: `waits(${pauseMs})`, heard: bodyOf(heard.at(-1)) });
    }
    for (const message of heard) {
      if (message.kind === 'choices') choices = message.choices;
      print(`\n${show(message, as)}\n`);
    }
  };

  print(
    'Write as a citizen would. #2 taps, @-13.52,-71.97 shares a place, !voice, !photo, !wait 2h. Ctrl-D ends.',
  );
  if (opener) {
    for (const text of preface) await house.sends({ kind: 'text', text });
    await act(opener);
  }
  for await (const line of lines) if (line.trim() !== '') await act(line.trim());
  await house.close();
  if (values.repro) print(asTest(said, opener !== undefined));
  return 0;
}
