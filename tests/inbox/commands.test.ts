/** Reserved words, late and forged taps, and what they do to a conversation that is going on. */
import { describe, expect, it } from 'vitest';
import { readBareCode, readCode, readCommand } from '../../src/inbox/reserved.js';
import type { ProposalGlance } from '../../src/inbox/turn.js';
import { at, createPhone, draft, idea, morning, somebody, untouched } from '../support/phone.js';

const glance: ProposalGlance = {
  id: '1',
  code: 'AYNI-7K3Q',
  state: 'answered',
  summary: 'Que la municipalidad publique…',
  createdAt: morning,
  promisedAt: morning + 30 * 86_400_000,
  areas: ['environment'],
  outcome: 'adopted',
  reason: 'Entró al compromiso 4.',
  commitment: 'Compromiso 4',
  ...untouched,
};

describe('reserved words', () => {
  it.each([
    ['stop', 'STOP', 'Baja', '¡baja!', '/baja', 'dar de baja', 'no más mensajes', '/stop', 'unsubscribe'],
    ['cancel', 'cancelar', '/cancelar', 'Cancel', '/cancel'],
    ['help', 'ayuda', '¿Ayuda?', '/ayuda', '/help', 'HELP', 'yanapa'],
    ['menu', 'menú', 'MENU', '/menu', 'inicio', 'opciones'],
    ['language', 'idioma', '/idioma', '/language', 'Language'],
    ['propose', 'proponer', '/proponer', '/propose', 'quiero proponer'],
    ['mine', 'mis propuestas', '/mispropuestas', '/myproposals', 'My proposals'],
    ['data', 'mis datos', '/misdatos', 'MisDatos', '/mydata'],
    ['erase', 'borrar mis datos', 'Borrar mis datos.', 'erase my data'],
    ['settings', 'ajustes', '/ajustes', 'configurar', '/settings'],
    ['ask-status', 'estado', '/estado', '/status', '/estado@AyniBot'],
  ])('%s', (command, ...forms) => {
    for (const form of forms) expect([form, readCommand(form)]).toEqual([form, { command }]);
  });

  it.each([
    'hay que parar la corrupción',
    'Que no se dé de baja a los maestros rurales',
    'Necesitamos ayuda para el riego',
    'cancelar las concesiones mineras en cabeceras de cuenca',
    'El estado debe publicar sus gastos',
    'menú escolar más sano para los niños',
    'Que mi idioma se hable en la posta',
    'STOP a la tala ilegal en Ucayali',
    'ayni para todos',
    '',
    '!!!',
  ])('"%s" is none', (text) => {
    expect(readCommand(text)).toBeUndefined();
  });

  it.each([
    ['AYNI-7K3Q', 'AYNI-7K3Q'],
    ['ayni 7k3q', 'AYNI-7K3Q'],
    ['ayni7k3q', 'AYNI-7K3Q'],
    ['Estado AYNI–7K3Q', 'AYNI-7K3Q'],
    ['/estado ayni-7k3q', 'AYNI-7K3Q'],
    ['/status@AyniBot AYNI-7K3Q', 'AYNI-7K3Q'],
    ['¿Qué pasó con AYNI-7K3Q?', 'AYNI-7K3Q'],
    ['ayni-7k3o', 'AYNI-7K3Q'],
    ['AYNI-1234', 'AYNI-J234'],
    ['AYNI-7K3QWZ', 'AYNI-7K3QWZ'],
    ['estado ayni 7k3qwz', 'AYNI-7K3QWZ'],
    ['estado AYNI KQRTWZ', 'AYNI-KQRTWZ'],
    ['ayni 7k3qwo', 'AYNI-7K3QWQ'],
    ['¿Qué pasó con AYNI-KQRTWZ?', 'AYNI-KQRTWZ'],
  ])('"%s" is the code %s', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });

  it.each([
    'ayni',
    'AYNI-7K',
    'AYNI-7K3Q7',
    'AYNI-7K3QWZ2',
    'ayni quiero',
    'ayni para todos',
    'AYNI-7K3Q y AYNI-8K3Q',
    'xayni-7k3q',
  ])('"%s" is no code', (typed) => {
    expect(readCode(typed)).toBeUndefined();
  });

  it('the letters alone count only where a code was asked for', () => {
    expect(readCommand('7k3q')).toBeUndefined();
    expect(readBareCode('7k3q')).toBe('AYNI-7K3Q');
    expect(readBareCode('7K3QWZ')).toBe('AYNI-7K3QWZ');
    expect(readBareCode('hola')).toBeUndefined();
  });
});

