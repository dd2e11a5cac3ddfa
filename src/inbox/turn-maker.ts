/** Makes turns out of what the engine and the house say: the tools every decision uses. Pure. */
import { ask, begin, type ContextFor, type Entered, lift, needOf, type Place } from '../flow/advance.js';
import { type Paused, pause, readPaused } from '../flow/paused.js';
import type { Answers } from '../flow/state.js';
import type { Context, Flow } from '../flow/step.js';
import type { Outgoing } from '../talk/message.js';
import { formatDate } from '../text/dates.js';
import { createOwnWords } from '../text/own-words.js';
import { type CitizenKey, locales, type Params, type Say } from '../text/texts.js';
import { combine } from './lead.js';
import type { Decide, Effect, Env, Facts, Need, NextConversation, Planned, Turn } from './turn.js';

export interface DecideParts {
  readonly flows: readonly Flow[];
  readonly say: Say<CitizenKey>;
  readonly timezone: string;
}

type Message = Parameters<Decide>[0];

/** A joined idea is asked about once the person has paused. */
const holdMs = 2_500;

export const rest = (since: number): NextConversation => ({
  flow: null,
  version: 0,
  step: '',
  answers: {},
  tries: 0,
  since,
  nudged: false,
  nudgeAt: null,
  expiresAt: null,
});

/** One decision being made: the message, the facts, and the tools of the house. */
export interface Deciding {
  readonly message: Message;
  readonly facts: Facts;
  readonly env: Env;
  readonly contextFor: ContextFor;
}

/** Tools that know the flows and the words. */
export type TurnMaker = ReturnType<typeof createTurnMaker>;

/** They said they are old enough, and consented: before that nothing of theirs is kept. */
export const isWelcome = (facts: Facts): boolean =>
  facts.person !== undefined && facts.person.adultEnoughAt !== null;

/** The app's language when it is one of ours, else Spanish. */
const guessLocale = (hint: string | undefined): string =>
  locales.find((locale) => locale === hint?.slice(0, 2).toLowerCase()) ?? 'es';

