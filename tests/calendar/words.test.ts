/** The messages about the calendar: everything people need in one message, on every channel, never cut. */
import { describe, expect, it } from 'vitest';
import { type EntryContent, entryKinds } from '../../src/calendar/entry.js';
import {
  createEventWords,
  type EventMessage,
  eventTemplates,
  firstWords,
  type NoticeKey,
} from '../../src/calendar/words.js';
import { placeholdersOf } from '../../src/flow/check.js';
import { createPlaces } from '../../src/places/places.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import { createSay, locales, readTexts } from '../../src/text/texts.js';
import { day, workshop } from '../support/calendar.js';
import { t0 } from '../support/turns.js';

const entryId = '01K3ABCDEFGHJKMNPQRSTVWXYZ';
const words = createEventWords({
  say: createSay<NoticeKey>('notices'),
  timezone: 'America/Lima',
  placeName: createPlaces().name,
  publicUrl: () => 'https://foro.example.pe',
});
const message = (given: Partial<EventMessage> = {}) =>
  words.eventMessage({ purpose: 'event', entryId, content: workshop(), locale: 'es', now: t0, ...given });
const textOf = (given: Partial<EventMessage> = {}): string => {
  const made = message(given);
  return made.kind === 'text' || made.kind === 'choices' ? made.text : '';
};
const labels = (given: Partial<EventMessage> = {}): string[] => {
  const made = message(given);
  return made.kind === 'choices' ? made.choices.map(({ label }) => label) : [];
};
const purposes = Object.keys(eventTemplates) as (keyof typeof eventTemplates)[];

describe('an announcement', () => {
  it('holds all that one needs: what, when, where, how, why it comes, and how to stop it', () => {
    expect(textOf({ content: workshop({ link: 'https://foro.example.pe/entrada' }) })).toBe(
      [
        '📅 El foro te invita a este taller:',
        '*Taller de presupuesto abierto*',
        '',
        'Cuándo: lunes 22 de junio de 2026, de 10:00 a. m. a 12:00 p. m. (hora de Perú)',
        'Dónde: Casa de la Cultura, Cusco',
        'Cómo participar: Entrada libre. Trae tu DNI.',
        'Entra aquí: https://foro.example.pe/entrada',
        'Organiza: Secretaría de Gobierno e Integridad',
        `Más datos, y para tu calendario: https://foro.example.pe/calendario/${entryId}`,
        '',
        'Te escribo porque aceptaste recibir avisos. Para no recibir más, escribe *baja*.',
      ].join('\n'),
    );
    expect(message()).toMatchObject({
      kind: 'choices',
      choices: [
        { id: `go:event:${entryId}:going`, label: 'Voy' },
        { id: `go:event:${entryId}:remind`, label: 'Recuérdame' },
        { id: `go:event:${entryId}:not-for-me`, label: 'No es para mí' },
      ],
    });
  });

  it('may begin with words of staff, in the language there is', () => {
    const lead = { es: 'Vuelve el taller que pediste.' };
    expect(textOf({ lead })).toMatch(/^Vuelve el taller que pediste\.\n\*Taller/);
    expect(textOf({ lead, locale: 'qu' })).toMatch(/^Vuelve el taller/);
    expect(textOf({ lead: { es: '  ' } })).toMatch(/^📅/);
  });

  it('asks nobody to "go" to a deadline or a stage, and says days only of a stage', () => {
    const deadline = workshop({ kind: 'deadline', place: null, venue: '', endsAt: null });
    expect(labels({ content: deadline })).toEqual(['Recuérdame', 'No es para mí']);
    expect(textOf({ content: deadline })).toContain('Cuándo: hasta el lunes 22 de junio');
    expect(textOf({ content: deadline })).not.toContain('Dónde');
    // It ends at midnight: that is the day before.
    const ends = Date.UTC(2026, 6, 1, 5);
    const stage = workshop({ kind: 'stage', endsAt: ends });
    expect(textOf({ content: stage })).toContain('Cuándo: del 22 de junio de 2026 al 30 de junio de 2026');
  });

  it('is not broken by stars and names of places in what staff wrote', () => {
    expect(textOf({ content: workshop({ title: { es: 'Taller *nuevo* *' } }) })).toContain(
      '*Taller nuevo*\n',
    );
    const where = (given: Partial<EntryContent>) => words.where(workshop(given), 'es');
    expect(where({ venue: 'Av. Cusco 120', place: '150132' })).toBe(
      'Av. Cusco 120, San Juan de Lurigancho (Lima)',
    );
    expect(where({ venue: '', place: null, online: true })).toBe('en línea, por internet');
    expect(where({ venue: 'Auditorio', place: null, online: true })).toBe('Auditorio, y también en línea');
    expect(where({ venue: ' ', place: null })).toBe('todo el Perú');
    expect(where({ venue: '', place: '080000' })).toBe('Cusco');
  });
});

