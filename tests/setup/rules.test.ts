/** What a cycle may say, offer and send people to: the rules, without a page. */
import { describe, expect, it } from 'vitest';
import { createCycleQuiet } from '../../src/app/quiet.js';
import { createQuiet, quietOf } from '../../src/broadcasts/quiet.js';
import { cardsOf, hasWayOut, ownCards } from '../../src/proposals/cards.js';
import { limitIssues, whatsappLimits } from '../../src/talk/limits.js';
import { readTexts } from '../../src/text/texts.js';
import { wordable, wordingProblems } from '../../src/text/wordable.js';
import {
  type AreaRow,
  moved,
  newAreaId,
  rowProblems,
  toAreas,
} from '../../src/web/console/setup/area-rows.js';

describe('the cards we come with', () => {
  it('send reports to a platform that takes them, and fit one message in every language', () => {
    expect(cardsOf({ cards: [] })).toEqual(ownCards());
    const [corruption, danger] = ownCards();
    expect(corruption?.text.es).toContain('https://denuncias.servicios.gob.pe');
    expect(corruption && hasWayOut(corruption)).toBe(true);
    // A wrong number could cost a life: the forum adds its own, and the screen says that it is missing.
    expect(danger && hasWayOut(danger)).toBe(false);
    for (const card of ownCards())
      for (const text of Object.values(card.text))
        expect(limitIssues({ kind: 'text', text }, whatsappLimits)).toEqual([]);
  });

  it('give way to those of the cycle', () => {
    const own = { id: 'x', label: { es: 'X' }, text: { es: 'Llama al 0800 00000' } };
    expect(cardsOf({ cards: [own] })).toEqual([own]);
    expect(hasWayOut(own)).toBe(true);
  });
});

describe('quiet hours', () => {
  it('are those of the cycle, or the configured ones', () => {
    const configured = { from: 21, to: 8 };
    expect(quietOf({ quiet: null }, configured)).toEqual(configured);
    const own = quietOf({ quiet: { from: 20, to: 9 } }, configured);
    const evening = Date.UTC(2026, 5, 2, 1, 30);
    expect(createQuiet(own, 'America/Lima').until(evening)).toBe(Date.UTC(2026, 5, 2, 14));
    expect(createQuiet(configured, 'America/Lima').until(evening)).toBeNull();
  });
});

describe('quiet hours that staff change', () => {
  it('are seen within seconds, and the cycle is not read for every message', async () => {
    let quiet: { from: number; to: number } | null = null;
    let reads = 0;
    const hours = createCycleQuiet({
      cycles: {
        working: async () => {
          reads += 1;
          return { quiet };
        },
      },
      configured: { from: 21, to: 8 },
      timezone: 'America/Lima',
    });
    const evening = Date.UTC(2026, 5, 2, 1, 30);
    expect(await hours.untilNow(evening)).toBeNull();
    quiet = { from: 20, to: 9 };
    expect(await hours.untilNow(evening + 4_000)).toBeNull();
    expect(reads).toBe(1);
    expect(await hours.untilNow(evening + 5_000)).toBe(Date.UTC(2026, 5, 2, 14));
    expect(hours.until(evening)).toBe(Date.UTC(2026, 5, 2, 14));
  });
});

describe('words of a cycle', () => {
  const texts = readTexts('citizen');

  it('may be ours, in every language that has them', () => {
    for (const { key, max } of wordable)
      for (const words of Object.values(texts)) {
        const text = words[key];
        if (text !== undefined) expect([key, wordingProblems(text, text, max)]).toEqual([key, []]);
      }
  });

  it.each([
    ['a blank left out', 'Hola', 'Soy de {{forum}}', ['missing {{forum}}']],
    ['a blank nobody fills', 'De {{forum}}, {{name}}', 'Soy de {{forum}}', ['unknown {{name}}']],
    ['an open brace', 'De {{forum}} {ya', 'Soy de {{forum}}', ['unknown { }']],
    ['a blank with spaces', 'De {{ forum }}', 'Soy de {{forum}}', ['unknown { }']],
    ['a way out left out', 'Escribe *menú*', 'Escribe *menú* o *baja*', ['command *baja*']],
    ['too many letters', 'a'.repeat(41), 'Hola', ['long 41']],
  ])('are refused with %s', (_, own, ours, expected) => {
    expect(wordingProblems(own, ours, 40).map(({ problem, what }) => `${problem} ${what}`)).toEqual(expected);
  });
});

describe('the areas of a form', () => {
  const row = (id: string, es = id, more: Partial<AreaRow> = {}): AreaRow => ({
    ...{ id, label: es === '' ? {} : { es }, retired: false, gone: false },
    ...more,
  });
  const other = row('other', 'Otro tema');

  it('keep their ids; new ones get one of their own, and "other" is last', () => {
    const rows = [other, row('a', 'Agua'), row('', 'Agua y saneamiento'), row('', 'Agua y saneamientó')];
    expect(toAreas(rows).map(({ id }) => id)).toEqual([
      'a',
      'agua_y_saneamiento',
      'agua_y_saneamiento_2',
      'other',
    ]);
    // The word staff use for what is no proposal is no area.
    expect(newAreaId('None', new Set())).toBe('none_2');
    expect(newAreaId('¿?', new Set())).toBe('area');
  });

  it('move among themselves, never past "other"', () => {
    const rows = [row('a'), row('b'), other];
    expect(moved(rows, 1, -1).map(({ id }) => id)).toEqual(['b', 'a', 'other']);
    expect(moved(rows, 1, 1)).toEqual(rows);
    expect(moved(rows, 0, -1)).toEqual(rows);
  });

  it('say what is wrong with them', () => {
    const problems = (rows: readonly AreaRow[]) =>
      rowProblems(rows).map((one) => ('row' in one ? `${one.problem} ${one.row}` : one.problem));
    const many = Array.from({ length: 10 }, (_, index) => row(`a${index}`));
    expect(
      problems([row('a', ''), row('b', 'x'.repeat(21)), row('c', 'Ágil'), row('d', 'agil'), other]),
    ).toEqual(['empty 0', 'long 1', 'twice 3']);
    expect(problems([...many, other])).toEqual(['many']);
    expect(problems([...many.slice(1), row('z', 'z', { retired: true }), other])).toEqual([]);
    expect(problems([row('a', 'a', { gone: true }), other])).toEqual(['few']);
  });
});
