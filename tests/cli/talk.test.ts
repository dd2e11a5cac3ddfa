/** `ayni talk`: what a terminal shows, and that the test it prints is one that passes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstWords } from '../../src/cli/repro.js';
import { talk } from '../../src/cli/talk.js';
import { projectRoot } from '../../src/root.js';

async function play(args: readonly string[], said: readonly string[]) {
  const printed: string[] = [];
  async function* lines() {
    yield* said;
  }
  const code = await talk(args, { lines: lines(), print: (line) => printed.push(line) });
  return { code, text: printed.join('\n'), last: printed.at(-1) ?? '' };
}

/** Without what a formatter may change. */
const plain = (source: string) => source.replace(/\s+/g, '').replaceAll(',)', ')');

describe('talk', () => {
  it('prints the test that repeats the conversation; the committed one runs with all others', async () => {
    const said = [
      'hola',
      '#1',
      'sí',
      '#1',
      'Que publiquen el gasto de las obras cada mes',
      'y con fotos',
      '!photo',
    ];
    const { last } = await play(['--repro'], [...said, '#1', 'cuzco', '#1', 'mis propuestas', '!wait 2h']);
    const committed = readFileSync(join(projectRoot, 'tests/flows/repeated.test.ts'), 'utf8');
    expect(plain(last)).toBe(plain(committed));
  });

  it('shows a question as the channel would', async () => {
    expect((await play(['--as', 'whatsapp'], ['hola'])).text).toContain('(list)\n  #1 [Castellano]');
    expect((await play(['--as', 'telegram'], ['hola'])).text).toContain('(buttons)\n  #1 [Castellano]');
  });

  it('begins in any flow, as somebody who consented', async () => {
    expect((await play(['settings'], [])).text).toContain('Tus ajustes:');
    expect((await play(['my-data'], ['#1'])).text).toContain('Todo lo tuyo');
    expect((await play(['status'], ['zzzz'])).text).toContain('No encontré AYNI-ZZZZ');
    const { text } = await play(
      ['proposal', '--repro'],
      ['!voice', '@-13.52,-71.97', '#1', '@-13.52,-71.97', '#9'],
    );
    expect(text).toContain('Lugar: Wanchaq (Cusco)');
    expect(text).toContain('createPhone()');
    expect(await play(['nothing'], [])).toMatchObject({
      code: 2,
      text: expect.stringContaining('welcome, proposal'),
    });
  });

  it('lets time pass: a nudge, then the end', async () => {
    const { text } = await play(
      ['proposal'],
      ['Que publiquen el gasto de las obras', '!wait 2h', '!wait 3d'],
    );
    expect(text).toContain('¿Seguimos con tu propuesta?');
    expect(text).toContain('la dejé de lado');
  });

  it('expects words that are the same in the next run', () => {
    expect(firstWords('Te responderemos el 24 de diciembre\nmás')).toBe('Te responderemos el');
    expect(firstWords('AYNI-7K3Q: ya tiene respuesta.')).toBe(': ya tiene respuesta.');
  });
});
