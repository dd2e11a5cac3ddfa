/** What a flow is made of: typed steps as data. Only input rules and effects are functions. */
import type { Effect, Env, Facts, Person } from '../inbox/turn.js';
import type { ChannelName, InboundMedia } from '../talk/message.js';
import type { CitizenKey, Params, Say } from '../text/texts.js';
import type { Answers, AnswerValue } from './state.js';

/** What a step may look at. Nothing in here can be changed. */
export interface Context {
  readonly answers: Answers;
  readonly facts: Facts;
  readonly person: Person | undefined;
  readonly channel: ChannelName;
  readonly locale: string;
  readonly env: Env;
  /** When the person sent what is being answered (UTC ms). */
  readonly at: number;
  readonly say: Say<CitizenKey>;
  /** "24 de diciembre de 2026" in the person's language and the forum's time zone. */
  readonly date: (at: number) => string;
}

/** What the person did, without the channel. */
export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'media'; readonly media: InboundMedia; readonly caption: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number };

export interface Option<Value extends string = string> {
  readonly value: Value;
  /** A key of the locale files, or words kept as data (areas, places, codes). */
  readonly label: CitizenKey | { readonly words: string };
  readonly hint?: string;
  /** Other words a person may type for it, folded: "espanol" for Castellano. */
  readonly also?: readonly string[];
  /** Typed yes or no means this one. Options whose value is "yes" or "no" need not say so. */
  readonly means?: 'yes' | 'no';
  /** Typed, only the whole label counts: "Lima" is not "Lima y Callao". */
  readonly whole?: true;
}

/** What an input leads to at a step. `answers` are added to the known ones. */
export type Reaction<To extends string = string> =
  | {
      readonly kind: 'next';
      readonly to: To;
      readonly answers?: Answers;
      readonly effects?: readonly Effect[];
    }
  /** Not an answer: say why and stay. Without words of its own the step's `reject` is said. */
  | { readonly kind: 'reject'; readonly key?: CitizenKey; readonly params?: Params }
  /** More of an earlier answer: keep it and ask again once, after the person has paused. */
  | {
      readonly kind: 'more';
      readonly answers: Answers;
      readonly effects?: readonly Effect[];
      readonly key?: CitizenKey;
      readonly params?: Params;
    }
  /** Another conversation takes over, from its start or from this step of it. */
  | {
      readonly kind: 'flow';
      readonly flow: string;
      readonly step?: string;
      readonly answers?: Answers;
      readonly effects?: readonly Effect[];
    }
  /** Has nothing to do with this conversation: it rests, and the input is taken anew. */
  | { readonly kind: 'leave' };

interface Asking {
  readonly prompt: CitizenKey | ((context: Context) => CitizenKey);
  readonly params?: (context: Context) => Params;
  /** Said when an answer does not fit; the second time `example`, the third a person is offered. */
  readonly reject?: CitizenKey;
  readonly example?: CitizenKey;
  /** Facts this step cannot be shown without. */
  readonly needs?: 'own-proposals' | 'own-data' | 'own-channels' | 'link' | 'questions' | 'areas' | 'actor';
}

/** A question with things to tap. Typed labels, numbers and yes/no words count as taps. */
export interface ChooseStep<Value extends string = string, To extends string = string> extends Asking {
  readonly kind: 'choose';
  readonly options: readonly Option<Value>[] | ((context: Context) => readonly Option<Value>[]);
  /** A method, so that a step with narrow values is still a step: the engine passes only values it offered. */
  chosen(value: Value, context: Context): Reaction<To>;
  /** Anything that is none of the options; undefined is an invalid answer. */
  readonly otherwise?: (input: Input, context: Context) => Reaction<To> | undefined;
}

/** An open question. */
export interface AskStep<To extends string = string> extends Asking {
  readonly kind: 'ask';
  readonly answered: (input: Input, context: Context) => Reaction<To>;
}

/** Asks for a place with the channel's own button. */
export interface LocateStep<To extends string = string> extends Asking {
  readonly kind: 'locate';
  readonly button: CitizenKey;
  readonly answered: (input: Input, context: Context) => Reaction<To>;
}

/** The last words. The conversation rests afterwards. */
export interface EndStep extends Asking {
  readonly kind: 'end';
  /** Things one may go on with: taps of the main menu, not of this flow. */
  readonly offers?: (context: Context) => readonly { readonly id: string; readonly label: CitizenKey }[];
}

export type Step<To extends string = string> =
  | ChooseStep<string, To>
  | AskStep<To>
  | LocateStep<To>
  | EndStep;

export interface Flow {
  readonly id: string;
  /** Raised whenever `steps` change shape; stored conversations are lifted by `upgrade`. */
  readonly version: number;
  readonly start: string;
  readonly steps: Readonly<Record<string, Step>>;
  /** Once, when nothing was said for this long; the question is asked again after it. */
  readonly nudge?: { readonly afterMs: number; readonly prompt: CitizenKey };
  readonly expire: { readonly afterMs: number; readonly prompt?: CitizenKey };
  /** From version n to n + 1: the step to go on at, and the answers to keep. */
  readonly upgrade: Readonly<Record<number, (old: Stored) => Stored>>;
}

export interface Stored {
  readonly step: string;
  readonly answers: Answers;
}

type Named<S> = Extract<keyof S, string>;

/** Declares a flow. A start or a target that is no step, and an unknown locale key, are type errors. */
export const flow = <const S extends Readonly<Record<string, Step>>>(
  definition: Omit<Flow, 'start' | 'steps'> & {
    readonly start: NoInfer<Named<S>>;
    readonly steps: S & { readonly [K in keyof S]: Step<Named<S>> };
  },
): Flow & { readonly steps: S } => definition;

export const choose = <const Value extends string, To extends string = never>(
  step: Omit<ChooseStep<Value, To>, 'kind'>,
): ChooseStep<Value, To> => ({ kind: 'choose', ...step });
export const ask = <To extends string = never>(step: Omit<AskStep<To>, 'kind'>): AskStep<To> => ({
  kind: 'ask',
  ...step,
});
export const locate = <To extends string = never>(step: Omit<LocateStep<To>, 'kind'>): LocateStep<To> => ({
  kind: 'locate',
  ...step,
});
export const end = (step: Omit<EndStep, 'kind'>): EndStep => ({ kind: 'end', ...step });

export const next = <To extends string>(
  to: To,
  answers?: Answers,
  effects?: readonly Effect[],
): Reaction<To> => ({
  kind: 'next',
  to,
  ...(answers ? { answers } : {}),
  ...(effects ? { effects } : {}),
});
export const reject = (key?: CitizenKey, params?: Params): Reaction<never> => ({
  kind: 'reject',
  ...(key ? { key } : {}),
  ...(params ? { params } : {}),
});

/** A text answer, or "" when it was never given. */
export const textOf = (answers: Answers, name: string): string => {
  const found: AnswerValue | undefined = answers[name];
  return typeof found === 'string' ? found : '';
};
export const numberOf = (answers: Answers, name: string): number => {
  const found = answers[name];
  return typeof found === 'number' ? found : 0;
};
/** A list answer; anything else counts as an empty list. */
export const listOf = (answers: Answers, name: string): readonly AnswerValue[] => {
  const found = answers[name];
  return Array.isArray(found) ? found : [];
};
