/** Turns as `receive` builds them, with sensible values for whatever a test does not care about. */
import type { Effect, NewProposal, Planned } from '../../src/inbox/turn.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import type { Settlement, TurnCommit } from '../../src/store/store.js';

/** A Monday in the middle of the day; every test begins here. */
export const t0 = Date.UTC(2026, 5, 1, 15);
export const minute = 60_000;

type Given = Partial<Omit<TurnCommit, 'turn' | 'person' | 'address'>> & {
  readonly effects?: readonly Effect[];
  readonly messages?: readonly Planned[];
  readonly step?: string;
  readonly answers?: TurnCommit['turn']['conversation']['answers'];
  readonly nudgeAt?: number | null;
  readonly expiresAt?: number | null;
};

let count = 0;
const unique = (what: string): string => {
  count += 1;
  return `${what}-${String(count).padStart(6, '0')}`;
};

export const reply = (text: string, given: Partial<Planned> = {}): Planned => ({
  key: unique('r'),
  purpose: 'reply',
  lane: 'reply',
  message: { kind: 'text', text },
  dueAt: t0,
  ...given,
});

export const proposalOf = (given: Partial<NewProposal> = {}): NewProposal => ({
  id: unique('proposal'),
  code: unique('AYNI'),
  cycleId: 'cycle',
  text: 'Que publiquen en qué gastan el dinero de las obras',
  locale: 'es',
  place: '080101',
  publish: 'without-name',
  suggested: [{ area: 'access_to_information', words: ['publiquen'] }],
  chosen: ['anticorruption'],
  media: [],
  sha256: 'a'.repeat(64),
  promisedAt: t0 + 30 * 1440 * minute,
  source: null,
  ...given,
});

/** What one person (by the name of their key) says; `isNew` makes their person and address. */
export function turnOf(who: string, isNew: boolean, given: Given = {}): TurnCommit {
  const {
    effects = [],
    messages = [],
    step = 'idea',
    answers = {},
    nudgeAt = null,
    expiresAt = null,
  } = given;
  return {
    inboundKey: unique('in'),
    inboundKind: 'text',
    sentAt: t0,
    now: t0,
    channel: 'telegram',
    keys: [`key:${who}`],
    person: { id: `person:${who}`, isNew, locale: 'es' },
    address: { id: `address:${who}`, isNew, sealed: isNew ? `sealed:${who}` : null },
    revision: isNew ? 0 : 1,
    turn: {
      conversation: {
        flow: 'proposal',
        version: 1,
        step,
        answers,
        tries: 0,
        since: t0,
        nudged: false,
        nudgeAt,
        expiresAt,
      },
      messages,
      effects,
    },
    rows: messages.map((planned) => ({ id: unique('row'), planned })),
    lease: null,
    touch: false,
    releaseWaiting: false,
    ...given,
  };
}

/** Somebody who has spoken once, with these messages planned to them. @returns the ids of their rows. */
export async function greet(
  store: OpenedStore,
  who: string,
  messages: readonly Planned[] = [],
  given: Given = {},
): Promise<string[]> {
  const turn = turnOf(who, true, { ...given, messages });
  const outcome = await store.turns.commit(turn);
  if (outcome !== 'committed') throw new Error(`greeting ended in ${outcome}`);
  return turn.rows.map((row) => row.id);
}

/** A row of a broadcast, as its expansion writes it. */
export async function plantBulk(
  store: OpenedStore,
  who: string,
  key: string,
  given: { state?: string; broadcastId?: string; leftAt?: number } = {},
): Promise<void> {
  const { outbox } = store.sql.t;
  const row = {
    id: key,
    key,
    addressId: `address:${who}`,
    channel: 'telegram',
    lane: 'bulk',
    purpose: 'notice',
    message: { kind: 'text', text: '' },
    state: 'planned',
    attempts: 0,
    dueAt: t0,
    broadcastId: 'B',
    leasedBy: given.state === 'leased' ? 'sender' : null,
    plannedAt: t0,
    ...given,
  } as const;
  await store.sql.write([once((db) => db.insert(outbox).values(row).returning({ id: outbox.id }))]);
}

export const claimAs = (
  store: OpenedStore,
  by: string,
  given: { now?: number; limit?: number; lane?: 'reply' | 'bulk' } = {},
) =>
  store.outbox.claim({
    channel: 'telegram',
    lane: 'reply',
    now: t0,
    limit: 100,
    by,
    until: t0 + minute,
    ...given,
  });

/** All rows of the outbox, oldest first. */
export const outboxOf = (store: OpenedStore) =>
  store.sql.readOnce((db) => db.select().from(store.sql.t.outbox).orderBy(store.sql.t.outbox.id));

export async function rowOf(store: OpenedStore, id: string) {
  const row = (await outboxOf(store)).find((one) => one.id === id);
  if (!row) throw new Error('there is no such row');
  return row;
}

export const settleAs = (store: OpenedStore, ...ends: readonly Settlement[]) => store.outbox.settle(ends);
