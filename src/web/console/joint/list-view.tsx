/** All joint ideas of a cycle: how many are in each, of which areas and regions. */
import { may } from '../../../people/permissions.js';
import type { JointSummary } from '../../../store/proposals/joint-reads.js';
import type { StaffCycle } from '../../../store/store.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { More } from '../more.js';
import { sayIn } from '../say.js';
import { areaName, departmentName, hrefOfJoint, jointPath, newJointPath, titleOf } from './parts.js';

interface ListProps {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly member: SignedIn;
  readonly ideas: readonly JointSummary[];
  /** There are more: id of the last one shown. */
  readonly next: string | null;
}

/** Named one by one; the others are counted. */
const departmentsNamed = 4;

const Row = ({
  parts,
  cycle,
  idea,
}: Pick<ListProps, 'parts' | 'cycle'> & { readonly idea: JointSummary }) => {
  const say = sayIn(parts);
  const named = idea.departments.slice(0, departmentsNamed).map((two) => departmentName(parts, two));
  const others = idea.departments.length - named.length;
  return (
    <li>
      <a href={hrefOfJoint(idea.id)}>
        <strong class="summary">{titleOf(parts, idea)}</strong>
        <span class="meta">
          <span>{say('joint.count', { count: idea.members })}</span>
          {idea.areas.map((area) => (
            <span class="chip leaf">{areaName(parts, cycle, area)}</span>
          ))}
          <span>
            {named.join(', ')}
            {others > 0 ? ` ${say('joint.otherRegions', { count: others })}` : ''}
          </span>
        </span>
      </a>
    </li>
  );
};

export const JointList = ({ parts, cycle, member, ideas, next }: ListProps) => {
  const say = sayIn(parts);
  return (
    <>
      <h1>{say('joint.listTitle')}</h1>
      <p class="lead">{say('joint.listHint')}</p>
      {may(member.role, 'proposals.merge') ? (
        <p>
          <a class="button quiet" href={newJointPath}>
            {say('joint.new')}
          </a>
        </p>
      ) : null}
      {ideas.length === 0 ? (
        <p class="card">{say('joint.none')}</p>
      ) : (
        <ul class="queue">
          {ideas.map((idea) => (
            <Row parts={parts} cycle={cycle} idea={idea} />
          ))}
        </ul>
      )}
      <More parts={parts} next={next ? `${jointPath}?desde=${next}` : null} />
    </>
  );
};
