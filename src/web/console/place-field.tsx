/** Where something is for: a region from a list, and a province or district by its name; read back with kind refusals. */
import type { PlaceName } from '../../inbox/turn.js';
import type { Places } from '../../places/places.js';
import { fold } from '../../text/fold.js';
import type { ConsoleParts } from './context.js';
import { sayIn } from './say.js';

/** As typed, so that a refused form comes back word for word. */
export interface PlaceTyped {
  /** INEI code of a department; empty: the whole country. */
  readonly department: string;
  /** Name of a province or district in it; empty: all of it. */
  readonly within: string;
}

export type PlaceRead =
  | { readonly place: string | null }
  | { readonly problem: 'place.region' | 'place.unknown'; readonly options: readonly PlaceName[] }
  | { readonly problem: 'place.which'; readonly options: readonly PlaceName[] };

export const placeTyped = (code: string | null, places: Places): PlaceTyped => {
  if (code === null) return { department: '', within: '' };
  const department = places.department(code);
  return { department, within: code === department ? '' : (places.name(code) ?? '') };
};

const inside = (places: Places, department: string): readonly PlaceName[] =>
  places.provinces(department).flatMap((province) => [province, ...places.districts(province.code)]);
/** "Lince (Lima)" → "lince" */
const short = (name: string): string => fold(name.replace(/\(.*/, ''));

export function readPlace({ department, within }: PlaceTyped, places: Places): PlaceRead {
  const typed = fold(within);
  const known = places.departments().some(({ code }) => code === department);
  if (!known) return typed === '' ? { place: null } : { problem: 'place.region', options: [] };
  if (typed === '') return { place: department };
  const all = inside(places, department);
  const exact = all.filter(({ name }) => fold(name) === typed);
  const named = exact.length > 0 ? exact : all.filter(({ name }) => short(name) === typed);
  const [first] = named;
  // A capital bears the name of its province: the wider one is meant, as when people say it.
  const province = first?.code.endsWith('00') ? first.code.slice(0, 4) : null;
  if (first && named.every(({ code }) => code === first.code || code.slice(0, 4) === province))
    return { place: first.code };
  if (named.length > 1) return { problem: 'place.which', options: named };
  const found = places.find(within);
  const guesses = (
    found.kind === 'found' ? [found.place] : found.kind === 'ambiguous' ? found.options : []
  ).filter(({ code }) => places.department(code) === department && code !== department);
  return { problem: guesses.length > 0 ? 'place.which' : 'place.unknown', options: guesses };
}

interface PlaceFieldsProps {
  readonly parts: ConsoleParts;
  readonly typed: PlaceTyped;
  readonly found: PlaceRead;
}
export const PlaceFields = ({ parts, typed, found }: PlaceFieldsProps) => {
  const say = sayIn(parts);
  const wrong = 'problem' in found ? found : null;
  const describe = wrong ? 'within-problem within-hint' : 'within-hint';
  return (
    <fieldset class="pair">
      <legend>{say('place.title')}</legend>
      <div>
        <label for="department">{say('place.department')}</label>
        <select id="department" name="department">
          <option value="">{say('place.everywhere')}</option>
          {parts.deps.places.departments().map(({ code, name }) => (
            <option value={code} selected={code === typed.department}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="within">{say('place.within')}</label>
        <input
          id="within"
          name="within"
          maxlength={80}
          value={typed.within}
          autocomplete="off"
          aria-describedby={describe}
          {...(wrong ? { 'aria-invalid': 'true' as const } : {})}
          {...(wrong && wrong.options.length > 0 ? { list: 'within-options' } : {})}
        />
        {wrong ? (
          <p class="problem" id="within-problem">
            {say(wrong.problem, { options: wrong.options.map(({ name }) => name).join(' · ') })}
          </p>
        ) : null}
        {wrong && wrong.options.length > 0 ? (
          <datalist id="within-options">
            {wrong.options.map(({ name }) => (
              <option value={name} />
            ))}
          </datalist>
        ) : null}
        <p class="soft" id="within-hint">
          {say('place.withinHint')}
        </p>
      </div>
    </fieldset>
  );
};
