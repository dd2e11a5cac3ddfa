/** Decides a turn, purely: reserved words, then upgrade, then the flow, then the words. */
import { advance, ask, lift, type Place, readTap } from '../flow/advance.js';
import type { Flow, Input } from '../flow/step.js';
import type { Content } from '../talk/message.js';
import type { CitizenKey } from '../text/texts.js';
import { createCommands } from './commands.js';
import * as replies from './replies.js';
import { readCommand } from './reserved.js';
import type { Decide, DecideDue, Effect, Facts, Need, Turn } from './turn.js';
import { createTurnMaker, type DecideParts, type Deciding, isWelcome, rest, withLead } from './turn-maker.js';

/** Shorter texts of somebody at rest are greetings, thanks or noise: the menu answers them. */
const ideaAtRest = 15;

export function createDecide(parts: DecideParts): { decide: Decide; decideDue: DecideDue } {
  const maker = createTurnMaker(parts);
  const { flowOf, needFlow, contextMaker, plan, stay, going, conclude, start, words, close } = maker;
  const { obey, go } = createCommands(maker);

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
    const message: Parameters<Decide>[0] = {
      channel,
      at: env.now,
      externalId: '',
      content: { kind: 'text', text: '' },
    };
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
