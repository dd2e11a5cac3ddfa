/** What contributors read and tap: it fits every channel, and only our own taps are read back. */
import { describe, expect, it } from 'vitest';
import { progressMessage } from '../../src/commitments/message.js';
import { createIds } from '../../src/ids.js';
import { readExchangeTap } from '../../src/inbox/exchange-taps.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import { type CitizenKey, createSay, locales } from '../../src/text/texts.js';

const say = createSay<CitizenKey>('citizen');
const content = {
  title: { es: 'Obras a la vista' },
  text: { es: 'Publicar cada mes el avance de las obras.' },
};
const of = (given: { first: boolean; codes: readonly string[]; locale?: string }) =>
  progressMessage(
    {
      commitment: { id: createIds()(), code: 'C-03', content, draft: null },
      progress: {
        status: 'limited',
        text: { es: 'Ya hay fotos de 20 obras.' },
        link: 'https://gob.pe/obras',
      },
      locale: 'es',
      publicUrl: 'https://ayni.pe',
      ...given,
    },
    say,
  );

describe('the message about progress', () => {
  it('tells the first time why somebody gets it, and asks whether to go on', () => {
    const { text, choices } = of({ first: true, codes: ['AYNI-7K3Q', 'AYNI-8P2R'] });
    expect(text).toContain('Tus propuestas AYNI-7K3Q, AYNI-8P2R ayudaron a escribir');
    expect(text).toContain('*C-03 · Obras a la vista*');
    expect(text).toContain('Ya empezó.* Ya hay fotos de 20 obras.');
    expect(text).toContain('https://gob.pe/obras');
    expect(text).toContain('https://ayni.pe/compromisos/C-03');
    expect(text).toContain('no te escribo más sobre esto');
    expect(choices.map(({ label }) => label)).toEqual(['Seguir avisándome', 'No más']);
    expect(of({ first: true, codes: ['AYNI-7K3Q'] }).text).toContain('Tu propuesta AYNI-7K3Q ayudó');
  });

  it('is short for who follows, and names no more codes than a message can bear', () => {
    expect(of({ first: false, codes: ['AYNI-7K3Q'] }).text).not.toContain('AYNI-7K3Q');
    const many = Array.from({ length: 40 }, (_, index) => `AYNI-${1000 + index}`);
    expect(of({ first: true, codes: many }).text).toContain('AYNI-1000, AYNI-1001, AYNI-1002…');
  });

  it.each(locales)('fits both channels in %s', (locale) => {
    const message = of({ first: true, codes: ['AYNI-7K3Q'], locale });
    for (const limits of [telegramLimits, whatsappLimits]) expect(limitIssues(message, limits)).toEqual([]);
  });
});

describe('a tap', () => {
  it('is read back by the inbox', () => {
    const { choices } = of({ first: true, codes: [] });
    const read = choices.map(({ id }) => readExchangeTap(id));
    expect(read).toEqual([
      { tap: 'follow', commitmentId: expect.stringMatching(/^\w{26}$/), wants: true },
      { tap: 'follow', commitmentId: expect.stringMatching(/^\w{26}$/), wants: false },
    ]);
  });
});
