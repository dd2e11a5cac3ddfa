/** What people say after their proposals: to staff's questions, to answers, to areas, to surveys. */
import { describe, expect, it } from 'vitest';
import type { AnswerGlance } from '../../src/inbox/exchange.js';
import { readExchangeTap } from '../../src/inbox/exchange-taps.js';
import { at, createPhone, draft, idea, morning, untouched } from '../support/phone.js';

const minute = 60_000;
const asked = { proposalId: 'P7', code: 'AYNI-7K3Q', text: '¿En qué barrio es?', askedAt: morning };
const other = { ...asked, proposalId: 'P8', code: 'AYNI-8M4R', text: '¿Desde cuándo?' };
const answered: AnswerGlance = { answerId: 'ANS', proposalId: 'P7', code: 'AYNI-7K3Q', reply: null };
const tapped = (data: string, given: Parameters<typeof createPhone>[0]) =>
  createPhone(given).sends({ kind: 'tap', data });

describe('a question of staff', () => {
  it('is replied to after a tap, in several bubbles that are one reply', () => {
    const rosa = tapped('question:P7', { questions: [asked] })
      .hears('AYNI-7K3Q', '¿En qué barrio es?')
      .lands('text', 'reply')
      .says('En San Blas')
      .hears('ya le llegó al equipo')
      .lands('more', 'reply-more')
      .says('cerca del mercado')
      .sendsFile('voice');
    rosa.waits(3_000).hears('Lo agregué');
    expect(rosa.heard.filter((one) => 'text' in one && one.text.includes('Lo agregué'))).toHaveLength(1);
    rosa.taps('Es todo').hears('Gracias por responder').lands(null);
    expect(rosa.effects.map((one) => ('text' in one ? [one.kind, one.text] : [one.kind]))).toEqual([
      ['exchange.reply', 'En San Blas'],
      ['exchange.more', 'cerca del mercado'],
      ['exchange.more', ''],
    ]);
    expect(rosa.submitted).toEqual([]);
  });

  it('is a reply or a new idea: who writes out of the blue is asked, and the words are kept', () => {
    const rosa = createPhone({ questions: [asked] }).says('Es en San Blas, junto al mercado de abastos');
    rosa.hears('¿Eso es tu respuesta', 'AYNI-7K3Q').taps('Es mi respuesta').hears('ya le llegó al equipo');
    expect(rosa.effects).toMatchObject([
      { kind: 'exchange.reply', text: 'Es en San Blas, junto al mercado de abastos' },
    ]);
    expect(rosa.submitted).toEqual([]);
  });

  it.each(['sí', '2', 'En San Blas', 'no'])('asks also about "%s": a reply may be short', (word) => {
    createPhone({ questions: [asked] })
      .says(word)
      .hears('¿Eso es tu respuesta')
      .taps('Es mi respuesta')
      .does('exchange.reply');
  });

  it.each(['hola', 'gracias', '👍'])('leaves "%s" alone', (word) => {
    createPhone({ questions: [asked] })
      .says(word)
      .hears('¿Qué quieres hacer?')
      .lands(null);
  });

  it('goes on as a new idea with the words already told', () => {
    createPhone({ questions: [asked] })
      .says(idea)
      .taps('Es una idea nueva')
      .hears('Parece que trata de')
      .lands('area', 'proposal')
      .taps('Acceso a información')
      .lands('place');
  });

  it('comes back with the words already told after whatever else was asked for', () => {
    const rosa = createPhone({ questions: [asked] })
      .says('Es en San Blas')
      .says('mis datos');
    rosa
      .lands('menu', 'my-data')
      .says('cancelar')
      .hears('¿Eso es tu respuesta')
      .lands('which', 'reply-which');
    rosa.taps('Es mi respuesta');
    expect(rosa.effects).toMatchObject([{ kind: 'exchange.reply', text: 'Es en San Blas' }]);
  });

  it('waits behind an idea that is proposed first, or behind the draft that waited for it', () => {
    const rosa = createPhone({ questions: [asked] })
      .says('Es en San Blas')
      .says('proponer');
    rosa.lands('idea', 'proposal').says('cancelar').hears('¿Eso es tu respuesta').taps('Es mi respuesta');
    expect(rosa.effects).toMatchObject([{ kind: 'exchange.reply', text: 'Es en San Blas' }]);

    const later = { ...asked, askedAt: morning + minute };
    const juan = at('proposal', 'area', draft, { questions: [later] }).waits(2 * minute);
    juan.says('Es en San Blas, junto al mercado').lands('which', 'reply-which');
    juan.says('proponer').lands('area', 'proposal').says('cancelar').lands('which', 'reply-which');
    juan.taps('Es mi respuesta');
    expect(juan.effects).toMatchObject([
      { kind: 'exchange.reply', text: 'Es en San Blas, junto al mercado' },
    ]);
  });

  it('tapped after the first words takes them for the beginning of the reply', () => {
    const rosa = createPhone({ questions: [asked] }).says('Es en San Blas');
    rosa.sends({ kind: 'tap', data: 'question:P7' }).lands('text', 'reply').says('junto al mercado');
    expect(rosa.effects).toMatchObject([
      { kind: 'exchange.reply', text: 'Es en San Blas\njunto al mercado' },
    ]);
  });

  it('names the proposals where staff asked about more than one', () => {
    const rosa = createPhone({ questions: [asked, other] }).sendsFile('voice');
    expect(rosa.labels).toEqual(['AYNI-7K3Q', 'AYNI-8M4R', 'Es una idea nueva']);
    rosa.taps('AYNI-8M4R');
    expect(rosa.effects).toMatchObject([
      { kind: 'exchange.reply', proposalId: 'P8', media: [{ kind: 'voice' }] },
    ]);
  });

  it('that came while an idea was being asked for is not taken for the idea', () => {
    const later = { ...asked, askedAt: morning + minute };
    at('proposal', 'idea', {}, { questions: [later] })
      .waits(2 * minute)
      .says('En San Blas, junto al mercado de abastos')
      .hears('¿Eso es tu respuesta');
    // One that was there before the person said "proponer" does not get between.
    at('proposal', 'idea', {}, { questions: [asked] })
      .says(idea)
      .lands('area', 'proposal');
  });

  it('lets a draft wait behind, and joins what belongs to it after all', () => {
    const later = { ...asked, askedAt: morning + minute };
    const rosa = at('proposal', 'area', draft, { questions: [later] }).waits(2 * minute);
    rosa.says('Y que lo cuelguen también en la plaza').hears('¿Eso es tu respuesta');
    rosa.taps('Es de mi propuesta').lands('area', 'proposal');
    expect(rosa.answers.idea).toBe(`${idea}\nY que lo cuelguen también en la plaza`);
    const luz = at('proposal', 'area', draft, { questions: [later] }).waits(2 * minute);
    luz.says('Es en San Blas, junto al mercado').taps('Es mi respuesta').taps('Es todo');
    luz.hears('Volvamos a lo que estábamos haciendo').lands('area', 'proposal');
    expect(luz.answers.idea).toBe(idea);
  });

  it('taken back meanwhile is said kindly, and nothing is sent', () => {
    const rosa = tapped('question:P9', { questions: [asked] }).hears('ya no espera respuesta');
    expect(rosa.effects).toEqual([]);
    at('reply', 'text', { proposal: 'P9', code: 'AYNI-9999' }, { questions: [asked] })
      .says('En San Blas')
      .hears('ya no espera respuesta')
      .lands(null);
  });

  it('is asked again once where nobody replied, and then put aside', () => {
    const rosa = tapped('question:P7', { questions: [asked] }).waits(4 * 3_600_000);
    rosa.hears('te espera. Sin apuro', '¿En qué barrio es?');
    rosa
      .waits(3 * 86_400_000)
      .hears('dejé de lado')
      .lands(null);
  });

  it('refuses what is too long or no file, and says how', () => {
    const rosa = tapped('question:P7', { questions: [asked] });
    rosa.says('x'.repeat(3001)).hears('3001 letras').lands('text');
    rosa.sendsFile('document', '', { mime: 'application/zip' }).hears('no lo puedo recibir').lands('text');
    expect(rosa.effects).toEqual([]);
  });

  it('cancelled after the first words does not say that nothing was sent', () => {
    tapped('question:P7', { questions: [asked] })
      .says('En San Blas')
      .says('cancelar')
      .hears('quedó guardado')
      .hearsNot('No se envió')
      .lands(null);
  });

  it('half an hour later other words are about something else', () => {
    tapped('question:P7', { questions: [asked] })
      .says('En San Blas')
      .waits(31 * minute)
      .lands(null)
      .says(idea)
      .lands('area', 'proposal');
  });
});

