/** Every text somebody may read is read by somebody: keys no code names are left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeholdersOf } from '../../src/flow/check.js';
import { projectRoot } from '../../src/root.js';
import { readTexts } from '../../src/text/texts.js';
import { wordable } from '../../src/text/wordable.js';

const sources = ['src', 'flows'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|js)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
);

/** Keys written out, and those put together: `state.${name}`, `${name}.body`. A gap holds one part of a key. */
function keysNamed(): (key: string) => boolean {
  // Texts a forum may word itself have names of several parts.
  const whole = new Set<string>(wordable.map(({ key }) => `setup.wording.${key}`));
  const made: RegExp[] = [];
  const gap = /\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}/;
  for (const source of sources) {
    for (const [, key = ''] of source.matchAll(/['"]([\w.-]+)['"]/g)) whole.add(key);
    for (const [, text = ''] of source.matchAll(/`((?:[^`\\$]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\})+)`/g)) {
      const parts = text.split(gap);
      if (parts.length === 1) whole.add(text);
      const isKey = parts.every((part) => /^[\w.-]*$/.test(part)) && /\w{3}\.|\.\w{3}/.test(parts.join(' '));
      if (!isKey || parts.length === 1) continue;
      made.push(new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w-]+')}$`));
    }
  }
  return (key) => whole.has(key) || made.some((pattern) => pattern.test(key));
}
const isNamed = keysNamed();

/** Actions of the ledger have parts themselves. */
const whole = (key: string): string => key.replace(/^(broadcasts\.history|action)\.(\w+)\./, '$1.$2-');

// Those of templates are named by their designs: `ayni templates lint` looks at them.
describe.each(['citizen', 'console', 'notices', 'public', 'simulator'])('%s', (name) => {
  it('has no key that nobody reads', () => {
    const keys = Object.keys(readTexts(name).es ?? {}).map((key) => key.replace(/_(one|other)$/, ''));
    expect([...new Set(keys)].filter((key) => !isNamed(whole(key)))).toEqual([]);
  });

  it('has both forms of what is counted', () => {
    const { es = {} } = readTexts(name);
    const bases = Object.keys(es).flatMap((key) => /^(.*)_(?:one|other)$/.exec(key)?.[1] ?? []);
    expect(bases.filter((key) => !es[`${key}_one`] || !es[`${key}_other`] || es[key])).toEqual([]);
  });

  it('says in English the same, with the same gaps', () => {
    const { es = {}, en } = readTexts(name);
    // The console speaks Spanish only.
    if (en === undefined) return expect(name).toBe('console');
    const differ = [...new Set([...Object.keys(es), ...Object.keys(en)])].filter(
      (key) =>
        !key.startsWith('language.') &&
        placeholdersOf(es[key] ?? '{{none}}') !== placeholdersOf(en[key] ?? ''),
    );
    expect(differ).toEqual([]);
  });
});
