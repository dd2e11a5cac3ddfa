/** A simulator with a toy app behind it: keeps what arrives, and fails when told to. */
import { Hono } from 'hono';
import type { Receiver } from '../../src/channels/channel.js';
import type { Bubble } from '../../src/channels/simulator/bubble.js';
import type { PhoneState } from '../../src/channels/simulator/phones.js';
import { createSimulator } from '../../src/channels/simulator/simulator.js';
import type { DeliveryStatus } from '../../src/talk/failure.js';
import type { Inbound, Outgoing } from '../../src/talk/message.js';
import { createMovableClock } from '../../src/time.js';

export const chat = 'chat-of-a-test';
/** 2026-11-24, 10:00 in Lima. */
export const start = Date.UTC(2026, 10, 24, 15);

export interface Snapshot {
  readonly now: number;
  readonly phone: PhoneState;
  readonly bubbles: readonly Bubble[];
}

/** @param answer what the toy app says to a message, if anything. */
export function openSimulator(answer: (inbound: Inbound) => readonly Outgoing[] = () => []) {
  const clock = createMovableClock({ now: () => start });
  const inbound: Inbound[] = [];
  const statuses: DeliveryStatus[] = [];
  let refusals = 0;
  const receiver: Receiver = {
    async inbound(messages) {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('the database is full');
      }
      inbound.push(...messages);
      for (const message of messages) {
        for (const [index, reply] of answer(message).entries()) {
          await simulator.send(message.from, reply, `${message.externalId}:${index}`);
        }
      }
    },
    async statuses(found) {
      statuses.push(...found);
    },
    async event() {},
  };
  const simulator = createSimulator({
    clock,
    deliverAfterMs: 0,
    findTemplate: (name, language) =>
      name === 'proposal_news' && language === 'es'
        ? { body: 'Hay novedades sobre tu aporte {{1}}.', buttons: ['Ver'] }
        : undefined,
  });
  const app = new Hono();
  simulator.mount(app, receiver);

  const post = (path: string, body: unknown) =>
    app.request(`/simulador/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const say = (content: unknown, who = chat) => post('messages', { chat: who, content });
  const look = async (who = chat): Promise<Snapshot> => {
    const response = await app.request(`/simulador/api/phone?chat=${who}`);
    return (await response.json()) as Snapshot;
  };
  const bubblesBy = async <By extends Bubble['by']>(by: By): Promise<Extract<Bubble, { by: By }>[]> =>
    (await look()).bubbles.filter((bubble): bubble is Extract<Bubble, { by: By }> => bubble.by === by);

  return {
    app,
    simulator,
    clock,
    inbound,
    statuses,
    post,
    say,
    look,
    bubblesBy,
    /** The next `times` messages are not taken. */
    refuse: (times: number) => {
      refusals = times;
    },
  };
}
