/** What pages of joint ideas share: their addresses, a member with its words, and who may not come in. */
import type { Child } from 'hono/jsx';
import { everyArea } from '../../../inbox/world.js';
import { oneOf } from '../../../one-of.js';
import { proposalStates } from '../../../proposals/proposal.js';
import { notAProposal } from '../../../proposals/triage.js';
import type { Candidates, JointIdea, JointMember } from '../../../store/proposals/joint-reads.js';
import type { StaffCycle } from '../../../store/store.js';
import { locales, pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

export const jointPath = '/panel/ideas';
export const hrefOfJoint = (id: string): string => `${jointPath}/${id}`;
export const newJointPath = `${jointPath}/nueva`;

/** Of a department, by two digits; '' is the whole country. */
export const departmentName = (parts: ConsoleParts, two: string): string =>
  two === '' ? sayIn(parts)('list.national') : (parts.deps.places.name(`${two}0000`) ?? two);

export function areaName(parts: ConsoleParts, cycle: StaffCycle, id: string): string {
  if (id === notAProposal) return sayIn(parts)('queue.notAProposal');
  const area = everyArea(cycle).find((one) => one.id === id);
  return area ? pick(area.label, consoleLocale) : id;
}

export const titleOf = (parts: ConsoleParts, { title }: Pick<JointIdea, 'title'>): string =>
  title || sayIn(parts)('joint.untitled');

interface MemberProps {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly member: JointMember;
  /** What can be done with it. */
  readonly children?: Child;
}
export const Member = ({ parts, cycle, member, children }: MemberProps) => {
  const say = sayIn(parts);
  const { code, text, state, place, locale, publish, areas } = member;
  return (
    <li class="card">
      <p class="meta">
        <a class="code" href={`/panel/propuestas/${code}`}>
          {code}
        </a>
        <span>{say(`state.${oneOf(proposalStates, state, 'received')}`)}</span>
        {areas.map((area) => (
          <span class="chip leaf">{areaName(parts, cycle, area)}</span>
        ))}
        <span>{place === null ? say('list.national') : (parts.deps.places.name(place) ?? place)}</span>
        {locale === consoleLocale ? null : <span>{say(`language.${oneOf(locales, locale, 'es')}`)}</span>}
        {publish === 'no' ? <span class="chip sun">{say('joint.private')}</span> : null}
      </p>
      <blockquote class="words" {...(text === '' ? {} : { lang: locale })}>
        {text || say('list.mediaOnly')}
      </blockquote>
      {children}
    </li>
  );
};

interface RefusedProps {
  readonly parts: ConsoleParts;
  readonly refused: Candidates['refused'];
}
/** By name, so that nobody wonders where one has gone. */
export const Refused = ({ parts, refused }: RefusedProps) => {
  if (refused.length === 0) return null;
  const say = sayIn(parts);
  return (
    <div class="said wrong" role="alert">
      <strong>{say('joint.refused', { count: refused.length })}</strong>
      <ul>
        {refused.map(({ code, why, title }) => (
          <li>{say(`joint.refused.${why}`, { code, title: title || say('joint.untitled') })}</li>
        ))}
      </ul>
    </div>
  );
};

export const Stale = ({
  parts,
  codes,
}: {
  readonly parts: ConsoleParts;
  readonly codes: readonly string[];
}) => {
  const say = sayIn(parts);
  return (
    <div class="said wrong" role="alert" tabindex={-1} data-focus>
      <strong>{say('joint.stale')}</strong>
      {codes.length === 0 ? null : <p>{say('joint.staleCodes', { codes: codes.join(', ') })}</p>}
      <p>{say('joint.staleNext')}</p>
    </div>
  );
};
