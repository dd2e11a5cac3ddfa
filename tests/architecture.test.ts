/** The house rules that a reader cannot see at once: who may use whom, how long a file may be, nothing left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = new Map<string, string>();

function filesOf(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  for (const file of files) sources.set(file, readFileSync(join(root, file), 'utf8'));
  return files;
}
const production = ['src', 'flows', 'db'].flatMap(filesOf);
const around = ['tests', 'bench', 'scripts'].flatMap(filesOf);
const sourceOf = (file: string): string => sources.get(file) ?? '';

interface Import {
  readonly file: string;
  /** A package's name, or a path from the root without its ending. */
  readonly to: string;
  /** Nothing of it runs. */
  readonly isType: boolean;
}

const statement = /^\s*(?:import|export)(\s+type\b)?([^'";]*?)\s+from\s+'([^']+)'/gm;
const bare = /import\('([^']+)'\)|^import\s+'([^']+)'/gm;

function importsOf(file: string): Import[] {
  const source = sourceOf(file);
  const onlyTypes = (names: string) => {
    const inside = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
    const parts = inside?.split(',').map((name) => name.trim());
    return parts?.every((name) => name === '' || name.startsWith('type ')) ?? false;
  };
  const pathOf = (name: string): string =>
    name.startsWith('.')
      ? normalize(join(dirname(file), name))
          .split(sep)
          .join('/')
          .replace(/\.js$/, '')
      : name;
  return [
    ...[...source.matchAll(statement)].map(([, type, names = '', name = '']) => ({
      file,
      to: pathOf(name),
      isType: type !== undefined || onlyTypes(names),
    })),
    ...[...source.matchAll(bare)].map(([, called, imported]) => ({
      file,
      to: pathOf(called ?? imported ?? ''),
      isType: false,
    })),
  ];
}
const imports = production.flatMap(importsOf);

function offenders(inside: RegExp, forbidden: RegExp, except = /^$/): string[] {
  return imports
    .filter(({ file, to }) => inside.test(file) && !except.test(file) && forbidden.test(to))
    .map(({ file, to }) => `${file} → ${to}`);
}

/** What each folder runs of others. Whoever is named stands above, so that there are no circles of folders. */
const layers = {
  root: [],
  log: [],
  talk: [],
  codes: [],
  ids: [],
  'one-of': [],
  text: ['root'],
  people: ['text'],
  places: ['text', 'root'],
  tags: ['text', 'root'],
  flow: ['talk', 'text'],
  flows: ['flow', 'talk', 'text', 'one-of'],
  calendar: ['talk', 'text'],
  templates: ['talk', 'text'],
  broadcasts: ['calendar', 'templates', 'talk', 'text', 'log'],
  inbox: ['flows', 'flow', 'calendar', 'people', 'codes', 'one-of', 'talk', 'text', 'log'],
  outbox: ['inbox', 'talk', 'log'],
  channels: ['templates', 'talk', 'log'],
  proposals: ['channels', 'talk', 'text', 'log'],
  commitments: ['proposals', 'calendar', 'talk', 'text'],
  practice: ['proposals', 'text', 'root'],
  assisted: ['inbox', 'talk', 'text'],
  overview: ['people', 'calendar', 'proposals'],
  answers: ['inbox', 'commitments', 'proposals', 'broadcasts', 'calendar', 'talk', 'text', 'log'],
  db: [],
  store: [
    ...['db', 'inbox', 'broadcasts', 'calendar', 'proposals', 'answers', 'commitments', 'overview'],
    ...['flow', 'talk', 'text', 'ids', 'one-of', 'root'],
  ],
  web: [
    ...['store', 'inbox', 'outbox', 'channels', 'broadcasts', 'calendar', 'templates', 'proposals', 'people'],
    ...['answers', 'commitments', 'practice', 'assisted', 'talk', 'text', 'codes', 'one-of', 'log', 'root'],
  ],
} as const satisfies Record<string, readonly string[]>;
type Layer = keyof typeof layers;

/** "src/calendar/rule" → "calendar", "src/log" → "log", "flows/link" → "flows" */
const layerOf = (path: string): string =>
  (path.startsWith('src/') ? path.split('/')[1] : path.split('/')[0])?.replace(/\.tsx?$/, '') ?? '';
/** They put the parts together, and may use everything. */
const wirers = /^src\/(app|main|cli|serve|jobs|metrics|config|environment|time)(\/|\.ts$)/;

describe('the house', () => {
  it('each folder runs only what stands below it', () => {
    const mayUse = (from: string): readonly string[] | undefined => layers[from as Layer];
    const wrong = imports
      .filter(({ file, to, isType }) => !isType && !wirers.test(file) && /^(src|flows|db)\//.test(to))
      .map(({ file, to }) => ({ file, to, from: layerOf(file), used: layerOf(to) }))
      .filter(({ from, used }) => from !== used && !mayUse(from)?.includes(used))
      .map(({ file, to }) => `${file} → ${to}`);
    expect(wrong).toEqual([]);
  });

  it('the layers are layers', () => {
    const names = Object.keys(layers);
    for (const [name, used] of Object.entries(layers))
      for (const one of used)
        expect(names.indexOf(one), `${name} → ${one}`).toBeLessThan(names.indexOf(name));
  });

  it('CONTRIBUTING tells of every folder', () => {
    const told = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
    const folders = new Set(
      production.map((file) => /^(src\/\w+|flows|db)\//.exec(file)?.[1]).filter((name) => name !== undefined),
    );
    // The commands are told of in the README.
    expect([...folders].filter((name) => name !== 'src/cli' && !told.includes(`\`${name}\``))).toEqual([]);
  });

  it('the talk knows nobody, not even a type', () => {
    expect(offenders(/^src\/talk\//, /^(src\/(?!talk\/)|flows|db)/)).toEqual([]);
  });

  it('engine and flows know no type of channels, web, store or what has effects', () => {
    expect(offenders(/^(src\/flow|flows)\//, /^src\/(channels|web|store|outbox|people)\//)).toEqual([]);
  });

  it('the domain knows of the store only its contracts, of channels only theirs, and no dialect', () => {
    const domain =
      /^src\/(people|proposals|answers|commitments|assisted|overview|broadcasts|calendar|places|tags|templates|text|inbox|outbox)\//;
    const contracts = 'store\\/(?!(store|outreach|answers|outbox\\/waiting)$)';
    const forbidden = new RegExp(
      `^src\\/(${contracts}|channels\\/(?!channel$)|web\\/)|^db\\/|drizzle-orm|better-sqlite3|^pg$`,
    );
    expect(offenders(domain, forbidden)).toEqual([]);
  });

  it('calendar, broadcasts, templates, answers and commitments keep no clock, read no chance and open no file', () => {
    // The wordings of templates are files of the project.
    const pure = /^src\/(calendar|broadcasts|templates|answers|commitments)\//;
    expect(offenders(pure, /^node:(fs|net|http|child_process)|^src\/(ids|codes|time)$/)).toEqual([]);
    expect(
      production.filter(
        (file) => pure.test(file) && /Date\.now|Math\.random|new Date\(\)/.test(sourceOf(file)),
      ),
    ).toEqual([]);
  });

  it('channels never import the store, the web or each other', () => {
    expect(offenders(/^src\/channels\//, /^src\/(store|web|inbox|outbox)\//)).toEqual([]);
    for (const name of ['telegram', 'whatsapp', 'simulator']) {
      const others = new RegExp(`^src/channels/(?!${name}/|channel$)[a-z]+/`);
      expect(offenders(new RegExp(`^src/channels/${name}/`), others)).toEqual([]);
    }
  });

  it('only store/ and db/ know drizzle and the drivers', () => {
    const drivers = /^(drizzle-orm|better-sqlite3|pg$|@electric-sql)/;
    expect(offenders(/./, drivers, /^(src\/store|db)\//)).toEqual([]);
  });

  it('only who wires knows the platforms; the page of the simulator belongs to its channel', () => {
    const platforms = /^src\/channels\/(telegram|whatsapp|simulator)\//;
    expect(offenders(/./, platforms, /^src\/((app|main|cli)(\.ts$|\/)|web\/simulator\/|channels\/)/)).toEqual(
      [],
    );
  });

  it('only config reads process.env', () => {
    const readers = production.filter((file) => /process\.env/.test(sourceOf(file)));
    expect(
      readers.filter((file) => !/^src\/(config|environment)\.ts$|^db\/.*config\.ts$/.test(file)),
    ).toEqual([]);
  });

  it('no circles of files', () => {
    const graph = new Map(production.map((file) => [file.replace(/\.tsx?$/, ''), [] as string[]]));
    for (const { file, to, isType } of imports)
      if (!isType && graph.has(to)) graph.get(file.replace(/\.tsx?$/, ''))?.push(to);
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (node: string, path: readonly string[]): void => {
      if (path.includes(node)) {
        circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
        return;
      }
      if (done.has(node)) return;
      for (const next of graph.get(node) ?? []) walk(next, [...path, node]);
      done.add(node);
    };
    for (const node of graph.keys()) walk(node, []);
    expect(circles).toEqual([]);
  });
});

describe('a file', () => {
  it('is no longer than 400 lines', () => {
    const long = [...production, ...around].filter((file) => sourceOf(file).split('\n').length > 401);
    expect(long).toEqual([]);
  });

  it('opens with a sentence that says what it is for', () => {
    const mute = [...production, ...around].filter((file) => !/^(#!.*\n)?\/\*\*/.test(sourceOf(file)));
    expect(mute).toEqual([]);
  });

  it('gives out only what somebody takes', () => {
    const words = new Map<string, string[]>();
    for (const file of [...production, ...around])
      for (const word of new Set(sourceOf(file).match(/\w+/g)))
        words.set(word, [...(words.get(word) ?? []), file]);
    const unused = production.flatMap((file) =>
      [...sourceOf(file).matchAll(/^export (?:async )?(?:const|function) (\w+)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => words.get(name)?.length === 1)
        .map((name) => `${file}: ${name}`),
    );
    expect(unused).toEqual([]);
  });
});
