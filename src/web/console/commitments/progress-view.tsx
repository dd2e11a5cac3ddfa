/** An update of a commitment's progress: its form, the exact message, who will get it, and those told before. */
import { limits } from '../../../commitments/check.js';
import { type Commitment, type Progress, progressStatuses } from '../../../commitments/commitment.js';
import type { Audience } from '../../../store/commitments/progress.js';
import type { OutgoingChoices } from '../../../talk/message.js';
import { pick } from '../../../text/texts.js';
import { AsShown } from '../as-shown.js';
import { consoleLocale } from '../context.js';
import { Field, ProblemList, Wrong } from '../field.js';
import type { ProgressForm, ProgressFormProblem, Told } from './form.js';
import { InLanguages } from './languages.js';
import { hrefOf, type Tools } from './tools.js';

/** Nobody shall wonder after the press who got a message. */
export const WhoHears = ({ tools, audience }: { tools: Pick<Tools, 'say'>; audience: Audience }) => {
  const { say } = tools;
  const { first, following } = audience;
  if (first + following === 0) return <p>{say('commitments.hearNobody')}</p>;
  return (
    <p>
      {say('commitments.hear', { count: first + following })}{' '}
      <span class="soft">{say('commitments.hearSplit', { first, following })}</span>
    </p>
  );
};

export interface Preview {
  readonly locale: string;
  readonly first: boolean;
  readonly message: OutgoingChoices;
}
const PreviewOf = ({ tools, of }: { tools: Pick<Tools, 'say'>; of: Preview }) => {
  const { say } = tools;
  return (
    <figure class="preview">
      <figcaption>
        {say(of.first ? 'commitments.previewFirst' : 'commitments.previewAgain')} ·{' '}
        {say(`language.${of.locale as 'es'}`)}
      </figcaption>
      <p class="message" lang={of.locale}>
        <AsShown text={of.message.text} />
      </p>
      <ul class="taps" lang={of.locale}>
        {of.message.choices.map(({ label }) => (
          <li>{label}</li>
        ))}
      </ul>
    </figure>
  );
};

export interface ProgressProps {
  readonly tools: Tools;
  readonly found: Commitment;
  readonly form: ProgressForm;
  readonly told: readonly Told<ProgressFormProblem>[];
  readonly audience: Audience;
  /** Null: not asked for yet. */
  readonly previews: readonly Preview[] | null;
}

const limitsOf: Readonly<Record<ProgressFormProblem, Readonly<Record<string, number>>>> = {
  status: {},
  'progress-short': limits.progress,
  'progress-long': limits.progress,
  'link-wrong': {},
  'link-long': limits.link,
  'message-long': {},
};

export const ProgressView = ({ tools, found, form, told, audience, previews }: ProgressProps) => {
  const { say, parts } = tools;
  const { code } = found;
  const texts = told.map((one) => ({
    field: one.field,
    text: say(`commitments.problem.${one.code}`, limitsOf[one.code]),
  }));
  const wrong = (field: string) => texts.filter((one) => one.field === field).map(({ text }) => text);
  return (
    <>
      <p>
        <a href={hrefOf(code)}>{say('commitments.backTo', { code })}</a>
      </p>
      <h1>{say('commitments.progressTitle', { code })}</h1>
      <ProblemList title={say('problem.title')} problems={texts} />
      <form class="card" method="post" action={hrefOf(code, 'avance')} data-keep>
        <input type="hidden" name="id" value={form.id ?? ''} />
        <div>
          <label for="status">{say('commitments.progress')}</label>
          <select
            id="status"
            name="status"
            aria-describedby={wrong('status').length > 0 ? 'status-problem' : undefined}
            aria-invalid={wrong('status').length > 0 ? 'true' : undefined}
          >
            <option value="">{say('commitments.chooseStatus')}</option>
            {progressStatuses.map((status) => (
              <option value={status} selected={status === form.status}>
                {say(`commitments.status.${status}`)}
              </option>
            ))}
          </select>
          <Wrong name="status" wrong={wrong('status')} />
        </div>
        <InLanguages
          parts={parts}
          name="text"
          label={say('commitments.progressText')}
          texts={form.text}
          wrong={wrong}
          hint={say('commitments.progressHint', limits.progress)}
          long
        />
        <Field
          name="link"
          label={say('commitments.link')}
          hint={say('commitments.linkHint')}
          value={form.link ?? ''}
          wrong={wrong('link')}
        />
        {previews ? (
          <section aria-labelledby="preview-title" class="previews">
            <h2 id="preview-title">{say('answer.previewTitle')}</h2>
            <p class="soft">{say('answer.previewNote')}</p>
            {previews.map((of) => (
              <PreviewOf tools={tools} of={of} />
            ))}
          </section>
        ) : null}
        <WhoHears tools={tools} audience={audience} />
        <p class="actions">
          {previews ? (
            <>
              <button type="submit" name="step" value="send">
                {say('commitments.progressSend')}
              </button>
              <button class="quiet" type="submit" name="step" value="preview">
                {say('commitments.previewAnew')}
              </button>
            </>
          ) : (
            <button type="submit" name="step" value="preview">
              {say('answer.preview')}
            </button>
          )}
        </p>
      </form>
    </>
  );
};

export interface ToldProgress {
  readonly progress: Progress;
  readonly by: string;
  /** How many messages were planned for it. */
  readonly count: number;
}
export const ProgressList = ({ tools, list }: { tools: Tools; list: readonly ToldProgress[] }) => {
  const { say, moment } = tools;
  return (
    <ol class="plain">
      {list.map(({ progress, by, count }) => (
        <li>
          <strong>{say(`commitments.status.${progress.status}`)}.</strong>{' '}
          {pick(progress.text, consoleLocale)}{' '}
          {progress.link === null ? null : (
            <a href={progress.link} rel="noreferrer">
              {progress.link}
            </a>
          )}
          <br />
          <span class="soft">
            {moment(progress.at)} · {by} ·{' '}
            {progress.toldAt === null
              ? say('commitments.telling')
              : say(count === 0 ? 'commitments.toldNobody' : 'commitments.toldTo', { count })}
          </span>
        </li>
      ))}
    </ol>
  );
};
