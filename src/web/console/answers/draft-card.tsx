/** A draft as it stands: its exact words, who has signed, and what can be done with it now. */
import type { Answer, Batch } from '../../../answers/answer.js';
import { isSigned, missingSectors } from '../../../answers/signing.js';
import { may } from '../../../people/permissions.js';
import type { PastSignature } from '../../../store/answers/desk.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';
import { LanguageHint, Leaving, Letters } from './letter.js';
import { hrefOfAnswer, hrefOfBatch } from './names.js';
import { Signatures } from './signatures.js';
import { maySign } from './signing.js';
import type { AnswerPanelProps } from './state.js';

export interface DraftCardProps extends AnswerPanelProps {
  readonly answer: Answer;
  readonly past: readonly PastSignature[];
  readonly batch: Batch | null;
  /** Open ones it could be put into. */
  readonly batches: readonly Batch[];
}

const Hidden = (props: DraftCardProps) => (
  <>
    <Seen {...props} />
    <input type="hidden" name="answer" value={props.answer.id} />
    <input type="hidden" name="draft" value={String(props.answer.revision)} />
  </>
);

const Sign = (props: DraftCardProps) => {
  const { parts, detail, answer, member, cycle } = props;
  const say = sayIn(parts);
  if (!maySign(member, cycle.signing, answer)) return null;
  return (
    <form method="post" action={hrefOfAnswer(detail.row.code, 'firmar')}>
      <Seen {...props} />
      <input type="hidden" name="sign" value={`${answer.id}.${answer.hash}`} />
      <button type="submit" data-key="f">
        {say('answers.sign')}
      </button>
    </form>
  );
};

const AskToSign = (props: DraftCardProps) => {
  const { parts, detail, answer, cycle, names } = props;
  const say = sayIn(parts);
  const missing = missingSectors(answer.signatures, cycle.signing);
  if (missing.length === 0) return null;
  return (
    <form class="actions" method="post" action={hrefOfAnswer(detail.row.code, 'pedir')}>
      <Hidden {...props} />
      {missing.map((sector) => (
        <button class="quiet" type="submit" name="sector" value={sector}>
          {say('answers.ask', { sector: names.sector(sector) })}
        </button>
      ))}
    </form>
  );
};

const Move = (props: DraftCardProps) => {
  const { parts, detail, batch, batches } = props;
  const say = sayIn(parts);
  return (
    <details>
      <summary>{say(batch ? 'answers.inBatch' : 'answers.toBatch')}</summary>
      <form class="inline" method="post" action={hrefOfAnswer(detail.row.code, 'lote')}>
        <Hidden {...props} />
        <div>
          <label for="batch">{say('answers.batch.which')}</label>
          <select id="batch" name="batch">
            {batch ? <option value="">{say('answers.batch.none')}</option> : null}
            {batches
              .filter(({ id }) => id !== batch?.id)
              .map(({ id, title }) => (
                <option value={id}>{title}</option>
              ))}
            <option value="new">{say('answers.batch.new')}</option>
          </select>
        </div>
        <button class="quiet" type="submit">
          {say('answers.batch.put')}
        </button>
      </form>
    </details>
  );
};

const Steps = (props: DraftCardProps) => {
  const { parts, detail, answer, cycle, batch } = props;
  const say = sayIn(parts);
  const { code } = detail.row;
  return (
    <>
      <div class="actions">
        {isSigned(answer.signatures, cycle.signing) ? (
          <form method="post" action={hrefOfAnswer(code, 'soltar')}>
            <Hidden {...props} />
            <button type="submit">{say('answer.send')}</button>
          </form>
        ) : null}
        <Sign {...props} />
        <a class="button quiet" href={hrefOfAnswer(code)} data-key="e">
          {say('answers.edit')}
        </a>
        <AskToSign {...props} />
      </div>
      {batch ? (
        <p>
          {say('answers.batch.waits')} <a href={hrefOfBatch(batch.id)}>{batch.title}</a>
        </p>
      ) : null}
      <Move {...props} />
      <details>
        <summary>{say('answers.discard')}</summary>
        <form method="post" action={hrefOfAnswer(code, 'descartar')}>
          <Hidden {...props} />
          <p>{say('answers.discardLead')}</p>
          <button class="quiet" type="submit">
            {say('answers.discardYes')}
          </button>
        </form>
      </details>
    </>
  );
};

export const DraftCard = (props: DraftCardProps) => {
  const { parts, names, answer, member, batch, cycle } = props;
  const say = sayIn(parts);
  const isLeaving = batch?.state === 'releasing';
  return (
    <div class="card draft-answer">
      <p class="meta">
        <span class="chip sun">{say('answers.isDraft')}</span>
        <span>{say('answers.by', { by: answer.by ?? '—', date: names.moment(answer.createdAt) })}</span>
      </p>
      <Letters {...props} words={answer} answerId={answer.id} />
      <LanguageHint {...props} words={answer} />
      <Leaving {...props} />
      <Signatures {...props} rule={cycle.signing} />
      {isLeaving ? <p class="said">{say('answers.isLeaving')}</p> : null}
      {!isLeaving && may(member.role, 'proposals.answer') ? <Steps {...props} /> : null}
    </div>
  );
};
