/** Decides a turn, purely: reserved words, then upgrade, then the flow, then the words. */
import { advance, readTap } from '../flow/advance.js';
import { readPaused } from '../flow/paused.js';
import type { Flow, Input } from '../flow/step.js';
import { isSmallTalk } from '../flow/words.js';
import type { Content } from '../talk/message.js';
import { type CitizenKey, locales } from '../text/texts.js';
import { createCommands } from './commands.js';
import { createDecideDue } from './due.js';
import { createExchangeTalk } from './exchange-talk.js';
import * as replies from './replies.js';
import { readBareCode, readCommand } from './reserved.js';
import { createReadSource } from './source.js';
import type { Decide, DecideDue, Effect, Facts, Need, Turn } from './turn.js';
import { createTurnMaker, type DecideParts, type Deciding, isWelcome } from './turn-maker.js';

export type { DecideParts } from './turn-maker.js';

/** Shorter texts of somebody at rest are greetings, thanks or noise: the menu answers them. */
const ideaAtRest = 15;

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

const isIdea = (input: Input | undefined): input is Input =>
  input?.kind === 'media' ||
  (input?.kind === 'text' && input.text.trim().length >= ideaAtRest && !isSmallTalk(input.text));

/** A tap on this very question, or nothing: late and forged ones are answered kindly. */
const tapped = (data: string, flow: Flow, step: string): { tap: string } | undefined => {
  const tap = readTap(data);
  return tap && tap.flow === flow.id && tap.version === flow.version && tap.step === step
    ? { tap: tap.value }
    : undefined;
};

/** A question that was still held back is overtaken by this turn's words, also where they end the conversation. */
function overtake(turn: Turn, facts: Facts): Turn {
  const held = facts.conversation?.answers.held;
  const [first, ...others] = turn.messages;
  if (typeof held !== 'string' || !first || first.replaces !== undefined) return turn;
  const { held: still, ...rest } = turn.conversation.answers;
  const answers = still === held ? rest : turn.conversation.answers;
  const messages = [{ ...first, replaces: held }, ...others];
  return { ...turn, messages, conversation: { ...turn.conversation, answers } };
}