describe('stop', () => {
  it.each(['idea', 'area', 'place'])('wins at %s, ends the talk and stays', (step) => {
    const person = { ...somebody, notices: true };
    const rosa = at('proposal', step, draft, { person })
      .says('BAJA')
      .lands(null)
      .hears('ya no te mandaré avisos');
    expect(rosa.effects).toEqual([
      { kind: 'person.set', set: { notices: false } },
      { kind: 'consent', purpose: 'notices', given: false, wording: expect.any(String) },
      { kind: 'notices.stop' },
    ]);
    rosa.says('hola').says(idea);
    expect(rosa.person?.notices).toBe(false);
  });
});

describe('a draft outlives', () => {
  const open = () => createPhone().says(idea);

  it.each(['ayuda', 'mis propuestas', 'AYNI-7K3Q', '/estado AYNI-7K3Q'])(
    '"%s": the question follows the answer',
    (typed) => {
      const rosa = open().says(typed).lands('area');
      rosa.hears('Parece que trata de').taps('Medio ambiente').lands('place');
    },
  );

  it('the menu, whose first choice goes on with it', () => {
    open()
      .says('menú')
      .lands('area')
      .taps('Proponer una idea')
      .hears('una propuesta sin enviar', 'Parece que')
      .lands('area');
  });

  it('another /start', () => {
    const rosa = open()
      .sends({ kind: 'start', payload: 'qr' })
      .lands('area')
      .hears('una propuesta sin enviar');
    rosa.does('person.source');
  });

  it('a change of language, and is asked about in it', () => {
    const rosa = open()
      .says('idioma')
      .lands('language', 'settings')
      .taps('English')
      .lands('area', 'proposal');
    expect(rosa.answers.idea).toBe(idea);
    rosa.hears('Back to what we were doing', 'It seems to be about');
  });

  it('settings, own data and a question for a code', () => {
    const rosa = open().says('ajustes').taps('Nada más').lands('area', 'proposal').hears('Volvamos');
    rosa.says('mis datos').taps('Nada, gracias').lands('area', 'proposal');
    rosa.says('estado').lands('code', 'status').says('hola').lands('area', 'proposal');
    rosa.says('ajustes').says('mis datos').says('cancelar').lands('area', 'proposal');
    rosa.says('ajustes').says('proponer').lands('area', 'proposal');
    expect(rosa.answers.idea).toBe(idea);
    rosa.says('cancelar').hears('No se envió nada').lands(null);
  });

  it('a day in which the settings were left open', () => {
    open().says('ajustes').waits(86_400_001).lands('area', 'proposal');
  });

  it('an erasure that was thought better of, but not the erasure', () => {
    open().says('borrar mis datos').taps('No borrar').lands('area', 'proposal');
    const gone = open().says('borrar mis datos').taps('Sí, borrar todo').lands(null).hears('borré tus datos');
    expect(gone.does('person.erase').person).toBeUndefined();
  });

  it('the welcome waits too while a stranger asks about a code', () => {
    createPhone({ person: null })
      .says('hola')
      .taps('Castellano')
      .says('estado')
      .says('nada')
      .lands('code')
      .says('hola')
      .lands('age', 'welcome');
  });
});