export function createTurnMaker(parts: DecideParts) {
  const sayOf = createOwnWords(parts.say);
  const byId = new Map(parts.flows.map((flow) => [flow.id, flow]));
  const flowOf = (id: string | null | undefined): Flow | undefined => (id ? byId.get(id) : undefined);
  const needFlow = (id: string): Flow => {
    const found = flowOf(id);
    if (!found) throw new Error(`no flow "${id}"`);
    return found;
  };

  /** The context after effects: a language chosen just now is spoken from the next word on. */
  const contextMaker =
    (facts: Facts, env: Env, message: Pick<Message, 'channel' | 'at' | 'languageHint'>): ContextFor =>
    (answers, effects) => {
      let person = facts.person;
      let locale = person?.locale ?? guessLocale(message.languageHint);
      for (const effect of effects) {
        if (effect.kind !== 'person.set') continue;
        if (person) person = { ...person, ...effect.set };
        locale = effect.set.locale ?? locale;
      }
      const say = sayOf(env.cycle.wording);
      const context: Context = {
        answers,
        facts,
        person,
        channel: message.channel,
        locale,
        env,
        at: message.at,
        say,
        date: (at) => formatDate(locale, at, parts.timezone),
      };
      return context;
    };

  const plan = (env: Env, message: Outgoing, more: Partial<Planned> = {}): Planned => ({
    key: `r:${env.newId()}`,
    purpose: 'reply',
    lane: 'reply',
    message,
    dueAt: env.now,
    ...more,
  });
  const planAll = (env: Env, messages: readonly Outgoing[]) => messages.map((message) => plan(env, message));

  /** The conversation as it goes on; one nudge is enough for all of it. */
  const going = (
    flow: Flow,
    place: Place,
    { facts, env }: Pick<Deciding, 'facts' | 'env'>,
    isNudge = false,
  ) => {
    const before = facts.conversation?.flow === flow.id ? facts.conversation : undefined;
    const nudged = isNudge || (before?.nudged ?? false);
    const conversation: NextConversation = {
      flow: flow.id,
      version: flow.version,
      step: place.step,
      answers: place.answers,
      tries: place.tries,
      since: before?.step === place.step ? before.since : env.now,
      nudged,
      nudgeAt: flow.nudge && !nudged ? env.now + flow.nudge.afterMs : null,
      expiresAt: env.now + flow.expire.afterMs,
    };
    return conversation;
  };

  /** The flow that is going on and where it stands, lifted to today's version; null when its step is gone. */
  const standing = (
    saved: Paused | Facts['conversation'],
  ): { flow: Flow; place: Place | null } | undefined => {
    const flow = flowOf(saved?.flow);
    if (!saved || !flow) return undefined;
    const lifted = lift(flow, saved.version, saved);
    return { flow, place: lifted && { ...lifted, tries: 'tries' in saved ? saved.tries : 0 } };
  };

  /** Says something and leaves the conversation where it is. */
  const stay = (deciding: Deciding, messages: readonly Outgoing[], more: Partial<Turn> = {}): Turn => {
    const { facts, env } = deciding;
    const now = standing(facts.conversation);
    return {
      conversation: now?.place ? going(now.flow, now.place, deciding) : rest(env.now),
      messages: planAll(env, messages),
      effects: [],
      ...more,
    };
  };

  /** Says something, and asks again what was being asked, so that nobody loses the thread. */
  const remark = (deciding: Deciding, remarked: Outgoing, more: Partial<Turn> = {}): Turn | Need => {
    const now = standing(deciding.facts.conversation);
    const step = now?.place && now.flow.steps[now.place.step];
    if (!now?.place || !step) return stay(deciding, [remarked], more);
    const context = deciding.contextFor(now.place.answers, []);
    const need = needOf(step, context);
    if (need) return need;
    const question = ask(now.flow, now.place.step, context);
    return stay(deciding, combine(remarked, question), more);
  };

  /** Turns what the engine said into a turn; follows it into another flow when it leads there. */
  const conclude = (
    deciding: Deciding,
    flow: Flow,
    progress: Entered,
    effects: readonly Effect[] = [],
    lead?: Outgoing,
  ): Turn | Need => {
    const { env, contextFor, facts } = deciding;
    if (progress.kind === 'need') return progress.need;
    const all = [...effects, ...progress.effects];
    if (progress.kind === 'flow') {
      const target = needFlow(progress.flow);
      const contextAfter: ContextFor = (answers, more) => contextFor(answers, [...all, ...more]);
      const into = begin(target, progress.answers, contextAfter, progress.step);
      return conclude(deciding, target, into, all, lead);
    }
    const [first, ...others] = progress.messages;
    const spoken = lead && first ? [...combine(lead, first), ...others] : progress.messages;
    if (!progress.place) return ended(deciding, spoken, all);
    const conversation = going(flow, progress.place, deciding);
    if (!progress.hold) return { conversation, messages: planAll(env, spoken), effects: all };
    return { ...held(deciding, spoken, conversation, facts.conversation?.answers.held), effects: all };
  };

  /** After the last words: back to what was put aside, or rest. */
  const ended = (
    deciding: Deciding,
    spoken: readonly Outgoing[],
    effects: readonly Effect[],
  ): Turn | Need => {
    const { env, facts } = deciding;
    const isErased = effects.some((effect) => effect.kind === 'person.erase');
    const behind = isErased ? undefined : readPaused(facts.conversation?.answers ?? {});
    const back = behind && resume(deciding, behind, spoken, effects);
    return back ?? { conversation: rest(env.now), messages: planAll(env, spoken), effects };
  };

  /** Takes up a conversation that was put aside, after these words. */
  const resume = (
    deciding: Deciding,
    behind: Paused,
    spoken: readonly Outgoing[] = [],
    effects: readonly Effect[] = [],
  ): Turn | Need | undefined => {
    const { env, contextFor } = deciding;
    const now = standing(behind);
    if (!now) return undefined;
    // The step is gone meanwhile: the answers stay, the questions begin anew.
    const place = now.place ?? { step: now.flow.start, answers: behind.answers, tries: 0 };
    const context = contextFor(place.answers, effects);
    const step = now.flow.steps[place.step];
    const need = step && needOf(step, context);
    if (need) return need;
    const question = ask(now.flow, place.step, context);
    const [back, ...others] = combine(words(deciding, 'common.back', undefined, effects), question);
    const [last, ...earlier] = [...spoken].reverse();
    const joined = last && back ? combine(last, back) : back ? [back] : [];
    const messages = planAll(env, [...earlier.reverse(), ...joined, ...others]);
    return { conversation: going(now.flow, place, deciding), messages, effects };
  };

  /** Five bubbles are one idea: each later part renews the wait of the one question that follows. */
  const held = (
    { env }: Deciding,
    spoken: readonly Outgoing[],
    conversation: NextConversation,
    before: Answers[string] | undefined,
  ): Pick<Turn, 'conversation' | 'messages'> => {
    const messages = spoken.map((one) =>
      plan(env, one, {
        dueAt: env.now + holdMs,
        ...(typeof before === 'string' ? { replaces: before } : {}),
      }),
    );
    const answers = { ...conversation.answers, held: messages[0]?.key ?? null };
    return { conversation: { ...conversation, answers }, messages };
  };

  const start = (
    deciding: Deciding,
    id: string,
    answers: Answers = {},
    effects: readonly Effect[] = [],
    lead?: Outgoing,
    step?: string,
  ): Turn | Need => {
    const flow = needFlow(id);
    const contextFor: ContextFor = (known, more) => deciding.contextFor(known, [...effects, ...more]);
    return conclude(deciding, flow, begin(flow, answers, contextFor, step), effects, lead);
  };

  /** Begins another conversation; what is worth keeping waits behind it. */
  const interrupt = (deciding: Deciding, id: string, step?: string): Turn | Need =>
    start(deciding, id, pause(deciding.facts.conversation), [], undefined, step);

  const words = (
    { contextFor }: Deciding,
    key: CitizenKey,
    params?: Params,
    effects: readonly Effect[] = [],
  ): Outgoing => {
    const { say, locale } = contextFor({}, effects);
    return { kind: 'text', text: say(locale, key, params) };
  };

  /** Ends whatever was going on with these words. */
  const close = (deciding: Deciding, message: Outgoing, effects: readonly Effect[] = []): Turn => ({
    conversation: rest(deciding.env.now),
    messages: [plan(deciding.env, message)],
    effects,
  });

  return {
    contextMaker,
    needFlow,
    standing,
    plan,
    planAll,
    going,
    stay,
    remark,
    conclude,
    ended,
    resume,
    start,
    interrupt,
    words,
    close,
  };
}