describe('later notices', () => {
  it('say what changed, why they come, and how it is now', () => {
    const text = textOf({ purpose: 'change', changed: ['when', 'where', 'link'] });
    expect(text).toContain('Cambió algo que te avisamos: la fecha o la hora, el lugar y el enlace.');
    expect(text).toContain('porque ya te había avisado de esto');
    expect(textOf({ purpose: 'change', changed: [] })).toContain('sí se hará');
  });

  it('say that it was cancelled, or that the minutes are there, with nothing to tap', () => {
    const cancelled = textOf({ purpose: 'cancellation' });
    expect(cancelled).toContain('❌ Se canceló:');
    expect(cancelled).toContain('Iba a ser: lunes 22 de junio de 2026');
    const content = workshop({ minutes: 'https://www.gob.pe/acta.pdf' });
    expect(textOf({ purpose: 'minutes', content })).toContain('Acta: https://www.gob.pe/acta.pdf');
    expect(message({ purpose: 'minutes', content }).kind).toBe('text');
  });

  it.each([
    [t0 + 21 * day, 'hoy'],
    [t0 + 20 * day + 13 * 3_600_000, 'mañana'],
    [t0 + 18 * day, 'Faltan 3 días:'],
    [t0 + 22 * day, 'hoy'],
  ])('count the days that are left when they leave', (now, expected) => {
    expect(textOf({ purpose: 'reminder', now })).toContain(expected);
    expect(labels({ purpose: 'reminder', now })).toEqual(['Voy', 'No es para mí']);
  });
});

describe('outside the window of WhatsApp', () => {
  it('the template has the same facts, never an empty one, and as many payloads as buttons', () => {
    const made = words.eventTemplate({ purpose: 'event', entryId, content: workshop(), locale: 'ay' });
    expect(made).toEqual({
      kind: 'template',
      name: 'event_news',
      language: 'es',
      parameters: [
        'Taller de presupuesto abierto',
        'lunes 22 de junio de 2026, de 10:00 a. m. a 12:00 p. m. (hora de Perú)',
        'Casa de la Cultura, Cusco',
      ],
      payloads: ['going', 'remind', 'not-for-me'].map((reply) => `go:event:${entryId}:${reply}`),
    });
    const content = workshop({ minutes: 'https://www.gob.pe/a', venue: '', place: null });
    for (const purpose of purposes)
      for (const kind of entryKinds) {
        const template = words.eventTemplate({
          purpose,
          entryId,
          content: { ...content, kind },
          locale: 'en',
        });
        expect(template.parameters.every((parameter) => parameter.trim() !== '')).toBe(true);
        expect(template.payloads).toHaveLength(eventTemplates[purpose].buttons.length);
      }
  });

  it('a notice shows its first words, and opens by a tap', () => {
    const texts = {
      es: '*Mañana* vence\nel plazo para mandar propuestas al sexto plan de acción, no lo dejes.',
    };
    expect(words.noticeTemplate({ texts, broadcastId: 'b1', locale: 'es' })).toMatchObject({
      name: 'forum_notice',
      parameters: ['Mañana vence el plazo para mandar propuestas al sexto plan…'],
      payloads: ['go:notice:b1'],
    });
    expect(words.noticeMessage({ texts, locale: 'en' }).text).toMatch(/^\*Mañana\*.*write \*stop\*\.$/s);
    expect(firstWords('Hasta el *sábado 5 de diciembre*. Puedes venir')).toBe(
      'Hasta el sábado 5 de diciembre. Puedes venir',
    );
    expect(firstWords('(*gratis*), *hoy*\n* a las 5 * * sin * pares')).toBe(
      '(gratis), hoy a las 5 sin pares',
    );
    expect(firstWords('corto')).toBe('corto');
    expect(firstWords('x'.repeat(70))).toHaveLength(61);
    expect(firstWords('uno dos, tres', 9)).toBe('uno dos…');
  });
});

describe('what fits', () => {
  it('is every message of an entry of usual length, in every language and on every channel', () => {
    const content = workshop({
      title: { es: 'Mesa de diálogo sobre integridad y lucha contra la corrupción en obras públicas' },
      link: 'https://us06web.zoom.us/meeting/register/tZUkcO6rqT8iGNQm8nXJ',
      takePart: { es: 'Inscríbete hasta el día anterior. '.repeat(5).trim() },
      minutes: 'https://www.gob.pe/acta.pdf',
    });
    for (const purpose of purposes)
      for (const kind of entryKinds) {
        const given = {
          purpose,
          entryId,
          content: { ...content, kind },
          now: t0,
          changed: ['when'] as const,
        };
        expect(words.checkEventMessage(given)).toEqual([]);
      }
  });

  it('is said, not cut, where it does not', () => {
    const takePart = { es: 'Inscríbete. '.repeat(60) };
    const found = words.checkEventMessage({
      purpose: 'event',
      entryId,
      content: workshop({ takePart }),
      now: t0,
    });
    expect(found.map(({ locale, channel }) => [locale, channel])).toEqual(
      locales.map((locale) => [locale, 'whatsapp']),
    );
    expect(found[0]?.issue).toMatch(/letters, 1024 fit/);
    expect(textOf({ content: workshop({ takePart }) })).toContain(takePart.es.trim());
    expect(words.checkNotice({ es: 'x'.repeat(4090) })).toHaveLength(2);
    expect(words.checkNotice({ es: 'Hola', en: 'Hello' })).toEqual([]);
  });

  it('has the same placeholders in Spanish and English, and labels that fit a button', () => {
    const { es = {}, en = {} } = readTexts('notices');
    expect(Object.keys(en)).toEqual(Object.keys(es));
    for (const [key, text] of Object.entries(es))
      expect([key, placeholdersOf(en[key] ?? '')]).toEqual([key, placeholdersOf(text)]);
    for (const locale of locales)
      for (const limits of [telegramLimits, whatsappLimits])
        expect(limitIssues(message({ locale }), limits)).toEqual([]);
  });
});
