/** The promise of an answer: within how many days, whose signatures, and when its author is asked whether it was clear. */
import { z } from 'zod';
import { type SigningRule, signingRules } from '../../../answers/answer.js';
import type { ConsoleParts } from '../context.js';
import { Field, Wrong } from '../field.js';
import { sayIn } from '../say.js';
import { type Part, textOf } from './part.js';

interface Form {
  readonly answerDays: string;
  readonly surveyDays: string;
  readonly signing: SigningRule;
  /** Why signatures are given up. */
  readonly why: string;
}

const ranges = { answerDays: { min: 1, max: 365 }, surveyDays: { min: 7, max: 180 } } as const;
const whyMin = 15;
const whyMax = 500;

export const answersPart = (parts: ConsoleParts): Part<Form> => {
  const say = sayIn(parts);
  return {
    id: 'answers',
    columns: ['answerDays', 'surveyDays', 'signing'],
    toForm: ({ answerDays, surveyDays, signing }) => ({
      ...{ answerDays: String(answerDays), surveyDays: String(surveyDays), signing, why: '' },
    }),
    read: (body) => ({
      answerDays: textOf(body, 'answerDays'),
      surveyDays: textOf(body, 'surveyDays'),
      signing: signingRules.find((rule) => rule === textOf(body, 'signing')) ?? 'two-sectors',
      why: textOf(body, 'why').slice(0, whyMax),
    }),
    check: async (form, { settings }) => {
      const read = (name: 'answerDays' | 'surveyDays') => {
        const { min, max } = ranges[name];
        const given = z.coerce.number().int().min(min).max(max).safeParse(form[name]);
        const text = say('setup.problem.days', { label: say(`setup.answers.${name}`), min, max });
        return given.success
          ? { value: given.data, problems: [] }
          : { value: 0, problems: [{ field: name, text }] };
      };
      const answerDays = read('answerDays');
      const surveyDays = read('surveyDays');
      const givesUp = settings.signing === 'two-sectors' && form.signing === 'none';
      const why =
        givesUp && form.why.length < whyMin
          ? [{ field: 'why', text: say('setup.problem.why', { min: whyMin }) }]
          : [];
      const problems = [...answerDays.problems, ...surveyDays.problems, ...why];
      if (problems.length > 0) return { problems };
      const { signing } = form;
      return {
        to: { answerDays: answerDays.value, surveyDays: surveyDays.value, signing },
        detail: {
          ...{ answerDays: answerDays.value, surveyDays: surveyDays.value, signing },
          ...(givesUp ? { why: form.why } : {}),
        },
      };
    },
    view: (form, { problems, settings }) => {
      const wrongOf = (name: string) =>
        problems.filter(({ field }) => field === name).map(({ text }) => text);
      return (
        <>
          <Field
            name="answerDays"
            label={say('setup.answers.answerDays')}
            hint={say('setup.answers.answerDaysHint')}
            value={form.answerDays}
            wrong={wrongOf('answerDays')}
            required
          />
          <fieldset>
            <legend>{say('setup.answers.signing')}</legend>
            {(['two-sectors', 'none'] as const).map((rule) => (
              <label class="check">
                <input
                  type="radio"
                  name="signing"
                  value={rule}
                  {...(form.signing === rule ? { checked: true } : {})}
                />
                <span>
                  <strong>{say(`setup.signing.${rule}`)}</strong>
                  <br />
                  <span class="soft">{say(`setup.signing.${rule}.means`)}</span>
                </span>
              </label>
            ))}
            {settings.signing === 'two-sectors' ? (
              <Field
                name="why"
                label={say('setup.answers.why')}
                hint={say('setup.answers.whyHint')}
                value={form.why}
                wrong={wrongOf('why')}
                long
              />
            ) : (
              <Wrong name="why" wrong={wrongOf('why')} />
            )}
          </fieldset>
          <Field
            name="surveyDays"
            label={say('setup.answers.surveyDays')}
            hint={say('setup.answers.surveyDaysHint')}
            value={form.surveyDays}
            wrong={wrongOf('surveyDays')}
            required
          />
        </>
      );
    },
    lines: ({ answerDays, surveyDays, signing }) => [
      `${say('setup.answers.answerDays')}: ${answerDays}`,
      say(`setup.signing.${signing}`),
      `${say('setup.answers.surveyDays')}: ${surveyDays}`,
    ],
  };
};
