/** What a person can change, see, correct and erase. */
import { describe, expect, it } from 'vitest';
import type { ProposalGlance } from '../../src/inbox/turn.js';
import { at, createPhone, idea, morning, somebody, untouched } from '../support/phone.js';

const open: ProposalGlance = {
  id: '1',
  code: 'AYNI-7K3Q',
  state: 'received',
  summary: idea.slice(0, 60),
  createdAt: morning,
  promisedAt: morning,
  areas: [],
  outcome: null,
  reason: null,
  commitment: null,
  ...untouched,
};

describe('settings', () => {
  it('change the language, and speak it at once', () => {
    const rosa = createPhone()
      .says('ajustes')
      .taps('Idioma')
      .taps('English')
      .lands('menu')
      .hears('Your settings');
    expect(rosa.person).toMatchObject({ locale: 'en', localeChosen: true });
  });

  it('change the region, as typed', () => {
    const rosa = createPhone()
      .says('ajustes')
      .taps('Región')
      .says('cuzco')
      .lands('menu')
      .hears('Región: Cusco');
    expect(rosa.person?.place).toBe('080000');
    rosa.taps('Región').taps('Elegir de una lista').says('amazonía').says('Ucayali').hears('Región: Ucayali');
  });

  it('put areas on and off, and back to all', () => {
    const rosa = createPhone().says('ajustes').taps('Temas').taps('Inclusión').hears('Ahora: Inclusión');
    rosa.taps('Medio ambiente').hears('Inclusión, Medio ambiente').taps('Inclusión').hearsNot('Inclusión,');
    expect(rosa.person?.areas).toEqual(['environment']);
    rosa.taps('Todos los temas').hears('Ahora: todos').taps('Nada más').lands('menu');
    expect(rosa.person?.areas).toEqual([]);
  });

  it('turn notices on and off, each written in the ledger', () => {
    const rosa = createPhone()
      .says('ajustes')
      .taps('Recibir avisos')
      .hears('Avisos: sí')
      .taps('No recibir avisos')
      .hears('Avisos: no');
    expect(rosa.effects.filter(({ kind }) => kind === 'consent')).toMatchObject([
      { given: true },
      { given: false },
    ]);
  });

  it('writing again after baja does not turn notices on', () => {
    const rosa = createPhone({ person: { ...somebody, notices: true } })
      .says('baja')
      .says('hola')
      .says('ajustes')
      .hears('Avisos: no');
    expect(rosa.person?.notices).toBe(false);
  });
});

describe('own data', () => {
  it('are shown', () => {
    createPhone()
      .says('mis datos')
      .hears('Propuestas: 0', 'Idioma: Castellano')
      .taps('Ver todo')
      .hears('Todo lo tuyo')
      .lands(null);
  });

  it('a proposal is corrected while nobody has looked at it', () => {
    const rosa = createPhone({ proposals: [open] })
      .says('mis datos')
      .taps('Corregir')
      .taps('AYNI-7K3Q')
      .says('corto')
      .lands('text');
    rosa.says(`${idea}, con fotos`).hears('cambié el texto de AYNI-7K3Q').lands(null);
    expect(rosa.effects).toMatchObject([
      { kind: 'proposal.correct', code: 'AYNI-7K3Q', text: `${idea}, con fotos` },
    ]);
  });

  it('not any more once it is in review', () => {
    const rosa = createPhone({ proposals: [{ ...open, state: 'in-review' }] })
      .says('mis datos')
      .taps('Corregir');
    rosa.hears('No hay propuestas que se puedan corregir');
  });

  it('a summary with long lines fits a list row', () => {
    createPhone({ proposals: [{ ...open, summary: 'ñ'.repeat(60) }] })
      .says('mis datos')
      .taps('Corregir')
      .lands('which');
  });

  it('are erased after a second yes only, by tap or by word', () => {
    createPhone()
      .says('borrar mis datos')
      .says('eh?')
      .lands('confirm')
      .says('no')
      .hears('todo queda como está');
    const gone = createPhone().says('borrar mis datos').says('sí').hears('borré tus datos').lands(null);
    gone.does('person.erase').says('hola').lands('language', 'welcome');
  });

  it('a late tap brings the menu again, with its numbers', () => {
    at('my-data', 'menu')
      .sends({ kind: 'tap', data: 'my-data.1.confirm:yes' })
      .hears('una pregunta anterior', 'Esto guardo de ti')
      .lands('menu');
  });
});
