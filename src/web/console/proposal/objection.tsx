/** The author says that a confirmed area is not what they meant: staff keep it, or change it. */
import { everyArea } from '../../../inbox/world.js';
import { formatMoment } from '../../../text/dates.js';
import { pick } from '../../../text/texts.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { PanelProps } from './panel.js';
import { Seen } from './seen.js';

export const objectionOf = ({ parts, detail }: PanelProps) =>
  parts.deps.store.proposals.objectionOf(detail.row.id);

interface ObjectionProps extends PanelProps {
  readonly objection: NonNullable<Awaited<ReturnType<typeof objectionOf>>>;
  readonly editable: boolean;
}
export const Objection = (props: ObjectionProps) => {
  const { parts, detail, cycle, team, objection, editable } = props;
  const say = sayIn(parts);
  const wanted = everyArea(cycle).find(({ id }) => id === objection.area);
  const area = wanted ? pick(wanted.label, consoleLocale) : null;
  const date = formatMoment(consoleLocale, objection.at, parts.deps.timezone);
  const said = area === null ? say('objection.no', { date }) : say('objection.area', { date, area });
  if (objection.resolvedAt !== null) {
    const by = team.find(({ id }) => id === objection.resolvedBy)?.name ?? '—';
    const done = objection.resolution === 'kept' ? 'objection.wasKept' : 'objection.wasChanged';
    return (
      <p class="soft">
        {said} {say(done, { by })}
      </p>
    );
  }
  return (
    <form class="said" method="post" action={`/panel/propuestas/${detail.row.code}/objecion`}>
      <p>{said}</p>
      {editable ? (
        <div class="actions">
          <Seen {...props} />
          {area === null ? null : (
            <button type="submit" name="decision" value="change">
              {say('objection.change', { area })}
            </button>
          )}
          <button class="quiet" type="submit" name="decision" value="keep">
            {say('objection.keep')}
          </button>
        </div>
      ) : null}
      {area === null && editable ? <p class="soft">{say('objection.orChange')}</p> : null}
    </form>
  );
};
