/** The form that invites somebody, with what each role may do. */
import { roles, sectors } from '../../../people/permissions.js';
import type { ConsoleParts } from '../context.js';
import { Field, type FieldProblem, ProblemList, Wrong } from '../field.js';
import { sayIn } from '../say.js';
import { Choice } from './member-view.js';

export interface InviteForm {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly sector: string;
}

interface InviteProps {
  readonly parts: ConsoleParts;
  readonly form: InviteForm;
  readonly problems: readonly FieldProblem[];
}
export const InviteView = ({ parts, form, problems }: InviteProps) => {
  const say = sayIn(parts);
  const wrongOf = (name: string) => problems.filter(({ field }) => field === name).map(({ text }) => text);
  return (
    <section id="invitar">
      <h2>{say('team.invite')}</h2>
      <p>{say('team.inviteLead')}</p>
      <ProblemList title={say('setup.problems')} problems={problems} />
      <form class="setup card" method="post" action="/panel/equipo">
        <Field name="name" label={say('team.name')} value={form.name} wrong={wrongOf('name')} required />
        <Field
          name="email"
          label={say('signIn.email')}
          hint={say('team.emailHint')}
          value={form.email}
          wrong={wrongOf('email')}
          required
        />
        <div class="pair">
          <Choice
            id="role"
            name="role"
            label={say('account.role')}
            options={roles.map((one) => ({ value: one, label: say(`role.${one}`) }))}
            chosen={form.role}
          />
          <Choice
            id="sector"
            name="sector"
            label={say('account.sector')}
            options={[
              { value: '', label: say('team.chooseSector') },
              ...sectors.map((one) => ({ value: one, label: say(`sector.${one}`) })),
            ]}
            chosen={form.sector}
          />
        </div>
        <Wrong name="sector" wrong={[...wrongOf('role'), ...wrongOf('sector')]} />
        <button type="submit">{say('team.make')}</button>
      </form>
      <details>
        <summary>{say('team.roles')}</summary>
        <dl class="facts">
          {roles.map((role) => (
            <>
              <dt>{say(`role.${role}`)}</dt>
              <dd>{say(`team.role.${role}`)}</dd>
            </>
          ))}
        </dl>
      </details>
    </section>
  );
};
