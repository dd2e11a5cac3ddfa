/** Asks authors, some weeks after their answer, whether it was clear: once an answer, once a day, never at night. */
import type { ChannelName } from '../talk/message.js';
import type { CitizenKey, Say } from '../text/texts.js';
import { surveyMessage } from './survey-words.js';
import type { Planned } from './turn.js';

/** Somebody who may be asked about an answer. */
export interface Surveyed {
  readonly answerId: string;
  readonly proposalId: string;
  readonly code: string;
  readonly personId: string;
  readonly locale: string;
  readonly addressId: string;
  readonly channel: ChannelName;
}

interface Cursor {
  readonly releasedAt: number;
  readonly answerId: string;
}

export interface Surveys {
  /** Cycles that ask, with the days after which they do; invented ones never do. */
  cycles(): Promise<readonly { readonly id: string; readonly days: number }[]>;
  /** A stretch of the answers released within these instants: those to ask about, and where to go on (null: no more). */
  due(options: {
    readonly cycleId: string;
    readonly from: number;
    readonly until: number;
    readonly now: number;
    readonly after: Cursor | null;
  }): Promise<{ readonly found: readonly Surveyed[]; readonly after: Cursor | null }>;
  /** What was asked and the message that asks it, together. Returns how many were new. */
  ask(asked: readonly (Surveyed & { readonly planned: Planned })[], now: number): Promise<number>;
}

export interface SurveyParts {
  readonly surveys: Surveys;
  readonly say: Say<CitizenKey>;
  /** End of the quiet hours it is in; null by day. */
  readonly quietUntil: (now: number) => Promise<number | null>;
  readonly now: () => number;
}

const day = 86_400_000;
/** Who could not be asked in this time (their chat was closed, they had another survey) is left in peace. */
const patience = 14 * day;

/** Of two answers to one person the older: the other one's turn comes tomorrow. */
function oneEach(found: readonly Surveyed[], seen: Set<string>): readonly Surveyed[] {
  return found.filter(({ personId }) => {
    if (seen.has(personId)) return false;
    seen.add(personId);
    return true;
  });
}

/** @returns how many messages were planned. */
export async function askSurveys({ surveys, say, quietUntil, now }: SurveyParts): Promise<number> {
  const at = now();
  if ((await quietUntil(at)) !== null) return 0;
  const seen = new Set<string>();
  let asked = 0;
  for (const { id: cycleId, days } of await surveys.cycles()) {
    const until = at - days * day;
    let after: Cursor | null = null;
    do {
      const part: Awaited<ReturnType<Surveys['due']>> = await surveys.due({
        cycleId,
        from: until - patience,
        until,
        now: at,
        after,
      });
      const chosen = oneEach(part.found, seen).map((one) => ({
        ...one,
        planned: {
          key: `survey:${one.answerId}`,
          purpose: 'survey' as const,
          lane: 'bulk' as const,
          message: surveyMessage(one, one.locale, say),
          dueAt: at,
          proposalId: one.proposalId,
          answerId: one.answerId,
        },
      }));
      if (chosen.length > 0) asked += await surveys.ask(chosen, at);
      after = part.after;
    } while (after !== null);
  }
  return asked;
}
