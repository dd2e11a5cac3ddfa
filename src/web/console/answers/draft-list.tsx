/** Drafts, newest first: what they say, who has signed, which batch they wait in; several can be put into one. */
import type { Answer, Batch } from '../../../answers/answer.js';
import type { ConsoleParts } from '../context.js';
import { More } from '../more.js';
import { sayIn } from '../say.js';
import { CodeLink } from './matter.js';
import { hrefOfBatch, type Names, root } from './names.js';

interface DraftListProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly answers: readonly Answer[];
  readonly batches: readonly Batch[];
  /** Sectors that have not signed. */
  readonly missing: (answer: Answer) => readonly string[];
  readonly editable: boolean;
  /** Of a form that was refused. */
  readonly ticked: readonly string[];
  readonly next: string | null;
}

const Row = (props: DraftListProps & { readonly answer: Answer }) => {
  const { parts, names, answer, batches, missing, editable, ticked } = props;
  const say = sayIn(parts);
  const batch = batches.find(({ id }) => id === answer.batchId);
  const lacking = missing(answer);
  return (
    <li class="row">
      {editable ? (
        <input
          type="checkbox"
          name="answer"
          value={answer.id}
          checked={ticked.includes(answer.id)}
          aria-label={say('answers.choose', { code: answer.code })}
        />
      ) : null}
      <div>
        <p class="meta">
          <CodeLink code={answer.code} />
          <span class="chip leaf">{names.outcome(answer.outcome)}</span>
          <span>{say('answers.by', { by: answer.by ?? '—', date: names.moment(answer.createdAt) })}</span>
        </p>
        <p class="summary">{answer.reason.es ?? Object.values(answer.reason)[0]}</p>
        <p class="meta">
          {lacking.map((sector) => (
            <span>{say('answers.unsigned', { sector: names.sector(sector) })}</span>
          ))}
          {lacking.length === 0 ? <span>{say('answers.ready')}</span> : null}
          {batch ? (
            <a href={hrefOfBatch(batch.id)}>{say('answers.batch.in', { title: batch.title })}</a>
          ) : null}
        </p>
      </div>
    </li>
  );
};

export const DraftList = (props: DraftListProps) => {
  const { parts, answers, batches, editable, next } = props;
  const say = sayIn(parts);
  if (answers.length === 0) return <p class="card">{say('answers.drafts.none')}</p>;
  return (
    <form method="post" action={`${root}/mover`}>
      <ul class="queue rows">
        {answers.map((answer) => (
          <Row {...props} answer={answer} />
        ))}
      </ul>
      {editable ? (
        <div class="inline">
          <div>
            <label for="batch">{say('answers.batch.which')}</label>
            <select id="batch" name="batch">
              <option value="new">{say('answers.batch.new')}</option>
              {batches
                .filter(({ state }) => state === 'open')
                .map(({ id, title }) => (
                  <option value={id}>{title}</option>
                ))}
              <option value="">{say('answers.batch.none')}</option>
            </select>
          </div>
          <button type="submit">{say('answers.batch.putChosen')}</button>
        </div>
      ) : null}
      <More parts={parts} next={next} />
    </form>
  );
};
