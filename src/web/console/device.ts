/** What somebody signed in with, as they would call it: read from the words browsers say of themselves. */

// Each also names those after it, so the first that fits is meant.
const browsers = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const;

type Known = readonly (readonly [string, string])[];
const named = (known: Known, said: string): string | null =>
  known.find(([sign]) => said.includes(sign))?.[1] ?? null;

/** @returns null where it is neither a known browser nor on a known system. */
export function deviceOf(userAgent: string): { readonly browser: string; readonly system: string } | null {
  const browser = named(browsers, userAgent);
  const system = named(systems, userAgent);
  return browser === null || system === null ? null : { browser, system };
}
