/** How long a broadcast will take and how many messages are billed: rates, nights and WhatsApp's tier. Pure. */
import type { Quiet } from './quiet.js';

export interface EstimateParts {
  /** People by channel, as in the preview. */
  readonly recipients: Readonly<Record<string, number>>;
  /** Of those on WhatsApp, how many need a template. */
  readonly templates: number;
  /** Messages a second, by channel. A channel without one sends nothing. */
  readonly rates: Readonly<Record<string, number>>;
  /** Different people who may get a template in 24 hours, and how many have had one; `Infinity` or null: no limit known. */
  readonly tier: { readonly limit: number | null; readonly used: number };
  readonly quiet: Quiet;
  readonly startsAt: number;
  readonly now: number;
}

export interface Estimate {
  /** UTC ms of the last message. */
  readonly endsAt: number;
  /** Days on which it sends, as people there count them; 1: it is through on the day it starts. */
  readonly days: number;
  /** Templates: what WhatsApp bills. */
  readonly billed: number;
  /** It is spread over days because of the tier. */
  readonly spread: boolean;
}

const dayMs = 86_400_000;
/** Nights in a row that are looked at: longer than any broadcast lasts. */
const mostSteps = 10_000;

/** The instant at which `ms` of daytime have passed since `at`. */
export function afterDaytime(at: number, ms: number, quiet: Quiet): number {
  let now = quiet.until(at) ?? at;
  let left = ms;
  for (let step = 0; step < mostSteps; step += 1) {
    const night = quiet.next(now);
    if (night === null || now + left <= night) return now + left;
    left -= night - now;
    now = quiet.until(night) ?? night;
  }
  return now + left;
}

/** Templates leave in portions, a day apart: each fills the tier. */
function afterPortions(from: number, templates: number, perSecond: number, parts: EstimateParts): number {
  const { tier, quiet } = parts;
  const limit = tier.limit ?? Number.POSITIVE_INFINITY;
  let at = from;
  let left = templates;
  let room = Math.max(0, limit - tier.used);
  while (left > room) {
    left -= room;
    // What is used now is free again a day later, at the latest.
    at = Math.max(afterDaytime(at, (room / perSecond) * 1000, quiet), at + dayMs);
    room = limit;
    if (limit <= 0) return Number.POSITIVE_INFINITY;
  }
  return afterDaytime(at, (left / perSecond) * 1000, quiet);
}

export function estimate(parts: EstimateParts): Estimate {
  const { recipients, templates, rates, tier, quiet, now } = parts;
  const begins = Math.max(parts.startsAt, now);
  const first = quiet.until(begins) ?? begins;
  const ends = Object.entries(recipients).map(([channel, people]) => {
    const perSecond = rates[channel] ?? 0;
    if (people === 0 || perSecond <= 0) return first;
    const all = afterDaytime(first, (people / perSecond) * 1000, quiet);
    return channel === 'whatsapp' ? Math.max(all, afterPortions(first, templates, perSecond, parts)) : all;
  });
  const endsAt = Math.max(first, ...ends);
  return {
    endsAt,
    days: Number.isFinite(endsAt) ? quiet.days(first, endsAt) + 1 : Number.POSITIVE_INFINITY,
    billed: templates,
    spread: templates > Math.max(0, (tier.limit ?? Number.POSITIVE_INFINITY) - tier.used),
  };
}
