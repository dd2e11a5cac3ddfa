/** What needs somebody now, the worst first. Pure. */

import { tierLeft } from '../../../templates/tier.js';
import type { Params } from '../../../text/texts.js';
import type { ConsoleKey } from '../../words.js';
import type { DeliveryFacts, TemplateFacts, WhatsAppFacts } from './facts.js';

export interface Note {
  readonly key: ConsoleKey;
  readonly params: Params;
  /** Nothing of its kind goes out meanwhile; otherwise it should be looked at. */
  readonly stops: boolean;
}

/** A share of the limit; above it a broadcast may have to be spread over days. */
const nearlyFull = 0.8;

export type TemplateHealth = 'ready' | 'missing' | 'reviewing' | 'stopped' | 'watch';

/** May it be sent, and should somebody look at it? */
export function healthOf({ asked, there }: TemplateFacts): TemplateHealth {
  if (!there) return 'missing';
  const status = there.status.toUpperCase();
  if (status === 'PENDING' || status === 'IN_APPEAL') return 'reviewing';
  if (status !== 'APPROVED') return 'stopped';
  const isElsewhere = there.category !== '' && there.category.toLowerCase() !== asked;
  const isDisliked = there.quality === 'RED' || there.quality === 'YELLOW';
  return isElsewhere || isDisliked || there.why !== null ? 'watch' : 'ready';
}

const order: readonly TemplateHealth[] = ['stopped', 'missing', 'watch', 'reviewing', 'ready'];
export const byHealth = (one: TemplateFacts, other: TemplateFacts): number =>
  order.indexOf(healthOf(one)) - order.indexOf(healthOf(other));

function notesOfNumber({ number, used }: WhatsAppFacts): Note[] {
  const { restriction, quality, tier } = number;
  const notes: Note[] = [];
  if (restriction)
    notes.push({ key: 'delivery.note.restricted', params: { why: restriction.why }, stops: true });
  if (quality === 'RED') notes.push({ key: 'delivery.note.qualityRed', params: {}, stops: false });
  if (quality === 'YELLOW') notes.push({ key: 'delivery.note.qualityYellow', params: {}, stops: false });
  if (tier !== null && tierLeft(tier, used) === 0)
    notes.push({ key: 'delivery.note.tierFull', params: { used }, stops: true });
  else if (tier !== null && used >= tier * nearlyFull)
    notes.push({
      key: 'delivery.note.tierNearlyFull',
      params: { count: tierLeft(tier, used), left: tierLeft(tier, used) },
      stops: false,
    });
  return notes;
}

function notesOfTemplates(templates: readonly TemplateFacts[]): Note[] {
  const count = (health: TemplateHealth) => templates.filter((one) => healthOf(one) === health).length;
  const lines = [
    { key: 'delivery.note.templatesStopped', count: count('stopped'), stops: true },
    { key: 'delivery.note.templatesMissing', count: count('missing'), stops: true },
    { key: 'delivery.note.templatesWatch', count: count('watch'), stops: false },
  ] as const;
  return lines.flatMap(({ key, count: many, stops }) =>
    many === 0 ? [] : [{ key, params: { count: many }, stops }],
  );
}

export function notesOf({ whatsapp, broken, fixes, unknown }: DeliveryFacts): Note[] {
  const failures = fixes.reduce((sum, { count }) => sum + count, 0);
  const notes: Note[] = [
    ...(whatsapp ? notesOfNumber(whatsapp) : []),
    ...(broken.length > 0
      ? [{ key: 'delivery.note.broken', params: { count: broken.length }, stops: true } as const]
      : []),
    ...(failures > 0
      ? [{ key: 'delivery.note.fixes', params: { count: failures }, stops: false } as const]
      : []),
    ...(whatsapp ? notesOfTemplates(whatsapp.templates) : []),
    ...(unknown > 0
      ? [{ key: 'delivery.note.unknown', params: { count: unknown }, stops: false } as const]
      : []),
  ];
  // Stable: what stops comes first, otherwise as above.
  return notes.toSorted((one, other) => Number(other.stops) - Number(one.stops));
}
