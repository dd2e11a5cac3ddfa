/** One batch: its texts, who has signed, and letting it go; while it leaves, how far it is; afterwards, how it arrived. */
import { signingSectors } from '../../../answers/signing.js';
import { may } from '../../../people/permissions.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { More } from '../more.js';
import { sayIn } from '../say.js';
import type { BatchMatter } from './batch-matter.js';
import { type Addressed, CodeLink, Matter } from './matter.js';
import { hrefOfBatch, type Names } from './names.js';

export interface BatchViewProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly member: SignedIn;
  readonly matter: BatchMatter;
  readonly signing: 'none' | 'two-sectors';
  /** One page of its drafts. */
  readonly page: readonly Addressed[];
  readonly next: string | null;
  /** How many of its drafts this member may sign. */
  readonly mine: number;
  /** Of a release that was refused: the number as typed. */
  readonly typedCount: string;
  readonly refreshing?: boolean;
}

/** Of distinct texts; each stands below in full anyway. */
const mostTexts = 20;

const Texts = ({ parts, names, matter }: BatchViewProps) => {
  const say = sayIn(parts);
  return (
    <section aria-labelledby="textos">
      <h2 id="textos">{say('answers.texts.title', { count: matter.texts.length })}</h2>
      {matter.texts.slice(0, mostTexts).map(({ first, count, personal }) => (
        <div class="card">
          <p class="meta">
            <span class="chip leaf">{names.outcome(first.outcome)}</span>
            <span>{say('answers.count', { count })}</span>
            {personal > 0 ? <span>{say('answers.texts.personal', { count: personal })}</span> : null}
          </p>
          {Object.entries(first.reason).map(([locale, text]) => (
            <p class="kept" lang={locale}>
              {Object.keys(first.reason).length > 1 ? <strong>{names.language(locale)}: </strong> : null}
              {text}
            </p>
          ))}
          {first.commitment ? <p class="soft">{first.commitment}</p> : null}
        </div>
      ))}
      {matter.texts.length > mostTexts ? <p class="soft">{say('answers.texts.more')}</p> : null}
    </section>
  );
};

