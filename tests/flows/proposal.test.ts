/** From the first word to the receipt, and every bend in between, without a channel or a database. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at, createPhone, draft, idea, somebody } from '../support/phone.js';

const preview = { ...draft, area: 'environment', place: '080000' };
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the whole way', () => {
  it('takes eight messages from us, from the first hola to the receipt', () => {
    const rosa = createPhone({ person: null })
      .says('hola')
      .taps('Castellano')
      .taps('Sí')
      .taps('Acepto')
      .says(idea)
      .taps('Acceso a información')
      .says('cuzco')
      .taps('Enviar y publicar')
      .hears('AYNI-7K3Q', '30 de octubre de 2026', 'Lo que sigue', '/estado AYNI-7K3Q')
      .hears(sha256(idea).slice(0, 12))
      .lands(null);
    expect(rosa.heard).toHaveLength(8);
    expect(rosa.submitted).toMatchObject([
      {
        text: idea,
        chosen: ['access_to_information'],
        place: '080000',
        publish: 'without-name',
        locale: 'es',
      },
    ]);
    expect(rosa.person?.place).toBe('080000');
  });

  it('is shorter for who has been here: the idea itself, the area, the known place, the preview', () => {
    const rosa = createPhone({ person: { ...somebody, place: '080000' } })
      .says(idea)
      .taps('Acceso a información')
      .taps('Cusco')
      .taps('Enviar sin publicar');
    expect(rosa.heard).toHaveLength(4);
    expect(rosa.submitted).toMatchObject([{ publish: 'no', place: '080000' }]);
    expect(rosa.effects.map(({ kind }) => kind)).not.toContain('consent');
  });
});

describe('the idea', () => {
  it.each([
    ['short', 'muy corto', 'una o dos frases'],
    ['a greeting', 'hola, buenas tardes', 'una o dos frases'],
    ['blank', ' \n\t ', 'una o dos frases'],
  ])('%s: asked again, kindly', (_what, text, answer) => {
    at('proposal', 'idea').says(text).lands('idea').hears(answer);
  });

  it('too long: told once for all parts into which the app cut it; a shorter one is taken', () => {
    const rosa = at('proposal', 'idea').says('a'.repeat(4_096)).waits(100).says('b'.repeat(904));
    rosa
      .waits(2_500)
      .lands('idea')
      .hears(/5000 letras.*3000/s);
    expect(rosa.heard).toHaveLength(1);
    rosa.waits(30_000).says(idea).lands('area');
    expect(rosa.answers.idea).toBe(idea);
  });

  it('gives an example at the second miss and a person at the third', () => {
    at('proposal', 'idea')
      .says('eh')
      .says('mmm')
      .hears('Por ejemplo')
      .says('no sé')
      .hears('hablar con una persona', '@');
  });

  it.each(['voice', 'audio', 'image', 'document', 'video'] as const)('may be a %s', (kind) => {
    const rosa = at('proposal', 'idea').sendsFile(kind).lands('area');
    expect(rosa.answers).toMatchObject({ idea: '', files: [{ kind }] });
  });

  it('takes a caption as its text', () => {
    expect(at('proposal', 'idea').sendsFile('image', idea).answers).toMatchObject({ idea });
  });

  it.each([
    ['too big', { size: 17 * 1024 * 1024 }],
    ['of a wrong type', { mime: 'application/x-msdownload' }],
  ])('refuses a file that is %s', (_what, file) => {
    at('proposal', 'idea').sendsFile('document', '', file).lands('idea').hears('no lo puedo recibir');
  });

  it.each([
    'hay que parar la corrupción',
    'Baja calidad del agua en mi distrito',
    'Ayuda para las comunidades nativas',
  ])('"%s" is a proposal, not a command', (text) => {
    at('proposal', 'idea').says(text).lands('area');
  });
});

describe('parts that follow', () => {
  it('five bubbles are one idea and two questions', () => {
    const rosa = at('proposal', 'idea').says('Quiero proponer algo para mi barrio');
    for (const part of ['que arreglen', 'la pista', 'porque hay', 'muchos huecos'])
      rosa.waits(900).says(part);
    expect(rosa.heard).toHaveLength(1);
    rosa.waits(2_500).lands('area').hears('Lo junté todo');
    expect(rosa.heard).toHaveLength(2);
    expect(rosa.answers.idea).toBe(
      'Quiero proponer algo para mi barrio\nque arreglen\nla pista\nporque hay\nmuchos huecos',
    );
  });

  it('an answer overtakes the question that was held back', () => {
    const rosa = at('proposal', 'idea').says(idea).waits(500).says('y con fotos');
    rosa.taps('Medio ambiente').waits(5_000).hears('¿Para qué lugar');
    expect(rosa.heard).toHaveLength(2);
    expect(rosa.answers).not.toHaveProperty('held');
  });

  it('a long text or a photo still joins when the burst is over, a word does not', () => {
    const rosa = at('proposal', 'area', draft).waits(60_000).says('eso').lands('area').hears('No te entendí');
    rosa.says('Y que las cuentas se lean en un mural en la plaza').sendsFile('image');
    expect(rosa.answers.idea).toContain('mural');
    expect(rosa.answers.files).toHaveLength(1);
  });

  it('a photo at the place or the preview is added without leaving the question', () => {
    expect(
      at('proposal', 'place', { ...draft, area: 'other' })
        .sendsFile('image')
        .lands('place').answers.files,
    ).toHaveLength(1);
    const rosa = at('proposal', 'preview', preview).sendsFile('voice').lands('preview');
    rosa.waits(2_500).hears('+ 1 archivo').taps('Enviar y publicar');
    expect(rosa.submitted[0]?.media).toHaveLength(1);
  });

  it('says so when no more fits', () => {
    at('proposal', 'area', { ...draft, idea: 'a'.repeat(2_990) })
      .says('y esta otra parte más')
      .hears('no lo guardé');
  });
});

describe('the area', () => {
  it.each([
    ['sí', 'place', 'access_to_information'],
    ['arí', 'place', 'access_to_information'],
    ['1', 'place', 'access_to_information'],
    ['Medio Ambiente', 'place', 'environment'],
    ['ambiente', 'place', 'environment'],
    ['inclusion', 'place', 'inclusion'],
    ['otro', 'place', 'other'],
  ])('"%s" is understood', (typed, step, area) => {
    expect(at('proposal', 'area', draft).says(typed).lands(step).answers.area).toBe(area);
  });

  it('a no asks for another topic, without counting as a miss', () => {
    at('proposal', 'area', draft).says('no').lands('area').hears('Entonces, ¿de qué trata?');
  });

  it('puts what the words suggest first', () => {
    const rosa = at('proposal', 'idea').says('Que no boten basura ni relaves al río y que planten árboles');
    expect(rosa.hears('Medio ambiente').labels[0]).toBe('Medio ambiente');
  });
});

describe('the place', () => {
  const asked = { ...draft, area: 'other' };
  it.each([
    ['cuzco', '080000'],
    ['san juan lurigancho', '150132'],
    ['SJL', '150132'],
    ['Juliaca, Puno', '211101'],
    ['todo el perú', 'all'],
    ['nacional', 'all'],
    ['a nivel nacional', 'all'],
  ])('"%s" is understood', (typed, place) => {
    expect(at('proposal', 'place', asked).says(typed).lands('preview').answers.place).toBe(place);
  });

  it('asks which one when there are several, with rows that can be told apart', () => {
    const rosa = at('proposal', 'place', asked).says('santa rosa').lands('which');
    expect(rosa.labels).toContain('Santa Rosa (Lima)');
    expect(new Set(rosa.labels).size).toBe(rosa.labels.length);
    expect(rosa.taps('Santa Rosa (Lima)').lands('preview').answers.place).toBe('150139');
  });

  it('can be chosen from lists', () => {
    at('proposal', 'place', asked)
      .taps('Elegir de una lista')
      .taps('Sur')
      .taps('Puno')
      .lands('preview')
      .hears('Lugar: Puno');
  });

  it('can be a shared location, of which only the district is kept', () => {
    const rosa = at('proposal', 'place', asked).taps('Mandar ubicación').lands('share');
    rosa.sends({ kind: 'location', latitude: -13.5183, longitude: -71.9781 }).lands('preview');
    expect(JSON.stringify(rosa.answers)).not.toContain('13.5');
  });

  it.each([
    ['outside Peru', 48.85, 2.35],
    ['nowhere', Number.NaN, Number.NaN],
  ])('a location %s is refused kindly', (_where, latitude, longitude) => {
    at('proposal', 'place', asked)
      .sends({ kind: 'location', latitude, longitude })
      .lands('place')
      .hears('fuera del Perú');
  });

  it('offers the known region as one tap, also when its name is long', () => {
    const person = { ...somebody, place: '150132' };
    const rosa = at('proposal', 'place', asked, { person });
    rosa.says('??');
    expect(rosa.labels[0]).toBe('San Juan de Lurigancho');
    expect(rosa.taps('San Juan de Lurigancho').lands('preview').answers.place).toBe('150132');
  });
});

describe('the preview', () => {
  it('shows the idea, the area and the place; a yes publishes, a no does not', () => {
    at('proposal', 'preview', preview).says('??').hears('No te entendí');
    expect(at('proposal', 'preview', preview).says('sí').submitted[0]?.publish).toBe('without-name');
    expect(at('proposal', 'preview', preview).says('no').submitted[0]?.publish).toBe('no');
  });

  it('goes back to the idea to correct it', () => {
    const rosa = at('proposal', 'preview', preview).says('corregir').lands('idea').says(`${idea}, con fotos`);
    rosa.taps('Medio ambiente').says('Tacna').taps('Enviar y publicar');
    expect(rosa.submitted).toMatchObject([{ text: `${idea}, con fotos`, place: '230000' }]);
  });

  it('keeps the words exactly, with line breaks, emoji and right-to-left letters', () => {
    const text = 'Línea uno\n\n  línea dos 👩‍🌾 שלום {{code}} $t(common.yes) <b>';
    const rosa = at('proposal', 'idea').says(text).says('1').says('lima').hears('{{code}} $t(common.yes)');
    rosa.taps('Enviar y publicar');
    expect(rosa.submitted).toMatchObject([{ text, sha256: sha256(text) }]);
  });
});

describe('time', () => {
  it('nudges once in the whole conversation, then puts the draft aside after three days', () => {
    const rosa = at('proposal', 'idea')
      .says(idea)
      .waits(2 * 3_600_000);
    rosa.hears('¿Seguimos con tu propuesta?').hears('Parece que trata de');
    rosa
      .taps('Medio ambiente')
      .waits(5 * 3_600_000)
      .hears('¿Para qué lugar');
    rosa
      .waits(3 * 86_400_000)
      .hears('la dejé de lado')
      .lands(null);
  });

  it('a nudge does not move the end', () => {
    const rosa = at('proposal', 'idea')
      .says(idea)
      .waits(2 * 3_600_000);
    rosa
      .waits(3 * 86_400_000 - 2 * 3_600_000 - 1)
      .lands('area')
      .waits(2)
      .lands(null);
  });
});
