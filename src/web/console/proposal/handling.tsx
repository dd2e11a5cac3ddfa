/** Who deals with a proposal, and which institution would own it. */
import { z } from 'zod';
import { may } from '../../../people/permissions.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

const chosen = z.string().optional().catch(undefined);

interface Option {
  readonly id: string;
  readonly name: string;
}
interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly value: string;
  readonly options: readonly Option[];
}
const Choice = ({ name, label, none, value, options }: ChoiceProps) => (
  <>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{none}</option>
      {options.map((one) => (
        <option value={one.id} selected={one.id === value}>
          {one.name}
        </option>
      ))}
    </select>
  </>
);

const render = async (props: PanelProps) => {
  const { parts, detail, member, team, kept } = props;
  const { row } = detail;
  const say = sayIn(parts);
  const institutions = await parts.deps.store.actors.institutions();
  const href = `/panel/propuestas/${row.code}`;
  const assigned = team.filter(({ id, disabledAt }) => disabledAt === null || id === row.assigneeId);
  if (!may(member.role, 'proposals.assign') || row.state === 'withdrawn') {
    const owner = institutions.find(({ id }) => id === row.institutionId);
    return owner ? (
      <section class="card" aria-labelledby="handling-title" id="handling">
        <h2 id="handling-title">{say('institution.title')}</h2>
        <p>{owner.name}</p>
      </section>
    ) : null;
  }
  return (
    <section class="card" aria-labelledby="handling-title" id="handling">
      <h2 id="handling-title">{say('assign.title')}</h2>
      <form method="post" action={`${href}/responsable`}>
        <Seen {...props} />
        <Choice
          name="assignee"
          label={say('assign.who')}
          none={say('assign.nobody')}
          value={chosen.parse(kept.assignee) ?? row.assigneeId ?? ''}
          options={assigned}
        />
        <div class="actions">
          <button class="quiet" type="submit">
            {say('assign.save')}
          </button>
          {row.assigneeId === member.id ? null : (
            <button class="link" type="submit" name="me" value="1" data-key="m">
              {say('assign.me')}
            </button>
          )}
        </div>
      </form>
      <form method="post" action={`${href}/institucion`}>
        <Seen {...props} />
        <Choice
          name="institution"
          label={say('institution.title')}
          none={say('institution.none')}
          value={chosen.parse(kept.institution) ?? row.institutionId ?? ''}
          options={institutions}
        />
        {institutions.length === 0 ? <p class="soft">{say('institution.empty')}</p> : null}
        <button class="quiet" type="submit">
          {say('institution.save')}
        </button>
      </form>
    </section>
  );
};

export const handlingPanel: Panel = {
  id: 'handling',
  column: 'side',
  render,
  said: ['assign.saved', 'institution.saved'],
};
