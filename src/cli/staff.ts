/** `ayni staff`: adds, lists, links and disables staff members, on the machine that holds the database. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../config.js';
import { readEnvironment, secretOf } from '../environment.js';
import { createIds } from '../ids.js';
import { roles, sectors } from '../people/permissions.js';
import { createVault } from '../people/vault.js';
import { openStore } from '../store/open.js';
import { createAccounts } from '../web/accounts.js';
import { createAuth } from '../web/auth.js';

const email = z.email('--email: is not an e-mail address');
const member = z.object({
  email,
  name: z.string({ error: '--name: is missing' }).trim().min(1),
  role: z.enum(roles, { error: `--role: is one of ${roles.join(', ')}` }).default('admin'),
  sector: z.enum(sectors, { error: `--sector: is one of ${sectors.join(', ')}` }).default('government'),
});

export interface Output {
  print(line: string): void;
  complain(line: string): void;
}

export async function runStaff(args: readonly string[], { print, complain }: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      sector: { type: 'string' },
    },
  });
  const config = readConfig(await readEnvironment());
  const vault = createVault(await secretOf(config));
  const newId = createIds();
  const store = await openStore({ url: config.databaseUrl, seal: vault.seal, newId });
  const url = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const auth = createAuth({ store, secret: vault.derive('staff sign-in'), url, newId });
  const accounts = createAccounts({ store, auth, newId, now: Date.now });
  const problem = (error: z.ZodError): number => {
    for (const issue of error.issues) complain(issue.message);
    return 2;
  };
  const printLink = (link: string | null): number => {
    if (link === null) complain('nobody with this address may sign in: unknown, or disabled');
    else print(link);
    return link === null ? 1 : 0;
  };
  try {
    switch (positionals[0]) {
      case 'add': {
        const given = member.safeParse(values);
        if (!given.success) return problem(given.error);
        return printLink(await accounts.add(given.data));
      }
      case 'list':
        for (const one of await accounts.list())
          print(
            [one.email, one.name, one.role, one.sector, one.disabledAt === null ? '' : 'disabled'].join('\t'),
          );
        return 0;
      case 'link': {
        const given = email.safeParse(values.email);
        if (!given.success) return problem(given.error);
        return printLink(await accounts.linkFor(given.data));
      }
      case 'disable': {
        const given = email.safeParse(values.email);
        if (!given.success) return problem(given.error);
        if (await accounts.disable(given.data)) return 0;
        complain('nobody has this address');
        return 1;
      }
      default:
        complain('ayni staff add | list | link | disable');
        return 2;
    }
  } finally {
    await store.close();
  }
}
