/** The two weeks: full days where the forum lives, whatever hour, month or clock change lies between. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText, startOfDay } from '../../src/calendar/days.js';
import type { EntryContent, EntryVersion } from '../../src/calendar/entry.js';
import { askLead, checkLead, dayToldBy, needsLead } from '../../src/calendar/rule.js';
import { workshop } from '../support/calendar.js';

const lima = 'America/Lima';
const hour = 3_600_000;
/** An hour of a day in Lima (UTC−5 all year). */
const at = (month: number, day: number, hours = 0, minutes = 0) =>
  Date.UTC(2026, month - 1, day, hours + 5, minutes);
const start = (startsAt: number, given: Partial<EntryContent> = {}) =>
  workshop({ kind: 'stage', stage: 'proposals', startsAt, ...given });
// Clocks put forward at midnight, at two, by half an hour, and not at all.
const zones = ['America/Asuncion', 'America/Havana', 'America/New_York', 'Australia/Lord_Howe', lima, 'UTC'];

describe('the two-week rule', () => {
  it.each([
    ['14 days to the day', at(11, 10, 9), at(11, 24, 9), 14, true],
    ['the last minute of the day', at(11, 10, 23, 59), at(11, 24, 0), 14, true],
    ['the first minute of the next', at(11, 11, 0), at(11, 24, 23, 59), 13, false],
    ['over the end of a month', at(10, 31, 12), at(11, 14, 8), 14, true],
    ['late in Lima, already tomorrow in UTC', at(11, 10, 22), at(11, 24, 20), 14, true],
    ['the same day', at(11, 24, 8), at(11, 24, 9), 0, false],
    ['afterwards', at(11, 25, 8), at(11, 24, 9), -1, false],
  ] as const)('counts full days in Lima: %s', (_, published, starts, days, inTime) => {
    const lead = checkLead(starts, published, lima);
    expect(lead).toMatchObject({ days, inTime });
    expect(lead.latestPublication).toBe(at(11, 11) - 1 + (starts < at(11, 20) ? -10 * 24 * hour : 0));
  });

  it('says the last instant at which it is in time, in every zone', () => {
    const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(instant, instant, fc.constantFrom(...zones), (starts, published, zone) => {
        const { latestPublication, inTime } = checkLead(starts, published, zone);
        expect(inTime).toBe(published <= latestPublication);
        expect(checkLead(starts, latestPublication, zone).days).toBe(14);
        expect(checkLead(starts, latestPublication + 1, zone).days).toBe(13);
      }),
    );
  });

  it('asks at the start of the process only, and anew for another day', () => {
    const ask = (content: EntryContent, published: EntryContent | null) =>
      askLead({ content, published, now: at(11, 1, 12), timezone: lima })?.inTime ?? null;
    expect(ask(workshop({ startsAt: at(11, 2) }), null)).toBeNull();
    expect(ask(start(at(11, 2), { stage: 'dialogue' }), null)).toBeNull();
    expect(needsLead(start(0))).toBe(true);
    expect(ask(start(at(11, 14)), null)).toBe(false);
    expect(ask(start(at(11, 15)), null)).toBe(true);
    const published = start(at(11, 14, 8));
    expect(ask(start(at(11, 14, 20), { title: { es: 'Con otro nombre' } }), published)).toBeNull();
    expect(ask(start(at(11, 13)), published)).toBe(false);
    expect(ask(start(at(11, 20)), published)).toBe(true);
    // What was a workshop and becomes the start of the process was never published as one.
    expect(ask(start(at(11, 14)), workshop({ startsAt: at(11, 14) }))).toBe(false);
  });

  it('counts from the version that told the day, not from a later correction', () => {
    const version = (number: number, content: EntryContent): EntryVersion => ({
      entryId: 'e',
      version: number,
      change: 'changed',
      content,
      publishedAt: number,
      officialUrl: null,
      overrideReason: null,
      staffId: 'rosa',
    });
    const one = version(1, start(at(11, 20)));
    const moved = version(2, start(at(11, 25)));
    const corrected = version(3, start(at(11, 25), { title: { es: 'Corregido' } }));
    const back = version(4, start(at(11, 20)));
    expect(dayToldBy([], lima)).toBeNull();
    expect(dayToldBy([corrected, one, moved], lima)).toBe(moved);
    expect(dayToldBy([one, moved, corrected, back], lima)).toBe(back);
    // Who read that it would not be had no date: the day counts from when it was told again.
    const cancelled = { ...version(2, one.content), change: 'cancelled' } as const;
    const again = version(3, one.content);
    expect(dayToldBy([one, cancelled], lima)).toBe(one);
    expect(dayToldBy([one, cancelled, again], lima)).toBe(again);
  });
});

describe('a day', () => {
  it('begins at its first instant, also where clocks are changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16_500, max: 23_500 }),
        fc.constantFrom(...zones),
        fc.constantFrom(0, 9),
        (day, zone, hours) => {
          const begins = startOfDay(day, zone, hours);
          expect(dayNumber(begins, zone)).toBe(day);
          if (hours === 0) expect(dayNumber(begins - 1, zone)).toBe(day - 1);
        },
      ),
      { numRuns: 500 },
    );
    // Midnight did not exist there on that day.
    expect(startOfDay(dayNumber(Date.UTC(2023, 9, 1, 12), 'America/Asuncion'), 'America/Asuncion')).toBe(
      Date.UTC(2023, 9, 1, 4),
    );
    expect(dayText(dayNumber(at(11, 24, 23), lima))).toBe('2026-11-24');
    expect(startOfDay(dayNumber(at(11, 24), lima), lima, 9)).toBe(at(11, 24, 9));
  });
});
