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

/** Finding a metric by its labels costs more than counting; there are few combinations. */
function remember<T>(make: (first: string, second: string, third: string) => T) {
  const known = new Map<string, T>();
  return (first: string, second = '', third = ''): T => {
    const key = `${first}|${second}|${third}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const fresh = make(first, second, third);
    known.set(key, fresh);
    return fresh;
  };
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
  const inbounds = remember((channel, kind) => inbound.labels({ channel, kind }));
  const turns = remember((channel) => turn.labels({ channel }));
  const ends = remember((channel, lane, outcome) => settled.labels({ channel, lane, outcome }));
  const waits = remember((channel, lane) => wait.labels({ channel, lane }));
  const statuses = remember((channel, state) => status.labels({ channel, state }));
  return {
    registry,
    inbound: (channel, kind) => inbounds(channel, kind).inc(),
    turn: (channel, seconds) => turns(channel).observe(seconds),
    settled: (channel, lane, outcome, seconds) => {
      ends(channel, lane, outcome).inc();
      waits(channel, lane).observe(seconds);
    },
    status: (channel, state) => statuses(channel, state).inc(),
    alert: (channel, code) => alert.inc({ channel, code }),
  };
}
