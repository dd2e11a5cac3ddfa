/** The first words: nothing is kept before the yes, and every way of answering is heard. */
import { describe, expect, it } from 'vitest';
import { createPhone, idea, say } from '../support/phone.js';

const stranger = (languageHint?: string) =>
  createPhone({ person: null, ...(languageHint ? { languageHint } : {}) });

describe('the language', () => {
  it.each([
    ['1', 'es'],
    ['castellano', 'es'],
    ['Español', 'es'],
    ['quechua', 'qu'],
    ['runasimi', 'qu'],
    ['Aimara', 'ay'],
    ['english', 'en'],
    ['inglés', 'en'],
    ['cuatro', 'en'],
  ])('"%s" is %s', (typed, locale) => {
    const rosa = stranger().says('hola').says(typed).lands('age');
    expect(rosa.person).toMatchObject({ locale, localeChosen: true });
  });

  it('greets in the language of the app, and changes with the next word', () => {
    stranger('en-GB').says('hi').hears('Hello!').taps('Castellano').hears('¿tienes 14 años');
    stranger('fr').says('salut').hears('¡Hola!');
  });

  it('says honestly how much Quechua it knows, and uses the words it has', () => {
    const rosa = stranger().says('hola').taps('Quechua').hears('pocas palabras en tu idioma');
    expect(rosa.labels).toEqual(['Arí', 'Mana']);
    rosa.says('arí').lands('consent');
    const juana = stranger().says('hola').taps('Aymara');
    juana.says('jïsa').lands('consent');
  });
});

describe('the age', () => {
  const asked = () => stranger().says('hola').taps('Castellano');
  it.each(['sí', 'Si', 'SÍ!!', '1', 'uno', 'tengo 35', '14', '16 años', 'Tengo 70 años', '👍 sí'])(
    '"%s" goes on',
    (typed) => {
      asked().says(typed).lands('consent');
    },
  );

  it.each(['no', '2', '13', 'tengo 12 años', 'mana'])(
    '"%s" is refused kindly, and nothing stays',
    (typed) => {
      const luis = asked().says(typed).lands(null).hears('no guardé nada', '¡Tu voz importa!');
      expect(luis.does('count', 'person.erase').person).toBeUndefined();
      expect(luis.effects).toContainEqual({ kind: 'count', name: 'minor-refused' });
    },
  );

  it.each(['cuántos?', '1000', '3.5'])('"%s" is asked again', (typed) => {
    asked().says(typed).lands('age');
  });
});

describe('the consent', () => {
  const asked = () => stranger().says('hola').taps('Castellano').taps('Sí');

  it('names who keeps what, how to see and erase it, and whom to write to', () => {
    asked().hears('Guardo tu idea', 'mis datos', 'fuera del Perú', 'no es para denuncias', '@');
  });

  it('is written down with the words that were read', () => {
    const rosa = asked().taps('Acepto').lands('idea', 'proposal');
    expect(rosa.effects).toContainEqual({
      kind: 'consent',
      purpose: 'answer-me',
      given: true,
      wording: expect.stringMatching(/^consent-\d{4}-\d{2}$/),
    });
  });

  it('may be refused, and given later', () => {
    const rosa = asked().taps('No acepto').hears('No guardé nada tuyo').lands(null);
    rosa.says('hola').lands('language');
  });
});

describe('an idea that comes too early', () => {
  it('is not kept, and is asked for again with the reason', () => {
    const rosa = stranger().says(idea).lands('language');
    expect(JSON.stringify(rosa.conversation)).not.toContain('municipalidad');
    rosa
      .taps('Castellano')
      .taps('Sí')
      .taps('Acepto')
      .hears('por eso no guardé tu primer mensaje')
      .lands('idea');
    expect(rosa.heard).toHaveLength(4);
  });

  it('is explained at every question before the yes', () => {
    const rosa = stranger().says('hola');
    for (const label of ['Castellano', 'Sí', 'Acepto'])
      rosa.says(idea).hears('¡Quiero conocer tu idea!').taps(label);
    expect(JSON.stringify(rosa.conversation)).not.toContain('municipalidad');
    rosa.lands('idea', 'proposal');
  });
});

describe('other beginnings', () => {
  it('a deep link keeps its source, never its words', () => {
    const rosa = stranger().sends({ kind: 'start', payload: 'qr_puno-1' }).lands('language');
    expect(rosa.effects).toEqual([{ kind: 'person.source', source: 'qr_puno-1' }]);
    const forged = stranger().sends({ kind: 'start', payload: '<b>x</b>' });
    expect(forged.effects).toEqual([]);
  });

  it.each(['/start', '/proponer', 'menú', 'ajustes', 'idioma'])(
    '"%s" from nobody we know is a welcome',
    (typed) => {
      stranger().says(typed).lands('language', 'welcome');
    },
  );

  it.each(['mis datos', 'mis propuestas', 'borrar mis datos'])('"%s" finds nothing', (typed) => {
    stranger().says(typed).hears(say('es', 'data.noPerson'));
  });

  it('a sticker is greeted too', () => {
    stranger()
      .sends({ kind: 'unsupported', type: 'sticker' })
      .hears('texto, notas de voz', '¡Hola!')
      .lands('language');
  });

  it('baja before the consent writes nothing', () => {
    const rosa = stranger().says('baja').hears('ya no te mandaré avisos').lands(null);
    expect(rosa.effects).toEqual([]);
  });
});
