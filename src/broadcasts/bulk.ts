/** Hands out the rows of running broadcasts, fairly, and decides at the last moment whether and in which words each goes. */
import type { EventWords } from '../calendar/words.js';
import { describeError, type Log } from '../log.js';
import type { Bulk, Gate } from '../outbox/bulk.js';
import type { Broadcasts, Calendar } from '../store/outreach.js';
import type { OutboxRow, Settlement } from '../store/store.js';
import type { Failure } from '../talk/failure.js';
import type { ChannelName, OutgoingTemplate } from '../talk/message.js';
import type { Broadcast, BroadcastState } from './broadcast.js';
import { createWhatsAppGate, type WhatsAppGateParts } from './bulk-whatsapp.js';
import { type BulkWords, createBulkWords } from './bulk-words.js';

export interface RunningBulk extends Bulk {
  /** A broadcast was paused, cancelled or started in this process: acts at the next recipient. */
  noteState(id: string, state: BroadcastState): void;
}

export interface BulkParts {
  readonly store: WhatsAppGateParts & {
    readonly broadcasts: Pick<Broadcasts, 'running' | 'claim' | 'fallback'>;
    readonly calendar: Pick<Calendar, 'versions'>;
  };
  readonly words: EventWords;
  /** End of the quiet hours it is in; null by day. */
  readonly quietUntil: (now: number) => number | null;
  /** Staff may have set other hours: asked before rows are taken. */
  readonly readQuiet: (now: number) => Promise<void>;
  /** Free text goes only so long after the person's last message. */
  readonly hasWindow: (channel: ChannelName) => boolean;
  readonly now: () => number;
  readonly log: Log;
  /** A row moved to another channel and is due. */
  readonly wake: () => void;
}

/** The same broadcasts, telling of each change of state made through them. */
export function noteStates(
  broadcasts: Broadcasts,
  note: (id: string, state: BroadcastState) => void,
): Broadcasts {
  return {
    ...broadcasts,
    start: async (id, options) => {
      const saved = await broadcasts.start(id, options);
      if (saved === 'saved') note(id, 'sending');
      return saved;
    },
    setState: async (id, options) => {
      const saved = await broadcasts.setState(id, options);
      if (saved === 'saved') note(id, options.to);
      return saved;
    },
  };
}

interface Running {
  readonly broadcast: Broadcast;
  readonly words: BulkWords | null;
}

/** The template is paused, disabled, or not there in this language. */
const templateCodes: ReadonlySet<string> = new Set(['132001', '132015', '132016']);
/** The whole number is restricted; whoever is told of the failure keeps that in mind. */
const numberCodes: ReadonlySet<string> = new Set(['131048']);
const tryTemplateMs = 10 * 60_000;
const tryNumberMs = 3_600_000;
const languages = ['es', 'en'] as const;

