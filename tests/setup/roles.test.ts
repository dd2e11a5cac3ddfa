/** The page on roles says what the table of permissions says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions, may, roles } from '../../src/people/permissions.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/roles.md'), 'utf8');
const lines = page.split('\n');
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('docs/roles.md', () => {
  it('has a row for each action, with a mark for each role that may', () => {
    const head = lines.find((line) => line.startsWith('| may'));
    expect(cells(head ?? '').slice(1, -1)).toEqual([...roles]);
    const rows = new Map(
      lines
        .filter((line) => line.startsWith('| `'))
        .map(cells)
        .map(([name = '', ...marks]) => [name.replaceAll('`', ''), marks.slice(0, roles.length)]),
    );
    expect([...rows.keys()]).toEqual([...actions]);
    for (const action of actions)
      expect([action, rows.get(action)]).toEqual([
        action,
        roles.map((role) => (may(role, action) ? 'yes' : '')),
      ]);
  });
});