describe('an answer', () => {
  it('is agreed with by a tap, once', () => {
    const rosa = tapped('go:answer:ANS:agreed', { answers: [answered] })
      .hears('¡Gracias')
      .lands(null);
    expect(rosa.effects).toMatchObject([{ kind: 'answer.reply', reply: 'agreed' }]);
    rosa.sends({ kind: 'tap', data: 'go:answer:ANS:disagreed' }).hears('Ya nos dijiste');
    expect(rosa.effects).toHaveLength(1);
  });

  it('is disagreed with, with a reason in words or voice, and the person is told what comes next', () => {
    const rosa = tapped('go:answer:ANS:disagreed', { answers: [answered] }).hears(
      'Está bien no estar de acuerdo',
    );
    rosa.says('Porque mi barrio no está en el plan').hears('volver a abrir', 'AYNI-7K3Q').lands(null);
    expect(rosa.effects).toMatchObject([
      { kind: 'answer.reply', reply: 'disagreed' },
      { kind: 'answer.reason', text: 'Porque mi barrio no está en el plan', media: [] },
    ]);
    const luz = tapped('go:answer:ANS:disagreed', { answers: [answered] }).sendsFile('voice');
    expect(luz.effects.at(-1)).toMatchObject({ kind: 'answer.reason', media: [{ kind: 'voice' }] });
  });

  it('needs no reason', () => {
    const rosa = tapped('go:answer:ANS:disagreed', { answers: [answered] }).taps('Prefiero no decirlo');
    rosa.hears('verá que no estás de acuerdo').lands(null);
    expect(rosa.effects.map(({ kind }) => kind)).toEqual(['answer.reply']);
  });

  it('of somebody else is nobody else’s to answer', () => {
    const rosa = tapped('go:answer:OTHER:agreed', { answers: [answered] }).hears('ya no encuentro');
    expect(rosa.effects).toEqual([]);
  });

  it('offers the two taps again where the state is asked for', () => {
    const proposal = {
      id: 'P7',
      code: 'AYNI-7K3Q',
      state: 'answered',
      summary: idea.slice(0, 60),
      createdAt: morning,
      promisedAt: morning,
      areas: [],
      outcome: 'not-adopted',
      reason: 'No cabe en este plan.',
      commitment: null,
      ...untouched,
      personal: 'La tuya irá al plan siguiente.',
      answerId: 'ANS',
    } as const;
    const rosa = createPhone({ proposals: [proposal], answers: [answered] }).says('estado AYNI-7K3Q');
    rosa.hears('No adoptada', 'La tuya irá al plan siguiente.');
    expect(rosa.labels).toEqual(['De acuerdo', 'No estoy de acuerdo']);
    rosa.taps('No estoy de acuerdo').lands('reason', 'disagree');
    const said = createPhone({ proposals: [{ ...proposal, reply: 'disagreed' }] }).says('AYNI-7K3Q');
    expect(said.labels).toEqual([]);
    said.hears('Nos dijiste que no estás de acuerdo');
  });
});

