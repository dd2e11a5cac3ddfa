/** The pure engine: a stored step and an input give the next step, the words to say and the effects. */
import type { Effect, Need } from '../inbox/turn.js';
import type { Choice, Outgoing } from '../talk/message.js';
import type { CitizenKey, Params } from '../text/texts.js';
import type { Answers } from './state.js';
import {
  type Context,
  type Flow,
  type Input,
  type Option,
  type Reaction,
  type Step,
  textOf,
} from './step.js';
import { matchOption } from './words.js';

/** Where a conversation stands in a flow. */
export interface Place {
  readonly step: string;
  readonly answers: Answers;
  readonly tries: number;
}

export type Progress =
  /** The conversation goes on at `place`, or rests when it is null. */
  | {
      readonly kind: 'said';
      readonly place: Place | null;
      readonly messages: readonly Outgoing[];
      readonly effects: readonly Effect[];
      /** The question is held back a moment: more parts may come. */
      readonly hold?: true;
      /** The last step, when the conversation rests after it. */
      readonly last?: string;
    }
  | {
      readonly kind: 'flow';
      readonly flow: string;
      readonly step?: string;
      readonly answers: Answers;
      readonly effects: readonly Effect[];
    }
  /** The step cannot be shown without facts. */
  | { readonly kind: 'need'; readonly need: Need }
  /** What was said belongs to no step of this flow. */
  | { readonly kind: 'leave' };

/** What entering a step can lead to. */
export type Entered = Exclude<Progress, { readonly kind: 'leave' }>;

/** Builds a step's context after answers and effects changed what it would see. */
export type ContextFor = (answers: Answers, effects: readonly Effect[]) => Context;

const ownProposalsShown = 9;

/** `flow.version.step:value`, at most 64 bytes; `check.ts` proves it for every option. */
export const tapId = (flow: Flow, step: string, value: string): string =>
  `${flow.id}.${flow.version}.${step}:${value}`;

export interface Tap {
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  readonly value: string;
}
const tapForm = /^([a-z-]+)\.(\d{1,4})\.([a-zA-Z-]+):(.{1,40})$/u;

/** Reads what may just as well be forged. */
export function readTap(data: string): Tap | undefined {
  const [, flow, version, step, value] = tapForm.exec(data) ?? [];
  if (!flow || !version || !step || !value) return undefined;
  return { flow, version: Number(version), step, value };
}

const stepOf = (flow: Flow, id: string): Step => {
  const step = Object.hasOwn(flow.steps, id) ? flow.steps[id] : undefined;
  if (!step) throw new Error(`flow "${flow.id}" has no step "${id}"`);
  return step;
};

const labelOf = (option: Option, context: Context): string =>
  typeof option.label === 'string' ? context.say(context.locale, option.label) : option.label.words;

export const optionsOf = (step: Step, context: Context): readonly Option[] => {
  if (step.kind !== 'choose') return [];
  return typeof step.options === 'function' ? step.options(context) : step.options;
};

/** What a step must know before it can be shown. */
export const needOf = (step: Step, { facts, answers, env }: Context): Need | undefined => {
  switch (step.needs) {
    case 'own-proposals':
      return facts.ownProposals ? undefined : { need: 'own-proposals', limit: ownProposalsShown };
    case 'own-data':
      return facts.ownData ? undefined : { need: 'own-data' };
    case 'own-channels':
      return facts.ownChannels ? undefined : { need: 'own-channels' };
    case 'link':
      return facts.link ? undefined : { need: 'link', key: textOf(answers, 'key'), now: env.now };
    case 'questions':
      return facts.questions ? undefined : { need: 'questions' };
    case 'areas':
      return facts.areas === undefined
        ? { need: 'areas', proposalId: textOf(answers, 'proposal') }
        : undefined;
    case 'actor':
      return facts.actor === undefined ? { need: 'actor', code: textOf(answers, 'actor') } : undefined;
    default:
      return undefined;
  }
};

/** The step's question as a message; `instead` says something else above the same choices. */
export function ask(
  flow: Flow,
  id: string,
  context: Context,
  instead?: { key: CitizenKey; params?: Params },
): Outgoing {
  const step = stepOf(flow, id);
  const say = (key: CitizenKey, params?: Params) => context.say(context.locale, key, params);
  const prompt = typeof step.prompt === 'function' ? step.prompt(context) : step.prompt;
  const text = instead ? say(instead.key, instead.params) : say(prompt, step.params?.(context));
  if (step.kind === 'locate') return { kind: 'location-request', text, button: say(step.button) };
  const choices: Choice[] =
    step.kind === 'end'
      ? (step.offers?.(context) ?? []).map(({ id: tap, label }) => ({ id: tap, label: say(label) }))
      : optionsOf(step, context).map((option) => ({
          id: tapId(flow, id, option.value),
          label: labelOf(option, context),
          ...(option.hint === undefined ? {} : { hint: option.hint }),
        }));
  return choices.length === 0
    ? { kind: 'text', text }
    : { kind: 'choices', text, choices, open: say('common.open') };
}