describe('taps', () => {
  it('a late one is answered kindly, with the question again', () => {
    const rosa = createPhone().says(idea);
    const [late] = rosa.ids;
    rosa.taps('Medio ambiente').sends({ kind: 'tap', data: late ?? '' });
    rosa.hears('una pregunta anterior', '¿Para qué lugar').lands('place');
    expect(rosa.answers.area).toBe('environment');
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'go:constructor',
    'proposal.1.area:nothing',
    'proposal.1.constructor:x',
    'proposal.99.area:other',
    'welcome.1.age:yes',
    'x'.repeat(200),
    '',
    '\0',
  ])('forged "%s" changes nothing', (data) => {
    const rosa = createPhone().says(idea).sends({ kind: 'tap', data }).lands('area');
    expect(rosa.answers).toMatchObject({ idea });
    expect(rosa.effects).toEqual([]);
    const resting = createPhone().sends({ kind: 'tap', data }).lands(null);
    expect(resting.labels).toContain('Proponer una idea');
  });

  it('the receipt offers notices, given with one tap and written down', () => {
    const rosa = at('proposal', 'preview', { ...draft, area: 'other', place: 'all' }).taps(
      'Enviar y publicar',
    );
    rosa.taps('Recibir avisos').hears('Te avisaré');
    expect(rosa.person?.notices).toBe(true);
    expect(rosa.effects).toContainEqual({
      kind: 'consent',
      purpose: 'notices',
      given: true,
      wording: expect.any(String),
    });
  });
});

describe('the state of a proposal', () => {
  it('is told to anyone, without its words or anything personal', () => {
    const rosa = createPhone({ person: null, proposals: [glance] }).says('/estado ayni 7k3q');
    rosa.hears('Adoptada', 'Entró al compromiso 4', 'Compromiso 4').hearsNot('municipalidad');
    expect(rosa.effects).toEqual([]);
  });

  it.each(['received', 'in-review', 'withdrawn'] as const)('%s', (state) => {
    const open = { ...glance, state, outcome: null, reason: null, commitment: null };
    createPhone({ proposals: [open] })
      .says('AYNI-7K3Q')
      .hears('AYNI-7K3Q')
      .hearsNot('{{');
  });

  it('an unknown code may be typed again', () => {
    const rosa = createPhone({ proposals: [glance] })
      .says('estado')
      .says('zzzz')
      .hears('No encontré AYNI-ZZZZ')
      .lands('code');
    rosa.says('7k3q').hears('Adoptada').lands(null);
  });

  it('one’s own are listed', () => {
    createPhone({ proposals: [glance] })
      .says('mis propuestas')
      .hears('AYNI-7K3Q', 'Adoptada', 'Que la municipalidad');
    createPhone().says('mis propuestas').hears('Todavía no tienes propuestas');
  });
});

describe('at rest', () => {
  it.each(['hola', 'Buenas tardes, ¿cómo están?', 'muchas gracias por todo', 'ok', '👍', 'gracias!!!'])(
    '"%s" gets the menu',
    (typed) => {
      const rosa = createPhone().says(typed).lands(null);
      expect(rosa.labels).toHaveLength(6);
    },
  );

  it('a voice note is an idea', () => {
    createPhone().sendsFile('voice').lands('area', 'proposal');
  });

  it.each(['sticker', 'poll', 'contacts'])('a %s is named, answered and kept by its type', (type) => {
    createPhone().sends({ kind: 'unsupported', type }).hears('Puedo recibir texto');
    at('proposal', 'area', draft)
      .sends({ kind: 'unsupported', type })
      .hears('Puedo recibir texto', '¿Es así?')
      .lands('area');
  });

  it('nothing is said about hearts, blocks, moves, and edits of old messages', () => {
    const rosa = createPhone()
      .sends({ kind: 'unsupported', type: 'reaction' })
      .sends({ kind: 'reachable', reachable: false })
      .sends({ kind: 'moved', to: { phone: '51999' } })
      .sends({ kind: 'edited', text: 'otra cosa' });
    expect(rosa.heard).toEqual([]);
    rosa.does('address.reachable', 'address.moved');
  });

  it('an edit in the middle of a draft gets a hint', () => {
    const rosa = createPhone().says(idea).sends({ kind: 'edited', text: 'otra cosa' }).lands('area');
    rosa.hears('queda como estaba', '¿Es así?');
    expect(rosa.answers.idea).toBe(idea);
  });
});
