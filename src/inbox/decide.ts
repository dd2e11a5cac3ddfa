/** Decides a turn, purely: reserved words, then upgrade, then the flow, then the words. */
import {
  advance,
  ask,
  begin,
  type ContextFor,
  lift,
  type Place,
  type Progress,
  readTap,
} from '../flow/advance.js';
import type { Answers } from '../flow/state.js';
import type { Context, Flow, Input } from '../flow/step.js';
import type { Content, Outgoing } from '../talk/message.js';
import { formatDate } from '../text/dates.js';
import type { CitizenKey, Params, Say } from '../text/texts.js';
import * as replies from './replies.js';
import { type Command, readCommand, readGoTap } from './reserved.js';
import type { Decide, DecideDue, Effect, Env, Facts, Need, NextConversation, Planned, Turn } from './turn.js';

export interface DecideParts {
  readonly flows: readonly Flow[];
  readonly say: Say<CitizenKey>;
  readonly timezone: string;
}

type Message = Parameters<Decide>[0];

/** A joined idea is asked about once the person has paused. */
const holdMs = 2_500;
const ownProposalsShown = 9;
/** Shorter texts of somebody at rest are greetings, thanks or noise: the menu answers them. */
const ideaAtRest = 15;
const consentWording = 'consent-2026-11';

