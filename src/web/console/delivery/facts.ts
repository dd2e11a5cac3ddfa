/** Everything the delivery page shows, read at once. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import { dayNumber, startOfDay } from '../../../calendar/days.js';
import type { FixLine } from '../../../store/outbox/delivery-report.js';
import type { Charge } from '../../../store/outreach.js';
import { rowStates } from '../../../talk/fate.js';
import { type ChannelName, channelNames } from '../../../talk/message.js';
import { designs } from '../../../templates/designs.js';
import { type NumberState, numberState, platformNames } from '../../../templates/platform-state.js';
import { tierWindowMs } from '../../../templates/tier.js';
import { localTemplates, readTemplateTexts } from '../../../templates/wording.js';
import type { WebDeps } from '../../deps.js';

export interface ChannelFacts {
  readonly name: ChannelName;
  readonly perSecond: number;
  /** Until when the platform asked us to rest; null: it did not. */
  readonly silentUntil: number | null;
}

export interface TemplateFacts {
  readonly name: string;
  readonly language: string;
  /** Category we ask for. */
  readonly asked: string;
  /** As Meta last told; null: it is not there. */
  readonly there: {
    readonly status: string;
    readonly category: string;
    readonly why: string | null;
    readonly quality: string | null;
  } | null;
}

export interface WhatsAppFacts {
  readonly number: NumberState;
  /** People who got a template in the last 24 hours. */
  readonly used: number;
  /** What Meta last said beside that, if anything: an alert, a violation, an error. */
  readonly said: readonly { readonly name: string; readonly value: string; readonly at: number }[];
  readonly templates: readonly TemplateFacts[];
}

export interface DayFate {
  readonly state: string;
  readonly talk: number;
  /** Of broadcasts that run or began today. */
  readonly bulk: number;
}

export interface DeliveryFacts {
  readonly channels: readonly ChannelFacts[];
  /** Null where WhatsApp is not connected. */
  readonly whatsapp: WhatsAppFacts | null;
  /** Stopped by themselves. */
  readonly broken: readonly Broadcast[];
  readonly today: readonly DayFate[];
  readonly fixes: readonly FixLine[];
  readonly unknown: number;
  readonly charges: readonly Charge[];
  readonly prices: Readonly<Record<string, number>> | null;
}

const dayMs = 86_400_000;
const fixDays = 7;
const shownMonths = 12;
const latestBroadcasts = 20;

const ourTemplates = localTemplates(designs, readTemplateTexts());

async function readWhatsApp({ store, now }: WebDeps): Promise<WhatsAppFacts> {
  const at = now();
  const [told, used, found] = await Promise.all([
    store.ledger.platforms(),
    store.ledger.templatedSince('whatsapp', at - tierWindowMs),
    store.templates.list(),
  ]);
  const said: readonly string[] = [platformNames.violation, platformNames.alert, platformNames.error];
  return {
    number: numberState(told, at),
    used,
    said: told.filter((row) => said.includes(row.name) && row.value !== '' && row.at > at - fixDays * dayMs),
    templates: ourTemplates.map(({ name, language, category }) => ({
      name,
      language,
      asked: category,
      there: found.find((row) => row.name === name && row.language === language) ?? null,
    })),
  };
}

/** Large broadcasts are counted in pieces, so that nobody's message waits for this page. */
async function readDay({ store, now, timezone }: WebDeps): Promise<DayFate[]> {
  const since = startOfDay(dayNumber(now(), timezone), timezone);
  const [talk, latest, running] = await Promise.all([
    store.deliveryReport.fatesSince(since),
    store.broadcasts.list(latestBroadcasts),
    store.broadcasts.running(),
  ]);
  const begun = latest.filter(({ startedAt }) => startedAt !== null && startedAt >= since);
  const ids = new Set([...running, ...begun].map(({ id }) => id));
  const bulk = (await Promise.all([...ids].map((id) => store.broadcasts.progress(id)))).flat();
  const sum = (rows: readonly { readonly state: string; readonly count: number }[], state: string) =>
    rows.reduce((total, row) => total + (row.state === state ? row.count : 0), 0);
  return rowStates
    .map((state) => ({ state, talk: sum(talk, state), bulk: sum(bulk, state) }))
    .filter((line) => line.talk + line.bulk > 0);
}

export async function readFacts(deps: WebDeps): Promise<DeliveryFacts> {
  const { store, now, outreach, prices = null } = deps;
  const at = now();
  const [silent, running, fixes, unknown, charges, today] = await Promise.all([
    store.deliveryReport.silent(at),
    store.broadcasts.running(),
    store.deliveryReport.fixesSince(at - fixDays * dayMs),
    store.deliveryReport.unknown(),
    store.ledger.months(shownMonths),
    readDay(deps),
  ]);
  const untilOf = (name: string) =>
    silent.filter((one) => one.name === name || one.name.startsWith(`${name}:`)).map(({ until }) => until);
  return {
    channels: channelNames.flatMap((name) => {
      const perSecond = outreach.rates[name];
      const until = untilOf(name);
      return perSecond === undefined
        ? []
        : [{ name, perSecond, silentUntil: until.length > 0 ? Math.max(...until) : null }];
    }),
    whatsapp: outreach.rates.whatsapp === undefined ? null : await readWhatsApp(deps),
    broken: running.filter(({ state, why }) => state === 'paused' && why !== null && why !== 'staff'),
    today,
    fixes,
    unknown: unknown.reduce((total, { count }) => total + count, 0),
    charges,
    prices,
  };
}
