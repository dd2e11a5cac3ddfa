/** A short rubric: relevance, ambition, feasibility, will it last; each member's own, and what the team thinks together. */
import { may } from '../../../people/permissions.js';
import { type Criterion, criteria, scores } from '../../../proposals/triage.js';
import type { Rubric } from '../../../store/proposals/rubrics.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

const number = new Intl.NumberFormat(consoleLocale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** Of those who gave a mark; null where nobody did. */
function averageOf(rubrics: readonly Rubric[], criterion: Criterion): { of: number; average: string } | null {
  const marks = rubrics.flatMap((one) => one[criterion] ?? []);
  if (marks.length === 0) return null;
  const sum = marks.reduce<number>((total, mark) => total + mark, 0);
  return { of: marks.length, average: number.format(sum / marks.length) };
}

interface AveragesProps extends Pick<PanelProps, 'parts'> {
  readonly rubrics: readonly Rubric[];
}
/** What the team thinks together, in sight without opening anything. */
const Averages = ({ parts, rubrics }: AveragesProps) => {
  const say = sayIn(parts);
  const rated = criteria.flatMap((criterion) => {
    const average = averageOf(rubrics, criterion);
    return average ? [{ criterion, average }] : [];
  });
  return rated.length === 0 ? null : (
    <dl class="facts averages">
      {rated.map(({ criterion, average }) => (
        <>
          <dt>{say(`rubric.${criterion}`)}</dt>
          <dd>{say('rubric.average', average)}</dd>
        </>
      ))}
    </dl>
  );
};

interface MineProps extends PanelProps {
  readonly own: Rubric | undefined;
}
const Mine = (props: MineProps) => {
  const { parts, detail, own } = props;
  const say = sayIn(parts);
  return (
    <details>
      <summary data-key="v">{say(own ? 'rubric.change' : 'rubric.give')}</summary>
      <form method="post" action={`/panel/propuestas/${detail.row.code}/valoracion`}>
        <Seen {...props} />
        {criteria.map((criterion) => (
          <fieldset class="marks">
            <legend>{say(`rubric.${criterion}`)}</legend>
            <p class="soft">{say(`rubric.${criterion}.hint`)}</p>
            <div class="scale">
              {scores.map((score) => (
                <label>
                  <input
                    type="radio"
                    name={criterion}
                    value={String(score)}
                    checked={own?.[criterion] === score}
                  />{' '}
                  {say(`rubric.score.${score}`)}
                </label>
              ))}
              <label>
                <input type="radio" name={criterion} value="" checked={!own?.[criterion]} />{' '}
                {say('rubric.score.none')}
              </label>
            </div>
          </fieldset>
        ))}
        <button class="quiet" type="submit">
          {say('rubric.save')}
        </button>
      </form>
    </details>
  );
};

const render = async (props: PanelProps) => {
  const { parts, detail, member } = props;
  const say = sayIn(parts);
  const rubrics = await parts.deps.store.proposals.rubricsOf(detail.row.id);
  const own = rubrics.find(({ staffId }) => staffId === member.id);
  const editable = may(member.role, 'proposals.assign') && detail.row.state !== 'withdrawn';
  if (!editable && rubrics.length === 0) return null;
  return (
    <section class="card" aria-labelledby="rubric-title" id="rubric">
      <h2 id="rubric-title">{say('rubric.title')}</h2>
      <p class="soft">
        {rubrics.length === 0 ? say('rubric.nobody') : say('rubric.count', { count: rubrics.length })}
      </p>
      <Averages parts={parts} rubrics={rubrics} />
      {editable ? <Mine {...props} own={own} /> : null}
    </section>
  );
};
export const rubricPanel: Panel = { id: 'rubric', column: 'side', render, said: ['rubric.saved'] };
