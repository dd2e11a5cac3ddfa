/** Measures the dialogue beside its peers in one run: interleaved rounds, medians, ratios. */
import { join } from 'node:path';
import { type Measured, play, steps } from './citizens.js';
import { median, quantile } from './numbers.js';
import { type SystemName, startSystem } from './systems.js';
import { createWorld } from './world.js';

export interface DialogueOptions {
  readonly rounds: number;
  readonly conversations: number;
  /** Names of the systems to measure; all when undefined. */
  readonly only: string | undefined;
  /** Writes CPU profiles beside the results. */
  readonly profile: boolean;
}

const allSystems = ['ours-telegram', 'bare', 'ours-whatsapp', 'conversations'] as const;

interface Scenario {
  readonly name: string;
  readonly latencyMs: number;
  readonly active: number;
}
const instantly: Scenario = {
  name: 'platform answers at once, 200 citizens at a time',
  latencyMs: 0,
  active: 200,
};
const slowly: Scenario = {
  name: 'platform answers in 50 ms, 1,000 citizens at a time',
  latencyMs: 50,
  active: 1000,
};
const connections = 40;

interface Figures {
  readonly conversationsPerSecond: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly replyP99: number;
  readonly cpuMsPerUpdate: number;
  readonly peakMiB: number;
  readonly wrong: number;
}

async function measure(
  system: SystemName,
  { latencyMs, active }: Scenario,
  { conversations, profile }: DialogueOptions,
): Promise<Figures> {
  const world = await createWorld(latencyMs);
  const running = await startSystem(
    system,
    world.url,
    profile ? { profileTo: join(import.meta.dirname, 'results') } : {},
  );
  const channel = system === 'ours-whatsapp' ? 'whatsapp' : 'telegram';
  const load = { world, url: running.url, channel, active, connections } as const;
  // Warm: the compiler has seen everything, connections stand.
  await play({ ...load, conversations: Math.min(500, conversations), firstChat: 1_000_000 });
  world.forget();
  const before = running.cpuSeconds();
  const result: Measured = await play({ ...load, conversations, firstChat: 51_900_000_000 });
  const cpu = running.cpuSeconds() - before;
  const peakMiB = running.peakMiB();
  await running.stop();
  await world.close();
  return {
    conversationsPerSecond: result.conversations / result.seconds,
    ackP50: quantile(result.ackMs, 0.5),
    ackP99: quantile(result.ackMs, 0.99),
    replyP99: quantile(result.replyMs, 0.99),
    cpuMsPerUpdate: (cpu * 1000) / (result.conversations * steps),
    peakMiB,
    wrong: result.wrong,
  };
}

const names: Record<SystemName, string> = {
  'ours-telegram': 'Ayni, Telegram webhook',
  'ours-whatsapp': 'Ayni, WhatsApp webhook',
  bare: 'bare grammY, no state',
  conversations: 'grammY + conversations + SQLite',
};
const digits = (value: number, places: number) => value.toFixed(places);

interface Compared {
  readonly table: string;
  readonly medians: Record<string, Figures>;
}

async function compare(scenario: Scenario, options: DialogueOptions): Promise<Compared> {
  const { rounds, conversations, only } = options;
  const systems = allSystems.filter((name) => !only || only.split(',').includes(name));
  const found = new Map<SystemName, Figures[]>(systems.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const system of systems) {
      const figures = await measure(system, scenario, options);
      found.get(system)?.push(figures);
      if (figures.wrong > 0) throw new Error(`${system}: ${figures.wrong} conversations ended wrong`);
    }
  const medians: Record<string, Figures> = {};
  for (const [system, all] of found) {
    const of = (name: keyof Figures) => median(all.map((figures) => figures[name]));
    medians[system] = {
      conversationsPerSecond: of('conversationsPerSecond'),
      ackP50: of('ackP50'),
      ackP99: of('ackP99'),
      replyP99: of('replyP99'),
      cpuMsPerUpdate: of('cpuMsPerUpdate'),
      peakMiB: of('peakMiB'),
      wrong: 0,
    };
  }
  const head =
    '| system | conversations/s | updates/s | ack p50 ms | ack p99 ms | reply p99 ms | CPU ms/update | peak MiB |\n|---|---|---|---|---|---|---|---|';
  const lines = systems.map((system) => {
    const figures = medians[system];
    if (!figures) return '';
    const { conversationsPerSecond: rate, ackP50, ackP99, replyP99, cpuMsPerUpdate, peakMiB } = figures;
    return `| ${names[system]} | ${digits(rate, 0)} | ${digits(rate * steps, 0)} | ${digits(ackP50, 1)} | ${digits(ackP99, 1)} | ${digits(replyP99, 0)} | ${digits(cpuMsPerUpdate, 3)} | ${digits(peakMiB, 0)} |`;
  });
  return {
    table: `### ${scenario.name} (${connections} connections, ${rounds} rounds of ${conversations} conversations)\n\n${head}\n${lines.join('\n')}\n`,
    medians,
  };
}

const ratio = (one: Figures | undefined, other: Figures | undefined): number =>
  one && other ? one.conversationsPerSecond / other.conversationsPerSecond : Number.NaN;

const bestPeer = (medians: Record<string, Figures>): Figures | undefined =>
  [medians.bare, medians.conversations]
    .filter((peer) => peer !== undefined)
    .sort((a, b) => b.conversationsPerSecond - a.conversationsPerSecond)[0];

/** The tables as Markdown, and the figures behind them. @throws when a conversation ended wrong. */
export async function runDialogue(options: DialogueOptions): Promise<{ report: string; figures: object }> {
  const instant = await compare(instantly, options);
  const slow = await compare(slowly, options);
  const lines = (['ours-telegram', 'ours-whatsapp'] as const).map((name) =>
    [
      `| ${names[name]} | ${digits(ratio(instant.medians[name], instant.medians.bare), 2)}× (goal 1.2×)`,
      `${digits(ratio(instant.medians[name], instant.medians.conversations), 2)}× (goal 2.2×)`,
      `${digits(ratio(slow.medians[name], bestPeer(slow.medians)), 2)}× (goal 7×)`,
      `${digits(slow.medians[name]?.ackP50 ?? Number.NaN, 1)} ms (goal < 10 ms) |`,
    ].join(' | '),
  );
  const summary = `### Ratios of medians\n\n| | at once, to bare grammY | at once, to grammY + conversations | 50 ms, to the best of them | 50 ms, ack p50 |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
  return {
    report: [instant.table, slow.table, summary].join('\n'),
    figures: { instant: instant.medians, slow: slow.medians },
  };
}
