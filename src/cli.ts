/** The command line: `npm run -s ayni -- COMMAND`. Each command is a small function in `src/cli/`. */
import { createInterface } from 'node:readline/promises';
import { writeDiagrams } from './cli/diagram.js';
import { placeLines } from './cli/place.js';
import { runStaff } from './cli/staff.js';
import { tagLines } from './cli/tag.js';
import { talk } from './cli/talk.js';
import { ConfigError } from './config.js';
import { describeError } from './log.js';

const usage = `ayni talk [FLOW] [--as telegram|whatsapp] [--repro]   talk with the bot here; --repro prints the test that repeats it
ayni staff add --email E --name N [--role R] [--sector S]   add a staff member, print the link to hand over
ayni staff list | link --email E | disable --email E
ayni templates lint | push [--dry-run] | status          the WhatsApp templates: check, bring to Meta, look at
ayni tag      JSON lines {id, text} in, {id, areas, why} out
ayni place    one place name a line in, {typed, code, name} out
ayni diagram  write docs/flows.md`;

const lines = () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
const print = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

async function run([command, ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'talk':
      return talk(rest, { lines: lines(), print });
    case 'staff':
      return runStaff(rest, { print, complain });
    case 'templates': {
      // The client of the Cloud API takes a moment to load: only who needs it waits.
      const { runTemplates } = await import('./cli/templates.js');
      return runTemplates(rest, { print, complain });
    }
    case 'tag':
      return tagLines(lines(), print, complain);
    case 'place':
      return placeLines(lines(), print);
    case 'diagram':
      await writeDiagrams();
      return 0;
    default:
      complain(usage);
      return command === undefined || command === 'help' ? 0 : 2;
  }
}

run(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    complain(error instanceof ConfigError ? error.message : describeError(error).message);
    process.exitCode = 1;
  });