const rest = (since: number): NextConversation => ({
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
interface Deciding {
  readonly message: Message;
  readonly facts: Facts;
  readonly env: Env;
  readonly contextFor: ContextFor;
}

export function createDecide(parts: DecideParts): { decide: Decide; decideDue: DecideDue } {
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

  const isWelcome = (facts: Facts): boolean =>
    facts.person !== undefined && facts.person.adultEnoughAt !== null;
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

  const statusOf = (deciding: Deciding, code: string): Turn | Need => {
    const { facts, contextFor } = deciding;
    if (facts.proposalByCode === undefined) return { need: 'proposal-by-code', code };
    const message = replies.status(facts.proposalByCode, code, contextFor({}, []));
    return facts.conversation?.flow === 'status' ? close(deciding, message) : stay(deciding, [message]);
  };

  const mine = (deciding: Deciding): Turn | Need => {
    const { facts, contextFor } = deciding;
    if (!facts.ownProposals) return { need: 'own-proposals', limit: ownProposalsShown };
    return stay(deciding, [replies.mine(facts.ownProposals, contextFor({}, []))]);
  };

  const setNotices = (deciding: Deciding, given: boolean): Turn => {
    const effects: Effect[] = [
      { kind: 'person.set', set: { notices: given } },
      { kind: 'consent', purpose: 'notices', given, wording: consentWording },
    ];
    // Who never said yes to anything has nothing to withdraw: nothing of theirs is written.
    const known = isWelcome(deciding.facts) ? effects : [];
    const message = words(deciding, given ? 'notices.on' : 'stop.done');
    return given ? stay(deciding, [message], { effects: known }) : close(deciding, message, known);
  };

  const changeLanguage = (deciding: Deciding): Turn | Need => {
    if (!isWelcome(deciding.facts)) return start(deciding, 'welcome');
    const flow = needFlow('settings');
    const message = ask(flow, 'language', deciding.contextFor({}, []));
    const place = { step: 'language', answers: {}, tries: 0 };
    return {
      conversation: going(flow, place, undefined, deciding.env),
      messages: [plan(deciding.env, message)],
      effects: [],
    };
  };

  const erase = (deciding: Deciding): Turn | Need => {
    if (!isWelcome(deciding.facts)) return stay(deciding, [words(deciding, 'data.noPerson')]);
    const flow = needFlow('my-data');
    const message = ask(flow, 'confirm', deciding.contextFor({}, []));
    const place = { step: 'confirm', answers: {}, tries: 0 };
    return {
      conversation: going(flow, place, undefined, deciding.env),
      messages: [plan(deciding.env, message)],
      effects: [],
    };
  };

  const obey = (deciding: Deciding, command: Command): Turn | Need => {
    const { facts, contextFor } = deciding;
    switch (command.command) {
      case 'stop':
        return setNotices(deciding, false);
      case 'status':
        return statusOf(deciding, command.code);
      case 'language':
        return changeLanguage(deciding);
      case 'help':
        return stay(deciding, [replies.help(contextFor({}, []))]);
      case 'erase':
        return erase(deciding);
      case 'cancel':
        if (!facts.conversation?.flow) return close(deciding, words(deciding, 'common.nothingToCancel'));
        return close(deciding, words(deciding, 'common.cancelled'));
      case 'menu':
        return isWelcome(facts)
          ? close(deciding, replies.menu(contextFor({}, [])))
          : start(deciding, 'welcome');
      case 'propose':
        return isWelcome(facts) ? start(deciding, 'proposal') : start(deciding, 'welcome');
      case 'mine':
        return isWelcome(facts) ? mine(deciding) : stay(deciding, [words(deciding, 'data.noPerson')]);
      case 'data':
        return isWelcome(facts)
          ? start(deciding, 'my-data')
          : stay(deciding, [words(deciding, 'data.noPerson')]);
      case 'settings':
        return isWelcome(facts) ? start(deciding, 'settings') : start(deciding, 'welcome');
      case 'ask-status':
        return start(deciding, 'status');
    }
  };

  const go = (deciding: Deciding, data: string): Turn | Need | undefined => {
    const tap = readGoTap(data);
    if (!tap) return undefined;
    if (tap === 'notices')
      return isWelcome(deciding.facts) ? setNotices(deciding, true) : start(deciding, 'welcome');
    // The template's button opened the window: what waited follows by itself.
    if (tap === 'news')
      return (deciding.facts.address?.waiting ?? 0) > 0
        ? stay(deciding, [])
        : obey(deciding, { command: 'mine' });
    return tap === 'status' ? undefined : obey(deciding, { command: tap });
  };

  const inputOf = (content: Content): Input | undefined => {
    switch (content.kind) {
      case 'text':
        return content;
      case 'media':
        return { kind: 'media', media: content.media, caption: content.caption ?? '' };
      case 'location':
        return { kind: 'location', latitude: content.latitude, longitude: content.longitude };
      default:
        return undefined;
    }
  };

  /** A tap on this very question, or nothing: late and forged ones are answered kindly. */
  const tapped = (data: string, flow: Flow, place: Place): { tap: string } | undefined => {
    const tap = readTap(data);
    return tap && tap.flow === flow.id && tap.version === flow.version && tap.step === place.step
      ? { tap: tap.value }
      : undefined;
  };

  const goOn = (deciding: Deciding, flow: Flow, saved: NonNullable<Facts['conversation']>): Turn | Need => {
    const { message, contextFor } = deciding;
    const lifted =
      saved.version === flow.version && flow.steps[saved.step] ? saved : lift(flow, saved.version, saved);
    // The step is gone: keep what was said and begin again, saying so.
    if (!lifted) return start(deciding, flow.id, saved.answers, [], words(deciding, 'common.changed'));
    const place: Place = { step: lifted.step, answers: lifted.answers, tries: saved.tries };
    const { content } = message;
    const again = (key: CitizenKey): Turn => {
      const question = ask(flow, place.step, contextFor(place.answers, []));
      return stay(deciding, [withLead(words(deciding, key), question)]);
    };
    if (content.kind === 'tap') {
      const tap = tapped(content.data, flow, place);
      return tap ? conclude(deciding, flow, advance(flow, place, tap, contextFor)) : again('common.late');
    }
    const input = inputOf(content);
    return input
      ? conclude(deciding, flow, advance(flow, place, { input }, contextFor))
      : again('common.unsupported');
  };

  /** Nobody is in the middle of anything. */
  const atRest = (deciding: Deciding): Turn | Need => {
    const { message, facts, contextFor, env } = deciding;
    const { content } = message;
    if (!isWelcome(facts)) return start(deciding, 'welcome');
    if (content.kind === 'tap') return close(deciding, replies.menu(contextFor({}, []), 'common.lateRest'));
    const input = inputOf(content);
    const isIdea =
      (input?.kind === 'text' && input.text.trim().length >= ideaAtRest) || input?.kind === 'media';
    if (!input || !isIdea) return close(deciding, replies.menu(contextFor({}, [])));
    const flow = needFlow('proposal');
    const place: Place = { step: flow.start, answers: {}, tries: 0 };
    return conclude({ ...deciding, env }, flow, advance(flow, place, { input }, contextFor));
  };

  const unsupported = (deciding: Deciding, type: string): Turn | Need => {
    const { facts, contextFor } = deciding;
    const flow = flowOf(facts.conversation?.flow ?? null);
    const step = facts.conversation?.step ?? '';
    const sorry = words(deciding, 'common.unsupported');
    const message = flow?.steps[step]
      ? withLead(sorry, ask(flow, step, contextFor(facts.conversation?.answers ?? {}, [])))
      : sorry;
    return stay(deciding, [message], { kept: type.slice(0, 40) });
  };

  const decideContent = (deciding: Deciding): Turn | Need => {
    const { message, facts } = deciding;
    const { content } = message;
    switch (content.kind) {
      case 'reachable':
        return stay(deciding, [], {
          effects: facts.person ? [{ kind: 'address.reachable', reachable: content.reachable }] : [],
        });
      case 'moved':
        return stay(deciding, [], {
          effects: facts.person ? [{ kind: 'address.moved', to: content.to }] : [],
        });
      case 'edited':
        return stay(
          deciding,
          facts.conversation?.flow === 'proposal' ? [words(deciding, 'common.edited')] : [],
        );
      case 'unsupported':
        // A heart or a thumb needs no answer.
        return content.type === 'reaction'
          ? stay(deciding, [], { kept: content.type })
          : unsupported(deciding, content.type);
      case 'start':
        return opened(deciding, content.payload);
      default:
        return converse(deciding);
    }
  };

  /** A deep link: its source is kept, its words are not trusted. */
  const opened = (deciding: Deciding, payload: string | undefined): Turn | Need => {
    const { facts, contextFor } = deciding;
    const source = payload && /^[\w-]{1,64}$/.test(payload) ? payload : undefined;
    const effects: Effect[] = source ? [{ kind: 'person.source', source }] : [];
    if (!isWelcome(facts)) return start(deciding, 'welcome', {}, effects);
    return close(deciding, replies.menu(contextFor({}, [])), effects);
  };

  const converse = (deciding: Deciding): Turn | Need => {
    const { message, facts } = deciding;
    const { content } = message;
    if (content.kind === 'text') {
      const command = readCommand(content.text);
      if (command) return obey(deciding, command);
    }
    if (content.kind === 'tap') {
      const gone = go(deciding, content.data);
      if (gone) return gone;
    }
    const saved = facts.conversation;
    const flow = flowOf(saved?.flow ?? null);
    return saved && flow ? goOn(deciding, flow, saved) : atRest(deciding);
  };

  const decideDue: DecideDue = (due, channel, facts, env) => {
    const saved = facts.conversation;
    const flow = flowOf(saved?.flow ?? null);
    const contextFor = contextMaker(facts, env, { channel, at: env.now });
    const message: Message = { channel, at: env.now, externalId: '', content: { kind: 'text', text: '' } };
    const deciding: Deciding = { message, facts, env, contextFor };
    if (!saved || !flow || !flow.steps[saved.step])
      return { conversation: rest(env.now), messages: [], effects: [] };
    if (due === 'expire') {
      const prompt = flow.expire.prompt;
      const messages = prompt ? [plan(env, words(deciding, prompt), { purpose: 'nudge' })] : [];
      return { conversation: rest(env.now), messages, effects: [] };
    }
    const question = ask(flow, saved.step, contextFor(saved.answers, []));
    const messages = flow.nudge
      ? [plan(env, withLead(words(deciding, flow.nudge.prompt), question), { purpose: 'nudge' })]
      : [];
    const next = going(flow, saved, saved, env, true);
    // The end stays where it was: a nudge is not the person's word.
    return { conversation: { ...next, expiresAt: saved.since + flow.expire.afterMs }, messages, effects: [] };
  };

  return {
    decide: (message, facts, env) =>
      decideContent({ message, facts, env, contextFor: contextMaker(facts, env, message) }),
    decideDue,
  };
}

/** One message instead of two: the lead stands above the question. */
function withLead(lead: Outgoing, question: Outgoing): Outgoing {
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