export function createBulk(parts: BulkParts): RunningBulk {
  const { store, words, quietUntil, readQuiet, hasWindow, now, log, wake } = parts;
  const whatsapp = createWhatsAppGate(store);
  let known: ReadonlyMap<string, Running> = new Map();
  /** Told here, and perhaps not yet read from the database. */
  const told = new Map<string, BroadcastState>();
  let turn = 0;

  const prepare = async (broadcast: Broadcast): Promise<Running> => {
    const before = known.get(broadcast.id);
    // Texts and version are frozen while it runs.
    if (before && before.broadcast.hash === broadcast.hash) return { broadcast, words: before.words };
    const versions = broadcast.entryId === null ? [] : await store.calendar.versions(broadcast.entryId);
    const made = createBulkWords(broadcast, versions, words);
    if (!made) log.error({ broadcast: broadcast.id }, 'a broadcast is about nothing that was published');
    return { broadcast, words: made };
  };
  const refresh = async (): Promise<void> => {
    const noted = [...told];
    const running = await store.broadcasts.running();
    known = new Map(await Promise.all(running.map(async (one) => [one.id, await prepare(one)] as const)));
    for (const [id, state] of noted) if (told.get(id) === state) told.delete(id);
  };
  const templatesInUse = (): OutgoingTemplate[] =>
    [...known.values()].flatMap(({ words: made }) =>
      made ? languages.map((locale) => made.template(locale)) : [],
    );
  const stateOf = ({ broadcast }: Running): BroadcastState => told.get(broadcast.id) ?? broadcast.state;

  /** Round after round the same share each, so that a small one is not kept waiting by a large one. */
  const claimFairly = async (
    ids: readonly string[],
    room: number,
    claim: (id: string, limit: number) => Promise<readonly OutboxRow[]>,
  ): Promise<OutboxRow[]> => {
    const rows: OutboxRow[] = [];
    let open = ids;
    while (open.length > 0 && rows.length < room) {
      const more: string[] = [];
      const share = Math.ceil((room - rows.length) / open.length);
      for (const id of open) {
        const limit = Math.min(share, room - rows.length);
        if (limit <= 0) break;
        const found = await claim(id, limit);
        rows.push(...found);
        if (found.length === limit) more.push(id);
      }
      open = more;
    }
    return rows;
  };

  const askWindow = (row: OutboxRow, made: BulkWords, at: number): Gate => {
    if (!hasWindow(row.channel) || whatsapp.isOpen(row, at))
      return { gate: 'go', message: made.message(row.locale, at) };
    const message = made.template(row.locale);
    const hold = whatsapp.hold(row, message, at);
    return hold ? { gate: 'later', ...hold } : { gate: 'go', message };
  };

  return {
    claim: async ({ channel, now: at, room, by, until }) => {
      await refresh();
      // Also where no broadcast runs: other messages to many keep the quiet hours too.
      await readQuiet(at);
      if (known.size === 0 || quietUntil(at) !== null) return [];
      if (hasWindow(channel)) await whatsapp.refresh(at, templatesInUse());
      const sending = [...known.values()].filter(
        (one) => stateOf(one) === 'sending' && one.words !== null && one.broadcast.startsAt <= at,
      );
      turn += 1;
      const first = sending.length === 0 ? 0 : turn % sending.length;
      const ids = [...sending.slice(first), ...sending.slice(0, first)].map(({ broadcast }) => broadcast.id);
      return claimFairly(ids, room, (broadcastId, limit) =>
        store.broadcasts.claim({ broadcastId, channel, now: at, limit, by, until }),
      );
    },
    night: quietUntil,
    gate: (row, at) => {
      if (row.unwanted) return { gate: 'suppress', why: row.unwanted };
      const running = known.get(row.broadcastId ?? '');
      const state = running ? stateOf(running) : told.get(row.broadcastId ?? '');
      if (state === 'cancelled') return { gate: 'suppress', why: 'cancelled' };
      if (!running?.words || state !== 'sending') return { gate: 'return' };
      const quiet = quietUntil(at);
      if (quiet !== null) return { gate: 'later', until: quiet, why: 'quiet-hours' };
      return askWindow(row, running.words, at);
    },
    refused: (row: OutboxRow, failure: Failure, at: number): Settlement | null => {
      const again = { id: row.id, to: 'planned', counts: false, failure: null } as const;
      if (numberCodes.has(failure.code)) return { ...again, dueAt: at + tryNumberMs, why: 'restricted' };
      if (!templateCodes.has(failure.code)) return null;
      const template = known.get(row.broadcastId ?? '')?.words?.template(row.locale);
      if (template)
        whatsapp
          .paused(template, failure.code, at)
          .catch((error: unknown) =>
            log.error({ error: describeError(error) }, 'a paused template could not be noted'),
          );
      return { ...again, dueAt: at + tryTemplateMs, why: 'template' };
    },
    settled: (row, settlement) => {
      whatsapp.settled(row.id, settlement.to === 'accepted' || settlement.to === 'unknown');
      const isLost =
        (settlement.to === 'failed' &&
          (settlement.failure.kind === 'blocked' || settlement.failure.kind === 'gone')) ||
        (settlement.to === 'suppressed' && settlement.why === 'unreachable');
      if (!isLost) return;
      store.broadcasts
        .fallback(row.id, now())
        .then((moved) => moved && wake())
        .catch((error: unknown) =>
          log.error({ error: describeError(error) }, 'a row could not be moved to another channel'),
        );
    },
    noteState: (id, state) => {
      told.set(id, state);
      if (state === 'sending') wake();
    },
  };
}
