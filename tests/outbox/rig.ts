/** A sender on a real store with a crowd to write to, and a channel in this process. */
import { createBulk } from '../../src/broadcasts/bulk.js';
import { createEventWords, type NoticeKey } from '../../src/calendar/words.js';
import type { Channel } from '../../src/channels/channel.js';
import type { OfferedRow } from '../../src/inbox/receive.js';
import { createLog } from '../../src/log.js';
import { createSender, type Sender } from '../../src/outbox/sender.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import type { Failure } from '../../src/talk/failure.js';
import type { ChannelName, ExternalIds, Outgoing } from '../../src/talk/message.js';
import { createSay } from '../../src/text/texts.js';
import { sendingOf } from '../support/broadcasts.js';
import { testVault } from '../support/store.js';

export interface RigOptions {
  readonly store: OpenedStore;
  readonly channel: Channel;
  readonly owner?: string;
  readonly now?: () => number;
  readonly quietUntil?: (now: number) => number | null;
}

export interface Rig {
  readonly sender: Sender;
  readonly bulk: ReturnType<typeof createBulk>;
  readonly alerts: readonly Failure[];
  readonly logged: readonly string[];
}

/** A reply in a sender's hand, with sensible values for whatever a test does not care about. */
export const inHand = (given: Partial<OfferedRow> & Pick<OfferedRow, 'id' | 'addressId'>): OfferedRow => ({
  to: { chat: given.addressId },
  channel: 'telegram',
  lane: 'reply',
  purpose: 'reply',
  message: { kind: 'text', text: given.id },
  sealed: '',
  lastInboundAt: 0,
  reachable: true,
  locale: 'es',
  proposalId: null,
  broadcastId: null,
  attempts: 0,
  dueAt: 0,
  ...given,
});

export const silentLog = createLog('silent');

export function createRig({
  store,
  channel,
  owner = 'me',
  now = Date.now,
  quietUntil = () => null,
}: RigOptions): Rig {
  const alerts: Failure[] = [];
  const logged: string[] = [];
  const log = createLog('warn', { write: (line) => logged.push(line) });
  const bulk = createBulk({
    store,
    words: createEventWords({
      say: createSay<NoticeKey>('notices'),
      timezone: 'America/Lima',
      placeName: () => null,
      publicUrl: () => 'https://ayni.test',
    }),
    quietUntil,
    readQuiet: async () => {},
    hasWindow: () => channel.windowMs !== undefined,
    now,
    log,
    wake: () => sender.hand.wakeAt(now()),
  });
  const sender = createSender({
    channel,
    outbox: store.outbox,
    bulk,
    vault: testVault,
    owner,
    now,
    random: () => 0.5,
    log,
    invite: async () => undefined,
    alert: (failure) => alerts.push(failure),
    observe: () => undefined,
  });
  return { sender, bulk, alerts, logged };
}

export interface CrowdOptions {
  readonly people: number;
  readonly channel?: ChannelName;
  readonly broadcastId?: string;
  readonly at: number;
  readonly lastInboundAt?: number;
  readonly prefix?: string;
}

export const chatOf = (index: number): string => String(100_000 + index);
const idsOf = (channel: ChannelName, chat: string): ExternalIds =>
  channel === 'whatsapp' ? { phone: chat } : { chat };

/** People with one address each and one row of a running broadcast each. */
export async function plantCrowd(store: OpenedStore, options: CrowdOptions): Promise<void> {
  const { people, channel = 'telegram', broadcastId = 'b1', at, lastInboundAt = at, prefix = 'p' } = options;
  const { person, address, outbox } = store.sql.t;
  await store.broadcasts.create(
    sendingOf({
      id: broadcastId,
      phase: 'full',
      startsAt: at,
      startedAt: at,
      createdAt: at,
      planned: people,
    }),
  );
  const message: Outgoing = { kind: 'text', text: '' };
  const rows = Array.from({ length: people }, (_, index) => {
    const id = `${prefix}${String(index).padStart(7, '0')}`;
    return { id, addressId: `a${id}`, chat: chatOf(index) };
  });
  for (let from = 0; from < rows.length; from += 500) {
    const some = rows.slice(from, from + 500);
    await store.sql.write([
      once((db) =>
        db
          .insert(person)
          .values(
            some.map(({ id }) => ({
              id,
              locale: 'es',
              localeChosen: true,
              adultEnoughAt: at,
              place: '080101',
              areas: [],
              notices: true,
              source: null,
              createdAt: at - 1,
            })),
          )
          .onConflictDoNothing()
          .returning({ id: person.id }),
      ),
      once((db) =>
        db
          .insert(address)
          .values(
            some.map(({ id, addressId, chat }) => ({
              id: addressId,
              personId: id,
              channel,
              sealed: testVault.sealIds(idsOf(channel, chat)),
              reachable: true,
              unreachableWhy: null,
              lastInboundAt,
              waiting: 0,
              createdAt: at,
            })),
          )
          .onConflictDoNothing()
          .returning({ id: address.id }),
      ),
      once((db) =>
        db
          .insert(outbox)
          .values(
            some.map(({ id, addressId }) => ({
              id: `${broadcastId}.${id}`,
              key: `b:${broadcastId}:${id}`,
              addressId,
              channel,
              lane: 'bulk',
              purpose: 'notice',
              message,
              state: 'planned',
              attempts: 0,
              dueAt: at,
              broadcastId,
              segment: '08:es',
              plannedAt: at,
            })),
          )
          .returning({ id: outbox.id }),
      ),
    ]);
  }
}
