/** The steps that ask for a place: typed as people do, from a list, or by a shared location. Used by two flows. */
import {
  type Context,
  choose,
  type Input,
  listOf,
  locate,
  next,
  type Option,
  type Reaction,
  reject,
  type Step,
} from '../src/flow/step.js';
import type { CitizenKey } from '../src/text/texts.js';

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
export function placeReaction(input: Input, context: Context, then: (code: string) => Reaction): Reaction {
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

const placeOption = (code: string, context: Context): Option => ({
  value: code,
  label: { words: context.env.placeName(code) ?? code },
});

/** The detours around the place question; each ends at `then`, and typing works at every one. */
export function placeSteps(then: (code: string, context: Context) => Reaction) {
  const typed = (input: Input, context: Context): Reaction =>
    placeReaction(input, context, (code) => then(code, context));
  const texts = { reject: 'proposal.place.unknown', example: 'proposal.place.example' } satisfies Record<
    string,
    CitizenKey
  >;
  return {
    which: choose({
      mayNumber: true,
      prompt: ({ answers }) =>
        listOf(answers, 'candidates').length === 1 ? 'proposal.place.maybe' : 'proposal.place.which',
      ...texts,
      options: (context) => [
        ...listOf(context.answers, 'candidates').flatMap((code) =>
          typeof code === 'string' ? [placeOption(code, context)] : [],
        ),
        { value: 'none', label: 'proposal.place.none' },
      ],
      chosen: (value, context) => (value === 'none' ? next('zone') : then(value, context)),
      otherwise: typed,
    }),
    share: locate({
      prompt: 'proposal.share',
      button: 'proposal.share.button',
      ...texts,
      answered: typed,
    }),
    zone: choose({
      prompt: 'proposal.zone',
      ...texts,
      options: zones.map(({ value, label }) => ({ value, label })),
      chosen: (zone) => next('region', { zone }),
      otherwise: typed,
    }),
    region: choose({
      prompt: 'proposal.region',
      ...texts,
      options: (context) =>
        (
          zones.find((zone) => zone.value === context.answers['zone'])?.departments ?? zones[0].departments
        ).map((code) => placeOption(code, context)),
      chosen: then,
      otherwise: typed,
    }),
  } satisfies Record<string, Step>;
}
