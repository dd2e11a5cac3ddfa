/** The place nearest to a shared point. */
import type { PlaceRow } from './data.js';

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

/** The district whose capital is nearest; null when none is near enough to be in Peru. */
export function findNearest(rows: readonly PlaceRow[], latitude: number, longitude: number): string | null {
  let best: string | null = null;
  let bestKm = maxKm;
  for (const { code, level, latitude: lat, longitude: lon } of rows) {
    if (level !== 'district' || lat === null || lon === null) continue;
    const km = kilometres(latitude, longitude, { latitude: lat, longitude: lon });
    // Written so that a point that is no number is near nothing.
    if (!(km < bestKm)) continue;
    best = code;
    bestKm = km;
  }
  return best;
}
