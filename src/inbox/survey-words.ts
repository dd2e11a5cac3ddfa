/** "Was it clear?": the question with its three taps, what people type instead of tapping, and what follows. Pure. */
import { matchOption } from '../flow/words.js';
import { oneOf } from '../one-of.js';
import type { Outgoing } from '../talk/message.js';
import type { CitizenKey, Params, Say } from '../text/texts.js';
import type { AnswerGlance } from './exchange.js';
import { surveyTap } from './exchange-taps.js';
import type { Effect } from './turn.js';

const scores = [1, 2, 3] as const;
/** Folded; beside the labels and the numbers. */
const also: Readonly<Record<(typeof scores)[number], readonly string[]>> = {
  1: [
    'no se entendio',
    'no se entiende',
    'no entendi',
    'no la entendi',
    'nada',
    'nada clara',
    'poco clara',
    'no clear',
  ],
  2: ['mas o menos', 'regular', 'masomenos', 'mas o menos clara', 'so so', 'un poco'],
  3: [
    'clara',
    'muy clara',
    'clarisima',
    'si se entendio',
    'si entendi',
    'muy claro',
    'bien clara',
    'very clear',
    'clear',
  ],
};

export const surveyMessage = (
  { answerId, code }: Pick<AnswerGlance, 'answerId' | 'code'>,
  locale: string,
  say: Say<CitizenKey>,
): Outgoing => ({
  kind: 'choices',
  text: say(locale, 'survey.ask', { code }),
  choices: scores.map((score) => ({ id: surveyTap(answerId, score), label: say(locale, `survey.${score}`) })),
  open: say(locale, 'common.open'),
});

/** The score somebody typed; undefined: something else. */
export function readScore(typed: string, locale: string, say: Say<CitizenKey>): number | undefined {
  const found = matchOption(
    typed,
    scores.map((score) => ({
      value: String(score),
      label: say(locale, `survey.${score}`),
      also: also[score],
      whole: true as const,
      ...(score === 1 ? { means: 'no' as const } : score === 3 ? { means: 'yes' as const } : {}),
    })),
  );
  return found === undefined ? undefined : Number(found);
}

/** What is said, and what is written down. */
export function scoreEffect(
  { answerId, code }: Pick<AnswerGlance, 'answerId' | 'code'>,
  score: number,
): [CitizenKey, Params, readonly Effect[]] {
  const known = oneOf(scores, score, 2);
  return [`survey.thanks.${known}`, { code }, [{ kind: 'survey.score', answerId, score: known }]];
}
