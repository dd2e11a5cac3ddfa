/** Broadcasts and the people they are for, with sensible values for whatever a test does not care about. */
import type { Audience, Broadcast, BroadcastPreview } from '../../src/broadcasts/broadcast.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once, type Statement } from '../../src/store/sql.js';
import type { ChannelName } from '../../src/talk/message.js';
import { t0 } from './turns.js';

export const audienceOf = (given: Partial<Audience> = {}): Audience => ({
  regions: [],
  areas: [],
  channels: ['telegram', 'whatsapp', 'simulator'],
  locales: ['es', 'qu', 'ay', 'en'],
  told: null,
  reminded: null,
  ...given,
});

export const broadcastOf = (given: Partial<Broadcast> = {}): Broadcast => ({
  id: 'b1',
  cycleId: 'cycle',
  purpose: 'notice',
  origin: 'staff',
  entryId: null,
  entryVersion: null,
  title: 'Taller en Cusco',
  texts: { es: 'Hay taller el sábado.' },
  audience: audienceOf(),
  firstBatch: 0,
  state: 'draft',
  phase: 'expanding',
  why: null,
  revision: 1,
  hash: null,
  preview: null,
  draftedBy: 'rosa',
  approvedBy: null,
  approvedAt: null,
  startsAt: t0,
  planned: 0,
  startedBy: null,
  startedAt: null,
  doneAt: null,
  createdAt: t0,
  ...given,
});

/** As `broadcastOf`, but approved and started. */
export const sendingOf = (given: Partial<Broadcast> = {}): Broadcast =>
  broadcastOf({
    state: 'sending',
    hash: 'h',
    approvedBy: 'luis',
    approvedAt: t0,
    startedBy: 'rosa',
    startedAt: t0,
    revision: 3,
    ...given,
  });

/** As `sendingOf`, begun at this instant, to everybody. */
export const begunAt = (at: number, given: Partial<Broadcast> = {}): Broadcast =>
  sendingOf({
    audience: audienceOf({ channels: [], locales: [] }),
    approvedAt: at,
    startsAt: at,
    startedAt: at,
    createdAt: at,
    ...given,
  });

export const emptyPreview: BroadcastPreview = {
  recipients: 0,
  byChannel: {},
  byLocale: {},
  byRegion: {},
  excluded: {
    'no-consent': 0,
    stopped: 0,
    unreachable: 0,
    'already-told': 0,
    'weekly-limit': 0,
    'not-for-me': 0,
    'no-template': 0,
  },
  outside: { 'other-region': 0, 'other-language': 0, 'other-channel': 0, 'other-areas': 0, 'came-later': 0 },
  templates: 0,
};

export interface AddressGiven {
  readonly channel: ChannelName;
  readonly reachable?: boolean;
  readonly lastInboundAt?: number;
}

export interface PersonGiven {
  readonly id: string;
  readonly locale?: string;
  readonly place?: string | null;
  readonly areas?: readonly string[];
  readonly notices?: boolean;
  readonly adultEnoughAt?: number | null;
  readonly preferredChannel?: ChannelName | null;
  readonly createdAt?: number;
  /** Said "no more" at some time. */
  readonly withdrew?: boolean;
  readonly addresses?: readonly AddressGiven[];
}

export const addressId = (person: string, index = 0): string => `${person}/${index}`;

const personStatements = (store: OpenedStore, given: PersonGiven): Statement[] => {
  const { person, address, consent } = store.sql.t;
  const row = {
    id: given.id,
    locale: given.locale ?? 'es',
    localeChosen: true,
    adultEnoughAt: given.adultEnoughAt === undefined ? t0 : given.adultEnoughAt,
    place: given.place === undefined ? '080101' : given.place,
    areas: given.areas ?? [],
    notices: given.notices ?? true,
    source: null,
    preferredChannel: given.preferredChannel ?? null,
    createdAt: given.createdAt ?? t0 - 1,
  };
  const addresses = (given.addresses ?? [{ channel: 'telegram' }]).map((one, index) => ({
    id: addressId(given.id, index),
    personId: given.id,
    channel: one.channel,
    sealed: `sealed:${given.id}`,
    reachable: one.reachable ?? true,
    unreachableWhy: null,
    lastInboundAt: one.lastInboundAt ?? t0,
    waiting: 0,
    createdAt: t0,
  }));
  const withdrawn = {
    id: `withdrew:${given.id}`,
    personId: given.id,
    purpose: 'notices',
    given: false,
    wording: 'w',
    channel: 'telegram',
    at: t0,
  };
  return [
    once((db) => db.insert(person).values(row).returning({ id: person.id })),
    ...addresses.map((one) => once((db) => db.insert(address).values(one).returning({ id: address.id }))),
    ...(given.withdrew
      ? [once((db) => db.insert(consent).values(withdrawn).returning({ id: consent.id }))]
      : []),
  ];
};

/** People who may get notices on Telegram in Spanish, in Cusco, unless said otherwise. */
export async function addPeople(store: OpenedStore, ...people: readonly PersonGiven[]): Promise<void> {
  if (people.length > 0) await store.sql.write(people.flatMap((person) => personStatements(store, person)));
}

export const crowd = (count: number, given: Partial<PersonGiven> = {}): PersonGiven[] =>
  Array.from({ length: count }, (_, index) => ({ ...given, id: `p${String(index).padStart(5, '0')}` }));

export interface ExpandGiven {
  readonly now?: number;
  readonly weeklyLimit?: number;
  readonly chunk?: number;
}

/** Plans all rows of a broadcast that is sending. @returns how many stretches it took. */
export async function expandAll(store: OpenedStore, id: string, given: ExpandGiven = {}): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    const { done } = await store.broadcasts.expand(id, { now: t0, weeklyLimit: 2, chunk: 100, ...given });
    if (done) return steps;
  }
}

/** Creates it as `sendingOf` and plans its rows. */
export async function sendTo(
  store: OpenedStore,
  given: Partial<Broadcast> = {},
  options: ExpandGiven = {},
): Promise<Broadcast> {
  const made = sendingOf(given);
  await store.broadcasts.create(made);
  await expandAll(store, made.id, options);
  return made;
}

export const rowsOf = async (store: OpenedStore, id: string) => {
  const { outbox } = store.sql.t;
  const rows = await store.sql.readOnce((db) => db.select().from(outbox).orderBy(outbox.id));
  return rows.filter((row) => row.broadcastId === id);
};

/** `PERSON` → state, or why it was suppressed. */
export const fateByPerson = async (store: OpenedStore, id: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await rowsOf(store, id)).map((row) => [
      row.id.slice(id.length + 1),
      row.state === 'suppressed' ? (row.why ?? '') : row.state,
    ]),
  );

export const claimOf = (
  store: OpenedStore,
  broadcastId: string,
  given: { by?: string; limit?: number; channel?: ChannelName; now?: number } = {},
) =>
  store.broadcasts.claim({
    broadcastId,
    channel: 'telegram',
    now: t0,
    limit: 100,
    by: 'me',
    until: t0 + 60_000,
    ...given,
  });
