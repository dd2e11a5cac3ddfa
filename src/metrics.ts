/** Numbers for operators at /metrics: counts and durations, never who or what. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  inbound(channel: string, kind: string): void;
  turn(channel: string, seconds: number): void;
  settled(channel: string, lane: string, outcome: string, sinceDueSeconds: number): void;
  status(channel: string, state: string): void;
  alert(channel: string, code: string): void;
}

export function createMetrics(inHand: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const inbound = new Counter({
    name: 'ayni_inbound_total',
    help: 'Messages taken in, by channel and kind',
    labelNames: ['channel', 'kind'],
    registers: [registry],
  });
  const turn = new Histogram({
    name: 'ayni_turn_seconds',
    help: 'From a message in hand to its commit',
    labelNames: ['channel'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
    registers: [registry],
  });
  const settled = new Counter({
    name: 'ayni_outbox_settled_total',
    help: 'Ends of attempts to send, by channel, lane and outcome',
    labelNames: ['channel', 'lane', 'outcome'],
    registers: [registry],
  });
  const wait = new Histogram({
    name: 'ayni_outbox_wait_seconds',
    help: 'From due to settled',
    labelNames: ['channel', 'lane'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 30, 300, 3600],
    registers: [registry],
  });
  const status = new Counter({
    name: 'ayni_delivery_status_total',
    help: 'Delivery reports taken in',
    labelNames: ['channel', 'state'],
    registers: [registry],
  });
  const alert = new Counter({
    name: 'ayni_channel_alert_total',
    help: 'Failures that staff must mend, by platform code',
    labelNames: ['channel', 'code'],
    registers: [registry],
  });
  new Gauge({
    name: 'ayni_conversations_in_hand',
    help: 'Addresses with a message being decided',
    registers: [registry],
    collect() {
      this.set(inHand());
    },
  });
  return {
    registry,
    inbound: (channel, kind) => inbound.inc({ channel, kind }),
    turn: (channel, seconds) => turn.observe({ channel }, seconds),
    settled: (channel, lane, outcome, seconds) => {
      settled.inc({ channel, lane, outcome });
      wait.observe({ channel, lane }, seconds);
    },
    status: (channel, state) => status.inc({ channel, state }),
    alert: (channel, code) => alert.inc({ channel, code }),
  };
}
