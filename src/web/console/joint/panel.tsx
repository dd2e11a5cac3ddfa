/** On a proposal's page: the joint idea it is part of, and the way out of it; or the way into one. */
import { may } from '../../../people/permissions.js';
import type { Panel, PanelProps } from '../proposal/panel.js';
import { sayIn } from '../say.js';
import { hrefOfJoint, newJointPath, titleOf } from './parts.js';

const render = async (props: PanelProps) => {
  const { parts, detail, member, cycle } = props;
  const { row } = detail;
  const say = sayIn(parts);
  const { joint } = parts.deps.store;
  const canMerge = may(member.role, 'proposals.merge');
  const idea = row.jointId === null ? null : await joint.find(cycle.id, row.jointId);
  if (!idea && (!canMerge || row.state === 'withdrawn')) return null;
  const others = idea ? (await joint.members(idea.id)).length - 1 : 0;
  return (
    <section class="card" aria-labelledby="joint-title" id="joint">
      <h2 id="joint-title">{say('joint.panelTitle')}</h2>
      {idea ? (
        <>
          <p>
            {say('joint.partOf')} <a href={hrefOfJoint(idea.id)}>{titleOf(parts, idea)}</a>
          </p>
          <p class="soft">{say('joint.others', { count: others })}</p>
          {canMerge ? (
            <form method="post" action={`${hrefOfJoint(idea.id)}/sacar`}>
              <input type="hidden" name="code" value={row.code} />
              <input type="hidden" name="revision" value={String(row.revision)} />
              <input type="hidden" name="from" value="proposal" />
              <button class="quiet" type="submit">
                {say('joint.removeThis')}
              </button>
            </form>
          ) : null}
        </>
      ) : (
        <p>
          <a class="button quiet" href={`${newJointPath}?code=${row.code}`}>
            {say('joint.with')}
          </a>
        </p>
      )}
    </section>
  );
};

export const jointPanel: Panel = {
  id: 'joint',
  column: 'side',
  render,
  said: ['joint.removed'],
};
