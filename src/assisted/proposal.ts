/** A proposal that staff write down for somebody without a phone: what it must have. Pure. */
import { readCode } from '../inbox/reserved.js';
import type { PlaceFound, PublishConsent } from '../inbox/turn.js';
import { codePoints } from '../talk/limits.js';

/** As in the conversations. */
export const assistedLength = { min: 15, max: 3000 } as const;
/** Longer than codes given in chats, so that paper can be printed before. */
const paperCode = /^AYNI-[2-9A-Z]{6}$/;

/** As it stands on paper, however it was copied: "ayni 7k3qwz", "7K3QWZ". Null: it is none. */
export function readPaperCode(typed: string): string | null {
  const code = readCode(typed) ?? readCode(`AYNI-${typed}`);
  return code && paperCode.test(code) ? code : null;
}

export interface AssistedProposal {
  /** From a printed form; null: it gets one. */
  readonly code: string | null;
  readonly text: string;
  /** INEI code; null: the whole country. */
  readonly place: string | null;
  readonly locale: string;
  readonly areas: readonly string[];
  readonly publish: PublishConsent;
}

/** As typed, or as it stands in a row of a sheet. */
export interface AssistedTyped {
  readonly code: string;
  readonly text: string;
  readonly place: string;
  readonly locale: string;
  readonly area: string;
  readonly publish: string;
  readonly consent: string;
}

export type AssistedField = keyof AssistedTyped;
export type AssistedProblem =
  | 'text-missing'
  | 'text-short'
  | 'text-long'
  | 'place-unknown'
  | 'place-which'
  | 'locale-unknown'
  | 'area-unknown'
  | 'publish-unknown'
  | 'consent-missing'
  | 'code-wrong'
  | 'code-twice'
  | 'code-taken';

export interface FieldWrong {
  readonly field: AssistedField;
  readonly problem: AssistedProblem;
  /** What may have been meant. */
  readonly options?: readonly string[];
}

/** What a reader needs to know of the world. */
export interface AssistedWorld {
  findPlace(typed: string): PlaceFound;
  /** Id of an area by what people write, its id or its name; null: none. */
  findArea(typed: string): string | null;
  findLocale(typed: string): string | null;
  findPublish(typed: string): PublishConsent | null;
  isYes(typed: string): boolean;
  /** The whole country. */
  isEverywhere(typed: string): boolean;
}

export type AssistedRead =
  | { readonly proposal: AssistedProposal }
  | { readonly wrong: readonly FieldWrong[] };

const readText = (text: string): AssistedProblem | null => {
  const length = codePoints(text);
  if (length === 0) return 'text-missing';
  if (length < assistedLength.min) return 'text-short';
  return length > assistedLength.max ? 'text-long' : null;
};

/** All that is wrong is named at once; without a spoken yes nothing is kept. */
export function readAssisted(typed: AssistedTyped, world: AssistedWorld): AssistedRead {
  const wrong: FieldWrong[] = [];
  const refuse = (field: AssistedField, problem: AssistedProblem, options?: readonly string[]) => {
    wrong.push({ field, problem, ...(options ? { options } : {}) });
  };
  const text = typed.text.trim();
  const textProblem = readText(text);
  if (textProblem) refuse('text', textProblem);

  let place: string | null = null;
  if (typed.place !== '' && !world.isEverywhere(typed.place)) {
    const found = world.findPlace(typed.place);
    if (found.kind === 'found') place = found.place.code;
    else if (found.kind === 'ambiguous')
      refuse(
        'place',
        'place-which',
        found.options.map(({ name }) => name),
      );
    else refuse('place', 'place-unknown');
  }
  const locale = typed.locale === '' ? 'es' : world.findLocale(typed.locale);
  if (locale === null) refuse('locale', 'locale-unknown');
  const named = typed.area.split(/[;,/]/).map((one) => one.trim());
  const areas = named.filter((one) => one !== '').map((one) => world.findArea(one));
  if (areas.includes(null)) refuse('area', 'area-unknown');
  // Silence is no yes to publishing.
  const publish = typed.publish === '' ? 'no' : world.findPublish(typed.publish);
  if (publish === null) refuse('publish', 'publish-unknown');
  if (!world.isYes(typed.consent)) refuse('consent', 'consent-missing');
  const code = readPaperCode(typed.code);
  if (typed.code !== '' && code === null) refuse('code', 'code-wrong');

  if (wrong.length > 0 || locale === null || publish === null) return { wrong };
  const known = areas.filter((one) => one !== null);
  return { proposal: { code, text, place, locale, areas: [...new Set(known)], publish } };
}
