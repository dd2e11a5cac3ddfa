/** What an author reads of a question of staff, and the tap by which they reply. Pure. */
import type { CitizenKey, Say } from '../text/texts.js';
import { questionTap } from './exchange-taps.js';
import type { Planned } from './turn.js';

/** Code points. With the words around it, it fits above a button of WhatsApp. */
export const questionLength = { min: 10, max: 600 } as const;

export interface Asked {
  readonly exchangeId: string;
  readonly proposalId: string;
  readonly code: string;
  readonly locale: string;
  readonly text: string;
}

export const planQuestion = (asked: Asked, say: Say<CitizenKey>, now: number): Planned => {
  const { exchangeId, proposalId, code, locale, text } = asked;
  return {
    key: `question:${exchangeId}`,
    purpose: 'question',
    lane: 'reply',
    message: {
      kind: 'choices',
      text: say(locale, 'question.message', { code, question: text }),
      choices: [{ id: questionTap(proposalId), label: say(locale, 'question.tap') }],
    },
    dueAt: now,
    proposalId,
  };
};