const Missing = ({ parts, names, member, matter }: BatchViewProps) => {
  const say = sayIn(parts);
  const lacking = signingSectors.filter((sector) => (matter.missing[sector] ?? 0) > 0);
  if (lacking.length === 0) return null;
  return (
    <form method="post" action={hrefOfBatch(matter.batch.id, 'pedir')}>
      <ul class="signatures">
        {lacking.map((sector) => (
          <li>
            {say('answers.batch.lacks', {
              sector: names.sector(sector),
              count: names.count(matter.missing[sector] ?? 0),
            })}{' '}
            {may(member.role, 'proposals.answer') ? (
              <button class="link" type="submit" name="sector" value={sector}>
                {say('answers.ask', { sector: names.sector(sector) })}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </form>
  );
};

const SignAll = ({ parts, matter, mine }: BatchViewProps) => {
  const say = sayIn(parts);
  if (mine === 0) return null;
  return (
    <form class="card" method="post" action={hrefOfBatch(matter.batch.id, 'firmar')}>
      <h2>{say('answers.batch.signTitle')}</h2>
      <p>{say('answers.batch.signLead', { count: mine })}</p>
      <input type="hidden" name="digest" value={matter.digest} />
      <label class="check">
        <input type="checkbox" name="read" value="1" />
        <span>{say('answers.batch.signRead')}</span>
      </label>
      <button type="submit">{say('answers.batch.signAll', { count: mine })}</button>
    </form>
  );
};

const Release = (props: BatchViewProps) => {
  const { parts, names, matter, typedCount } = props;
  const say = sayIn(parts);
  const { batch } = matter;
  if (matter.drafts.length === 0) return null;
  if (Object.values(matter.missing).some((count) => count > 0))
    return <p class="said wrong">{say('answers.batch.notYet')}</p>;
  return (
    <form class="card" method="post" action={hrefOfBatch(batch.id, 'soltar')}>
      <h2>{say('answers.batch.releaseTitle')}</h2>
      <p>{say('answers.batch.releaseLead', { count: names.count(matter.drafts.length) })}</p>
      <input type="hidden" name="revision" value={String(batch.revision)} />
      <label for="count">{say('answers.batch.releaseCount')}</label>
      <input
        id="count"
        name="count"
        value={typedCount}
        inputmode="numeric"
        autocomplete="off"
        class="number"
        aria-describedby="count-hint"
      />
      <p class="soft" id="count-hint">
        {say('answers.batch.releaseHint')}
      </p>
      <button type="submit">{say('answers.batch.release')}</button>
    </form>
  );
};

const Drafts = (props: BatchViewProps) => {
  const { parts, names, member, matter, page, next } = props;
  const say = sayIn(parts);
  const editable = may(member.role, 'proposals.answer');
  if (page.length === 0) return <p class="card">{say('answers.batch.empty')}</p>;
  return (
    <section aria-labelledby="todas">
      <h2 id="todas">{say('answers.batch.each')}</h2>
      <form method="post" action={hrefOfBatch(matter.batch.id, 'sacar')}>
        {page.map(({ answer, reader }) => (
          <article class="card" aria-label={answer.code}>
            <p class="meta">
              <CodeLink code={answer.code} />
              <span>{names.place(reader.place)}</span>
              {answer.signatures.map((one) => (
                <span>
                  {say('answers.signedShort', { name: one.name, sector: names.sector(one.sector) })}
                </span>
              ))}
            </p>
            <Matter parts={parts} names={names} answer={answer} reader={reader} />
            {editable ? (
              <label class="check">
                <input type="checkbox" name="answer" value={answer.id} />
                <span>{say('answers.batch.takeOut', { code: answer.code })}</span>
              </label>
            ) : null}
          </article>
        ))}
        {editable ? (
          <button class="quiet" type="submit">
            {say('answers.batch.takeOutChosen')}
          </button>
        ) : null}
      </form>
      <More parts={parts} next={next} />
    </section>
  );
};

const Cancel = ({ parts, matter }: BatchViewProps) => {
  const say = sayIn(parts);
  return (
    <details>
      <summary>{say('answers.batch.cancel')}</summary>
      <form method="post" action={hrefOfBatch(matter.batch.id, 'cancelar')}>
        <input type="hidden" name="revision" value={String(matter.batch.revision)} />
        <p>{say('answers.batch.cancelLead')}</p>
        <p class="actions">
          <button class="quiet" type="submit" name="drafts" value="keep">
            {say('answers.batch.cancelKeep')}
          </button>
          <button class="quiet" type="submit" name="drafts" value="void">
            {say('answers.batch.cancelVoid')}
          </button>
        </p>
      </form>
    </details>
  );
};

interface StaleProps {
  readonly title: string;
  readonly codes: readonly string[];
}
/** What changed under somebody's hands, by code. */
export const Stale = ({ title, codes }: StaleProps) =>
  codes.length === 0 ? null : (
    <div class="said wrong" role="alert">
      <strong>{title}</strong>
      <ul>
        {codes.map((code) => (
          <li>
            <CodeLink code={code} />
          </li>
        ))}
      </ul>
    </div>
  );

export const OpenBatch = (props: BatchViewProps) => {
  const { parts, member, matter } = props;
  const editable = may(member.role, 'proposals.answer');
  return (
    <>
      <Stale
        title={sayIn(parts)('answers.batch.stale', { count: matter.stale.length })}
        codes={matter.stale}
      />
      <Missing {...props} />
      {matter.texts.length > 0 ? <Texts {...props} /> : null}
      {editable ? <Release {...props} /> : null}
      <SignAll {...props} />
      <Drafts {...props} />
      {editable ? <Cancel {...props} /> : null}
    </>
  );
};
