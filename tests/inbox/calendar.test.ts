/** The calendar in the chat: every length and language fits, late and forged taps change nothing, codes are guarded. */
import { describe, expect, it } from 'vitest';
import { entryLimits } from '../../src/calendar/check.js';
import type { EntryContent } from '../../src/calendar/entry.js';
import type { EventGlance } from '../../src/inbox/outreach.js';
import { readCommand, readLinkCode, readOutreachTap } from '../../src/inbox/reserved.js';
import { day } from '../support/calendar.js';
import { at, createPhone, draft, idea, morning, somebody, untouched } from '../support/phone.js';

const workshop: EntryContent = {
  kind: 'workshop',
  stage: 'dialogue',
  title: { es: 'Taller de *presupuesto* abierto', en: 'Open budget workshop' },
  startsAt: morning + 20 * day,
  endsAt: morning + 20 * day + 7_200_000,
  place: '080101',
  online: false,
  venue: 'Casa de la Cultura',
  link: null,
  organiser: 'Foro',
  takePart: { es: 'Entrada libre.' },
  minutes: null,
  reminders: [14, 3, 1],
};
const event = (given: Partial<EntryContent> = {}, more: Partial<EventGlance> = {}): EventGlance => ({
  id: '01JDXQ5R7M8N9P0Q1R2S3T4V5W',
  cancelled: false,
  content: { ...workshop, ...given },
  reply: null,
  ...more,
});
const full = (letters: number) =>
  'palabra '
    .repeat(letters)
    .slice(0, letters - 1)
    .concat('x');
/** As long as staff may write it. */
const longest = event({
  title: { es: full(entryLimits.title) },
  venue: full(entryLimits.venue),
  organiser: full(entryLimits.organiser),
  takePart: { es: full(entryLimits.takePart) },
  link: `https://foro.example/${'x'.repeat(entryLimits.link - 21)}`,
  online: true,
});

describe('words', () => {
  it.each([
    ['calendar', 'calendario', '/calendario', '¿Fechas?', 'AGENDA', 'eventos', '/calendar', 'watanay qillqa'],
    ['why', '¿Por qué recibo esto?', 'por qué', 'Why do I get this?'],
    ['link', 'vincular', '/vincular', 'unir mi otro chat', 'link'],
    ['unlink', 'separar', 'Separar.', 'unlink'],
  ])('%s', (command, ...forms) => {
    for (const form of forms) expect([form, readCommand(form)]).toEqual([form, { command }]);
  });

  it.each([
    'Que el calendario escolar tenga fechas más claras',
    'Hay que vincular las escuelas con las postas',
    'Vincular escuelas',
    'Por qué no publican los gastos de la obra',
    'Separar la basura en los mercados',
  ])('"%s" is an idea', (text) => {
    expect(readCommand(text)).toBeUndefined();
  });

  it.each([
    ['vincular K7Q3MF', 'K7Q3MF'],
    ['Vincular k7q-3mf', 'K7Q3MF'],
    ['/vincular k7q 3mf', 'K7Q3MF'],
    ['VINCULAR: K7Q3MF.', 'K7Q3MF'],
    ['link k7q3mf', 'K7Q3MF'],
    ['vincular k7o31f', 'K7Q3JF'],
    ['vincular k7q3m', undefined],
    ['vincular k7q3mfx', undefined],
    ['unir k7q3mf', undefined],
  ])('"%s" carries the code %s', (typed, code) => {
    expect(readLinkCode(typed)).toBe(code);
  });

  it.each([
    'go:event:',
    'go:event:x:maybe',
    'go:event:a b',
    'go:event:x:going:y',
    'go:notice:',
    'go:notice:a/b',
  ])('the forged tap "%s" is none', (data) => {
    expect(readOutreachTap(data)).toBeUndefined();
  });
});

