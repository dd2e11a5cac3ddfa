/** Brings due rows from the database into the hands of one sender: many replies, only a moment's worth of bulk. */
import type { Channel } from '../channels/channel.js';
import { leaseMs } from '../inbox/receive.js';
import type { Vault } from '../people/vault.js';
import type { Outbox, OutboxRow } from '../store/store.js';
import type { Bulk } from './bulk.js';
import type { LeasedRow } from './lanes.js';

export interface Claims {
  /** Looks for everything that is due; again, if it is already looking. */
  all(): void;
  /** Fetches more bulk when little is left in hand; nothing while the last look found nothing. */
  topUp(): void;
  /** Bulk went out or ended: looking for more is worth it. */
  moved(): void;
  /** Resolves when nothing is being looked for. */
  settled(): Promise<void>;
}

export interface ClaimsParts {
  readonly channel: Channel;
  readonly outbox: Pick<Outbox, 'claim'>;
  readonly bulk: Bulk | undefined;
  readonly vault: Pick<Vault, 'openIds'>;
  readonly owner: string;
  readonly now: () => number;
  readonly isRunning: () => boolean;
  /** Nothing of bulk is fetched until then. */
  readonly bulkSilentUntil: () => number;
  readonly refreshSilence: () => Promise<void>;
  /** Bulk rows in hand that have not left. */
  readonly bulkInHand: () => number;
  readonly take: (rows: readonly LeasedRow[]) => void;
  readonly onError: (error: unknown) => void;
}

const repliesAtOnce = 200;
/** So much of the rate is held in hand: what a pause gives back, and what a person who writes may wait behind. */
const inHandMs = 250;
const mostBulkInHand = 500;

export function createClaims(parts: ClaimsParts): Claims {
  const { channel, outbox, bulk, now } = parts;
  const perSecond = channel.bulkPerSecond ?? channel.maxPerSecond;
  const target = Math.min(mostBulkInHand, Math.max(4, Math.ceil((perSecond * inHandMs) / 1000)));
  let looking: Promise<void> | null = null;
  let again = false;
  let fetching: Promise<void> | null = null;
  /** Rows may have been planned after the look under way began. */
  let fetchAgain = false;
  /** Nothing of what came last has left yet: another look would find the same. */
  let stuck = false;
  /** There was less than was asked for; the next wake asks anew. */
  let dry = false;
  /** Bulk outside broadcasts is rare: it is looked for at each wake, and on while there is more. */
  let lane = true;

  const lease = (rows: readonly OutboxRow[], until: number): void =>
    parts.take(rows.map((row) => ({ ...row, to: parts.vault.openIds(row.sealed), leasedUntil: until })));
  const claimLane = async (which: 'reply' | 'bulk', limit: number): Promise<number> => {
    const until = now() + leaseMs;
    const rows = await outbox.claim({
      channel: channel.name,
      lane: which,
      now: now(),
      limit,
      by: parts.owner,
      until,
    });
    lease(rows, until);
    return rows.length;
  };
  const claimBroadcasts = async (room: number): Promise<number> => {
    if (!bulk || room <= 0) return 0;
    const until = now() + leaseMs;
    const rows = await bulk.claim({ channel: channel.name, now: now(), room, by: parts.owner, until });
    lease(rows, until);
    return rows.length;
  };

  const fetchBulk = async (): Promise<void> => {
    await parts.refreshSilence();
    if (parts.bulkSilentUntil() > now()) return;
    const room = target - parts.bulkInHand();
    if (room < target / 2) return;
    stuck = true;
    const found = lane ? await claimLane('bulk', room) : 0;
    lane = found === room;
    const more = await claimBroadcasts(room - found);
    dry = found + more < room;
  };
  const topUp = (): void => {
    if (dry || stuck || fetching || !parts.isRunning() || parts.bulkInHand() > target / 2) return;
    fetching = fetchBulk()
      .catch(parts.onError)
      .finally(() => {
        fetching = null;
        if (!fetchAgain) return;
        lookAnew();
        topUp();
      });
  };
  const lookAnew = (): void => {
    fetchAgain = fetching !== null;
    dry = false;
    stuck = false;
    lane = true;
  };
  const lookAround = async (): Promise<void> => {
    do {
      again = false;
      lookAnew();
      topUp();
      if ((await claimLane('reply', repliesAtOnce)) === repliesAtOnce) again = true;
    } while (again && parts.isRunning());
  };
  const all = (): void => {
    if (!parts.isRunning()) return;
    again = true;
    looking ??= lookAround()
      .catch(parts.onError)
      .finally(() => {
        looking = null;
        if (again) all();
      });
  };
  return {
    all,
    topUp,
    moved: () => {
      stuck = false;
    },
    settled: async () => {
      while (looking || fetching) await Promise.all([looking, fetching]);
    },
  };
}
