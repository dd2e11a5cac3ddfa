/** The way on from a proposal: what stands before and after it in the view of the queue it was opened from. */
import type { Panel, PanelProps } from '../proposal/panel.js';
import { sayIn } from '../say.js';
import { queuePath } from './query.js';
import { viewFor } from './view.js';

const render = async ({ parts, detail, member, cycle, view }: PanelProps) => {
  const say = sayIn(parts);
  const looker = { cycleId: cycle.id, memberId: member.id };
  const { filter, order } = await viewFor(looker, parts.deps, view);
  const { previous, next } = await parts.deps.store.proposals.neighbours(filter, order, detail.row);
  const search = view === '' ? '' : `?vista=${encodeURIComponent(view)}`;
  if (previous === null && next === null) return null;
  return (
    <nav class="actions" id="way" aria-label={say('queue.way')}>
      {previous === null ? null : (
        <a rel="prev" href={`${queuePath}/${previous}${search}`} data-key="p">
          {say('queue.wayBack')} <span class="unseen">{previous}</span>
        </a>
      )}
      {next === null ? null : (
        <a rel="next" href={`${queuePath}/${next}${search}`} data-key="n">
          {say('queue.wayOn')} <span class="unseen">{next}</span>
        </a>
      )}
    </nav>
  );
};

export const wayPanel: Panel = { id: 'way', column: 'top', render };