/** Enters a step: shows it, and rests when it is the last. */
function enter(
  flow: Flow,
  id: string,
  answers: Answers,
  effects: readonly Effect[],
  contextFor: ContextFor,
): Entered {
  const context = contextFor(answers, effects);
  const step = stepOf(flow, id);
  const need = needOf(step, context);
  if (need) return { kind: 'need', need };
  const messages = [ask(flow, id, context)];
  if (step.kind === 'end') return { kind: 'said', place: null, messages, effects, last: id };
  return { kind: 'said', place: { step: id, answers, tries: 0 }, messages, effects };
}

export const begin = (flow: Flow, answers: Answers, contextFor: ContextFor, step = flow.start): Entered =>
  enter(flow, step, answers, [], contextFor);

function follow(flow: Flow, place: Place, reaction: Reaction, contextFor: ContextFor): Progress {
  switch (reaction.kind) {
    case 'next':
      return enter(
        flow,
        reaction.to,
        { ...place.answers, ...reaction.answers },
        reaction.effects ?? [],
        contextFor,
      );
    case 'flow':
      return {
        kind: 'flow',
        flow: reaction.flow,
        ...(reaction.step === undefined ? {} : { step: reaction.step }),
        answers: reaction.answers ?? {},
        effects: reaction.effects ?? [],
      };
    case 'more': {
      const answers = { ...place.answers, ...reaction.answers };
      const { key, params, effects = [] } = reaction;
      const context = contextFor(answers, effects);
      const words = key ? { key, ...(params ? { params } : {}) } : undefined;
      const messages = [ask(flow, place.step, context, words)];
      return { kind: 'said', place: { ...place, answers }, messages, effects, hold: true };
    }
    case 'reject':
      return refuse(flow, place, contextFor(place.answers, []), reaction);
    case 'leave':
      return { kind: 'leave' };
  }
}

/** First why, then an example, then a person. The choices stay in sight. */
function refuse(
  flow: Flow,
  place: Place,
  context: Context,
  reason?: { key?: CitizenKey; params?: Params },
): Progress {
  const step = stepOf(flow, place.step);
  const tries = place.tries + 1;
  const words = (): { key: CitizenKey; params?: Params } => {
    if (tries >= 3) return { key: 'common.person', params: { contact: context.env.cycle.dataContact } };
    if (reason?.key) return { key: reason.key, ...(reason.params ? { params: reason.params } : {}) };
    if (tries === 2) return { key: step.example ?? 'common.example' };
    return { key: step.reject ?? 'common.again' };
  };
  const messages = [ask(flow, place.step, context, words())];
  return { kind: 'said', place: { ...place, tries: Math.min(tries, 99) }, messages, effects: [] };
}

/** A tap on this very step, or what was typed or sent. */
export function advance(
  flow: Flow,
  place: Place,
  given: { readonly tap: string } | { readonly input: Input },
  contextFor: ContextFor,
): Progress {
  const context = contextFor(place.answers, []);
  const step = stepOf(flow, place.step);
  const need = needOf(step, context);
  if (need) return { kind: 'need', need };
  if (step.kind === 'end') return enter(flow, place.step, place.answers, [], contextFor);
  if (step.kind !== 'choose') {
    if ('tap' in given) return refuse(flow, place, context);
    return follow(flow, place, step.answered(given.input, context), contextFor);
  }
  const options = optionsOf(step, context);
  const value =
    'tap' in given
      ? options.find((option) => option.value === given.tap)?.value
      : given.input.kind === 'text'
        ? matchOption(
            given.input.text,
            options.map((option) => ({ ...option, label: labelOf(option, context) })),
          )
        : undefined;
  if (value !== undefined) return follow(flow, place, step.chosen(value, context), contextFor);
  const other = 'input' in given ? step.otherwise?.(given.input, context) : undefined;
  return other ? follow(flow, place, other, contextFor) : refuse(flow, place, context);
}

/** Lifts a stored conversation to the flow's version; null when its step no longer exists. */
export function lift(
  flow: Flow,
  version: number,
  stored: { step: string; answers: Answers },
): { step: string; answers: Answers } | null {
  let lifted = stored;
  for (let from = version; from < flow.version; from += 1) {
    const upgrade = flow.upgrade[from];
    if (upgrade) lifted = upgrade(lifted);
  }
  return Object.hasOwn(flow.steps, lifted.step) ? lifted : null;
}