describe('the calendar', () => {
  const locales = ['es', 'en', 'qu', 'ay'];

  it.each(locales)('fits every channel in %s, with events as long as they may be', (locale) => {
    const person = { ...somebody, locale, place: '150132' };
    const three = ['1', '2', '3'].map((id) => ({ ...longest, id: `${longest.id.slice(0, -1)}${id}` }));
    // The phone checks every message against both channels' limits.
    const rosa = createPhone({
      person,
      events: three,
      stage: { title: { es: 'Recepción de propuestas' }, endsAt: morning + 9 * day },
    }).says('calendario');
    expect(rosa.labels).toHaveLength(4);
    for (const reply of ['', ':going', ':remind', ':not-for-me'])
      rosa.sends({ kind: 'tap', data: `go:event:${longest.id.slice(0, -1)}1${reply}` });
    createPhone({ person }).says('calendario');
  });

  it('leaves out how before where, and never a link', () => {
    createPhone({ events: [longest] })
      .sends({ kind: 'tap', data: `go:event:${longest.id}` })
      .hears(longest.content.link ?? '', `https://ayni.example/calendario/${longest.id}.ics`);
  });

  it('tells the stage, or the one that follows', () => {
    const title = { es: 'Mesas de diálogo' };
    createPhone({ stage: { title, endsAt: morning + day } })
      .says('calendario')
      .hears('Mesas de diálogo*, hasta el 1 de octubre de 2026');
    createPhone({ stage: { title, endsAt: null } })
      .says('calendario')
      .hears('Ahora estamos en esta etapa: *Mesas de diálogo*.');
    createPhone().says('calendario').hears('La etapa que sigue: *Respuestas a cada propuesta*, desde el');
  });

  it('stars in a title do not break the bold letters', () => {
    createPhone({ events: [event()] })
      .says('calendario')
      .hears('*Taller de presupuesto abierto*');
  });

  it('leaves open settings, goes on with what was being asked', () => {
    createPhone({ events: [event()] })
      .says('ajustes')
      .says('calendario')
      .lands(null);
    createPhone({ events: [event()] })
      .says(idea)
      .says('ajustes')
      .says('calendario')
      .lands('area', 'proposal');
    at('proposal', 'area', draft, { events: [event()] })
      .says('calendario')
      .lands('area');
  });
});

describe('an answer to an event', () => {
  const tap = (reply: string) => ({ kind: 'tap' as const, data: `go:event:${event().id}:${reply}` });

  it('says only the reminders that are still to come', () => {
    const soon = (days: number) =>
      createPhone({ events: [event({ startsAt: morning + days * day + 3_600_000, endsAt: null })] }).sends(
        tap('going'),
      ).last;
    expect(soon(20)).toContain('14, 3 y 1 días antes');
    expect(soon(2)).toContain('Te lo recuerdo 1 día antes.');
    expect(soon(0)).toContain('Ya falta poco');
  });

  it('nobody goes to a deadline: it is a reminder', () => {
    const rosa = createPhone({ events: [event({ kind: 'deadline', endsAt: null, venue: '' })] });
    rosa.sends({ kind: 'tap', data: `go:event:${event().id}` });
    expect(rosa.labels).toEqual(['Recuérdame', 'No es para mí']);
    rosa.sends(tap('going')).hears('Listo: *Taller');
    expect(rosa.effects).toEqual([{ kind: 'calendar.reply', entryId: event().id, reply: 'remind' }]);
  });

  it.each([
    [event({}, { cancelled: true }), 'se canceló'],
    [event({ startsAt: morning - day, endsAt: morning - 1 }), 'ya pasó'],
    [
      event({ startsAt: morning - day, endsAt: null, minutes: 'https://foro.example/acta' }),
      'https://foro.example/acta',
    ],
  ])('late: kind words, and nothing is written', (found, said) => {
    const rosa = createPhone({ events: [found] })
      .sends(tap('going'))
      .hears(said);
    expect(rosa.effects).toEqual([]);
  });

  it('of a stranger asks for consent first, in the middle of the welcome too', () => {
    const luz = createPhone({ person: null, events: [event()] }).sends(tap('remind'));
    luz.hears('necesito primero tu permiso', '¿En qué idioma hablamos?').lands('language', 'welcome');
    luz.taps('Castellano').sends(tap('remind')).hears('necesito primero tu permiso', '14 años').lands('age');
    luz.sends(tap('not-for-me')).hears('no te escribo más');
    expect(luz.effects.map(({ kind }) => kind)).not.toContain('calendar.reply');
  });
});

