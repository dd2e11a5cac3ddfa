/** The areas of a proposal: suggested, chosen by its author, confirmed by staff. */
import { z } from 'zod';
import { may } from '../../../people/permissions.js';
import { pick } from '../../../text/texts.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

const ticked = z.array(z.string()).optional().catch(undefined);

const Tags = (props: PanelProps) => {
  const { parts, detail, member, cycle, kept } = props;
  const areas = cycle.areas.map(({ id, label }) => ({ id, label: pick(label, consoleLocale) }));
  const say = sayIn(parts);
  const of = (origin: string) => detail.tags.filter((one) => one.origin === origin);
  const stored = ['confirmed', 'chosen', 'suggested'].map(of).find((found) => found.length > 0) ?? [];
  const checked = new Set(ticked.parse(kept.tags) ?? stored.map((one) => one.area));
  const editable = may(member.role, 'proposals.tag');
  const reasons = (area: string) => [
    ...of('suggested')
      .filter((one) => one.area === area)
      .map((one) => say('tags.suggested', { words: one.words.join(', ') })),
    ...(of('chosen').some((one) => one.area === area) ? [say('tags.chosen')] : []),
    ...(of('confirmed').some((one) => one.area === area) ? [say('tags.confirmed')] : []),
  ];
  return (
    <section class="card" aria-labelledby="tags-title" id="tags">
      <h2 id="tags-title">{say('tags.title')}</h2>
      <form method="post" action={`/panel/propuestas/${detail.row.code}/temas`}>
        <Seen {...props} />
        {areas.map((area, index) => (
          <label class="check">
            <input
              type="checkbox"
              name="area"
              value={area.id}
              checked={checked.has(area.id)}
              disabled={!editable}
            />
            <span>
              {area.label}
              {editable && index < 9 ? (
                <span class="key" aria-hidden="true">
                  {index + 1}
                </span>
              ) : null}
              {reasons(area.id).map((reason) => (
                <span class="soft">
                  <br />
                  {reason}
                </span>
              ))}
            </span>
          </label>
        ))}
        {editable ? (
          <button class="quiet" type="submit">
            {say('tags.save')}
          </button>
        ) : null}
      </form>
    </section>
  );
};

export const tagsPanel: Panel = {
  id: 'tags',
  column: 'side',
  render: (props) => <Tags {...props} />,
  said: ['tags.saved'],
};
