/** The sweep: time-outs are inputs too. Finds conversations whose nudge or expiry is due, and decides them. */
import type { Log } from '../log.js';
import { describeError } from '../log.js';
import type { Vault } from '../people/vault.js';
import type { Store } from '../store/store.js';
import type { Hand } from './receive.js';
import type { DecideDue, Env, Facts, Turn } from './turn.js';

export interface SweepParts {
  readonly store: Pick<Store, 'turns'>;
  readonly vault: Vault;
  readonly decideDue: DecideDue;
  readonly env: (now: number) => Env | Promise<Env>;
  readonly now: () => number;
  readonly hand: Hand | null;
  readonly log: Log;
}

const batch = 200;

type Due = Awaited<ReturnType<Store['turns']['due']>>[number];

/** Its question may be about what has to be read first. */
async function decideFully(parts: SweepParts, { due, channel }: Due, facts: Facts, env: Env): Promise<Turn> {
  const first = parts.decideDue(due, channel, facts, env);
  if (!('need' in first)) return first;
  const turn = parts.decideDue(due, channel, await parts.store.turns.need(first, facts), env);
  if ('need' in turn) throw new Error(`a time-out kept asking for ${turn.need}`);
  return turn;
}

async function settleOne(parts: SweepParts, found: Due): Promise<boolean> {
  const env = await parts.env(parts.now());
  const loaded = await parts.store.turns.loadByAddress(found.addressId);
  if (!loaded.person || !loaded.address || loaded.sealed === undefined) return false;
  const turn = await decideFully(parts, found, loaded, env);
  const outcome = await parts.store.turns.commit({
    inboundKey: null,
    inboundKind: found.due,
    sentAt: loaded.address.lastInboundAt,
    now: env.now,
    channel: found.channel,
    keys: [],
    person: { id: loaded.person.id, isNew: false, locale: loaded.person.locale },
    address: { id: loaded.address.id, isNew: false, sealed: null },
    revision: loaded.revision ?? 0,
    turn,
    rows: turn.messages.map((planned) => ({ id: env.newId(), planned })),
    lease: null,
    touch: false,
    releaseWaiting: false,
  });
  return outcome === 'committed';
}

/** Decides all that is due now; returns how many. A conversation that moved meanwhile is left to its own turn. */
export async function sweepConversations(parts: SweepParts): Promise<number> {
  let settled = 0;
  for (;;) {
    const found = await parts.store.turns.due(parts.now(), batch);
    let moved = 0;
    for (const due of found) {
      try {
        if (await settleOne(parts, due)) moved += 1;
      } catch (error) {
        parts.log.error({ error: describeError(error), due: due.due }, 'a time-out could not be decided');
      }
    }
    settled += moved;
    if (moved > 0) parts.hand?.wakeAt(parts.now());
    // Fewer than a batch: done. None moved: the rest fails or races, leave it to the next sweep.
    if (found.length < batch || moved === 0) return settled;
  }
}