describe('the survey', () => {
  const surveyed = { ...answered, score: null };
  it('takes a tap, once', () => {
    const rosa = tapped('survey:ANS:1', { answers: [surveyed] }).hears('Vamos a explicar mejor');
    expect(rosa.effects).toMatchObject([{ kind: 'survey.score', score: 1 }]);
    rosa.sends({ kind: 'tap', data: 'survey:ANS:3' }).hears('Ya nos dijiste');
  });
  it.each([
    ['3', 3],
    ['Muy clara', 3],
    ['sí', 3],
    ['más o menos', 2],
    ['dos', 2],
    ['no se entendió', 1],
    ['No', 1],
  ])('understands "%s"', (word, score) => {
    const rosa = createPhone({ answers: [surveyed] }).says(word);
    expect(rosa.effects).toMatchObject([{ kind: 'survey.score', score }]);
  });
  it('leaves a number alone where nothing was asked', () => {
    const rosa = createPhone({ answers: [answered] })
      .says('3')
      .hears('¿Qué quieres hacer?');
    expect(rosa.effects).toEqual([]);
  });
});

describe('areas', () => {
  const areas = { proposalId: 'P7', code: 'AYNI-7K3Q', confirmed: ['environment'], hasObjected: false };
  it('are objected to once, with the one it should be', () => {
    const rosa = tapped('objection:P7', { areas }).hears('¿En qué tema la pondrías');
    expect(rosa.labels).not.toContain('Medio ambiente');
    rosa.taps('Inclusión').hears('Le dije al equipo').lands(null);
    expect(rosa.effects).toEqual([
      { kind: 'areas.object', proposalId: 'P7', code: 'AYNI-7K3Q', area: 'inclusion' },
    ]);
    const luz = tapped('objection:P7', { areas: { ...areas, hasObjected: true } }).hears('Ya nos dijiste');
    expect(luz.effects).toEqual([]);
  });
  it('may be none of those there are, or fine as they are', () => {
    expect(tapped('objection:P7', { areas }).taps('Ninguno de estos').effects).toMatchObject([
      { area: null },
    ]);
    expect(tapped('objection:P7', { areas }).taps('Está bien así').hears('se queda').effects).toEqual([]);
  });
});

