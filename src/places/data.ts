/** The places of Peru as data: departments, provinces and districts by INEI code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../root.js';

const row = z.tuple([
  z.string().length(6),
  z.string(),
  z.string(),
  z.number().nullable(),
  z.number().nullable(),
  z.string().optional(),
]);

export type Level = 'department' | 'province' | 'district';

export interface PlaceRow {
  readonly code: string;
  readonly level: Level;
  readonly name: string;
  readonly capital: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** ISO 3166-2, departments only. */
  readonly iso: string | null;
}

export const levelOf = (code: string): Level =>
  code.endsWith('0000') ? 'department' : code.endsWith('00') ? 'province' : 'district';
export const departmentOf = (code: string): string => `${code.slice(0, 2)}0000`;
export const provinceOf = (code: string): string => `${code.slice(0, 4)}00`;

/** Reads the table once; about 10 ms. */
export function readPlaces(path = join(projectRoot, 'src/places/places.json')): PlaceRow[] {
  const rows = z.array(row).parse(JSON.parse(readFileSync(path, 'utf8')));
  return rows.map(([code, name, capital, latitude, longitude, iso]) => ({
    code,
    level: levelOf(code),
    name,
    capital,
    latitude,
    longitude,
    iso: iso ?? null,
  }));
}
