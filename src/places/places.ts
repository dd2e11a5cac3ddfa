/** Places of Peru: finding what was typed, the nearest to a point, and how to say a code. */
import type { PlaceFound, PlaceName } from '../inbox/turn.js';
import { departmentOf, type PlaceRow, provinceOf, readPlaces } from './data.js';
import { createFinder } from './find.js';

export interface Places {
  find(typed: string): PlaceFound;
  /** The district whose capital is nearest; null outside Peru. Nothing of the point is kept. */
  nearest(latitude: number, longitude: number): PlaceName | null;
  /** "Cusco", "San Román (Puno)", "San Juan de Lurigancho (Lima)"; null for an unknown code. */
  name(code: string): string | null;
  departments(): readonly PlaceName[];
  /** ISO 3166-2 of the code's department, for example `PE-CUS`. */
  iso(code: string): string | null;
}

/** More than a choice can show: then it is unknown, and the person is asked to say more. */
const maxOptions = 10;
const earthKm = 6371;
/** Farther than this from every district capital is outside the country (the largest Amazon districts reach 150 km). */
const maxKm = 160;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function kilometres(
  latitude: number,
  longitude: number,
  place: { latitude: number; longitude: number },
): number {
  const dLat = radians(place.latitude - latitude);
  const dLon = radians(place.longitude - longitude);
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(latitude)) * Math.cos(radians(place.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.sqrt(a));
}

export function createPlaces(rows: readonly PlaceRow[] = readPlaces()): Places {
  const byCode = new Map(rows.map((place) => [place.code, place]));
  const find = createFinder(rows);

  const name = (code: string): string | null => {
    const place = byCode.get(code);
    if (!place) return null;
    const department = byCode.get(departmentOf(code))?.name ?? '';
    if (place.level === 'department') return place.name;
    if (place.level === 'province')
      return place.name === department ? `${place.name} (provincia)` : `${place.name} (${department})`;
    const province = byCode.get(provinceOf(code))?.name ?? '';
    return place.name === province && province === department
      ? `${place.name} (distrito)`
      : `${place.name} (${department})`;
  };
  const named = (code: string): PlaceName => ({ code, name: name(code) ?? code });

  /** Two places that would read alike are told apart by their province. */
  const options = (codes: readonly string[]): PlaceName[] => {
    const plain = codes.map(named);
    return plain.map((option) => {
      const twin = plain.some((other) => other.code !== option.code && other.name === option.name);
      const place = byCode.get(option.code);
      const province = byCode.get(provinceOf(option.code))?.name;
      return twin && place && province ? { code: option.code, name: `${place.name} (${province})` } : option;
    });
  };

  return {
    find: (typed) => {
      // Names are short; a proposal typed here by mistake is not worth comparing with 2,000 of them.
      if (typed.length > 80) return { kind: 'unknown' };
      const codes = find(typed);
      const [only] = codes;
      if (only === undefined || codes.length > maxOptions) return { kind: 'unknown' };
      return codes.length === 1
        ? { kind: 'found', place: named(only) }
        : { kind: 'ambiguous', options: options(codes) };
    },
    nearest: (latitude, longitude) => {
      let best: { code: string; km: number } | null = null;
      for (const { code, level, latitude: lat, longitude: lon } of rows) {
        if (level !== 'district' || lat === null || lon === null) continue;
        const km = kilometres(latitude, longitude, { latitude: lat, longitude: lon });
        if (km < (best?.km ?? maxKm)) best = { code, km };
      }
      return best ? named(best.code) : null;
    },
    name,
    departments: () => rows.filter((place) => place.level === 'department').map((place) => named(place.code)),
    iso: (code) => byCode.get(departmentOf(code))?.iso ?? null,
  };
}
