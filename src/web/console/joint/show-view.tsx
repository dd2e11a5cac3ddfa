/** One joint idea: its words, its members with theirs, who could join, and taking it apart. */
import { may } from '../../../people/permissions.js';
import type { JointProblem } from '../../../proposals/joint.js';
import type { Candidates, JointIdea, JointMember } from '../../../store/proposals/joint-reads.js';
import type { Similar } from '../../../store/proposals/similar.js';
import type { StaffCycle } from '../../../store/store.js';
import { formatDate } from '../../../text/dates.js';
import { type ConsoleParts, consoleLocale, type SignedIn } from '../context.js';
import { sayIn } from '../say.js';
import { JointFields, JointProblems } from './fields.js';
import { hrefOfJoint, jointPath, Member, Refused, Stale, titleOf } from './parts.js';

export interface ShowProps {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly member: SignedIn;
  readonly idea: JointIdea;
  readonly members: readonly JointMember[];
  readonly similar: readonly Similar[];
  /** What a refused form had in its fields. */
  readonly kept: { readonly title: string; readonly text: string } | null;
  readonly problems: readonly JointProblem[];
  readonly refused: Candidates['refused'];
  readonly stale: readonly string[] | null;
}

const canMerge = ({ member, idea }: ShowProps): boolean =>
  idea.dissolvedAt === null && may(member.role, 'proposals.merge');

const Reword = (props: ShowProps) => {
  const { parts, idea, members, kept, problems } = props;
  const say = sayIn(parts);
  return (
    <details class="card" open={kept !== null}>
      <summary>{say('joint.reword')}</summary>
      <form method="post" action={`${hrefOfJoint(idea.id)}/textos`}>
        <input type="hidden" name="seenTitle" value={idea.title} />
        <input type="hidden" name="seenText" value={idea.text} />
        <JointFields parts={parts} words={kept ?? idea} problems={problems} members={members} />
        <button type="submit">{say('joint.save')}</button>
      </form>
    </details>
  );
};

const Add = ({ parts, idea, similar }: ShowProps) => {
  const say = sayIn(parts);
  return (
    <form class="card" method="post" action={`${jointPath}/agregar`}>
      <h2>{say('joint.addTitle')}</h2>
      <input type="hidden" name="idea" value={idea.id} />
      {similar.length === 0 ? null : (
        <fieldset>
          <legend>{say('joint.similar')}</legend>
          {similar.map(({ code, summary }) => (
            <label class="check">
              <input type="checkbox" name="code" value={code} />
              <span>
                <span class="code">{code}</span>
                <span class="summary">{summary || say('list.mediaOnly')}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <label for="code">{say('joint.byCode')}</label>
      <input id="code" name="code" autocomplete="off" aria-describedby="code-hint" />
      <p class="soft" id="code-hint">
        {say('joint.moreHint')}
      </p>
      <button type="submit">{say('joint.add')}</button>
    </form>
  );
};

const Apart = ({ parts, idea, members }: ShowProps) => {
  const say = sayIn(parts);
  return (
    <details class="card">
      <summary>{say('joint.dissolve')}</summary>
      <form method="post" action={`${hrefOfJoint(idea.id)}/deshacer`}>
        <input type="hidden" name="expected" value={String(members.length)} />
        <p>{say('joint.dissolveHint')}</p>
        <button class="quiet" type="submit">
          {say('joint.dissolveDo')}
        </button>
      </form>
    </details>
  );
};

const Next = ({ parts, member, idea, members }: ShowProps) => {
  const say = sayIn(parts);
  if (idea.dissolvedAt !== null || members.length === 0) return null;
  return (
    <p class="actions">
      {may(member.role, 'proposals.answer') ? (
        <a class="button" href={`/panel/respuestas/lote?idea=${idea.id}`}>
          {say('joint.answer')}
        </a>
      ) : null}
      {may(member.role, 'commitments.edit') ? (
        <a class="button quiet" href={`/panel/compromisos/nuevo?idea=${idea.id}`}>
          {say('joint.commitment')}
        </a>
      ) : null}
      <a href={`/panel/propuestas?idea=${idea.id}`}>{say('joint.queue')}</a>
    </p>
  );
};

const Out = ({ parts, idea, one }: Pick<ShowProps, 'parts' | 'idea'> & { readonly one: JointMember }) => {
  const say = sayIn(parts);
  return (
    <form method="post" action={`${hrefOfJoint(idea.id)}/sacar`}>
      <input type="hidden" name="code" value={one.code} />
      <input type="hidden" name="revision" value={String(one.revision)} />
      <button class="quiet" type="submit">
        {say('joint.remove')}
        <span class="unseen"> {one.code}</span>
      </button>
    </form>
  );
};

export const ShowJoint = (props: ShowProps) => {
  const { parts, cycle, idea, members, kept, problems, refused, stale } = props;
  const say = sayIn(parts);
  const editable = canMerge(props);
  const date = formatDate(consoleLocale, idea.createdAt, parts.deps.timezone);
  return (
    <>
      <p>
        <a href={jointPath}>{say('joint.back')}</a>
      </p>
      {stale ? <Stale parts={parts} codes={stale} /> : null}
      <Refused parts={parts} refused={refused} />
      <JointProblems parts={parts} words={kept ?? idea} problems={problems} members={members} />
      <h1>{titleOf(parts, idea)}</h1>
      <p class="meta">
        <span>{say('joint.made', { date, by: idea.by ?? '—' })}</span>
        {idea.dissolvedAt === null ? null : <span class="chip sun">{say('joint.dissolved')}</span>}
      </p>
      {idea.text === '' ? <p class="said wrong">{say('joint.noText')}</p> : <p class="kept">{idea.text}</p>}
      <Next {...props} />
      <div class="two">
        <section id="members" aria-labelledby="members-title">
          <h2 id="members-title">{say('joint.members', { count: members.length })}</h2>
          <ul class="plain cards">
            {members.map((one) => (
              <Member parts={parts} cycle={cycle} member={one}>
                {editable ? <Out parts={parts} idea={idea} one={one} /> : null}
              </Member>
            ))}
          </ul>
        </section>
        {editable ? (
          <div>
            <Reword {...props} />
            <Add {...props} />
            <Apart {...props} />
          </div>
        ) : null}
      </div>
    </>
  );
};