describe('commitments and organisations', () => {
  const commitment = { id: 'C1', code: 'C-03', title: { es: 'Obras a la vista' }, follow: null };
  const actor = {
    id: 'ORG',
    code: 'RED-AGUA',
    name: 'Red de Agua',
    bound: 'nobody',
    commitments: ['C1'],
  } as const;
  it('are followed and left by a tap', () => {
    expect(tapped('follow:C1:yes', { commitment }).hears('te aviso', 'Obras a la vista').effects).toEqual([
      { kind: 'commitment.follow', commitmentId: 'C1', follow: 'following' },
    ]);
    expect(tapped('follow:C1:no', { commitment }).hears('ya no te aviso').effects).toMatchObject([
      { follow: 'stopped' },
    ]);
  });
  it('ask by their link whether one is the contact, and whether to follow', () => {
    const rosa = createPhone({ actor }).sends({ kind: 'start', payload: 'RED-AGUA' });
    rosa
      .hears('¿Eres tú su contacto?', 'Nadie ve tu número')
      .taps('Sí, soy yo')
      .hears('cómo avanza')
      .taps('Sí');
    rosa.hears('Les aviso aquí').lands(null);
    expect(rosa.effects.map(({ kind }) => kind)).toEqual(['actor.join', 'actor.follow']);
  });
  it('ask for consent first', () => {
    const rosa = createPhone({ person: null, actor }).sends({ kind: 'start', payload: 'RED-AGUA' });
    rosa.hears('¿En qué idioma').taps('Castellano').taps('Sí').taps('Acepto').hears('¿Eres tú su contacto?');
    rosa.taps('No').hears('no anoté nada').lands(null);
    expect(rosa.effects.map(({ kind }) => kind)).not.toContain('actor.join');
  });
  it('that have a contact already say so', () => {
    const rosa = createPhone({ actor: { ...actor, bound: 'other' } }).sends({
      kind: 'start',
      payload: 'RED-AGUA',
    });
    rosa.taps('Sí, soy yo').hears('Otra persona ya habla');
    expect(rosa.effects).toEqual([]);
  });
});

it('reads taps, and nothing that only looks like one', () => {
  for (const data of [
    'question:',
    'answer:X:perhaps',
    'survey:X:4',
    'follow:X',
    'objection:X:yes',
    'question:X:y',
    'go:question',
  ])
    expect(readExchangeTap(data)).toBeUndefined();
  expect(readExchangeTap('survey:01ABC:2')).toEqual({ tap: 'survey', answerId: '01ABC', score: 2 });
});
