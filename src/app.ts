/** Wires the house together: the one file that knows everybody. Tests call it with other parts. */
import { hostname } from 'node:os';
import { Hono } from 'hono';
import { flows } from '../flows/index.js';
import { createCycleQuiet } from './app/quiet.js';
import { createSenders } from './app/senders.js';
import { createSweeps } from './app/sweeps.js';
import { createBulk, noteStates } from './broadcasts/bulk.js';
import { createEventWords, type NoticeKey } from './calendar/words.js';
import type { Channel, PlatformEvent, Receiver } from './channels/channel.js';
import { createChannels } from './channels/index.js';
import { createSamples } from './channels/sample.js';
import { createSimulator } from './channels/simulator/simulator.js';
import { createFindTemplate } from './channels/simulator/templates.js';
import type { Config } from './config.js';
import { secretOf } from './environment.js';
import { createIds } from './ids.js';
import { createDecide } from './inbox/decide.js';
import { createEnv } from './inbox/env.js';
import { takePreference } from './inbox/preferences.js';
import { createKeyedQueue } from './inbox/queue.js';
import { createReceive } from './inbox/receive.js';
import { createReceiver } from './inbox/receiver.js';
import { createLog, describeError, type Log } from './log.js';
import { createMetrics } from './metrics.js';
import { createInvite, createInviteWaiting } from './outbox/invite.js';
import { createVault } from './people/vault.js';
import { createPlaces } from './places/places.js';
import { createMediaStore } from './proposals/media.js';
import { openStore } from './store/open.js';
import type { OutboxRow } from './store/store.js';
import { createTagger } from './tags/suggest.js';
import type { Failure } from './talk/failure.js';
import { createKeeper } from './templates/keeper.js';
import { type CitizenKey, createSay } from './text/texts.js';
import { createMovableClock, type MovableClock } from './time.js';
import type { NewMember } from './web/accounts.js';
import { createWeb } from './web/web.js';

export interface Link {
  readonly label: string;
  readonly href: string;
}

export interface App {
  readonly web: Hono;
  readonly clock: MovableClock;
  /** Starts channels, senders and sweeps. @param url where this process can be reached. */
  start(url: string): Promise<readonly Link[]>;
  /** The one-time link of the first administrator; null once there are other staff. */
  firstAdminLink(): Promise<string | null>;
  /** Adds a member of staff. @returns the one-time link to hand over; null where the account was switched off. */
  addStaff(member: NewMember): Promise<string | null>;
  /** Takes nothing more in, finishes what is in hand, closes the database. */
  stop(): Promise<void>;
  /** Runs the sweeps and sends all that is due: for tests and the simulator's clock. */
  settle(): Promise<void>;
}

export interface Overrides {
  readonly log?: Log;
  /** Used instead of the configured channels. */
  readonly channels?: readonly Channel[];
}

const commandNames = [
  'proponer',
  'calendario',
  'estado',
  'mispropuestas',
  'ajustes',
  'misdatos',
  'ayuda',
  'baja',
] as const;

