/** Words that may be a reply to staff: somebody who is asked something is never taken to propose by mistake. Pure. */
import { saidIn } from '../../flows/reply.js';
import { pause } from '../flow/paused.js';
import type { Input } from '../flow/step.js';
import { bare, isSmallTalk } from '../flow/words.js';
import { readScore, scoreEffect } from './survey-words.js';
import type { Need, Turn } from './turn.js';
import { type Deciding, isWelcome, type TurnMaker } from './turn-maker.js';

/** So long after being asked "was it clear?" a typed number is taken for the reply. */
const surveyMs = 7 * 86_400_000;

export function createExchangeTalk({ start, remark, words }: TurnMaker) {
  /** "Is it your reply, or a new idea?" What was said is kept, and whatever goes on waits behind. */
  const ask = (deciding: Deciding, input: Input): Turn | Need | undefined => {
    const { facts, contextFor } = deciding;
    const said = saidIn(input, contextFor({}, []));
    return said && start(deciding, 'reply-which', { ...pause(facts.conversation), ...said });
  };

  const score = (deciding: Deciding, input: Input): Turn | Need | undefined => {
    const { facts, env, contextFor } = deciding;
    if (input.kind !== 'text') return undefined;
    const { locale, say } = contextFor({}, []);
    const given = readScore(input.text, locale, say);
    if (given === undefined) return undefined;
    if (facts.survey === undefined) return { need: 'open-survey', since: env.now - surveyMs };
    if (facts.survey === null) return undefined;
    const [key, params, effects] = scoreEffect(facts.survey, given);
    return remark(deciding, words(deciding, key, params), { effects });
  };

  return {
    /** Nobody is in the middle of anything. Undefined: it is about something else. */
    atRest: (deciding: Deciding, input: Input): Turn | Need | undefined => {
      const { questions } = deciding.facts;
      // A lone emoji says nothing either.
      if (input.kind === 'text' && (bare(input.text) === '' || isSmallTalk(input.text))) return undefined;
      if (input.kind === 'location') return undefined;
      if (!questions) return { need: 'questions' };
      return questions.length > 0 ? ask(deciding, input) : score(deciding, input);
    },
    /** An idea is being told, and staff have asked something since: the words may be for them. */
    interrupting: (deciding: Deciding, flow: string, step: string, input: Input): Turn | Need | undefined => {
      const { conversation, questions } = deciding.facts;
      if (flow !== 'proposal' || !isWelcome(deciding.facts)) return undefined;
      // Elsewhere typed words answer what is being asked there.
      if (input.kind === 'text' && step !== 'idea' && step !== 'area') return undefined;
      if (!questions) return { need: 'questions' };
      const since = conversation?.since ?? 0;
      return questions.some(({ askedAt }) => askedAt > since) ? ask(deciding, input) : undefined;
    },
    /** By the link of an organisation. */
    opened: (deciding: Deciding, code: string): Turn | Need | undefined => {
      const { facts } = deciding;
      if (facts.actor === undefined) return { need: 'actor', code };
      if (facts.actor === null) return undefined;
      if (!isWelcome(facts)) return start(deciding, 'welcome', { actor: code });
      if (facts.actor.bound === 'self')
        return remark(deciding, words(deciding, 'actor.again', { name: facts.actor.name }));
      return start(deciding, 'actor', { ...pause(facts.conversation), actor: code });
    },
  };
}
