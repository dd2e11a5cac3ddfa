/** One member of the team: what they may, when they were here, and what can be done about it. */
import { oneOf } from '../../../one-of.js';
import { roles, sectors } from '../../../people/permissions.js';
import type { TeamMember } from '../../../store/staff/team.js';
import { formatMoment } from '../../../text/dates.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

const root = '/panel/equipo';

interface ChoiceProps {
  readonly parts: ConsoleParts;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
}
export const Choice = ({ id, name, label, options, chosen }: Omit<ChoiceProps, 'parts'>) => (
  <div>
    <label for={id}>{label}</label>
    <select id={id} name={name}>
      {options.map((one) => (
        <option value={one.value} {...(one.value === chosen ? { selected: true } : {})}>
          {one.label}
        </option>
      ))}
    </select>
  </div>
);

interface MemberProps {
  readonly parts: ConsoleParts;
  readonly member: TeamMember;
  readonly isMe: boolean;
}

const Facts = ({ parts, member }: Omit<MemberProps, 'isMe'>) => {
  const say = sayIn(parts);
  const at = (moment: number) => formatMoment(consoleLocale, moment, parts.deps.timezone);
  return (
    <p class="meta">
      <span>{member.email}</span>
      <span>{say(`role.${oneOf(roles, member.role, 'reader')}`)}</span>
      <span>{say(`sector.${oneOf(sectors, member.sector, 'government')}`)}</span>
      <span>{say(member.secondStep ? 'team.second.on' : 'team.second.off')}</span>
      <span>
        {member.seenAt === null ? say('team.never') : say('team.seen', { moment: at(member.seenAt) })}
      </span>
      <span>{say('team.sessions', { count: member.sessions })}</span>
      {member.lockedUntil === null ? null : (
        <span class="late">{say('team.locked', { moment: at(member.lockedUntil) })}</span>
      )}
    </p>
  );
};

interface DoProps {
  readonly id: string;
  readonly what: 'off' | 'on' | 'sessions' | 'link';
  readonly label: string;
  readonly name: string;
}
const Do = ({ id, what, label, name }: DoProps) => (
  <form method="post" action={`${root}/${id}/estado`}>
    <button class="quiet" type="submit" name="do" value={what}>
      {label} <span class="unseen">{name}</span>
    </button>
  </form>
);

export const MemberView = ({ parts, member, isMe }: MemberProps) => {
  const say = sayIn(parts);
  const { id, name, role, sector, disabledAt } = member;
  return (
    <li class="card">
      <h2>
        {name} {isMe ? <span class="chip">{say('team.me')}</span> : null}
        {disabledAt === null ? null : <span class="chip sun">{say('team.isOff')}</span>}
      </h2>
      <Facts parts={parts} member={member} />
      {isMe ? (
        <p class="soft">{say('team.own')}</p>
      ) : (
        <details>
          <summary>
            {say('team.manage')} <span class="unseen">{name}</span>
          </summary>
          {disabledAt === null ? (
            <>
              <form class="pair" method="post" action={`${root}/${id}`}>
                <input type="hidden" name="seenRole" value={role} />
                <input type="hidden" name="seenSector" value={sector} />
                <Choice
                  id={`role-${id}`}
                  name="role"
                  label={say('account.role')}
                  options={roles.map((one) => ({ value: one, label: say(`role.${one}`) }))}
                  chosen={role}
                />
                <Choice
                  id={`sector-${id}`}
                  name="sector"
                  label={say('account.sector')}
                  options={sectors.map((one) => ({ value: one, label: say(`sector.${one}`) }))}
                  chosen={sector}
                />
                <button type="submit">{say('team.change')}</button>
              </form>
              <div class="tools">
                <Do id={id} what="link" label={say('team.newLink')} name={name} />
                <Do id={id} what="sessions" label={say('team.endSessions')} name={name} />
                <Do id={id} what="off" label={say('team.off')} name={name} />
              </div>
            </>
          ) : (
            <Do id={id} what="on" label={say('team.on')} name={name} />
          )}
        </details>
      )}
    </li>
  );
};
