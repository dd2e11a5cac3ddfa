/** `ayni talk`: a citizen's conversation in the terminal, as Telegram or WhatsApp would show it, on a database in memory. */
import { parseArgs } from 'node:util';
import { flows } from '../../flows/index.js';
import { createIds } from '../ids.js';
import { createDecide } from '../inbox/decide.js';
import { createEnv } from '../inbox/env.js';
import { createKeyedQueue } from '../inbox/queue.js';
import { createReceive } from '../inbox/receive.js';
import { createVault } from '../people/vault.js';
import { createPlaces } from '../places/places.js';
import { openStore } from '../store/open.js';
import { createTagger } from '../tags/suggest.js';
import { formOf, telegramLimits, whatsappLimits } from '../talk/limits.js';
import type { Choice, Content, Outgoing } from '../talk/message.js';
import { type CitizenKey, createSay } from '../text/texts.js';

export interface Terminal {
  readonly lines: AsyncIterable<string>;
  print(line: string): void;
}

/** "#2" taps the second choice; "@-13.5,-71.9" shares a place; "!voice" sends a voice note; all else is typed. */
function readLine(line: string, choices: readonly Choice[]): Content {
  const tapped = /^#(\d{1,2})$/.exec(line)?.[1];
  if (tapped) return { kind: 'tap', data: choices[Number(tapped) - 1]?.id ?? 'none' };
  const [, latitude, longitude] = /^@(-?[\d.]+),\s*(-?[\d.]+)$/.exec(line) ?? [];
  if (latitude && longitude)
    return { kind: 'location', latitude: Number(latitude), longitude: Number(longitude) };
  if (line === '!voice') return { kind: 'media', media: { kind: 'voice', ref: 'talk', mime: 'audio/ogg' } };
  return { kind: 'text', text: line };
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

/** The conversation so far as a test that repeats it. */
const asTest = (said: readonly Content[]): string =>
  [
    "it('repeats a conversation', async () => {",
    '  const { citizen } = await startWorld();',
    ...said.map((content) => `  await citizen.sends(${JSON.stringify(content)});`),
    '});',
  ].join('\n');

export async function talk(args: readonly string[], { lines, print }: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { as: { type: 'string', default: 'whatsapp' }, repro: { type: 'boolean' } },
  });
  const as = values.as === 'telegram' ? 'telegram' : 'whatsapp';
  const newId = createIds();
  const vault = createVault('a conversation in the terminal keeps nothing');
  const store = await openStore({ url: ':memory:', seal: vault.seal, newId });
  const { decide } = createDecide({ flows, say: createSay<CitizenKey>('citizen'), timezone: 'America/Lima' });
  const env = createEnv({
    store,
    places: createPlaces(),
    suggestAreas: createTagger().suggest,
    newId,
    publicUrl: () => '',
  });
  let choices: readonly Choice[] = [];
  const receive = createReceive({
    store,
    vault,
    decide,
    env,
    now: Date.now,
    queue: createKeyedQueue(),
    hand: {
      owner: 'talk',
      offer: (rows) => {
        for (const { message } of rows) {
          if (message.kind === 'choices') choices = message.choices;
          print(`\n${show(message, as)}\n`);
        }
      },
      wakeAt: () => undefined,
    },
  });
  const said: Content[] = [];
  print(
    'Write as a citizen would; "#2" taps, "@-13.52,-71.97" shares a place, "!voice" sends a voice note. Ctrl-D ends.',
  );
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const content = readLine(line.trim(), choices);
    said.push(content);
    await receive({
      channel: 'simulator',
      externalId: newId(),
      from: { chat: 'talk' },
      at: Date.now(),
      content,
    });
  }
  await store.close();
  if (values.repro) print(asTest(said));
  return 0;
}
