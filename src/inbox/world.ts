/** What the world gives a decision: time, ids, places, and the cycle people propose to. Types, and which areas there are. */
import type { Localized } from '../calendar/entry.js';
import type { Card } from '../proposals/triage.js';
import type { Wording } from '../text/wordable.js';
import type { SuggestedTag } from './turn.js';

/** What the world gives a decision; everything else is in the facts. */
export interface Env {
  readonly now: number;
  newId(): string;
  /** A public code without look-alike letters, for example `AYNI-7K3Q`. */
  newCode(): string;
  /** A code that links another chat, and the key under which it is kept. */
  newLinkCode(): { readonly code: string; readonly key: string };
  linkKey(code: string): string;
  suggestAreas(text: string): readonly SuggestedTag[];
  findPlace(typed: string): PlaceFound;
  nearestPlace(latitude: number, longitude: number): PlaceName | null;
  placeName(code: string): string | null;
  departments(): readonly PlaceName[];
  readonly cycle: CycleView;
  readonly publicUrl: string;
  /** Notices a person gets in seven days, at most. */
  readonly noticesPerWeek: number;
}

export interface PlaceName {
  /** INEI code, 6 digits. */
  readonly code: string;
  /** As people write it: "Cusco", "San Juan de Lurigancho (Lima)". */
  readonly name: string;
}

export type PlaceFound =
  | { readonly kind: 'found'; readonly place: PlaceName }
  | { readonly kind: 'ambiguous'; readonly options: readonly PlaceName[] }
  | { readonly kind: 'unknown' };

export interface Area {
  /** Stable: tags, interests and broadcasts name it. */
  readonly id: string;
  readonly label: Localized;
  readonly retired?: boolean;
}

/** All that may stand on a proposal of this cycle. */
export const everyArea = (cycle: Pick<CycleView, 'areas' | 'retiredAreas'>): readonly Area[] => [
  ...cycle.areas,
  ...(cycle.retiredAreas ?? []),
];

/** The cycle people propose to: its names, areas and dates are data. */
export interface CycleView {
  readonly id: string;
  /** Name of the plan per locale, for example { es: "VI Plan de Acción de Estado Abierto" }. */
  readonly plan: Readonly<Record<string, string>>;
  readonly forum: Readonly<Record<string, string>>;
  /** Those people choose from. */
  readonly areas: readonly Area[];
  /** No longer offered; they still name what was filed under them. */
  readonly retiredAreas?: readonly Area[];
  /** Working promise: days until an answer. */
  readonly answerDays: number;
  /** What comes next, for the receipt; null when no stage lies ahead. */
  readonly nextStage: { readonly label: Readonly<Record<string, string>>; readonly startsAt: number } | null;
  /** Contact named in the privacy notice. */
  readonly dataContact: string;
  /** Where complaints and people in danger find help. */
  readonly cards?: readonly Card[];
  /** Texts it says in its own words. */
  readonly wording?: Wording;
}
