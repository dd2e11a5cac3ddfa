/** Nobody is written to at night; how long a broadcast takes is told beforehand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterDaytime, estimate } from '../../src/broadcasts/estimate.js';
import { createQuiet } from '../../src/broadcasts/quiet.js';

const hour = 3_600_000;
const day = 24 * hour;
/** Lima is five hours behind and never changes its clocks. */
const lima = (date: string, at: string) => Date.parse(`${date}T${at}:00-05:00`);
const quiet = createQuiet({ from: 21, to: 8 }, 'America/Lima');

describe('quiet hours', () => {
  it('last from the evening to the next morning', () => {
    const morning = lima('2026-11-25', '08:00');
    expect(quiet.until(lima('2026-11-24', '20:59'))).toBeNull();
    expect(quiet.until(lima('2026-11-24', '21:00'))).toBe(morning);
    expect(quiet.until(lima('2026-11-25', '00:00'))).toBe(morning);
    expect(quiet.until(morning - 1)).toBe(morning);
    expect(quiet.until(morning)).toBeNull();
    expect(quiet.next(morning)).toBe(lima('2026-11-25', '21:00'));
    expect(quiet.next(lima('2026-11-24', '23:00'))).toBe(lima('2026-11-24', '21:00'));
    // A clock that is set back is no trouble.
    expect(quiet.until(lima('2026-11-20', '12:00'))).toBeNull();
    expect(quiet.until(lima('2026-11-20', '03:00'))).toBe(lima('2026-11-20', '08:00'));
  });

  it('may lie within one day, or not be at all', () => {
    const siesta = createQuiet({ from: 13, to: 15 }, 'America/Lima');
    expect(siesta.until(lima('2026-11-24', '14:00'))).toBe(lima('2026-11-24', '15:00'));
    expect(siesta.until(lima('2026-11-24', '15:00'))).toBeNull();
    expect(siesta.next(lima('2026-11-24', '16:00'))).toBe(lima('2026-11-25', '13:00'));
    const none = createQuiet({ from: 8, to: 8 }, 'America/Lima');
    expect(none.until(lima('2026-11-24', '03:00'))).toBeNull();
    expect(none.next(lima('2026-11-24', '03:00'))).toBeNull();
  });

  it.each([
    ['put forward', '2026-03-28', 10],
    ['put back', '2026-10-24', 12],
    ['left alone', '2026-06-10', 11],
  ])('end at eight on the wall where clocks are %s', (_, date, hours) => {
    const madrid = createQuiet({ from: 21, to: 8 }, 'Europe/Madrid');
    const evening = madrid.next(Date.parse(`${date}T12:00:00Z`)) ?? 0;
    expect(((madrid.until(evening) ?? 0) - evening) / hour).toBe(hours);
  });

  it('say the same asked in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 * 24 }), { maxLength: 20 }), (hours) => {
        const asked = createQuiet({ from: 21, to: 8 }, 'America/Lima');
        for (const one of hours) {
          const at = lima('2026-11-01', '00:30') + one * hour;
          expect(asked.until(at)).toBe(createQuiet({ from: 21, to: 8 }, 'America/Lima').until(at));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('an estimate', () => {
  const noon = lima('2026-11-24', '12:00');
  const base = {
    recipients: { telegram: 0, whatsapp: 0 },
    templates: 0,
    rates: { telegram: 30, whatsapp: 80 },
    tier: { limit: 2_000, used: 0 },
    quiet,
    startsAt: noon,
    now: noon,
  };

  it('is people by rate on the slower channel', () => {
    const found = estimate({ ...base, recipients: { telegram: 3_000, whatsapp: 1_600 } });
    expect(found).toEqual({ endsAt: noon + 100_000, days: 1, billed: 0, spread: false });
  });

  it('leaves out the nights', () => {
    expect(afterDaytime(noon, 10 * hour, quiet)).toBe(lima('2026-11-25', '09:00'));
    expect(afterDaytime(lima('2026-11-24', '23:00'), hour, quiet)).toBe(lima('2026-11-25', '09:00'));
    // 30 a second: 1,404,000 in thirteen hours.
    const found = estimate({ ...base, recipients: { telegram: 30 * 3600 * 10 } });
    expect(found).toMatchObject({ endsAt: lima('2026-11-25', '09:00'), days: 2 });
    expect(estimate({ ...base, startsAt: lima('2026-11-24', '22:00') }).endsAt).toBe(
      lima('2026-11-25', '08:00'),
    );
  });

  it('spreads templates over days when the tier is too small, and says so', () => {
    const found = estimate({ ...base, recipients: { whatsapp: 5_000 }, templates: 5_000 });
    expect(found).toMatchObject({ billed: 5_000, spread: true, days: 3 });
    expect(found.endsAt).toBeGreaterThanOrEqual(noon + 2 * day);
    const half = { limit: 2_000, used: 1_500 };
    expect(estimate({ ...base, recipients: { whatsapp: 600 }, templates: 600, tier: half })).toMatchObject({
      spread: true,
      days: 2,
    });
    expect(estimate({ ...base, recipients: { whatsapp: 600 }, templates: 400, tier: half }).spread).toBe(
      false,
    );
    const unknown = { limit: null, used: 0 };
    expect(estimate({ ...base, recipients: { whatsapp: 9_000 }, templates: 9_000, tier: unknown }).days).toBe(
      1,
    );
  });

  it('never ends earlier for more people', () => {
    const people = fc.integer({ min: 1, max: 3_000_000 });
    fc.assert(
      fc.property(people, people, fc.integer({ min: 0, max: 47 }), (a, b, hours) => {
        const of = (telegram: number) =>
          estimate({ ...base, recipients: { telegram }, startsAt: noon + hours * hour }).endsAt;
        expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b)));
        expect(quiet.until(of(a) - 1)).toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});
