/** Decides time-outs, which are inputs like any other: a nudge, or the end of a conversation nobody went on with. */
import { ask, needOf } from '../flow/advance.js';
import { combine } from './lead.js';
import type { DecideDue, Need, Turn } from './turn.js';
import { type Deciding, rest, type TurnMaker } from './turn-maker.js';

export function createDecideDue({
  standing,
  contextMaker,
  planAll,
  going,
  ended,
  words,
}: TurnMaker): DecideDue {
  const nudge = (deciding: Deciding, now: NonNullable<ReturnType<typeof standing>>): Turn | Need => {
    const { env, contextFor } = deciding;
    const { flow, place } = now;
    if (!place || !flow.nudge) return { conversation: rest(env.now), messages: [], effects: [] };
    const context = contextFor(place.answers, []);
    const step = flow.steps[place.step];
    const need = step && needOf(step, context);
    if (need) return need;
    const question = ask(flow, place.step, context);
    const messages = combine(words(deciding, flow.nudge.prompt), question);
    // The end stays where it was: a nudge is not the person's word.
    const expiresAt = env.now + flow.expire.afterMs - flow.nudge.afterMs;
    return {
      conversation: { ...going(flow, place, deciding, true), expiresAt },
      messages: planAll(env, messages).map((planned) => ({ ...planned, purpose: 'nudge' as const })),
      effects: [],
    };
  };

  return (due, channel, facts, env) => {
    const contextFor = contextMaker(facts, env, { channel, at: env.now });
    const message = { channel, at: env.now, externalId: '', content: { kind: 'text', text: '' } } as const;
    const deciding: Deciding = { message, facts, env, contextFor };
    const now = standing(facts.conversation);
    if (!now) return { conversation: rest(env.now), messages: [], effects: [] };
    if (due === 'nudge') return nudge(deciding, now);
    const prompt = now.flow.expire.prompt;
    const end = ended(deciding, [], []);
    if ('need' in end) return end;
    const { conversation, effects } = end;
    // What waited behind comes back without a word: its own time-outs speak for it.
    const messages = prompt ? planAll(env, [words(deciding, prompt)]) : [];
    return {
      conversation,
      effects,
      messages: messages.map((planned) => ({ ...planned, purpose: 'nudge' as const })),
    };
  };
}
