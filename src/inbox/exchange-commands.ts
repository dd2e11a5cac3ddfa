/** What a tap under a question, an answer, a survey or a commitment does, whatever else is going on. Pure. */
import { pause } from '../flow/paused.js';
import type { Outgoing } from '../talk/message.js';
import { type CitizenKey, type Params, pick } from '../text/texts.js';
import type { ExchangeTap } from './exchange-taps.js';
import { scoreEffect } from './survey-words.js';
import type { Effect, Need, Turn } from './turn.js';
import type { Deciding, TurnMaker } from './turn-maker.js';

type TapOf<Name extends ExchangeTap['tap']> = Extract<ExchangeTap, { tap: Name }>;

export function createExchangeCommands({ start, remark, words }: TurnMaker) {
  const say = (deciding: Deciding, key: CitizenKey, params?: Params, effects: readonly Effect[] = []) =>
    remark(deciding, words(deciding, key, params), { effects });
  const behind = ({ facts }: Deciding) => pause(facts.conversation);

  const question = (deciding: Deciding, { proposalId }: TapOf<'question'>): Turn | Need => {
    const { questions } = deciding.facts;
    if (!questions) return { need: 'questions' };
    const found = questions.find((one) => one.proposalId === proposalId);
    if (!found) return say(deciding, 'question.gone');
    const { conversation } = deciding.facts;
    // What was said, and waited to be told what it is, is the beginning of this reply.
    const said = conversation?.flow === 'reply-which' ? conversation.answers : behind(deciding);
    return start(deciding, 'reply', { ...said, proposal: proposalId, code: found.code });
  };

  const answer = (deciding: Deciding, { answerId, reply }: TapOf<'answer'>): Turn | Need => {
    const { answer: found } = deciding.facts;
    if (found === undefined) return { need: 'answer', answerId };
    if (found === null) return say(deciding, 'question.unknown');
    const { code, proposalId } = found;
    if (found.reply !== null) return say(deciding, 'answer.said', { code });
    const effect = { kind: 'answer.reply', answerId, proposalId, code, reply } as const;
    if (reply === 'agreed') return say(deciding, 'answer.thanks', { code }, [effect]);
    // Written down at once: whoever says no more has said it all the same.
    const answers = { ...behind(deciding), answer: answerId, proposal: proposalId, code };
    return start(deciding, 'disagree', answers, [effect]);
  };

  const survey = (deciding: Deciding, { answerId, score }: TapOf<'survey'>): Turn | Need => {
    const { answer: found } = deciding.facts;
    if (found === undefined) return { need: 'answer', answerId };
    if (found === null || found.score === undefined) return say(deciding, 'question.unknown');
    if (found.score !== null) return say(deciding, 'survey.said');
    return say(deciding, ...scoreEffect(found, score));
  };

  const objection = (deciding: Deciding, { proposalId }: TapOf<'objection'>): Turn | Need => {
    const { areas } = deciding.facts;
    if (areas === undefined) return { need: 'areas', proposalId };
    if (areas === null) return say(deciding, 'question.unknown');
    if (areas.hasObjected) return say(deciding, 'objection.already', { code: areas.code });
    return start(deciding, 'objection', { ...behind(deciding), proposal: proposalId });
  };

  const follow = (deciding: Deciding, { commitmentId, wants }: TapOf<'follow'>): Turn | Need => {
    const { commitment } = deciding.facts;
    if (commitment === undefined) return { need: 'commitment', commitmentId };
    if (commitment === null) return say(deciding, 'follow.unknown');
    const { locale } = deciding.contextFor({}, []);
    const name = { code: commitment.code, title: pick(commitment.title, locale).replaceAll('*', '') };
    const said: Outgoing = words(deciding, wants ? 'follow.on' : 'follow.off', name);
    const state = wants ? 'following' : 'stopped';
    return remark(deciding, said, {
      effects: [{ kind: 'commitment.follow', commitmentId, follow: state }],
    });
  };

  return {
    tapped: (deciding: Deciding, tap: ExchangeTap): Turn | Need => {
      switch (tap.tap) {
        case 'question':
          return question(deciding, tap);
        case 'answer':
          return answer(deciding, tap);
        case 'survey':
          return survey(deciding, tap);
        case 'objection':
          return objection(deciding, tap);
        case 'follow':
          return follow(deciding, tap);
      }
    },
  };
}
