/** The form that answers many at once: one text, and beside each author's words a line for them alone. */
import { type AnswerProblem, type Draft, personalMax } from '../../../answers/form.js';
import type { Localized } from '../../../calendar/entry.js';
import type { Reader } from '../../../store/answers/desk.js';
import type { Wording } from '../../../store/answers/wordings.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { Field } from '../field.js';
import { sayIn } from '../say.js';
import { Stale } from './batch-view.js';
import { bulkMax, lineField, linesFor, personalMany } from './bulk-read.js';
import type { CommitmentOption } from './commitments.js';
import { limits, WordsFields, WordsProblems } from './fields.js';
import { CitizenWords, CodeLink } from './matter.js';
import { type Names, root } from './names.js';
import { Readable, spanishOf } from './readable.js';

export interface BulkState {
  readonly draft: Draft;
  /** By code. */
  readonly lines: Readonly<Record<string, Localized>>;
  readonly title: string;
  readonly batchId: string;
}

export interface BulkProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly commitments: readonly CommitmentOption[];
  /** In the order in which they were promised an answer. */
  readonly readers: readonly Reader[];
  readonly state: BulkState;
  readonly problems: readonly AnswerProblem[];
  /** Codes without the line they need. */
  readonly lacking: readonly string[];
  /** Codes whose line is too long. */
  readonly tooLong: readonly string[];
  /** Codes somebody changed meanwhile. */
  readonly stale: readonly string[];
  readonly drafted: number;
  /** As the form carries them: each with the revision its writer saw. */
  readonly ideas: string;
  /** Texts to start from. */
  readonly wordings: readonly Wording[];
}

/** With their first words; of more only the codes. */
const mostWords = 200;
const firstLetters = 140;

/** The languages in which these authors read. */
const languagesOf = (readers: readonly Reader[]): readonly string[] => [
  ...new Set(readers.map(({ locale }) => locale)),
];

const Line = (props: BulkProps & { readonly reader: Reader }) => {
  const { parts, names, reader, state, lacking, tooLong } = props;
  const say = sayIn(parts);
  const wrong = [
    ...(lacking.includes(reader.code) ? [say('answers.problem.personal-missing')] : []),
    ...(tooLong.includes(reader.code) ? [say('answers.problem.personal-long', limits)] : []),
  ];
  return (
    <article class="card" aria-label={reader.code}>
      <p class="meta">
        <CodeLink code={reader.code} />
        <span>{names.place(reader.place)}</span>
        <span>{names.language(reader.locale)}</span>
      </p>
      <CitizenWords parts={parts} reader={reader} />
      <Field
        name={lineField(reader.code, consoleLocale)}
        label={say('answers.bulk.line', { code: reader.code })}
        value={state.lines[reader.code]?.es ?? ''}
        wrong={wrong}
      />
      {reader.locale === consoleLocale ? null : (
        <Field
          name={lineField(reader.code, reader.locale)}
          label={say('answers.bulk.lineIn', { code: reader.code, language: names.inLanguage(reader.locale) })}
          value={state.lines[reader.code]?.[reader.locale] ?? ''}
          lang={reader.locale}
        />
      )}
    </article>
  );
};

const Lines = (props: BulkProps) => {
  const { parts, readers, state, lacking, tooLong } = props;
  const say = sayIn(parts);
  const { shown, needed } = linesFor(state.draft, readers.length);
  if (!shown) return <p class="soft">{say('answers.bulk.noLines', { max: personalMany })}</p>;
  return (
    <details open={needed || lacking.length > 0 || tooLong.length > 0}>
      <summary>{say('answers.bulk.lines')}</summary>
      <p class="soft">{say('answers.bulk.linesHint', { max: personalMax })}</p>
      {readers.map((reader) => (
        <Line {...props} reader={reader} />
      ))}
    </details>
  );
};

