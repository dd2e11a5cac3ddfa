/**
 * Remembers the people who are talking right now, for a process that owns its database (SQLite).
 * Reading them again costs a tenth of a whole turn. What is remembered may be old without harm: a turn is committed
 * against the conversation's revision, and one decided on an older state is decided again on a fresh read.
 */
import type { Facts, Person } from '../../inbox/turn.js';
import type { Outbox, TurnCommit, Turns } from '../store.js';

type Loaded = Awaited<ReturnType<Turns['load']>>;

interface Entry {
  readonly keys: ReadonlySet<string>;
  readonly loaded: Loaded;
}

/** Some hundred bytes each. */
const limit = 10_000;
/** After these the rows are not what a turn alone would make of them. */
const unforeseen = new Set([
  'person.erase',
  'person.merge',
  'person.split',
  'address.reachable',
  'address.moved',
]);

function personAfter(before: Person | undefined, commit: TurnCommit): Person {
  let person: Person = before ?? {
    id: commit.person.id,
    locale: commit.person.locale,
    localeChosen: false,
    adultEnoughAt: null,
    place: null,
    areas: [],
    notices: false,
    preferredChannel: null,
  };
  for (const effect of commit.turn.effects)
    if (effect.kind === 'person.set') person = { ...person, ...effect.set };
  return person;
}

function addressAfter(before: Facts['address'], commit: TurnCommit): NonNullable<Facts['address']> {
  const { address, channel, sentAt } = commit;
  const old = before ?? { id: address.id, channel, lastInboundAt: sentAt, waiting: 0, reachable: true };
  return {
    ...old,
    ...(commit.touch ? { lastInboundAt: Math.max(old.lastInboundAt, sentAt), reachable: true } : {}),
    ...(commit.releaseWaiting ? { waiting: 0 } : {}),
  };
}

/** What a read would give after this commit. */
function loadedAfter(before: Loaded, commit: TurnCommit): Loaded {
  const { nudgeAt: _, expiresAt: __, ...conversation } = commit.turn.conversation;
  const revision = commit.revision + 1;
  const sealed = commit.address.sealed ?? before.sealed;
  return {
    person: personAfter(before.person, commit),
    address: addressAfter(before.address, commit),
    conversation: { ...conversation, revision },
    revision,
    ...(sealed === undefined ? {} : { sealed }),
  };
}

export function rememberTurns(
  turns: Turns,
  outbox: Outbox,
): { readonly turns: Turns; readonly outbox: Outbox } {
  const byKey = new Map<string, Entry>();
  const keyOfAddress = new Map<string, string>();
  /** Somebody who linked chats is remembered once for each of them. */
  const addressesOf = new Map<string, Set<string>>();

  const forget = (addressId: string): void => {
    const key = keyOfAddress.get(addressId);
    if (key === undefined) return;
    keyOfAddress.delete(addressId);
    const personId = byKey.get(key)?.loaded.person?.id;
    byKey.delete(key);
    if (personId === undefined) return;
    const addresses = addressesOf.get(personId);
    addresses?.delete(addressId);
    if (addresses?.size === 0) addressesOf.delete(personId);
  };
  const forgetPerson = (personId: string, but?: string): void => {
    for (const addressId of [...(addressesOf.get(personId) ?? [])]) if (addressId !== but) forget(addressId);
  };
  const forgetAll = (): void => {
    byKey.clear();
    keyOfAddress.clear();
    addressesOf.clear();
  };
  const keep = (keys: readonly string[], loaded: Loaded): void => {
    const [first] = keys;
    if (first === undefined || loaded.address === undefined) return;
    forget(loaded.address.id);
    if (byKey.size >= limit) {
      const oldest = byKey.values().next().value;
      if (oldest?.loaded.address) forget(oldest.loaded.address.id);
    }
    byKey.set(first, { keys: new Set(keys), loaded });
    keyOfAddress.set(loaded.address.id, first);
    if (loaded.person === undefined) return;
    const addresses = addressesOf.get(loaded.person.id);
    if (addresses) addresses.add(loaded.address.id);
    else addressesOf.set(loaded.person.id, new Set([loaded.address.id]));
  };
  /** What the turn did to the person is true in their other chats too. */
  const followPerson = ({ turn, person, address }: TurnCommit): void => {
    for (const effect of turn.effects) {
      if (effect.kind === 'person.merge') forgetPerson(effect.owner);
      if (unforeseen.has(effect.kind)) forgetPerson(person.id);
      else if (effect.kind === 'person.set') forgetPerson(person.id, address.id);
    }
  };
  const follow = (commit: TurnCommit): void => {
    followPerson(commit);
    const key = keyOfAddress.get(commit.address.id);
    const entry = key === undefined ? undefined : byKey.get(key);
    if (commit.turn.effects.some((effect) => unforeseen.has(effect.kind))) forget(commit.address.id);
    else if (entry) keep([...entry.keys], loadedAfter(entry.loaded, commit));
    else if (commit.address.isNew) keep(commit.keys, loadedAfter({}, commit));
  };

  return {
    turns: {
      ...turns,
      load: async (keys) => {
        const entry = byKey.get(keys[0] ?? '');
        if (entry && keys.every((key) => entry.keys.has(key))) return entry.loaded;
        const loaded = await turns.load(keys);
        keep(keys, loaded);
        return loaded;
      },
      commit: async (commit) => {
        const outcome = await turns.commit(commit);
        if (outcome === 'committed') follow(commit);
        else forget(commit.address.id);
        return outcome;
      },
    },
    outbox: {
      ...outbox,
      settle: async (ends) => {
        await outbox.settle(ends);
        for (const end of ends) if (end.to === 'waiting') forget(end.addressId);
      },
      statuses: async (statuses, now) => {
        const waiting = await outbox.statuses(statuses, now);
        for (const row of waiting) forget(row.addressId);
        // Whom it concerns is known in there only; it is rare, and forgetting costs one read each.
        if (statuses.some(({ failure }) => failure?.kind === 'gone' || failure?.kind === 'blocked'))
          forgetAll();
        return waiting;
      },
      applyOrphans: async (now) => {
        const waiting = await outbox.applyOrphans(now);
        for (const row of waiting) forget(row.addressId);
        return waiting;
      },
      closeWindow: async (addressId, now) => {
        await outbox.closeWindow(addressId, now);
        forget(addressId);
      },
      markUnreachable: async (addressId, why, now) => {
        await outbox.markUnreachable(addressId, why, now);
        forget(addressId);
      },
    },
  };
}
