/** On a proposal's page: which commitments it went to, and the way into one. */
import { shownContent } from '../../../commitments/commitment.js';
import { may } from '../../../people/permissions.js';
import type { Panel, PanelProps } from '../proposal/panel.js';
import { sayIn } from '../say.js';
import { hrefOf, titleOf } from './tools.js';

async function render({ parts, detail, member, cycle }: PanelProps) {
  const { commitments } = parts.deps.store;
  const say = sayIn(parts);
  const { row } = detail;
  const [all, went] = await Promise.all([commitments.list(cycle.id), commitments.wentTo(row.id)]);
  const edits = may(member.role, 'commitments.edit') && row.state !== 'withdrawn';
  if (went.length === 0 && !edits) return null;
  const inside = new Set(went.map(({ commitmentId }) => commitmentId));
  const open = all.filter(({ id, state }) => state !== 'withdrawn' && !inside.has(id));
  const nameOf = (id: string) => titleOf(shownContent(all.find((one) => one.id === id) ?? nothing));
  return (
    <section aria-labelledby="commitments-title" id="commitments">
      <h2 id="commitments-title">{say('commitments.title')}</h2>
      {went.length === 0 ? <p class="soft">{say('commitments.wentNowhere')}</p> : null}
      <ul class="plain">
        {went.map(({ commitmentId, code, state, version }) => (
          <li>
            <a href={version > 0 ? `${hrefOf(code, 'versiones')}#v${version}` : hrefOf(code)}>
              {code} · {nameOf(commitmentId)}
            </a>
            <br />
            <span class="soft">
              {version > 0 ? say('commitments.inVersion', { number: version }) : say('commitments.inDraft')}
              {state === 'withdrawn' ? ` · ${say('commitments.state.withdrawn')}` : null}
            </span>
          </li>
        ))}
      </ul>
      {edits ? (
        <form method="post" action={`/panel/propuestas/${row.code}/compromiso`}>
          <label for="commitment-choice">{say('commitments.putInto')}</label>
          <select id="commitment-choice" name="commitment">
            <option value="">{say('commitments.putNew')}</option>
            {open.map((one) => (
              <option value={one.id}>
                {one.code} · {titleOf(shownContent(one))}
              </option>
            ))}
          </select>
          <button class="quiet" type="submit">
            {say('commitments.put')}
          </button>
        </form>
      ) : null}
    </section>
  );
}

const nothing = { draft: null, content: null };

export const commitmentsPanel: Panel = {
  id: 'commitments',
  column: 'side',
  render,
  said: ['commitments.sourcesAdded'],
};