export function createDecide(parts: DecideParts): { decide: Decide; decideDue: DecideDue } {
  const maker = createTurnMaker(parts);
  const { standing, needFlow, contextMaker, stay, remark, conclude, resume, start, words, close } = maker;
  const { obey, go, openDraft } = createCommands(maker, parts.timezone);
  const exchange = createExchangeTalk(maker);
  const readSource = createReadSource(
    locales.map((locale) => parts.say(locale, 'source.hello', { code: '{{code}}' })),
  );

  const goOn = (
    deciding: Deciding,
    { flow, place }: NonNullable<ReturnType<typeof standing>>,
  ): Turn | Need => {
    const { message, contextFor, facts } = deciding;
    // The step is gone: keep what was said and begin again, saying so.
    if (!place)
      return start(deciding, flow.id, facts.conversation?.answers, [], words(deciding, 'common.changed'));
    const { content } = message;
    const again = (key: CitizenKey) => remark(deciding, words(deciding, key));
    if (content.kind === 'tap') {
      const tap = tapped(content.data, flow, place.step);
      if (!tap) return again('common.late');
      const progress = advance(flow, place, tap, contextFor);
      return progress.kind === 'leave' ? leave(deciding) : conclude(deciding, flow, progress);
    }
    const input = inputOf(content);
    if (!input) return again('common.unsupported');
    const asked = isIdea(input) && exchange.interrupting(deciding, flow.id, place.step, input);
    if (asked) return asked;
    const progress = advance(flow, place, { input }, contextFor);
    return progress.kind === 'leave' ? leave(deciding) : conclude(deciding, flow, progress);
  };

  /** What was said has nothing to do with the question: back to what waits behind it, or as at rest. */
  const leave = (deciding: Deciding): Turn | Need => {
    const behind = readPaused(deciding.facts.conversation?.answers ?? {});
    return (behind && resume(deciding, behind)) ?? atRest(deciding);
  };

  /** Nobody is in the middle of anything. */
  const atRest = (deciding: Deciding): Turn | Need => {
    const { message, facts, contextFor } = deciding;
    const { content } = message;
    const input = inputOf(content);
    // Words from before the consent are not kept, only that there were some: they are asked for again.
    if (!isWelcome(facts)) return start(deciding, 'welcome', isIdea(input) ? { early: true } : {});
    if (content.kind === 'tap') return close(deciding, replies.menu(contextFor({}, []), 'common.lateRest'));
    const said = input && exchange.atRest(deciding, input);
    if (said) return said;
    if (!isIdea(input)) return close(deciding, replies.menu(contextFor({}, [])));
    const flow = needFlow('proposal');
    const progress = advance(flow, { step: flow.start, answers: {}, tries: 0 }, { input }, contextFor);
    return progress.kind === 'leave'
      ? close(deciding, replies.menu(contextFor({}, [])))
      : conclude(deciding, flow, progress);
  };

  const unsupported = (deciding: Deciding, type: string): Turn | Need => {
    const kept = { kept: type.slice(0, 40) };
    // A heart or a thumb needs no answer.
    if (type === 'reaction') return stay(deciding, [], kept);
    const sorry = words(deciding, 'common.unsupported');
    if (standing(deciding.facts.conversation) || isWelcome(deciding.facts))
      return remark(deciding, sorry, kept);
    const greeted = start(deciding, 'welcome', {}, [], sorry);
    return 'need' in greeted ? greeted : { ...greeted, ...kept };
  };

  /** A deep link: its source is kept, its words are not trusted. */
  const opened = (
    deciding: Deciding,
    payload: string | undefined,
    more: { fromWords?: true } = {},
  ): Turn | Need => {
    const { facts, contextFor } = deciding;
    const source = payload && /^[\w-]{1,64}$/.test(payload) ? payload : undefined;
    const actor = source && exchange.opened(deciding, source);
    if (actor) return actor;
    const effects: Effect[] = source ? [{ kind: 'person.source', source, ...more }] : [];
    if (!isWelcome(facts)) return start(deciding, 'welcome', {}, effects);
    const draft = openDraft(deciding);
    if (draft) return 'need' in draft ? draft : { ...draft, effects };
    return stay(deciding, [replies.menu(contextFor({}, []))], { effects });
  };

  const converse = (deciding: Deciding): Turn | Need => {
    const { message, facts } = deciding;
    const { content } = message;
    if (content.kind === 'text') {
      // Before the commands: a partner's code may look like a proposal's.
      const source = readSource(content.text);
      if (source) return opened(deciding, source, { fromWords: true });
      const command = readCommand(content.text);
      if (command) return obey(deciding, command);
      const code = facts.conversation?.flow === 'status' ? readBareCode(content.text) : undefined;
      if (code) return obey(deciding, { command: 'status', code });
    }
    if (content.kind === 'tap') {
      const gone = go(deciding, content.data);
      if (gone) return gone;
    }
    const now = standing(facts.conversation);
    return now ? goOn(deciding, now) : atRest(deciding);
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
        return facts.conversation?.flow === 'proposal'
          ? remark(deciding, words(deciding, 'common.edited'))
          : stay(deciding, []);
      case 'unsupported':
        return unsupported(deciding, content.type);
      case 'start':
        return opened(deciding, content.payload);
      default:
        return converse(deciding);
    }
  };

  return {
    decide: (message, facts, env) => {
      const outcome = decideContent({ message, facts, env, contextFor: contextMaker(facts, env, message) });
      return 'need' in outcome ? outcome : overtake(outcome, facts);
    },
    decideDue: createDecideDue(maker),
  };
}