/** Who they are, said before anything is written: counts, and the codes themselves to look at. */
const Chosen = ({ parts, names, readers, drafted }: BulkProps) => {
  const say = sayIn(parts);
  const answered = readers.filter(({ state }) => state === 'answered').length;
  return (
    <div class="card">
      <p class="big">{say('answers.bulk.chosen', { count: names.count(readers.length) })}</p>
      <p class="meta">
        {languagesOf(readers).map((locale) => (
          <span>
            {names.language(locale)}: {readers.filter((one) => one.locale === locale).length}
          </span>
        ))}
      </p>
      {answered > 0 ? <p class="said wrong">{say('answers.bulk.answered', { count: answered })}</p> : null}
      {drafted > 0 ? <p class="said wrong">{say('answers.bulk.drafted', { count: drafted })}</p> : null}
      <details>
        <summary>{say('answers.bulk.codes')}</summary>
        {readers.length > mostWords ? (
          <p>{readers.map(({ code }) => code).join(' · ')}</p>
        ) : (
          <ul class="plain">
            {readers.map((reader) => (
              <li>
                <CodeLink code={reader.code} />{' '}
                <span lang={reader.locale}>{[...reader.text].slice(0, firstLetters).join('')}</span>
              </li>
            ))}
          </ul>
        )}
      </details>
    </div>
  );
};

/** Those of which something changed: kept as they are now, unless they are left out. */
const Changed = ({ parts, readers, stale }: BulkProps) => {
  const say = sayIn(parts);
  const still = stale.filter((code) => readers.some((one) => one.code === code));
  return (
    <>
      <Stale title={say('answers.bulk.changed', { count: stale.length })} codes={stale} />
      {still.length === 0 ? null : (
        <fieldset>
          <legend>{say('answers.bulk.leaveOut')}</legend>
          {still.map((code) => (
            <label class="check">
              <input type="checkbox" name="out" value={code} />
              <span>{code}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
};

/** Only while nothing was written: it would be overwritten. */
const FromWording = ({ parts, names, state, wordings, ideas }: BulkProps) => {
  const say = sayIn(parts);
  const isEmpty = state.draft.outcome === null && Object.keys(state.draft.reason).length === 0;
  if (wordings.length === 0 || !isEmpty) return null;
  return (
    <form class="card inline" method="post" action={`${root}/lote`}>
      <input type="hidden" name="ideas" value={ideas} />
      <input type="hidden" name="batch" value={state.batchId} />
      <div>
        <label for="modelo">{say('answers.wording.use')}</label>
        <select id="modelo" name="modelo">
          {wordings.map(({ id, name, outcome }) => (
            <option value={id}>{outcome === null ? name : `${name} · ${names.outcome(outcome)}`}</option>
          ))}
        </select>
      </div>
      <button class="quiet" type="submit" name="step" value="wording">
        {say('answers.wording.fill')}
      </button>
    </form>
  );
};

export const BulkForm = (props: BulkProps) => {
  const { parts, names, commitments, readers, state, problems, lacking, tooLong, ideas } = props;
  const say = sayIn(parts);
  return (
    <>
      <Chosen {...props} />
      <WordsProblems parts={parts} problems={problems} />
      {lacking.length > 0 || tooLong.length > 0 ? (
        <div class="said wrong" role="alert">
          <strong>{say('answers.bulk.lacking', { count: lacking.length + tooLong.length })}</strong>
          <ul>
            {[...lacking, ...tooLong].map((code) => (
              <li>
                <a href={`#${lineField(code, consoleLocale)}`}>{code}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <FromWording {...props} />
      <form class="card" method="post" action={`${root}/lote`} data-keep>
        <Changed {...props} />
        <input type="hidden" name="ideas" value={ideas} />
        <input type="hidden" name="batch" value={state.batchId} />
        <Field
          name="title"
          label={say('answers.batches.title')}
          value={state.title}
          hint={say('answers.batches.titleHint')}
        />
        <WordsFields
          parts={parts}
          names={names}
          draft={state.draft}
          problems={problems}
          commitments={commitments}
          languages={languagesOf(readers)}
          personal={false}
        />
        <Readable parts={parts} text={spanishOf({ ...state.draft, personal: {} })} />
        <Lines {...props} />
        <button type="submit" name="step" value="preview">
          {say('answers.bulk.preview')}
        </button>
        <p class="soft">{say('answers.bulk.max', { max: names.count(bulkMax) })}</p>
      </form>
    </>
  );
};
