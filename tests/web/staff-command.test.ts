/** `ayni staff`: who may come in is decided on the machine that holds the database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runStaff } from '../../src/cli/staff.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ayni-staff-'));
  vi.stubEnv('DATABASE_URL', `file:${join(folder, 'ayni.db')}`);
  vi.stubEnv('AYNI_SECRET', 'a secret that only this test knows, long enough');
  vi.stubEnv('PUBLIC_URL', 'https://ayni.example');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const status = await runStaff(args, {
    print: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  return { status, said, complained };
}
const link = /^https:\/\/ayni\.example\/panel\/auth\/magic-link\/verify\?token=\w{32}&/;
const rosa = ['--email', 'Rosa@foro.pe', '--name', 'Rosa', '--role', 'signer', '--sector', 'civil-society'];

describe('ayni staff', () => {
  it('adds a member once, and hands out a new link each time', async () => {
    const first = await run('add', ...rosa);
    expect(first).toMatchObject({ status: 0, complained: [] });
    expect(first.said[0]).toMatch(link);
    const again = await run('add', ...rosa);
    expect(again.said[0]).toMatch(link);
    expect(again.said[0]).not.toBe(first.said[0]);
    expect((await run('link', '--email', 'rosa@foro.pe')).said[0]).toMatch(link);
    expect((await run('list')).said).toEqual(['rosa@foro.pe\tRosa\tsigner\tcivil-society\t']);
  });

  it('names what is wrong, and does nothing', async () => {
    const bad = await run('add', '--email', 'rosa', '--role', 'king');
    expect(bad.status).toBe(2);
    for (const name of ['--email', '--name', '--role']) expect(bad.complained.join('\n')).toContain(name);
    expect(await run('dance')).toMatchObject({ status: 2, said: [] });
    expect((await run('list')).said).toEqual([]);
  });

  it('gives no link to strangers, nor to who was switched off', async () => {
    await run('add', ...rosa);
    expect(await run('link', '--email', 'nadie@foro.pe')).toMatchObject({ status: 1, said: [] });
    expect(await run('disable', '--email', 'nadie@foro.pe')).toMatchObject({ status: 1 });
    expect(await run('disable', '--email', 'rosa@foro.pe')).toMatchObject({ status: 0 });
    expect(await run('link', '--email', 'rosa@foro.pe')).toMatchObject({ status: 1, said: [] });
    expect(await run('add', ...rosa)).toMatchObject({ status: 1, said: [] });
    expect((await run('list')).said[0]).toMatch(/disabled$/);
  });
});
