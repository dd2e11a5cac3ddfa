/** What is typed into a field for date and time, and what clocks show: there and back, also where clocks change. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localOf } from '../../src/calendar/wall-clock.js';

const lima = 'America/Lima';
const santiago = 'America/Santiago';

describe('the clock on the wall', () => {
  it('is five hours behind in Lima', () => {
    expect(instantOf('2026-12-01T09:00', lima)).toBe(Date.UTC(2026, 11, 1, 14));
    expect(localOf(Date.UTC(2026, 11, 1, 4, 59), lima)).toBe('2026-11-30T23:59');
  });

  it.each(['', 'mañana', '2026-02-31T09:00', '2026-12-01T25:00', '2026-12-01'])('%j is no moment', (typed) =>
    expect(instantOf(typed, lima)).toBeNull(),
  );

  it('takes seconds as some browsers add them', () => {
    expect(instantOf('2026-12-01T09:00:00', lima)).toBe(Date.UTC(2026, 11, 1, 14));
  });

  it('an hour that clocks leave out is no moment; one they show twice is one of the two', () => {
    // Chile puts its clocks forward at midnight from 5 to 6 September 2026, and back from 4 to 5 April.
    expect(instantOf('2026-09-06T00:30', santiago)).toBeNull();
    expect([Date.UTC(2026, 3, 5, 2, 30), Date.UTC(2026, 3, 5, 3, 30)]).toContain(
      instantOf('2026-04-04T23:30', santiago),
    );
  });

  it('comes back as it was typed, whatever the hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2030, 0) }),
        fc.constantFrom(lima, santiago),
        (at, zone) => {
          const shown = localOf(at, zone);
          const back = instantOf(shown, zone);
          return back !== null && localOf(back, zone) === shown;
        },
      ),
      { numRuns: 300 },
    );
  });
});
