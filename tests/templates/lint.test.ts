/** Our templates pass every rule of Meta's, and each rule catches what it is for. */
import { describe, expect, it } from 'vitest';
import { eventTemplates, noticeTemplateName } from '../../src/calendar/words.js';
import { present } from '../../src/channels/simulator/present.js';
import { createFindTemplate } from '../../src/channels/simulator/templates.js';
import { inviteTemplateName } from '../../src/outbox/invite.js';
import { type Design, designs } from '../../src/templates/designs.js';
import { lintTemplates } from '../../src/templates/lint.js';
import { localTemplates, readTemplateTexts } from '../../src/templates/wording.js';

describe('our templates', () => {
  it('break no rule', () => {
    expect(lintTemplates()).toEqual([]);
  });

  it('are there in Spanish and English, and say how to stop', () => {
    const local = localTemplates(designs, readTemplateTexts());
    expect([...new Set(local.map(({ language }) => language))].toSorted()).toEqual(['en', 'es']);
    for (const { language, footer } of local) expect(footer).toMatch(language === 'es' ? /BAJA/ : /STOP/);
  });

  it.each(localTemplates(designs, readTemplateTexts()))(
    '$name in $language looks whole on the simulated phone, with all its buttons',
    ({ name, language, buttons, samples, footer }) => {
      const payloads = buttons.map((_, index) => `tap:${index}`);
      const message = { kind: 'template', name, language, parameters: samples, payloads } as const;
      const tools = {
        findTemplate: createFindTemplate(),
        keepFile: () => {
          throw new Error('a template holds no file');
        },
      };
      const seen = present(message, 'whatsapp', tools);
      if (seen.kind !== 'shown' || seen.body.kind !== 'template') throw new Error('it was refused');
      for (const sample of samples) expect(seen.body.text).toContain(sample);
      expect(seen.body.text).toContain(footer);
      expect(seen.body.text).not.toContain('{{');
      expect(seen.body.choices).toEqual(buttons.map((label, index) => ({ id: `tap:${index}`, label })));
      expect(present({ ...message, parameters: [] }, 'whatsapp', tools).kind).toBe('refused');
      expect(present({ ...message, payloads: [...payloads, 'x'] }, 'whatsapp', tools).kind).toBe('refused');
    },
  );
});

describe('who fills them in', () => {
  it('knows their names and buttons', () => {
    const filled = [
      { name: inviteTemplateName, buttons: 1 },
      { name: noticeTemplateName, buttons: 1 },
      ...Object.values(eventTemplates).map(({ name, buttons }) => ({ name, buttons: buttons.length })),
    ];
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(filled.toSorted(byName)).toEqual(
      designs.map(({ name, buttons }) => ({ name, buttons })).toSorted(byName),
    );
  });
});

describe('the rules', () => {
  const design: Design = { name: 'visit', category: 'utility', parameters: ['who', 'when'], buttons: 1 };
  const words = {
    footer: 'El foro. Para parar: BAJA',
    'visit.body': 'Hola, vamos a visitar a {{1}} el día {{2}}, si te parece bien.',
    'visit.button.1': 'Sí',
    'visit.sample.1': 'Rosa',
    'visit.sample.2': 'lunes',
  };
  const whats = (given: Partial<Design>, changed: Record<string, string | undefined>) => {
    const said = Object.entries({ ...words, ...changed }).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, text] as const],
    );
    return lintTemplates([{ ...design, ...given }], { es: Object.fromEntries(said) }).map(({ what }) => what);
  };
  const body = (text: string) => whats({}, { 'visit.body': text });

  it('let a good one pass', () => expect(whats({}, {})).toEqual([]));

  it.each([
    ['names', 'a-z', whats({ name: 'Visit' }, {})],
    ['long names', '512', whats({ name: 'v'.repeat(513) }, {})],
    ['an empty body', 'empty', body('')],
    ['a long body', '1024', body(`${words['visit.body']} ${'sí '.repeat(340)}`)],
    [
      'a placeholder at the beginning',
      'beginning',
      body('{{1}} viene a visitarte pronto el día {{2}}, te aviso'),
    ],
    ['a placeholder at the end', 'end', body('Hola, vamos a visitar a {{1}} muy pronto, el día {{2}}')],
    [
      'placeholders side by side',
      'side by side',
      body('Hola, vamos a visitar a {{1}} {{2}} si te parece bien'),
    ],
    ['too few words', 'too few', body('Hola {{1}} y {{2}} hoy')],
    ['another number of placeholders', 'its design has 2', body('Hola, vamos a visitar a {{1}} muy pronto.')],
    [
      'placeholders out of order',
      'in this order',
      body('Hola, vamos a visitar a {{2}} el día {{1}}, si quieres.'),
    ],
    ['other braces', 'brace', body('Hola {nombre}, vamos a visitar a {{1}} el día {{2}}, si te parece.')],
    ['many empty lines', 'in a row', body('Hola, vamos a visitar a {{1}}\n\n\nel día {{2}}, si te parece.')],
    ['no sample', 'samples', whats({}, { 'visit.sample.2': undefined })],
    ['a sample of two lines', 'line break', whats({}, { 'visit.sample.1': 'Rosa\nAna' })],
    ['a sample with a gap', 'four spaces', whats({}, { 'visit.sample.1': 'Rosa    Ana' })],
    ['an empty sample', 'empty', whats({}, { 'visit.sample.1': ' ' })],
    ['no footer', 'how to stop', whats({}, { footer: undefined })],
    ['a long footer', '60', whats({}, { footer: 'x'.repeat(61) })],
    ['a placeholder in the footer', 'no placeholders', whats({}, { footer: 'El foro {{1}}' })],
    ['a missing button', 'its design has 1', whats({}, { 'visit.button.1': undefined })],
    ['a long button', '25', whats({}, { 'visit.button.1': 'x'.repeat(26) })],
    [
      'twins among buttons',
      'same label',
      whats({ buttons: 2 }, { 'visit.button.1': 'Sí', 'visit.button.2': 'Sí' }),
    ],
    [
      'more buttons than desktops show',
      'desktop',
      whats({ buttons: 4 }, { 'visit.button.2': 'b', 'visit.button.3': 'c', 'visit.button.4': 'd' }),
    ],
    ['words without a design', 'no design', whats({}, { 'visits.body': 'Hola' })],
    ['a language without it', 'no body', whats({}, { 'visit.body': undefined })],
  ])('catch %s', (_, sentence, found) => expect(found.join('; ')).toContain(sentence));

  it('catch the same name twice', () => {
    expect(lintTemplates([design, design], { es: words }).map(({ what }) => what)).toContain(
      'the name is there twice',
    );
  });
});
