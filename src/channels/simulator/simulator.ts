/** The simulator channel: a phone without a platform, in this process, with the limits and moods of the real ones. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { MovableClock } from '../../time.js';
import { type Channel, MediaRefused, type Receiver } from '../channel.js';
import { deliver } from './deliver.js';
import { createFiles } from './files.js';
import { rulesOf } from './look.js';
import { createPhones } from './phones.js';
import type { FindTemplate } from './present.js';
import { createRoutes } from './routes.js';
import { createSpeaker } from './speak.js';
import { createStatusFeed } from './statuses.js';

export interface SimulatorOptions {
  /** The app's own clock: moving it moves reminders, expiry and the 24-hour window. */
  readonly clock: Pick<MovableClock, 'now' | 'advance'>;
  /** The wording of our approved templates; without it none is approved. */
  readonly findTemplate?: FindTemplate;
  /** How long a message is under way to the phone, milliseconds. */
  readonly deliverAfterMs?: number;
  readonly newId?: () => string;
}

/** Where the page finds the API; the page itself is mounted by the web part. */
const simulatorApi = '/simulador/api';

export function createSimulator(options: SimulatorOptions): Channel {
  const { clock, findTemplate = () => undefined, deliverAfterMs = 300, newId = randomUUID } = options;
  const now = (): number => clock.now();
  const phones = createPhones({ now, newId });
  const files = createFiles(newId);
  const stopping = new AbortController();
  let receiver: Receiver | null = null;

  const feed = createStatusFeed({
    phones,
    now,
    deliverAfterMs,
    report: async (statuses) => receiver?.statuses(statuses),
  });

  return {
    name: 'simulator',
    // A message that fits WhatsApp fits the Telegram look too.
    limits: rulesOf.whatsapp.limits,
    maxPerSecond: 30,
    reportsDelivery: true,
    // Relative: where this process is reached is not known here. The pages have their own way to the bare simulator.
    joinLink: (source) =>
      source
        ? `/simulador?${new URLSearchParams({ persona: 'nueva', start: source.code, text: source.text })}`
        : null,
    async send(to, message, outboxId) {
      if (to.chat === undefined) {
        return { outcome: 'failed', failure: { kind: 'gone', code: '400', detail: 'no chat of that name' } };
      }
      return deliver(
        { phones, files, feed, findTemplate, now, newId },
        phones.open(to.chat),
        message,
        outboxId,
      );
    },
    async fetchMedia(media, maxBytes) {
      const file = files.find(media.ref);
      if (!file) throw new MediaRefused('not-found');
      if (file.bytes > maxBytes) throw new MediaRefused('too-big');
      return { bytes: file.content, mime: file.mime };
    },
    mount(app: Hono, target) {
      receiver = target;
      const speaker = createSpeaker({ phones, receiver: target, now, newId });
      app.route(
        simulatorApi,
        createRoutes({ phones, files, feed, speaker, clock, stopped: stopping.signal }),
      );
    },
    async start(target) {
      receiver = target;
    },
    async stop() {
      stopping.abort();
      await feed.stop();
    },
  };
}
