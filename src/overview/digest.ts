/** Tells staff each morning, in their own chat, what waits for them: counts and a link. */
import { dayNumber, dayText, startOfDay } from '../calendar/days.js';
import { may, roleOf } from '../people/permissions.js';

/** Eight in the morning; after noon it is no morning's digest any more. */
const hours = { from: 8, until: 12 } as const;

/** A member who can be told in their own chat. */
export interface DigestReader {
  readonly staffId: string;
  readonly role: string;
  readonly sector: string;
  /** Open proposals given to them. */
  readonly mine: number;
}

/** Counts only. */
export type DigestDetail = Readonly<Record<string, number>>;

export interface Digests {
  readers(cycleId: string): Promise<readonly DigestReader[]>;
  /** @param day `2026-11-24`. @returns false: this member has theirs of that day. */
  add(staffId: string, day: string, detail: DigestDetail, now: number): Promise<boolean>;
}

/** What waits for everybody. */
export interface Standing {
  readonly unassigned: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly disagreed: number;
}

export interface DigestParts {
  readonly digests: Digests;
  readonly cycleId: (now: number) => Promise<string>;
  readonly standing: (cycleId: string, now: number) => Promise<Standing>;
  /** Answers that lack the signature of a sector; 0 where the cycle asks for none. */
  readonly toSign: (cycleId: string, sector: string, now: number) => Promise<number>;
  readonly timezone: string;
  readonly now: () => number;
}

/** Null: nothing waits for this member. Pure. */
export function digestOf(reader: DigestReader, standing: Standing, toSign: number): DigestDetail | null {
  const role = roleOf(reader.role);
  const triages = may(role, 'proposals.tag');
  const detail = {
    mine: reader.mine,
    unassigned: triages ? standing.unassigned : 0,
    overdue: triages ? standing.overdue : 0,
    dueSoon: triages ? standing.dueSoon : 0,
    disagreed: may(role, 'proposals.answer') ? standing.disagreed : 0,
    toSign: may(role, 'answers.sign') ? toSign : 0,
  };
  return Object.values(detail).some((count) => count > 0) ? detail : null;
}

/** To be run every minute. @returns a function that gives how many digests it wrote. */
export function createDigest(parts: DigestParts): () => Promise<number> {
  const { digests, timezone } = parts;
  let doneDay: number | null = null;
  return async () => {
    const now = parts.now();
    const day = dayNumber(now, timezone);
    if (day === doneDay) return 0;
    if (now < startOfDay(day, timezone, hours.from) || now >= startOfDay(day, timezone, hours.until))
      return 0;
    const cycleId = await parts.cycleId(now);
    const standing = await parts.standing(cycleId, now);
    let written = 0;
    for (const reader of await digests.readers(cycleId)) {
      const detail = digestOf(reader, standing, await parts.toSign(cycleId, reader.sector, now));
      if (detail && (await digests.add(reader.staffId, dayText(day), detail, now))) written += 1;
    }
    doneDay = day;
    return written;
  };
}
