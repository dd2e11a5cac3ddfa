/** The program as it is run in earnest: built once a run, started in a process of its own, and killed without warning. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Several workers may want it: the first builds, the others wait. */
export async function buildProgram(): Promise<void> {
  // In the folder of this run (`tidy.ts`), so that the next one builds again.
  const claim = join(tmpdir(), 'program');
  const built = join(claim, 'built');
  while (!existsSync(built)) {
    if (mkdirSync(claim, { recursive: true })) build(claim, built);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function build(claim: string, built: string): void {
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    // Types are checked by `npm run types`, which takes five times as long as this.
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], { cwd: root });
    writeFileSync(built, '');
  } catch (error) {
    // Whoever waits tries, and says what is wrong as well.
    rmSync(claim, { recursive: true });
    throw error;
  }
}

/** @returns when it answers requests. */
export async function startProgram(environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'dist/src/main.js')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (part: Buffer) => part.toString().includes('Public page') && resolve());
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
  });
  return child;
}

export async function killProgram(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
