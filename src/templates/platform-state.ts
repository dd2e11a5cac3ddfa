/** What WhatsApp last told about our number and account, as rows of name and value. Pure. */
import { parseTier } from './tier.js';

export const platformNames = {
  tier: 'whatsapp:tier',
  quality: 'whatsapp:quality',
  throughput: 'whatsapp:throughput',
  /** Why the number or account may not write as it wants; empty when it may. */
  restricted: 'whatsapp:restricted',
  /** UTC ms; empty where the platform names no end. */
  restrictedUntil: 'whatsapp:restricted-until',
  violation: 'whatsapp:violation',
  alert: 'whatsapp:alert',
  error: 'whatsapp:error',
} as const;

export interface StateRow {
  readonly name: string;
  readonly value: string;
  /** When it was told, UTC ms. */
  readonly at: number;
}

export interface Restriction {
  /** A code (131048) or the platform's own word. */
  readonly why: string;
  readonly since: number;
  readonly until: number | null;
}

export interface NumberState {
  /** People a day outside the window; `Infinity` without limit, null while unknown. */
  readonly tier: number | null;
  /** GREEN, YELLOW, RED; null while unknown. */
  readonly quality: string | null;
  readonly throughput: string | null;
  readonly restriction: Restriction | null;
}

/** "Restricted for spam": the number is slowed down for reports of people. */
export const spamCode = '131048';
/** Meta names no end for it; after a day it is tried again, softly. */
export const spamRestMs = 24 * 3_600_000;

const findRow = (rows: readonly StateRow[], name: string): StateRow | undefined =>
  rows.find((row) => row.name === name && row.value !== '');

export function restrictionOf(rows: readonly StateRow[], now: number): Restriction | null {
  const told = findRow(rows, platformNames.restricted);
  if (!told) return null;
  const given = Number(findRow(rows, platformNames.restrictedUntil)?.value);
  const until = given > 0 ? given : null;
  return until !== null && until <= now ? null : { why: told.value, since: told.at, until };
}

export function numberState(rows: readonly StateRow[], now: number): NumberState {
  const told = (name: string) => findRow(rows, name)?.value ?? null;
  return {
    tier: parseTier(told(platformNames.tier)),
    quality: told(platformNames.quality),
    throughput: told(platformNames.throughput),
    restriction: restrictionOf(rows, now),
  };
}
