/** Making a joint idea: words of staff beside the words of each author, before anybody is told. */
import type { JointProblem } from '../../../proposals/joint.js';
import type { Candidates, JointSummary } from '../../../store/proposals/joint-reads.js';
import type { StaffCycle } from '../../../store/store.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { JointFields, JointProblems } from './fields.js';
import { type JointForm, writeIdeas } from './form.js';
import { jointPath, Member, newJointPath, Refused, Stale, titleOf } from './parts.js';

export interface NewProps extends Candidates {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly form: JointForm;
  readonly problems: readonly JointProblem[];
  /** Ideas these could be added to instead. */
  readonly others: readonly JointSummary[];
  /** What somebody else changed meanwhile; null: nothing did. */
  readonly stale: readonly string[] | null;
}

const More = ({ parts, members }: NewProps) => {
  const say = sayIn(parts);
  return (
    <form class="card" method="get" action={newJointPath}>
      {members.map(({ code }) => (
        <input type="hidden" name="code" value={code} />
      ))}
      <label for="more">{say('joint.more')}</label>
      <input id="more" name="code" autocomplete="off" aria-describedby="more-hint" />
      <p class="soft" id="more-hint">
        {say('joint.moreHint')}
      </p>
      <button class="quiet" type="submit">
        {say('joint.moreAdd')}
      </button>
    </form>
  );
};

const Into = ({ parts, members, others }: NewProps) => {
  if (others.length === 0 || members.length === 0) return null;
  const say = sayIn(parts);
  return (
    <form class="card" method="post" action={`${jointPath}/agregar`}>
      <h2>{say('joint.intoTitle')}</h2>
      <input type="hidden" name="ideas" value={writeIdeas(members)} />
      <label for="idea">{say('joint.into')}</label>
      <select id="idea" name="idea">
        {others.map((idea) => (
          <option value={idea.id}>
            {say('joint.option', { title: titleOf(parts, idea), count: idea.members })}
          </option>
        ))}
      </select>
      <button class="quiet" type="submit">
        {say('joint.intoAdd')}
      </button>
    </form>
  );
};

export const NewJoint = (props: NewProps) => {
  const { parts, cycle, form, problems, members, refused, stale } = props;
  const say = sayIn(parts);
  const words = { parts, words: form, problems, members };
  // Nothing can be said of none: first they are chosen.
  if (members.length === 0 && problems.length === 0)
    return (
      <>
        <Refused parts={parts} refused={refused} />
        <p>{say('joint.start')}</p>
        <More {...props} />
      </>
    );
  return (
    <>
      {stale ? <Stale parts={parts} codes={stale} /> : null}
      <Refused parts={parts} refused={refused} />
      <JointProblems {...words} />
      <div class="two">
        <div>
          <form class="card" method="post" action={jointPath} data-keep>
            <input type="hidden" name="id" value={form.id} />
            <input type="hidden" name="ideas" value={writeIdeas(members)} />
            <JointFields {...words} />
            <p class="soft">{say('joint.each')}</p>
            <button type="submit">{say('joint.create', { count: members.length })}</button>
          </form>
          <Into {...props} />
          <More {...props} />
        </div>
        <section id="members" aria-labelledby="members-title">
          <h2 id="members-title">{say('joint.members', { count: members.length })}</h2>
          <ul class="plain cards">
            {members.map((member) => (
              <Member parts={parts} cycle={cycle} member={member} />
            ))}
          </ul>
        </section>
      </div>
    </>
  );
};
