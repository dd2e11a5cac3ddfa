/** The figures of a cycle: who was heard, answered and reached; what waits. Added up proposal by proposal. Pure. */
import type { ProposalState } from '../proposals/proposal.js';

export const rungs = ['heard', 'answered', 'sent', 'delivered', 'read'] as const;
/**
 * How far a person has come: heard; has an answer; it was taken by the platform; the platform says it reached the
 * phone; was read. Telegram tells nothing after `sent`.
 */
export type Rung = (typeof rungs)[number];

export interface CountedProposal {
  readonly id: string;
  /** Null: no phone behind it; it counts as somebody of its own. */
  readonly personId: string | null;
  readonly state: ProposalState;
  /** INEI code; null: the whole country. */
  readonly place: string | null;
  readonly locale: string;
  readonly promisedAt: number;
  readonly channel: string;
  /** Those that count: confirmed, else chosen, else suggested. */
  readonly areas: readonly string[];
  /** Its newest released answer. */
  readonly answer: {
    readonly outcome: string;
    /** Of its message; null: none was planned. */
    readonly fate: string | null;
    /** Told by radio, office or partner. */
    readonly toldOtherwise: boolean;
  } | null;
}

export interface Tally {
  readonly open: number;
  readonly answered: number;
}

export interface Overview {
  readonly people: Readonly<Record<Rung, number>>;
  /** People whose answer left by radio, office or partner. */
  readonly toldOtherwise: number;
  readonly proposals: Tally & { readonly withdrawn: number };
  readonly byArea: ReadonlyMap<string, Tally>;
  /** By two digits of the department; '' is the whole country. */
  readonly byDepartment: ReadonlyMap<string, Tally>;
  readonly byLocale: ReadonlyMap<string, Tally>;
  readonly byChannel: ReadonlyMap<string, Tally>;
  readonly byOutcome: ReadonlyMap<string, number>;
  readonly waiting: { readonly overdue: number; readonly week: number; readonly later: number };
  /** Earliest promise not kept yet; null: nothing waits. */
  readonly oldestPromise: number | null;
}

const weekMs = 7 * 86_400_000;
const takenFates: Readonly<Record<string, Rung>> = {
  accepted: 'sent',
  delivered: 'delivered',
  read: 'read',
};

const rungOf = ({ answer }: CountedProposal): Rung =>
  answer === null ? 'heard' : (takenFates[answer.fate ?? ''] ?? 'answered');
const heightOf = (rung: Rung): number => rungs.indexOf(rung);

export interface Adder {
  add(proposal: CountedProposal): void;
  result(): Overview;
}

/** @param now UTC ms; promises before it are overdue. */
export function createAdder(now: number): Adder {
  const height = new Map<string, number>();
  const otherwise = new Set<string>();
  const maps = {
    byArea: new Map<string, { open: number; answered: number }>(),
    byDepartment: new Map<string, { open: number; answered: number }>(),
    byLocale: new Map<string, { open: number; answered: number }>(),
    byChannel: new Map<string, { open: number; answered: number }>(),
  };
  const byOutcome = new Map<string, number>();
  const proposals = { open: 0, answered: 0, withdrawn: 0 };
  const waiting = { overdue: 0, week: 0, later: 0 };
  let oldestPromise: number | null = null;

  const note = (map: Map<string, { open: number; answered: number }>, key: string, isAnswered: boolean) => {
    const tally = map.get(key) ?? { open: 0, answered: 0 };
    tally[isAnswered ? 'answered' : 'open'] += 1;
    map.set(key, tally);
  };
  const wait = (promisedAt: number): void => {
    waiting[promisedAt < now ? 'overdue' : promisedAt < now + weekMs ? 'week' : 'later'] += 1;
    oldestPromise = Math.min(oldestPromise ?? promisedAt, promisedAt);
  };

  return {
    add: (proposal) => {
      const { id, personId, state, place, locale, promisedAt, channel, areas, answer } = proposal;
      if (state === 'withdrawn') {
        proposals.withdrawn += 1;
        return;
      }
      const isAnswered = state === 'answered';
      proposals[isAnswered ? 'answered' : 'open'] += 1;
      if (!isAnswered) wait(promisedAt);
      const who = personId ?? `alone:${id}`;
      height.set(who, Math.max(height.get(who) ?? 0, heightOf(rungOf(proposal))));
      if (answer?.toldOtherwise) otherwise.add(who);
      if (answer) byOutcome.set(answer.outcome, (byOutcome.get(answer.outcome) ?? 0) + 1);
      for (const area of areas) note(maps.byArea, area, isAnswered);
      note(maps.byDepartment, place?.slice(0, 2) ?? '', isAnswered);
      note(maps.byLocale, locale, isAnswered);
      note(maps.byChannel, channel, isAnswered);
    },
    result: () => {
      const people = { heard: 0, answered: 0, sent: 0, delivered: 0, read: 0 };
      for (const reached of height.values())
        for (const rung of rungs) if (heightOf(rung) <= reached) people[rung] += 1;
      return { people, toldOtherwise: otherwise.size, proposals, ...maps, byOutcome, waiting, oldestPromise };
    },
  };
}
