/** Slots to send in, by lane: one budget for both, or one each where the channel sells bulk a rate of its own. */
import type { Channel } from '../channels/channel.js';
import type { Outbox } from '../store/store.js';
import { createPace, type Pace } from './pace.js';

type Lane = 'reply' | 'bulk';

export interface Slots {
  /** Both lanes spend one budget. */
  readonly shared: boolean;
  /**
   * Takes a slot; more are reserved in time.
   * @param backlog how many wait for one of this budget.
   * @returns 0 when it may go now, else the instant (UTC ms) to ask again; infinite while slots are being reserved.
   */
  take(lane: Lane, at: number, backlog: number): number;
  /** The platform says that this lane is too fast. */
  slower(lane: Lane, at: number): void;
  /** Forgets the slots in hand: a silence has made them void. */
  drop(): void;
}

export interface SlotsParts {
  readonly channel: Pick<Channel, 'name' | 'maxPerSecond' | 'bulkPerSecond'>;
  readonly outbox: Outbox;
  readonly now: () => number;
  /** How many messages of a lane wait for a slot. */
  readonly waiting: (lane: Lane) => number;
  /** Slots have come, or could not be had: ask again. */
  readonly onReserved: () => void;
  readonly onError: (error: unknown) => void;
}

export function createSlots({ channel, outbox, now, waiting, onReserved, onError }: SlotsParts): Slots {
  const { name, maxPerSecond, bulkPerSecond } = channel;
  const reply = createPace(outbox, name, maxPerSecond);
  const bulk = bulkPerSecond === undefined ? reply : createPace(outbox, `${name}:paid`, bulkPerSecond);
  const paces: Readonly<Record<Lane, Pace>> = { reply, bulk };
  const reserving = new Set<Pace>();

  const reserve = (pace: Pace): void => {
    if (reserving.has(pace)) return;
    reserving.add(pace);
    const replies = pace === reply ? waiting('reply') : 0;
    pace
      .reserve(replies + (pace === bulk ? waiting('bulk') : 0), now())
      .catch(onError)
      .finally(() => {
        reserving.delete(pace);
        onReserved();
      });
  };

  return {
    shared: bulk === reply,
    take: (lane, at, backlog) => {
      const pace = paces[lane];
      const slot = pace.take(at);
      if (slot.kind === 'wait') return slot.until;
      if (slot.kind === 'reserve' || (backlog > 1 && pace.runsLow())) reserve(pace);
      return slot.kind === 'go' ? 0 : Number.POSITIVE_INFINITY;
    },
    slower: (lane, at) => paces[lane].slower(at),
    drop: () => {
      reply.drop();
      bulk.drop();
    },
  };
}
