/** The fields of an actor, with what is wrong beside each. */

import { actorKinds, actorSectors } from '../../../commitments/commitment.js';
import { type ActorChecked, type ActorForm, actorLimits, fieldOfActor } from '../../actor-form.js';
import type { ConsoleParts } from '../context.js';
import { Field, ProblemList, Tick } from '../field.js';
import { PlaceFields } from '../place-field.js';
import { sayIn } from '../say.js';

export interface Area {
  readonly id: string;
  readonly name: string;
}
interface FieldsProps {
  readonly parts: ConsoleParts;
  readonly form: ActorForm;
  readonly checked: ActorChecked;
  readonly areas: readonly Area[];
  /** A contact is kept already: what is typed replaces it. */
  readonly hasContact: boolean;
}

const limitsOf = {
  'name-short': actorLimits.name,
  'name-long': actorLimits.name,
  'about-long': actorLimits.about,
  'contact-long': actorLimits.contact,
  'contact-consent': {},
  'contact-missing': {},
} as const;

const toldOf = ({ parts, checked }: Pick<FieldsProps, 'parts' | 'checked'>) => {
  const say = sayIn(parts);
  return checked.problems.map((code) => ({
    field: fieldOfActor[code],
    text: say(`actors.problem.${code}`, limitsOf[code]),
  }));
};

export const ActorProblems = ({ parts, checked }: Pick<FieldsProps, 'parts' | 'checked'>) => {
  const say = sayIn(parts);
  const { place } = checked;
  const placeTold =
    'problem' in place
      ? [
          {
            field: 'within',
            text: say(place.problem, { options: place.options.map(({ name }) => name).join(' · ') }),
          },
        ]
      : [];
  return (
    <ProblemList title={say('problem.title')} problems={[...toldOf({ parts, checked }), ...placeTold]} />
  );
};

const Choice = <Value extends string>(props: {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}) => (
  <div>
    <label for={props.name}>{props.label}</label>
    <select id={props.name} name={props.name}>
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </div>
);

export const ActorFields = (props: FieldsProps) => {
  const { parts, form, checked, areas, hasContact } = props;
  const say = sayIn(parts);
  const told = toldOf(props);
  const wrong = (field: string) => told.filter((one) => one.field === field).map(({ text }) => text);
  return (
    <>
      <Field name="name" label={say('actors.name')} value={form.name} wrong={wrong('name')} required />
      <div class="pair">
        <Choice
          name="kind"
          label={say('actors.kind')}
          value={form.kind}
          options={actorKinds.map((value) => ({ value, label: say(`actors.kind.${value}`) }))}
        />
        <Choice
          name="sector"
          label={say('actors.sector')}
          value={form.sector}
          options={actorSectors.map((value) => ({ value, label: say(`actors.sector.${value}`) }))}
        />
      </div>
      <p class="soft">{say('actors.kindHint')}</p>
      <Field
        name="about"
        label={say('actors.about')}
        hint={say('actors.aboutHint', actorLimits.about)}
        value={form.about}
        wrong={wrong('about')}
        long
      />
      <fieldset>
        <legend>{say('actors.areas')}</legend>
        {areas.map(({ id, name }) => (
          <label class="check">
            <input type="checkbox" name="area" value={id} checked={form.areas.includes(id)} />
            {name}
          </label>
        ))}
      </fieldset>
      <PlaceFields parts={parts} typed={form} found={checked.place} />
      <fieldset>
        <legend>{say('actors.contact')}</legend>
        <p class="soft">{say(hasContact ? 'actors.contactThere' : 'actors.contactLead')}</p>
        <div class="pair">
          <Field name="contactName" label={say('actors.contactName')} value={form.contactName} />
          <Field
            name="contact"
            label={say('actors.contactWay')}
            value={form.contact}
            wrong={wrong('contact')}
          />
        </div>
        <Tick
          name="consent"
          label={say('actors.consent')}
          value="si"
          checked={form.consent}
          wrong={wrong('consent')}
        />
      </fieldset>
    </>
  );
};
