/** Makes turns out of what the engine and the house say: the tools every decision uses. Pure. */
import { begin, type ContextFor, type Place, type Progress } from '../flow/advance.js';
import type { Answers } from '../flow/state.js';
import type { Context, Flow } from '../flow/step.js';
import type { Outgoing } from '../talk/message.js';
import { formatDate } from '../text/dates.js';
import type { CitizenKey, Params, Say } from '../text/texts.js';
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

export function createTurnMaker(parts: DecideParts) {
  const { say } = parts;
  const flowOf = (id: string | null): Flow | undefined => parts.flows.find((known) => known.id === id);
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
      const guess = message.languageHint?.slice(0, 2);
      let locale = person?.locale ?? (guess === 'en' ? 'en' : 'es');
      for (const effect of effects) {
        if (effect.kind !== 'person.set') continue;
        if (person) person = { ...person, ...effect.set };
        locale = effect.set.locale ?? locale;
      }
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

  /** Says something and leaves the conversation where it is. */
  const stay = ({ facts, env }: Deciding, messages: readonly Outgoing[], more: Partial<Turn> = {}): Turn => {
    const saved = facts.conversation;
    const flow = flowOf(saved?.flow ?? null);
    const conversation = saved && flow ? going(flow, saved, saved, env, saved.nudged) : rest(env.now);
    return { conversation, messages: messages.map((message) => plan(env, message)), effects: [], ...more };
  };

  const going = (
    flow: Flow,
    place: Place,
    before: { since: number; step: string; flow: string | null; nudged: boolean } | undefined,
    env: Env,
    nudged = false,
  ): NextConversation => ({
    flow: flow.id,
    version: flow.version,
    step: place.step,
    answers: place.answers,
    tries: place.tries,
    since: before?.flow === flow.id && before.step === place.step ? before.since : env.now,
    nudged,
    nudgeAt: flow.nudge && !nudged ? env.now + flow.nudge.afterMs : null,
    expiresAt: env.now + flow.expire.afterMs,
  });

  /** Turns what the engine said into a turn; follows it into another flow when it leads there. */
  const conclude = (
    deciding: Deciding,
    flow: Flow,
    progress: Progress,
    effects: readonly Effect[] = [],
    lead?: Outgoing,
  ): Turn | Need => {
    const { env, facts, contextFor } = deciding;
    if (progress.kind === 'need') return progress.need;
    const all = [...effects, ...progress.effects];
    if (progress.kind === 'flow') {
      const target = needFlow(progress.flow);
      const into = begin(target, progress.answers, (answers, more) => contextFor(answers, [...all, ...more]));
      return conclude(deciding, target, into, all, lead);
    }
    const conversation = progress.place
      ? going(flow, progress.place, facts.conversation, env)
      : rest(env.now);
    const spoken = lead ? [lead, ...progress.messages] : progress.messages;
    const { messages, answers } = progress.hold
      ? held(deciding, spoken, conversation.answers)
      : { messages: spoken.map((one) => plan(env, one)), answers: conversation.answers };
    return { conversation: { ...conversation, answers }, messages, effects: all };
  };

  /** Five bubbles are one idea: each later part renews the wait of the one question that follows. */
  const held = (
    { env }: Deciding,
    spoken: readonly Outgoing[],
    answers: Answers,
  ): { messages: Planned[]; answers: Answers } => {
    const before = answers['held'];
    const messages = spoken.map((one) =>
      plan(env, one, {
        dueAt: env.now + holdMs,
        ...(typeof before === 'string' ? { replaces: before } : {}),
      }),
    );
    return { messages, answers: { ...answers, held: messages[0]?.key ?? null } };
  };

  const start = (
    deciding: Deciding,
    id: string,
    answers: Answers = {},
    effects: readonly Effect[] = [],
    lead?: Outgoing,
  ) => {
    const flow = needFlow(id);
    const into = begin(flow, answers, (known, more) => deciding.contextFor(known, [...effects, ...more]));
    return conclude(deciding, flow, into, effects, lead);
  };

  const words = (
    { contextFor }: Deciding,
    key: CitizenKey,
    params?: Params,
    effects: readonly Effect[] = [],
  ): Outgoing => {
    const context = contextFor({}, effects);
    return { kind: 'text', text: say(context.locale, key, params) };
  };

  /** Ends whatever was going on with these words. */
  const close = (deciding: Deciding, message: Outgoing, effects: readonly Effect[] = []): Turn => ({
    conversation: rest(deciding.env.now),
    messages: [plan(deciding.env, message)],
    effects,
  });

  return { flowOf, needFlow, contextMaker, plan, stay, going, conclude, start, words, close };
}

/** One message instead of two: the lead stands above the question. */
export function withLead(lead: Outgoing, question: Outgoing): Outgoing {
  if (lead.kind !== 'text') return question;
  switch (question.kind) {
    case 'text':
    case 'choices':
    case 'location-request':
      return { ...question, text: `${lead.text}\n\n${question.text}` };
    default:
      return question;
  }
}
