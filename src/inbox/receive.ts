/** One message in: load, decide, commit in one transaction, then wake the sender. No network in between. */

import type { Vault } from '../people/vault.js';
import type { OutboxRow, Store, TurnCommit } from '../store/store.js';
import type { ExternalIds, Inbound } from '../talk/message.js';
import type { KeyedQueue } from './queue.js';
import type { Decide, Env, Facts, Planned, Turn } from './turn.js';

/** A row just committed and leased to this process, with the ids at hand: no claim, no decryption. */
export interface OfferedRow extends OutboxRow {
  readonly to: ExternalIds;
}

export interface Hand {
  /** Name under which this process leases rows. */
  readonly owner: string;
  offer(rows: readonly OfferedRow[]): void;
  /** Rows were planned for later (or by others): look again no later than this instant. */
  wakeAt(at: number): void;
}

export interface ReceiveParts {
  readonly store: Pick<Store, 'turns'>;
  readonly vault: Vault;
  readonly decide: Decide;
  readonly env: (now: number) => Env | Promise<Env>;
  readonly now: () => number;
  readonly queue: KeyedQueue;
  /** Null in a process without the sender role: rows stay planned. */
  readonly hand: Hand | null;
}

/** Long enough for the slowest send; after a crash the rows are taken back at the next start anyway. */
export const leaseMs = 60_000;
/** A lost race reloads; more than this many in a row is a fault, and the platform shall send again. */
const maxTries = 8;

export class TurnConflict extends Error {
  override readonly name = 'TurnConflict';
}

type Loaded = Awaited<ReturnType<Store['turns']['load']>>;

async function decideFully(parts: ReceiveParts, message: Inbound, facts: Facts, env: Env): Promise<Turn> {
  let known = facts;
  // Each need adds facts; a decision has at most a few, so this ends.
  for (let round = 0; round < 4; round += 1) {
    const outcome = parts.decide(message, known, env);
    if (!('need' in outcome)) return outcome;
    known = await parts.store.turns.need(outcome, known);
  }
  throw new Error(`a decision about a ${message.content.kind} kept asking for more facts`);
}

/** All ids we know after this message: a WhatsApp person may show the phone, the user id, or both. */
function mergeIds(
  vault: Vault,
  message: Inbound,
  sealed: string | undefined,
): { ids: ExternalIds; changed: boolean } {
  const shown: ExternalIds =
    message.content.kind === 'moved' ? { ...message.from, ...message.content.to } : message.from;
  if (sealed === undefined) return { ids: shown, changed: true };
  // Telegram and the simulator have one id that never changes: spare the decryption.
  if (message.channel !== 'whatsapp') return { ids: shown, changed: false };
  const before = vault.openIds(sealed);
  const ids = { ...before, ...shown };
  return { ids, changed: ids.phone !== before.phone || ids.user !== before.user };
}

function buildCommit(
  parts: ReceiveParts,
  message: Inbound,
  loaded: Loaded,
  turn: Turn,
  env: Env,
  keys: readonly string[],
): { commit: TurnCommit; ids: ExternalIds } {
  const { ids, changed } = mergeIds(parts.vault, message, loaded.sealed);
  const isNew = loaded.address === undefined || loaded.person === undefined;
  const movedKeys =
    message.content.kind === 'moved' ? parts.vault.addressKeys(message.channel, message.content.to) : [];
  return {
    ids,
    commit: {
      inboundKey: inboundKeyOf(parts.vault, message),
      inboundKind: message.content.kind,
      sentAt: message.at,
      now: env.now,
      channel: message.channel,
      // After a move only the new ids lead here: the old number may get another owner.
      keys: movedKeys.length > 0 ? movedKeys : keys,
      person: {
        id: loaded.person?.id ?? env.newId(),
        isNew,
        locale: loaded.person?.locale ?? localeFrom(turn, message),
      },
      address: {
        id: loaded.address?.id ?? env.newId(),
        isNew,
        sealed: isNew || changed ? parts.vault.sealIds(ids) : null,
      },
      revision: loaded.revision ?? 0,
      turn,
      rows: turn.messages.map((planned) => ({ id: env.newId(), planned })),
      lease: parts.hand ? { by: parts.hand.owner, until: env.now + leaseMs } : null,
      touch: !isNew && isWorthTouching(loaded, message),
      releaseWaiting: (loaded.address?.waiting ?? 0) > 0,
    },
  };
}