export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const clock = createMovableClock();
  const now = () => clock.now();
  const newId = createIds();
  const vault = createVault(await secretOf(config));
  const opened = await openStore({
    url: config.databaseUrl,
    seal: vault.seal,
    newId,
    timezone: config.timezone,
  });
  // Who pauses or cancels here is obeyed at the next recipient.
  const broadcasts = noteStates(opened.broadcasts, (id, state) => bulk.noteState(id, state));
  const store = { ...opened, broadcasts };
  const say = createSay<CitizenKey>('citizen');
  const places = createPlaces();
  const media = createMediaStore(config.mediaDir, vault);
  const queue = createKeyedQueue();
  const metrics = createMetrics(() => queue.size);
  let publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;

  const keeper = createKeeper({ templates: store.templates, ledger: store.ledger, now, log });
  const commandsIn = (locale: string) =>
    commandNames.map((command) => ({ command, description: say(locale, `commands.${command}`) }));
  const channels: Channel[] = [
    ...(overrides.channels ??
      (await createChannels({
        config,
        publicUrl: () => publicUrl,
        commands: { '': commandsIn('es'), en: commandsIn('en') },
        onTemplates: keeper.onTemplates,
        onNumber: keeper.onNumber,
        now,
        log,
      }))),
  ];
  if (config.simulator) channels.push(createSimulator({ clock, findTemplate: createFindTemplate() }));

  // One process owns SQLite, so its rows are its own again after a crash; on PostgreSQL each process has a name.
  const owner = store.dialect === 'sqlite' ? 'sqlite' : `${hostname()}:${process.pid}:${newId()}`;
  const invite = createInvite({
    outbox: store.outbox,
    templates: store.templates,
    codeOf: store.proposals.codeOf,
    isApproved: (row) => row.channel === 'simulator',
    newId,
    now,
    log,
  });
  /** Kept beside what is at hand: a failure is settled whether or not this could be written. */
  const onFailure = (failure: Failure): Promise<void> =>
    keeper
      .onFailure(failure)
      .catch((error: unknown) =>
        log.error({ error: describeError(error) }, 'a restriction could not be kept yet'),
      );
  const eventWords = createEventWords({
    say: createSay<NoticeKey>('notices'),
    timezone: config.timezone,
    placeName: places.name,
    publicUrl: () => publicUrl,
  });
  const windowed = new Set(channels.filter((one) => one.windowMs !== undefined).map(({ name }) => name));
  const quiet = createCycleQuiet({
    cycles: store.cycles,
    configured: config.quiet,
    timezone: config.timezone,
  });
  const bulk = createBulk({
    store,
    words: eventWords,
    quietUntil: quiet.until,
    readQuiet: quiet.read,
    hasWindow: (name) => windowed.has(name),
    now,
    log,
    wake: () => senders.wakeAt(now()),
  });
  const senders = createSenders({
    channels: config.roles.has('sender') ? channels : [],
    outbox: store.outbox,
    bulk,
    vault,
    owner,
    now,
    invite,
    metrics,
    onFailure,
    log,
  });
  const { hand } = senders;
  const wake = () => senders.wakeAt(now());

  const { decide, decideDue } = createDecide({ flows, say, timezone: config.timezone });
  const suggestAreas = createTagger().suggest;
  const env = createEnv({
    store,
    places,
    suggestAreas,
    newId,
    publicUrl: () => publicUrl,
    vault,
    noticesPerWeek: config.noticesPerWeek,
  });
  const receive = createReceive({ store, vault, decide, env, now, queue, hand });
  const inviteWaiting = createInviteWaiting({ waiting: store.waiting, templates: store.templates, invite });
  const onEvent = async (event: PlatformEvent): Promise<void> => {
    if (event.channel === 'whatsapp') await keeper.onEvent(event.name, event.data);
    if (event.name === 'message_template_status_update') {
      const invited = await inviteWaiting(event.channel);
      if (invited > 0) wake();
    }
    if (event.name === 'user_preferences') await takePreference(event, { store, vault, now });
    log.info({ channel: event.channel, event: event.name }, 'the platform reports');
  };
  const inviteSoon = async (row: OutboxRow): Promise<void> => {
    await invite(row);
    wake();
  };
  const receiver: Receiver = createReceiver({
    receive,
    store,
    vault,
    now,
    log,
    onEvent,
    invite: inviteSoon,
    onLost: async (outboxId) => {
      if (await broadcasts.fallback(outboxId, now())) wake();
    },
    onFailure,
    observe: metrics,
  });

  const web = new Hono();
  if (config.roles.has('web')) for (const channel of channels) channel.mount(web, receiver);
  const staffWeb = createWeb({
    store,
    vault,
    media,
    places,
    suggestAreas,
    eventWords,
    metrics,
    log,
    now,
    newId,
    timezone: config.timezone,
    publicUrl: () => publicUrl,
    simulator: config.simulator,
    joinLinks: (source) =>
      channels.flatMap((channel) => {
        const href = channel.joinLink?.(source) ?? null;
        return href === null ? [] : [{ channel: channel.name, href: new URL(href, publicUrl).href }];
      }),
    outreach: {
      rates: Object.fromEntries(channels.map(({ name, maxPerSecond }) => [name, maxPerSecond])),
      weeklyLimit: config.noticesPerWeek,
      quiet: config.quiet,
    },
    samples: createSamples(createFindTemplate()),
    prices: config.whatsapp?.prices ?? null,
    nudgeSender: () => {
      wake();
      sweeps.nudge();
    },
  });
  web.route('/', staffWeb.routes);

  const sweeps = createSweeps({
    config,
    store,
    channels,
    vault,
    media,
    say,
    publicUrl: () => publicUrl,
    quietUntil: quiet.untilNow,
    decideDue,
    env,
    newId,
    now,
    hand,
    log,
    inviteSoon,
    inviteWaiting,
  });

  const firstAdminLink = async () => (await staffWeb.accounts()).firstAdminLink();
  // A link that signs in has no place in the log of a real deployment: there `ayni staff add` makes it.
  const live = config.telegram !== null || config.whatsapp !== null;

  return {
    web,
    clock,
    firstAdminLink,
    addStaff: async (member) => (await staffWeb.accounts()).add(member),
    start: async (url) => {
      publicUrl = url;
      await store.cycles.current(now());
      if (hand) await store.outbox.recover({ now: now(), by: owner });
      senders.start();
      if (config.roles.has('web')) for (const channel of channels) await channel.start(receiver);
      sweeps.start();
      clock.onAdvance(() => void sweeps.runAll().then(wake));
      return [
        ...(config.simulator ? [{ label: 'Simulator', href: `${url}/simulador` }] : []),
        { label: 'Staff console', href: (live ? null : await firstAdminLink()) ?? `${url}/panel` },
        { label: 'Public page', href: `${url}/` },
      ];
    },
    stop: async () => {
      // Streams end first: who watches a broadcast would keep the port open.
      staffWeb.close();
      await sweeps.stop();
      // Senders first: a channel that is stopped refuses what they still hold.
      await senders.stop();
      await Promise.all(channels.map((channel) => (config.roles.has('web') ? channel.stop() : undefined)));
      await store.close();
    },
    settle: () => sweeps.settle(senders.idle),
  };
}
