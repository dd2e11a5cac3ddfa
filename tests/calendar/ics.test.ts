/** Calendar files as programs read them: no line too long, no text that breaks out of its line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, foldLine, type IcsEvent, toIcs } from '../../src/calendar/ics.js';

const at = Date.UTC(2026, 10, 24, 20);
const event = (given: Partial<IcsEvent> = {}): IcsEvent => ({
  id: '01K3ABCDEFGHJKMNPQRSTVWXYZ',
  version: 2,
  cancelled: false,
  title: 'Taller; presupuesto, abierto',
  startsAt: at,
  endsAt: at + 7_200_000,
  wholeDays: false,
  modifiedAt: Date.UTC(2026, 10, 1, 15),
  location: 'Casa de la Cultura, Cusco',
  description: 'Entrada libre.\nTrae tu DNI.',
  url: 'https://foro.example.pe/calendario/01K3ABCDEFGHJKMNPQRSTVWXYZ',
  ...given,
});
const file = (...events: IcsEvent[]) => toIcs({ name: 'Foro', timezone: 'America/Lima', events });
/** As section 3.1 tells a reader to. */
const unfold = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
const readText = (text: string): string =>
  text.replace(/\\([\\;,nN])/gu, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));

describe('a calendar file', () => {
  it('says what, when in UTC, where, and which version it is', () => {
    const lines = unfold(file(event()));
    expect(lines).toEqual(
      expect.arrayContaining([
        'UID:01K3ABCDEFGHJKMNPQRSTVWXYZ@ayni',
        'SEQUENCE:2',
        'LAST-MODIFIED:20261101T150000Z',
        'DTSTART:20261124T200000Z',
        'DTEND:20261124T220000Z',
        'SUMMARY:Taller\\; presupuesto\\, abierto',
        'STATUS:CONFIRMED',
        'LOCATION:Casa de la Cultura\\, Cusco',
        'DESCRIPTION:Entrada libre.\\nTrae tu DNI.',
        'URL:https://foro.example.pe/calendario/01K3ABCDEFGHJKMNPQRSTVWXYZ',
      ]),
    );
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
    expect(file(event())).toBe(file(event()));
  });

  it('tells a cancellation, and gives a deadline no length', () => {
    expect(unfold(file(event({ cancelled: true })))).toContain('STATUS:CANCELLED');
    const lines = unfold(file(event({ endsAt: null, location: '', description: '' })));
    expect(lines.filter((line) => /^(DTEND|LOCATION|DESCRIPTION)/.test(line))).toEqual([]);
  });

  it('counts the days of a stage in Lima, and the day after the last as the end', () => {
    // 23:30 in Lima of the 30th is the 1st in UTC; midnight at the end belongs to the day before.
    const late = Date.UTC(2026, 11, 1, 4, 30);
    const midnight = Date.UTC(2026, 11, 31, 5);
    const lines = unfold(file(event({ wholeDays: true, startsAt: late, endsAt: midnight })));
    expect(lines).toEqual(
      expect.arrayContaining(['DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261231']),
    );
  });

  it('has no line of more than 75 octets, and gives every text back', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, text, (title, description) => {
        const written = file(event({ title, description: `d${description}` }));
        expect(written.endsWith('\r\n')).toBe(true);
        for (const line of written.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          // Cut within a letter it would not be the same text again.
          expect(Buffer.from(line).toString()).toBe(line);
        }
        const lines = unfold(written);
        expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
        expect(lines.some((line) => line.startsWith('SUMMARY:'))).toBe(true);
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ñ', '\n', '\\', ';', ',', '😀', ' ') }), (any) => {
        expect(readText(escapeText(any))).toBe(any);
        expect(escapeText(any)).not.toContain('\n');
        expect(foldLine(any.replaceAll('\n', '')).replaceAll('\r\n ', '')).toBe(any.replaceAll('\n', ''));
      }),
    );
  });
});
