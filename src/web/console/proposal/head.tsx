/** The first lines of a proposal's page: its code, how far it is, and until when it is owed an answer. */
import { everyArea } from '../../../inbox/world.js';
import { oneOf } from '../../../one-of.js';
import { proposalStates } from '../../../proposals/proposal.js';
import { pick } from '../../../text/texts.js';
import { consoleLocale } from '../context.js';
import { Due } from '../queue/due.js';
import { sayIn } from '../say.js';
import type { PanelProps } from './panel.js';

export const Head = ({ parts, detail, view, team, cycle }: PanelProps) => {
  const { row, tags } = detail;
  const say = sayIn(parts);
  const assignee = team.find(({ id }) => id === row.assigneeId);
  const confirmed = tags.filter(({ origin }) => origin === 'confirmed').map(({ area }) => area);
  return (
    <>
      <p>
        <a href={`/panel/propuestas${view === '' ? '' : `?${view}`}`}>{say('proposal.back')}</a>
      </p>
      <h1>{row.code}</h1>
      <p class="meta">
        <span class="chip sun">{say(`state.${oneOf(proposalStates, row.state, 'received')}`)}</span>
        {everyArea(cycle)
          .filter(({ id }) => confirmed.includes(id))
          .map(({ label }) => (
            <span class="chip leaf">{pick(label, consoleLocale)}</span>
          ))}
        <Due parts={parts} row={row} />
        {row.state === 'withdrawn' ? null : (
          <span>{assignee ? say('assign.with', { name: assignee.name }) : say('assign.withNobody')}</span>
        )}
      </p>
    </>
  );
};
