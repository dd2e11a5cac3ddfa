/** Who a note names, as people write names. */
import { describe, expect, it } from 'vitest';
import { cutMentions, mentionsIn, reachable } from '../../src/web/console/proposal/mentions.js';

const member = (id: string, name: string, disabledAt: number | null = null) => ({
  id,
  name,
  email: `${id}@foro.pe`,
  role: 'triage',
  sector: 'government',
  disabledAt,
});
const team = [
  member('ana', 'Ana Núñez'),
  member('ana2', 'Ana Núñez Rojas'),
  member('luis', 'Luis Mamani'),
  member('jose', 'José'),
];

describe('a note', () => {
  it.each([
    ['@Luis Mamani mira', ['luis']],
    ['@luis, y @JOSE', ['luis', 'jose']],
    ['(@Ana Nuñez) y no @Ana', ['ana']],
    ['@Ana Núñez Rojas', ['ana2']],
    ['escribe a luis@Luisa.pe o @Luisa', []],
    ['@ @@ @Pedro', []],
    ['@José@Luis', ['jose', 'luis']],
    ['nadie', []],
  ])('%j names %j', (text, named) => {
    expect(mentionsIn(text, team).toSorted()).toEqual(named.toSorted());
  });

  it('is cut where the names stand, and stays whole', () => {
    const text = 'Hola @Luis Mamani, ¿y @ana núñez?';
    const pieces = cutMentions(
      text,
      team.map(({ name }) => name),
    );
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ named }) => named).map((piece) => piece.text)).toEqual([
      '@Luis Mamani',
      '@ana núñez',
    ]);
  });

  it('can name neither its writer nor who left', () => {
    const all = [...team, member('eva', 'Eva', 1)];
    expect(reachable(all, 'luis').map(({ id }) => id)).toEqual(['ana', 'ana2', 'jose']);
  });
});
