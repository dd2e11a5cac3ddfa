/** The exact words an author reads of an answer, and what they can tap under it. Pure. */
import { answerTap } from '../inbox/exchange-taps.js';
import type { Planned } from '../inbox/turn.js';
import type { Outgoing } from '../talk/message.js';
import { type CitizenKey, pick, type Say } from '../text/texts.js';
import type { AnswerWords } from './answer.js';

/** What stands between outcome and thanks: the reason, then the author's own line. */
function reasonText({ reason, personal }: Pick<AnswerWords, 'reason' | 'personal'>, locale: string) {
  const own = pick(personal, locale);
  return own === '' ? pick(reason, locale) : `${pick(reason, locale)}\n\n${own}`;
}

/** As text: the message without its taps. In the author's language where staff wrote it, else in Spanish. */
export function answerText(words: AnswerWords, code: string, locale: string, say: Say<CitizenKey>): string {
  const { outcome, commitment } = words;
  return say(locale, 'answer.message', {
    code,
    outcome: say(locale, `outcome.${outcome}`),
    reason: reasonText(words, locale),
    commitment: commitment === null ? '' : `\n${say(locale, 'answer.commitment', { commitment })}`,
  }).replace(/\n{3,}/g, '\n\n');
}

/** The message as it leaves: the text, and whether they agree. */
export const answerMessage = (
  answerId: string,
  words: AnswerWords,
  code: string,
  locale: string,
  say: Say<CitizenKey>,
): Outgoing => ({
  kind: 'choices',
  text: answerText(words, code, locale, say),
  choices: [
    { id: answerTap(answerId, 'agreed'), label: say(locale, 'answer.agree') },
    { id: answerTap(answerId, 'disagreed'), label: say(locale, 'answer.disagree') },
  ],
});

/** What the store is given to make a message of: it knows whom it goes to, we know the words. */
export type Tell = (
  answer: AnswerWords & { readonly id: string },
  to: { readonly code: string; readonly locale: string },
) => Outgoing;

export const createTell =
  (say: Say<CitizenKey>): Tell =>
  (answer, { code, locale }) =>
    answerMessage(answer.id, answer, code, locale, say);

export interface Planning {
  readonly answerId: string;
  readonly proposalId: string;
  readonly message: Outgoing;
  /** One answer is a reply; those of a batch leave in the lane of many, where replies overtake them. */
  readonly lane: Planned['lane'];
  readonly dueAt: number;
}

/** Its key makes it one message for ever. */
export const planAnswer = ({ answerId, proposalId, message, lane, dueAt }: Planning): Planned => ({
  key: `answer:${answerId}`,
  purpose: 'answer',
  lane,
  message,
  dueAt,
  proposalId,
  answerId,
});
