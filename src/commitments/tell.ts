/** Plans the messages about commitments' progress, by the clock: a stretch of people at a time, each person once. */
import type { Planned } from '../inbox/turn.js';
import type { ChannelName } from '../talk/message.js';
import type { CitizenKey, Say } from '../text/texts.js';
import type { Commitment, Progress } from './commitment.js';
import { progressKey, progressMessage } from './message.js';

/** Somebody who is to hear of an update, and where. */
export interface Listener {
  readonly personId: string;
  readonly locale: string;
  readonly addressId: string;
  readonly channel: ChannelName;
  /** Hears of this commitment for the first time, because a proposal of theirs is in it. */
  readonly first: boolean;
  /** Their proposals in it. */
  readonly proposals: readonly { readonly id: string; readonly code: string }[];
}

export interface TellParts {
  readonly commitments: {
    find(id: string): Promise<Commitment | null>;
    untold(limit: number): Promise<readonly Progress[]>;
    /** Who has not been told of this update yet, by id from `after` on. */
    listeners(
      progress: Progress,
      options: { readonly limit: number; readonly after: string },
    ): Promise<readonly Listener[]>;
    tell(
      progress: Progress,
      told: readonly (Listener & { readonly planned: Planned })[],
      now: number,
    ): Promise<number>;
    told(progressId: string, now: number): Promise<void>;
  };
  readonly say: Say<CitizenKey>;
  /** End of the quiet hours; null by day. */
  readonly quietUntil: (now: number) => Promise<number | null>;
  readonly publicUrl: () => string;
  readonly now: () => number;
}

/** People planned in one write: some milliseconds, so that nobody who writes to us waits. */
const stretch = 100;
/** Updates looked at in one go; the next go takes the rest. */
const atOnce = 20;

export function createTellProgress(parts: TellParts): () => Promise<number> {
  const { commitments, say, quietUntil, publicUrl, now } = parts;

  const planOf = (commitment: Commitment, progress: Progress, one: Listener, dueAt: number): Planned => {
    const [first] = one.proposals;
    return {
      key: progressKey(progress.id, one.personId),
      purpose: 'progress',
      lane: 'bulk',
      message: progressMessage(
        {
          commitment,
          progress,
          locale: one.locale,
          codes: one.proposals.map(({ code }) => code),
          first: one.first,
          publicUrl: publicUrl(),
        },
        say,
      ),
      dueAt,
      ...(first ? { proposalId: first.id } : {}),
    };
  };

  /** Everybody once through. Who linked two chats meanwhile is left to the next pass. */
  const pass = async (commitment: Commitment, progress: Progress): Promise<number> => {
    let planned = 0;
    for (let after = ''; ; ) {
      const found = await commitments.listeners(progress, { limit: stretch, after });
      const last = found.at(-1);
      if (!last) return planned;
      const at = now();
      const dueAt = (await quietUntil(at)) ?? at;
      const rows = found.map((one) => ({ ...one, planned: planOf(commitment, progress, one, dueAt) }));
      planned += await commitments.tell(progress, rows, at);
      after = last.personId;
    }
  };

  /** @returns how many messages were planned. Marked as told last: a crash before that is just another pass. */
  return async () => {
    let planned = 0;
    for (const progress of await commitments.untold(atOnce)) {
      const commitment = await commitments.find(progress.commitmentId);
      while (commitment) {
        const more = await pass(commitment, progress);
        if (more === 0) break;
        planned += more;
      }
      await commitments.told(progress.id, now());
    }
    return planned;
  };
}
