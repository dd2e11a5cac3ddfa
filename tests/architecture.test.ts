/** The house rules that a reader cannot see at once: who may import whom, and how long a file may be. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Project files and packages a file imports, as paths from the root or package names. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const found = [
    ...source.matchAll(
      /^\s*(?:import|export)[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm,
    ),
  ];
  return found.map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (!name.startsWith('.')) return name;
    return normalize(join(dirname(file), name))
      .split(sep)
      .join('/')
      .replace(/\.js$/, '');
  });
}

const production = [...filesOf('src'), ...filesOf('flows'), ...filesOf('db')];

function offenders(inside: RegExp, forbidden: RegExp, except = /^$/): string[] {
  return production
    .filter((file) => inside.test(file) && !except.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => forbidden.test(name))
        .map((name) => `${file} → ${name}`),
    );
}

describe('the house', () => {
  it('talk imports nothing of the project', () => {
    expect(offenders(/^src\/talk\//, /^(src\/(?!talk\/)|flows|db)/)).toEqual([]);
  });

  it('the flow engine knows talk and texts, never channels, web, inbox effects or the store', () => {
    expect(offenders(/^src\/flow\//, /^src\/(channels|web|store|outbox|people)\//)).toEqual([]);
  });

  it('flows know the engine and the talk only', () => {
    expect(offenders(/^flows\//, /^src\/(channels|web|store|outbox|people)\//)).toEqual([]);
  });

  it('the domain never imports channels, web or a dialect', () => {
    const domain =
      /^src\/(people|proposals|broadcasts|calendar|evidence|places|tags|templates|text|inbox|outbox)\//;
    // The contract of a channel is the border itself.
    const forbidden = /^src\/(channels\/(?!channel$)|web\/)|^db\/|drizzle-orm|better-sqlite3|^pg$/;
    expect(offenders(domain, forbidden)).toEqual([]);
  });

  it('channels never import the store, the web or each other', () => {
    expect(offenders(/^src\/channels\//, /^src\/(store|web|inbox|outbox)\//)).toEqual([]);
    for (const name of ['telegram', 'whatsapp', 'simulator']) {
      const others = new RegExp(`^src/channels/(?!${name}/|channel$)[a-z]+/`);
      expect(offenders(new RegExp(`^src/channels/${name}/`), others)).toEqual([]);
    }
  });

  it('only store/ and db/ know drizzle and the drivers', () => {
    expect(offenders(/./, /^(drizzle-orm|better-sqlite3|pg$|@electric-sql)/, /^(src\/store|db)\//)).toEqual(
      [],
    );
  });

  it('only app.ts wires everything', () => {
    // The simulator's page belongs to its channel.
    const wirers = /^src\/(app|main|cli)\.ts$|^src\/(cli|app)\/|^src\/web\/simulator\//;
    expect(
      offenders(
        /./,
        /^src\/channels\/(telegram|whatsapp|simulator)\//,
        new RegExp(`${wirers.source}|^src/channels/`),
      ),
    ).toEqual([]);
  });

  it('only config reads process.env', () => {
    const readers = production.filter((file) => /process\.env/.test(readFileSync(join(root, file), 'utf8')));
    expect(
      readers.filter((file) => !/^src\/(config|environment)\.ts$|^db\/.*config\.ts$/.test(file)),
    ).toEqual([]);
  });

  it('no circles', () => {
    const graph = new Map(production.map((file) => [file.replace(/\.tsx?$/, ''), importsOf(file)]));
    const typeOnly = new Map<string, Set<string>>();
    for (const file of production) {
      const source = readFileSync(join(root, file), 'utf8');
      const types = [...source.matchAll(/^\s*(?:import|export) type[^'"]*?from\s+'(\.[^']+)'/gm)].map(
        (match) =>
          normalize(join(dirname(file), match[1] ?? ''))
            .split(sep)
            .join('/')
            .replace(/\.js$/, ''),
      );
      typeOnly.set(file.replace(/\.tsx?$/, ''), new Set(types));
    }
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (node: string, path: readonly string[]): void => {
      if (path.includes(node)) {
        circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
        return;
      }
      if (done.has(node)) return;
      for (const next of graph.get(node) ?? []) {
        if (graph.has(next) && !typeOnly.get(node)?.has(next)) walk(next, [...path, node]);
      }
      done.add(node);
    };
    for (const node of graph.keys()) walk(node, []);
    expect(circles).toEqual([]);
  });

  it('no file is longer than 400 lines', () => {
    const all = [...production, ...filesOf('tests'), ...filesOf('bench'), ...filesOf('scripts')];
    const long = all.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 401);
    expect(long).toEqual([]);
  });
});
