/** Places of Peru: finding what was typed, the nearest to a point, and how to say a code. */
import type { PlaceFound, PlaceName } from '../inbox/turn.js';
import { departmentOf, type PlaceRow, provinceOf, readPlaces } from './data.js';
import { createFinder } from './find.js';
import { findNearest } from './nearest.js';

export interface Places {
  /**
   * What somebody typed. A name that a department shares with a province or district means the department, one that a
   * province shares with its capital means the province: people are asked for their region. A single option is a guess
   * to be confirmed.
   */
  find(typed: string): PlaceFound;
  /**
   * The district whose capital is nearest; null far from all of them. Nothing of the point is kept. Borders are not
   * known: a point just across one gets the nearest Peruvian district.
   */
  nearest(latitude: number, longitude: number): PlaceName | null;
  /** "Cusco", "San Román (Puno)", "Lince (Lima)", "Huaraz (Huaraz, Áncash)"; null for an unknown code. */
  name(code: string): string | null;
  /** INEI code of the department in which a code lies. */
  department(code: string): string;
  departments(): readonly PlaceName[];
  /** Provinces of a department, by its code. */
  provinces(department: string): readonly PlaceName[];
  /** Districts of a province, by its code. */
  districts(province: string): readonly PlaceName[];
  /** ISO 3166-2 of the code's department, for example `PE-CUS`. */
  iso(code: string): string | null;
}

/** More than a choice can show: then it is unknown, and the person is asked to say more. */
const maxOptions = 10;
const maxTyped = 120;
let shipped: Places | undefined;

/** The places that ship with the program, read once a process. */
export function createPlaces(): Places {
  shipped ??= placesOf(readPlaces());
  return shipped;
}

function placesOf(rows: readonly PlaceRow[]): Places {
  const byCode = new Map(rows.map((place) => [place.code, place]));
  // Built when somebody first types a place: a start, a test or a command line without places stays quick.
  let finder: ReturnType<typeof createFinder> | null = null;
  const find = (typed: string) => {
    finder ??= createFinder(rows);
    return finder(typed);
  };

  /** How often a short name is used: two places must never read alike. */
  const uses = new Map<string, number>();
  const shortName = ({ code, name, level }: PlaceRow): string =>
    level === 'department' ? name : `${name} (${byCode.get(departmentOf(code))?.name ?? ''})`;
  for (const place of rows) uses.set(shortName(place), (uses.get(shortName(place)) ?? 0) + 1);

  const name = (code: string): string | null => {
    const place = byCode.get(code);
    if (!place) return null;
    const short = shortName(place);
    if (place.level !== 'district' || uses.get(short) === 1) return short;
    return `${place.name} (${byCode.get(provinceOf(code))?.name ?? ''}, ${byCode.get(departmentOf(code))?.name ?? ''})`;
  };
  const named = (code: string): PlaceName => ({ code, name: name(code) ?? code });
  const listed = (belongs: (place: PlaceRow) => boolean): readonly PlaceName[] =>
    rows.filter(belongs).map((place) => named(place.code));

  return {
    find: (typed) => {
      // Names are short; a proposal typed here by mistake is not worth comparing with 2,000 of them.
      if (typed.length > maxTyped) return { kind: 'unknown' };
      const { codes, sure } = find(typed);
      const [only] = codes;
      if (only === undefined || codes.length > maxOptions) return { kind: 'unknown' };
      return codes.length === 1 && sure
        ? { kind: 'found', place: named(only) }
        : { kind: 'ambiguous', options: codes.map(named) };
    },
    nearest: (latitude, longitude) => {
      const code = findNearest(rows, latitude, longitude);
      return code === null ? null : named(code);
    },
    name,
    department: departmentOf,
    departments: () => listed((place) => place.level === 'department'),
    provinces: (department) =>
      listed((place) => place.level === 'province' && departmentOf(place.code) === department),
    districts: (province) =>
      listed((place) => place.level === 'district' && provinceOf(place.code) === province),
    iso: (code) => byCode.get(departmentOf(code))?.iso ?? null,
  };
}
