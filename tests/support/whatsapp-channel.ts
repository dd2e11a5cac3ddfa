/** The WhatsApp channel on a test server, with a receiver that keeps what it is given. */
import { Hono } from 'hono';
import type { PlatformEvent, Receiver } from '../../src/channels/channel.js';
import type { NumberFields } from '../../src/channels/whatsapp/client/phone-numbers.js';
import type { Template } from '../../src/channels/whatsapp/client/templates.js';
import { createWhatsApp, type WhatsApp, type WhatsAppOptions } from '../../src/channels/whatsapp/index.js';
import { createLog } from '../../src/log.js';
import type { DeliveryStatus } from '../../src/talk/failure.js';
import type { Inbound } from '../../src/talk/message.js';

export const secrets = { accessToken: 'EAAsecrettoken', appSecret: 'app-secret', verifyToken: 'verify-me' };

export interface Rig {
  readonly channel: WhatsApp;
  readonly app: Hono;
  readonly receiver: Receiver;
  readonly inbound: Inbound[];
  readonly statuses: DeliveryStatus[];
  readonly events: PlatformEvent[];
  readonly templates: Template[];
  /** What was told of our number. */
  readonly numbers: NumberFields[];
  /** What went inwards, in order, by kind. */
  readonly order: string[];
  readonly logLines: string[];
}

export function createRig(apiRoot: string, over: Partial<WhatsAppOptions> = {}): Rig {
  const inbound: Inbound[] = [];
  const statuses: DeliveryStatus[] = [];
  const events: PlatformEvent[] = [];
  const templates: Template[] = [];
  const numbers: NumberFields[] = [];
  const order: string[] = [];
  const logLines: string[] = [];
  const receiver: Receiver = {
    inbound: async (messages) => {
      order.push('inbound');
      inbound.push(...messages);
    },
    statuses: async (reported) => {
      order.push('statuses');
      statuses.push(...reported);
    },
    event: async (event) => {
      order.push('event');
      events.push(event);
    },
  };
  const channel = createWhatsApp({
    ...secrets,
    phoneNumberId: '106540352242922',
    businessAccountId: '102290129340398',
    apiRoot,
    apiVersion: 'v25.0',
    maxPerSecond: 80,
    publicNumber: null,
    log: createLog('debug', { write: (line) => logLines.push(line) }),
    onTemplates: async (found) => {
      templates.push(...found);
    },
    onNumber: async (fields) => {
      numbers.push(fields);
    },
    ...over,
  });
  const app = new Hono();
  return { channel, app, receiver, inbound, statuses, events, templates, numbers, order, logLines };
}
