/** The two screens of a withdrawal: why and with which card; then the exact message, and the code typed by hand. */
import { oneOf } from '../../../one-of.js';
import { cardsOf } from '../../../proposals/cards.js';
import { withdrawReasons } from '../../../proposals/withdraw.js';
import { locales, pick } from '../../../text/texts.js';
import { lookOf, type Way } from '../answers/leaving.js';
import { AsShown } from '../as-shown.js';
import { Bubble } from '../broadcasts/bubble.js';
import { consoleLocale } from '../context.js';
import { Field, type FieldProblem, ProblemList, Wrong } from '../field.js';
import type { PanelProps } from '../proposal/panel.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';
import { type Chosen, fittingCard, type WithdrawFields, type WithdrawProblem } from './form.js';

type Shared = Pick<PanelProps, 'parts' | 'detail' | 'cycle' | 'view' | 'goOn'>;

export interface ChooseProps extends Shared {
  readonly fields: WithdrawFields;
  readonly problems: readonly WithdrawProblem[];
}
export interface PreviewProps extends Shared {
  readonly chosen: Chosen;
  readonly fields: WithdrawFields;
  readonly problems: readonly WithdrawProblem[];
  readonly text: string;
  readonly way: Way;
}

const problemsIn = (
  { parts, detail }: Shared,
  problems: readonly WithdrawProblem[],
): readonly FieldProblem[] =>
  problems.map((problem) => ({
    field: problem,
    text: sayIn(parts)(`withdraw.problem.${problem}`, { code: detail.row.code }),
  }));

export const hrefOf = (code: string): string => `/panel/propuestas/${code}/retirar`;
export const hrefOfProposal = (code: string, view = ''): string =>
  `/panel/propuestas/${code}${view === '' ? '' : `?vista=${encodeURIComponent(view)}`}`;

const Words = ({ parts, detail: { row, files } }: Shared) => (
  <div class="card">
    <blockquote class="words" {...(row.text === '' ? {} : { lang: row.locale })}>
      {row.text || sayIn(parts)('list.mediaOnly')}
    </blockquote>
    {files.length === 0 ? null : (
      <p class="soft">{sayIn(parts)('withdraw.files', { count: files.length })}</p>
    )}
  </div>
);

export const Choose = (props: ChooseProps) => {
  const { parts, detail, cycle, fields, problems } = props;
  const say = sayIn(parts);
  const found = problemsIn(props, problems);
  const wrongIn = (name: string) => found.filter(({ field }) => field === name).map(({ text }) => text);
  return (
    <>
      <ProblemList title={say('problem.title')} problems={found} />
      <Words {...props} />
      <form class="card" method="post" action={hrefOf(detail.row.code)}>
        <Seen {...props} />
        <fieldset
          id="reason"
          {...(wrongIn('reason').length > 0 ? { 'aria-describedby': 'reason-problem' } : {})}
        >
          <legend>{say('withdraw.why')}</legend>
          <Wrong name="reason" wrong={wrongIn('reason')} />
          {withdrawReasons.map((reason) => (
            <label class="check">
              <input type="radio" name="reason" value={reason} checked={fields.reason === reason} />
              <span>
                {say(`withdraw.reason.${reason}`)}
                <span class="soft">
                  <br />
                  {say(`withdraw.reason.${reason}.hint`)}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <label for="card">{say('withdraw.card')}</label>
        <select id="card" name="card" aria-describedby="card-hint">
          <option value={fittingCard}>{say('withdraw.cardFitting')}</option>
          {cardsOf(cycle).map(({ id, label }) => (
            <option value={id} selected={fields.card === id}>
              {pick(label, consoleLocale)}
            </option>
          ))}
          <option value="" selected={fields.card === ''}>
            {say('withdraw.cardNone')}
          </option>
        </select>
        <Wrong name="card" wrong={wrongIn('card')} />
        <p class="soft" id="card-hint">
          {say('withdraw.cardHint')}
        </p>
        <p class="actions">
          <button type="submit" name="step" value="preview">
            {say('withdraw.preview')}
          </button>
          <a href={`/panel/propuestas/${detail.row.code}`}>{say('withdraw.cancel')}</a>
        </p>
      </form>
    </>
  );
};

const Letter = ({ parts, detail, text }: PreviewProps) => {
  const say = sayIn(parts);
  const { row, reach } = detail;
  const language = say(`language.${oneOf(locales, row.locale, 'es')}`);
  const look = lookOf({ channel: row.channel, reach });
  if (look === null) return <p class="said">{say('withdraw.way.nobody')}</p>;
  const sample = parts.deps.samples(look, { kind: 'text', text });
  const caption = say('withdraw.letter', { language });
  return sample.kind === 'refused' ? (
    <p class="message" lang={row.locale}>
      <AsShown text={text} />
    </p>
  ) : (
    <Bubble parts={parts} look={look} locale={row.locale} sample={sample} caption={caption} />
  );
};

export const Preview = (props: PreviewProps) => {
  const { parts, detail, chosen, fields, problems, way } = props;
  const say = sayIn(parts);
  const { code } = detail.row;
  const found = problemsIn(props, problems);
  return (
    <>
      <ProblemList title={say('problem.title')} problems={found} />
      <Words {...props} />
      <div class="card">
        <h2>{say('withdraw.messageTitle')}</h2>
        <Letter {...props} />
        {way === 'nobody' ? null : (
          <p class={way === 'now' ? 'said' : 'said wrong'}>{say(`withdraw.way.${way}`)}</p>
        )}
      </div>
      <form class="card" method="post" action={hrefOf(code)}>
        <h2>{say('withdraw.effects')}</h2>
        <ul>
          <li>{say('withdraw.effect.words')}</li>
          <li>{say('withdraw.effect.work')}</li>
          {detail.row.state === 'answered' ? <li>{say('withdraw.effect.answered')}</li> : null}
          <li>{say('withdraw.effect.stays')}</li>
          <li>{say('withdraw.effect.chat')}</li>
          <li>{say('withdraw.effect.copies')}</li>
        </ul>
        <p>
          <strong>{say('withdraw.forGood')}</strong>
        </p>
        <Seen {...props} />
        <input type="hidden" name="reason" value={chosen.reason} />
        <input type="hidden" name="card" value={chosen.card?.id ?? ''} />
        <Field
          name="typed"
          label={say('withdraw.typed', { code })}
          value={fields.typed}
          wrong={found.map(({ text }) => text)}
          required
        />
        <p class="actions">
          <button type="submit" name="step" value="withdraw">
            {say('withdraw.do')}
          </button>
          <button class="quiet" type="submit" name="step" value="choose">
            {say('withdraw.change')}
          </button>
          <a href={`/panel/propuestas/${code}`}>{say('withdraw.cancel')}</a>
        </p>
      </form>
    </>
  );
};
