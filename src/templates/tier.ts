/** WhatsApp's messaging limit: how many different people may get a template in any 24 hours. Pure. */

/** Over this time the platform counts people. */
export const tierWindowMs = 24 * 3_600_000;

const thousands = { K: 1_000, M: 1_000_000 } as const;

/**
 * `TIER_250`, `TIER_2K`, `TIER_100K`, `TIER_UNLIMITED`, numbers, and -1 for no limit have all been seen.
 * @returns people a day, `Infinity` where there is no limit, null where nothing can be read.
 */
export function parseTier(given: unknown): number | null {
  if (typeof given === 'number') return given === -1 ? Number.POSITIVE_INFINITY : given > 0 ? given : null;
  if (typeof given !== 'string') return null;
  const text = given
    .trim()
    .toUpperCase()
    .replace(/^TIER_/, '');
  if (text === 'UNLIMITED' || text === '-1') return Number.POSITIVE_INFINITY;
  const found = /^(\d+)([KM]?)$/.exec(text);
  if (!found) return null;
  const [, digits = '', unit = ''] = found;
  const people = Number(digits) * (unit === 'K' || unit === 'M' ? thousands[unit] : 1);
  return people > 0 ? people : null;
}

/** As it is kept among what the platform told: `2000` or `unlimited`. */
export const tierText = (people: number): string => (Number.isFinite(people) ? String(people) : 'unlimited');

/** How many more people may get a template now. @param limit null where none is known: nothing holds back then. */
export const tierLeft = (limit: number | null, used: number): number =>
  limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - used);