/**
 * WhatsApp's ids hold the phone number and are hashed. Telegram's are a counter that says nothing of anybody;
 * kept as they are, they stand in order in their index, which makes each commit smaller.
 */
const inboundKeyOf = (vault: Vault, message: Inbound): string =>
  message.channel === 'telegram'
    ? `telegram:${message.externalId}`
    : vault.keyOf(message.channel, 'inbound', message.externalId);

/** The language of someone new: as chosen in this very turn, else as their app says, else Spanish. */
function localeFrom(turn: Turn, message: Inbound): string {
  for (const effect of turn.effects) {
    if (effect.kind === 'person.set' && effect.set.locale !== undefined) return effect.set.locale;
  }
  const hint = message.languageHint?.slice(0, 2).toLowerCase();
  return hint === 'en' || hint === 'qu' || hint === 'ay' ? hint : 'es';
}

/** How far the time of the newest message may lag behind: where it opens a window of 24 hours, and where it does not. */
const touchAfterMs = { whatsapp: 60_000, others: 3_600_000 } as const;

/** Spares a write on most messages. A window taken for closed a minute early does no harm. */
function isWorthTouching(loaded: Loaded, message: Inbound): boolean {
  if (!loaded.address || message.content.kind === 'reachable') return false;
  if (!loaded.address.reachable) return true;
  const after = message.channel === 'telegram' ? touchAfterMs.others : touchAfterMs.whatsapp;
  return message.at - loaded.address.lastInboundAt > after;
}

function hasNothingToKeep(loaded: Loaded, turn: Turn): boolean {
  return loaded.person === undefined && turn.messages.length === 0 && turn.effects.length === 0;
}

function handOver(hand: Hand, commit: TurnCommit, ids: ExternalIds): void {
  const offered: OfferedRow[] = [];
  for (const { id, planned } of commit.rows) {
    if (planned.dueAt <= commit.now) offered.push(toOffered(commit, id, planned, ids));
    else hand.wakeAt(planned.dueAt);
  }
  if (offered.length > 0) hand.offer(offered);
  if (commit.releaseWaiting) hand.wakeAt(commit.now);
}

const toOffered = (commit: TurnCommit, id: string, planned: Planned, to: ExternalIds): OfferedRow => ({
  id,
  to,
  addressId: commit.address.id,
  channel: commit.channel,
  lane: planned.lane,
  purpose: planned.purpose,
  message: planned.message,
  sealed: '',
  lastInboundAt: commit.sentAt,
  reachable: true,
  locale: commit.person.locale,
  proposalId: planned.proposalId ?? null,
  broadcastId: null,
  attempts: 0,
  dueAt: planned.dueAt,
});

/**
 * Takes in one message; resolves when its effect is committed (or was before).
 * @throws TurnConflict or the store's error: nothing was written, the platform shall send again.
 */
export function createReceive(parts: ReceiveParts): (message: Inbound) => Promise<void> {
  const take = async (message: Inbound, keys: readonly string[]): Promise<void> => {
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const env = await parts.env(parts.now());
      const loaded = await parts.store.turns.load(keys);
      const turn = await decideFully(parts, message, loaded, env);
      if (hasNothingToKeep(loaded, turn)) return;
      const { commit, ids } = buildCommit(parts, message, loaded, turn, env, keys);
      const outcome = await parts.store.turns.commit(commit);
      if (outcome === 'committed' && parts.hand) handOver(parts.hand, commit, ids);
      if (outcome !== 'conflict') return;
    }
    throw new TurnConflict('the conversation kept moving while a message was decided');
  };
  return (message) => {
    const keys = parts.vault.addressKeys(message.channel, message.from);
    const [first] = keys;
    if (first === undefined) throw new Error(`a ${message.channel} message names no sender`);
    // One person's messages in order; people in parallel.
    return parts.queue.run(first, () => take(message, keys));
  };
}
