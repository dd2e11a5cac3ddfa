/** Proposals that speak of the same, to be answered alike or joined. */
import { oneOf } from '../../../one-of.js';
import { may } from '../../../people/permissions.js';
import { proposalStates } from '../../../proposals/proposal.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const most = 5;

const render = async (props: PanelProps) => {
  const { parts, detail, member, cycle } = props;
  const { row } = detail;
  if (row.state === 'withdrawn') return null;
  const say = sayIn(parts);
  const found = await parts.deps.store.similar.similar(row.id, { cycleId: cycle.id, limit: most });
  if (found.length === 0) return null;
  const canJoin = may(member.role, 'proposals.merge');
  return (
    <section class="card" aria-labelledby="similar-title" id="similar">
      <h2 id="similar-title">{say('similar.title')}</h2>
      <ul class="plain">
        {found.map(({ code, summary, place, state, jointId }) => (
          <li>
            <a href={`/panel/propuestas/${code}`}>{code}</a>{' '}
            <span class="soft">
              {say(`state.${oneOf(proposalStates, state, 'received')}`)} ·{' '}
              {place === null ? say('list.national') : (parts.deps.places.name(place) ?? place)}
            </span>
            <p class="summary">{summary === '' ? say('list.mediaOnly') : summary}</p>
            {jointId !== null && jointId === row.jointId ? (
              <span class="soft">{say('similar.joined')}</span>
            ) : canJoin ? (
              <a
                href={`/panel/ideas/nueva?${new URLSearchParams([
                  ['code', row.code],
                  ['code', code],
                ])}`}
              >
                {say('similar.join')}
                <span class="unseen">: {code}</span>
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

export const similarPanel: Panel = { id: 'similar', column: 'side', render };
