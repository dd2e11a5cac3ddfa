/** The fields of an answer: outcome, reason in each language, a line for one author, where it went. */
import {
  type AnswerProblem,
  commitmentMax,
  type Draft,
  messageMax,
  personalMax,
  reasonLength,
} from '../../../answers/form.js';
import { outcomes } from '../../../proposals/proposal.js';
import { locales } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { Field, ProblemList, Wrong } from '../field.js';
import { sayIn } from '../say.js';
import type { CommitmentOption } from './commitments.js';
import { fieldOf, fieldOfProblem, freeCommitment } from './form.js';
import type { Names } from './names.js';

export interface FieldsProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly draft: Draft;
  readonly problems: readonly AnswerProblem[];
  readonly commitments: readonly CommitmentOption[];
  /** Languages of the authors: their fields stand open, the others can be opened. */
  readonly languages: readonly string[];
  /** A line for the one author; not where many are answered at once. */
  readonly personal: boolean;
}

export const limits = {
  min: reasonLength.min,
  max: reasonLength.max,
  personal: personalMax,
  commitment: commitmentMax,
  message: messageMax,
} as const;

/** What is missing, said first, each leading to its field. */
export const WordsProblems = ({ parts, problems }: Pick<FieldsProps, 'parts' | 'problems'>) => {
  const say = sayIn(parts);
  return (
    <ProblemList
      title={say('problem.title')}
      problems={problems.map((one) => ({
        field: fieldOfProblem[one],
        text: say(`answers.problem.${one}`, limits),
      }))}
    />
  );
};

const wrongIn = ({ parts, problems }: FieldsProps, field: string): readonly string[] =>
  problems
    .filter((one) => fieldOfProblem[one] === field)
    .map((one) => sayIn(parts)(`answers.problem.${one}`, limits));

const OutcomeField = (props: FieldsProps) => {
  const { parts, names, draft } = props;
  const say = sayIn(parts);
  const wrong = wrongIn(props, 'outcome');
  return (
    <div>
      <label for="outcome">{say('answer.outcome')}</label>
      <select
        id="outcome"
        name="outcome"
        aria-describedby={wrong.length > 0 ? 'outcome-problem' : undefined}
        aria-invalid={wrong.length > 0 ? 'true' : undefined}
      >
        <option value="">{say('answer.choose')}</option>
        {outcomes.map((outcome) => (
          <option value={outcome} selected={outcome === draft.outcome}>
            {names.outcome(outcome)}
          </option>
        ))}
      </select>
      <Wrong name="outcome" wrong={wrong} />
      <details class="meanings">
        <summary>{say('answers.meanings')}</summary>
        <dl>
          {outcomes.map((outcome) => (
            <>
              <dt>{names.outcome(outcome)}</dt>
              <dd>{say(`answers.meaning.${outcome}`)}</dd>
            </>
          ))}
        </dl>
      </details>
    </div>
  );
};

const CommitmentFields = (props: FieldsProps) => {
  const { parts, draft, commitments } = props;
  const say = sayIn(parts);
  return (
    <>
      {commitments.length === 0 ? null : (
        <div>
          <label for="commitmentId">{say('answers.commitment.choose')}</label>
          <select id="commitmentId" name="commitmentId">
            <option value="">{say('answers.commitment.none')}</option>
            {commitments.map(({ id, label }) => (
              <option value={id} selected={id === draft.commitmentId}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      <Field
        name="commitment"
        label={say('answer.commitment')}
        value={freeCommitment(draft, commitments)}
        hint={say(commitments.length === 0 ? 'answer.commitmentHint' : 'answers.commitment.freeHint')}
        wrong={wrongIn(props, 'commitment')}
      />
    </>
  );
};

const ReasonIn = (props: FieldsProps & { readonly locale: string }) => {
  const { parts, names, draft, locale } = props;
  const say = sayIn(parts);
  const name = fieldOf('reason', locale);
  const isOurs = locale === consoleLocale;
  return (
    <Field
      name={name}
      label={isOurs ? say('answer.reason') : say('answers.reasonIn', { language: names.inLanguage(locale) })}
      value={draft.reason[locale] ?? ''}
      hint={isOurs ? say('answer.reasonHint', limits) : say('answers.translationHint')}
      wrong={wrongIn(props, name)}
      lang={locale}
      long
    />
  );
};

const PersonalIn = (props: FieldsProps & { readonly locale: string }) => {
  const { parts, names, draft, locale } = props;
  const say = sayIn(parts);
  const name = fieldOf('personal', locale);
  const isOurs = locale === consoleLocale;
  return (
    <Field
      name={name}
      label={
        isOurs ? say('answers.personal') : say('answers.personalIn', { language: names.inLanguage(locale) })
      }
      value={draft.personal[locale] ?? ''}
      {...(isOurs ? { hint: say('answers.personalHint', limits) } : {})}
      wrong={wrongIn(props, name)}
      lang={locale}
    />
  );
};

export const WordsFields = (props: FieldsProps) => {
  const { parts, names, draft, languages, personal } = props;
  const say = sayIn(parts);
  const typedIn = (locale: string) =>
    draft.reason[locale] !== undefined || draft.personal[locale] !== undefined || languages.includes(locale);
  const open = locales.filter((locale) => locale === consoleLocale || typedIn(locale));
  const others = locales.filter((locale) => !open.includes(locale));
  const inLocale = (locale: string) => (
    <>
      <ReasonIn {...props} locale={locale} />
      {personal ? <PersonalIn {...props} locale={locale} /> : null}
    </>
  );
  return (
    <>
      <OutcomeField {...props} />
      {open.map(inLocale)}
      {others.map((locale) => (
        <details>
          <summary>{say('answers.addLanguage', { language: names.inLanguage(locale) })}</summary>
          {inLocale(locale)}
        </details>
      ))}
      <CommitmentFields {...props} />
    </>
  );
};