describe('linking', () => {
  const owner = {
    personId: 'Q',
    locale: 'en',
    isOlder: true,
    chats: [{ addressId: 'B', channel: 'telegram' as const }],
  };
  const codes = { 'key-of-K7Q3MF': owner };

  it('merges after a yes only, and tells the other chat in its language', () => {
    const rosa = createPhone({ channel: 'whatsapp', codes }).says('vincular k7q3mf').lands('confirm', 'link');
    expect(rosa.effects).toEqual([]);
    rosa.says('eh?').lands('confirm').taps('Sí, unir').lands('prefer');
    expect(rosa.effects).toEqual([
      {
        kind: 'person.merge',
        key: 'key-of-K7Q3MF',
        owner: 'Q',
        keep: 'owner',
        tell: [{ addressId: 'B', channel: 'telegram', text: expect.stringContaining('Your WhatsApp chat') }],
      },
    ]);
    expect(rosa.labels).toEqual(['Telegram', 'WhatsApp', 'Donde escriba último']);
    rosa.taps('Telegram').lands(null);
    expect(rosa.person?.preferredChannel).toBe('telegram');
  });

  it('keeps a draft, but not the welcome of somebody who consented elsewhere', () => {
    createPhone({ channel: 'whatsapp', codes })
      .says(idea)
      .says('vincular K7Q3MF')
      .taps('Sí, unir')
      .taps('WhatsApp')
      .hears('Volvamos', 'Parece que trata de')
      .lands('area', 'proposal');
    createPhone({ channel: 'whatsapp', codes, person: null })
      .says('hola')
      .says('vincular K7Q3MF')
      .taps('Sí, unir')
      .taps('WhatsApp')
      .lands(null);
  });

  it('two chats of one channel need no question where to be told', () => {
    createPhone({ channel: 'telegram', codes }).says('vincular K7Q3MF').taps('Sí, unir').lands(null);
  });

  it('five wrong codes are enough, also when the sixth is right', () => {
    const rosa = createPhone({ codes });
    for (let tries = 0; tries < 5; tries += 1) rosa.says('vincular 222222').hears('no lo conozco');
    rosa.says('vincular K7Q3MF').hears('espera una hora');
    expect(rosa.effects.map(({ kind }) => kind)).toEqual(Array(5).fill('link.wrong'));
  });

  it('a stranger gives no code, and one of their own is no other chat', () => {
    createPhone({ person: null }).says('vincular').hears('No guardo nada tuyo');
    createPhone({ codes: { 'key-of-K7Q3MF': { ...owner, personId: somebody.id } } })
      .says('vincular K7Q3MF')
      .hears('este ya está unido');
  });
});

it('a proposal that staff began to read while it was being corrected stays as it was', () => {
  const begun = {
    id: '1',
    code: 'AYNI-7K3Q',
    state: 'in-review' as const,
    summary: '',
    createdAt: morning,
    promisedAt: morning,
    areas: [],
    outcome: null,
    reason: null,
    commitment: null,
    ...untouched,
  };
  const rosa = at('my-data', 'text', { code: 'AYNI-7K3Q' }, { proposals: [begun] }).says(
    `${idea}, con fotos`,
  );
  rosa.hears('ya la están revisando', 'no cambié nada').lands(null);
  expect(rosa.effects).toEqual([]);
});
