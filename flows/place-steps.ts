/** The steps that ask for a place: typed as people do, from a list, or by a shared location. Used by two flows. */
import {
  type Context,
  choose,
  type Input,
  listOf,
  locate,
  next,
  type Reaction,
  reject,
} from '../src/flow/step.js';
import type { CitizenKey } from '../src/text/texts.js';
import { placeOptions } from './place-names.js';

/** Departments by part of the country (INEI codes), so that each list fits ten rows. */
export const zones = [
  {
    value: 'north',
    label: 'proposal.zone.north',
    departments: ['240000', '200000', '140000', '130000', '060000', '020000'],
  },
  {
    value: 'center',
    label: 'proposal.zone.center',
    departments: ['100000', '190000', '120000', '090000', '050000', '110000'],
  },
  {
    value: 'south',
    label: 'proposal.zone.south',
    departments: ['040000', '030000', '080000', '180000', '210000', '230000'],
  },
  {
    value: 'east',
    label: 'proposal.zone.east',
    departments: ['010000', '160000', '170000', '220000', '250000'],
  },
  { value: 'lima', label: 'proposal.zone.lima', departments: ['150000', '070000'] },
] as const;

/** As an answer: the whole country. */
export const national = 'all';

/** With "none of these" ten rows: a whole WhatsApp list. */
const maxOptions = 9;

/** What a typed or shared place leads to: a place, a choice among several, or a kind no. */
export function placeReaction<To extends string>(
  input: Input,
  context: Context,
  then: (code: string) => Reaction<To>,
): Reaction<To | 'which'> {
  const { env } = context;
  if (input.kind === 'location') {
    // Only the district's code is kept; the point itself goes nowhere.
    const near = env.nearestPlace(input.latitude, input.longitude);
    return near ? then(near.code) : reject('proposal.place.far');
  }
  if (input.kind !== 'text') return reject('proposal.place.unknown');
  const found = env.findPlace(input.text);
  if (found.kind === 'found') return then(found.place.code);
  if (found.kind === 'unknown') return reject();
  return next('which', { candidates: found.options.slice(0, maxOptions).map((option) => option.code) });
}

/** Where the detours may lead, beside what follows the place. */
type Detour = 'which' | 'share' | 'zone' | 'region';

const texts = { reject: 'proposal.place.unknown', example: 'proposal.place.example' } satisfies Record<
  string,
  CitizenKey
>;

const candidates = (context: Context): readonly string[] =>
  listOf(context.answers, 'candidates').filter((code) => typeof code === 'string');

/** The detours around the place question; each ends at `then`, and typing works at every one. */
export function placeSteps<To extends string>(then: (code: string, context: Context) => Reaction<To>) {
  const typed = (input: Input, context: Context): Reaction<To | Detour> =>
    placeReaction(input, context, (code) => then(code, context));
  return {
    which: choose<string, To | Detour>({
      prompt: (context) =>
        candidates(context).length === 1 ? 'proposal.place.maybe' : 'proposal.place.which',
      ...texts,
      options: (context) => {
        const options = placeOptions(candidates(context), context);
        const [only] = options;
        return [
          // "¿Quisiste decir…?" can be answered with yes.
          ...(only && options.length === 1 ? [{ ...only, means: 'yes' as const }] : options),
          { value: 'none', label: 'proposal.place.none', means: 'no' },
        ];
      },
      chosen: (value, context) => (value === 'none' ? next('zone') : then(value, context)),
      otherwise: typed,
    }),
    share: locate<To | Detour>({
      prompt: 'proposal.share',
      button: 'proposal.share.button',
      ...texts,
      answered: typed,
    }),
    zone: choose<string, To | Detour>({
      prompt: 'proposal.zone',
      ...texts,
      options: zones.map(({ value, label }) => ({ value, label, whole: true })),
      chosen: (zone) => next('region', { zone }),
      otherwise: typed,
    }),
    region: choose<string, To | Detour>({
      prompt: 'proposal.region',
      ...texts,
      options: (context) =>
        placeOptions(
          (zones.find((zone) => zone.value === context.answers.zone) ?? zones[0]).departments,
          context,
        ),
      chosen: then,
      otherwise: typed,
    }),
  };
}
