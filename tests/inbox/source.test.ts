/** What a partner's link writes is its opening; what people say of themselves never is. */
import { describe, expect, it } from 'vitest';
import { createReadSource } from '../../src/inbox/source.js';
import { readTexts } from '../../src/text/texts.js';
import { createPhone } from '../support/phone.js';

const sentences = Object.values(readTexts('citizen')).flatMap((words) => words['source.hello'] ?? []);
const read = createReadSource(sentences);

describe('the sentence of a link', () => {
  it.each([
    ['Hola, vengo de RADIO-YARAVI', 'RADIO-YARAVI'],
    ['hola vengo de radio-yaravi', 'RADIO-YARAVI'],
    ['  ¡Hola!  Vengo de Radio-Yaraví. 🙂', 'RADIO-YARAVI'],
    ['Hola, vengo de RADIO-YARAVI-2', 'RADIO-YARAVI-2'],
    ['Hello, I come from MINGA_PERU-1', 'MINGA_PERU-1'],
    ['Hola, vengo de AYNI-PERU', 'AYNI-PERU'],
  ])('%s → %s', (typed, code) => expect(read(typed)).toBe(code));

  it.each([
    'Hola, vengo de Cusco',
    'Hola, vengo de RADIO-YARAVI y quiero proponer más árboles',
    'Un amigo me dijo: Hola, vengo de RADIO-YARAVI',
    'Hola, vengo de -',
    'Hola, vengo de ',
    'Hola, vengo de A-',
    'RADIO-YARAVI',
    'hola',
    'baja',
    '',
    `Hola, vengo de ${'A-'.repeat(30)}A`,
    `Hola, vengo de RADIO-${'Y'.repeat(5_000)}`,
  ])('%s is what a person says', (typed) => expect(read(typed)).toBeUndefined());
});

describe('who comes by it', () => {
  it('is greeted as by any link, with the source of a partner only', () => {
    const phone = createPhone({ person: null, channel: 'whatsapp' });
    phone.says('Hola, vengo de RADIO-YARAVI');
    expect(phone.last).toContain('¡Hola! Soy Ayni.');
    expect(phone.effects).toContainEqual({
      kind: 'person.source',
      source: 'RADIO-YARAVI',
      fromWords: true,
    });
  });
});
