/** `npm run bench`: runs the parts, prints their tables, and puts them into the documentation when asked. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runAnswers } from './answers.js';
import { runBroadcast } from './broadcast.js';
import { runConsole } from './console.js';
import { runDialogue } from './dialogue.js';
import { runKill } from './kill.js';
import { runMillion } from './million.js';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean' },
    dialogue: { type: 'boolean' },
    kill: { type: 'boolean' },
    broadcast: { type: 'boolean' },
    million: { type: 'boolean' },
    console: { type: 'boolean' },
    answers: { type: 'boolean' },
    write: { type: 'boolean' },
    rounds: { type: 'string' },
    conversations: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'boolean' },
  },
});

interface Part {
  readonly report: string;
  readonly figures: object;
}

const parts = {
  dialogue: () =>
    runDialogue({
      rounds: Number(values.rounds ?? (values.smoke ? 1 : 5)),
      conversations: Number(values.conversations ?? (values.smoke ? 150 : 2000)),
      only: values.only,
      profile: values.profile === true,
    }),
  kill: () => runKill({ rounds: Number(values.rounds ?? (values.smoke ? 1 : 3)), citizens: 200 }),
  broadcast: () => runBroadcast({ smoke: values.smoke === true }),
  million: () => runMillion({ smoke: values.smoke === true }),
  console: () => runConsole({ smoke: values.smoke === true }),
  answers: () =>
    runAnswers({ smoke: values.smoke === true, rounds: Number(values.rounds ?? (values.smoke ? 1 : 5)) }),
} satisfies Record<string, () => Promise<Part>>;
const partNames = ['dialogue', 'kill', 'broadcast', 'million', 'answers', 'console'] as const;

/** Puts a report into the documentation, between its two marks, and the figures beside the benchmark. */
function keep(name: string, { report, figures }: Part): void {
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify({ at: new Date(), figures }, null, 2)}\n`);
  const page = join(import.meta.dirname, '../docs/performance.md');
  const [before, rest = ''] = readFileSync(page, 'utf8').split(`<!-- ${name} -->`);
  const [, after = ''] = rest.split(`<!-- end of ${name} -->`);
  writeFileSync(page, `${before}<!-- ${name} -->\n\n${report}\n<!-- end of ${name} -->${after}`);
}

const asked = partNames.filter((name) => values[name]);
for (const name of asked.length > 0 ? asked : partNames) {
  const part = await parts[name]();
  console.log(part.report);
  if (values.write) keep(name, part);
}
