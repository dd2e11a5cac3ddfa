/** The partners with how many came by each one's link, and the form for a new one. */
import { may } from '../../../people/permissions.js';
import type { Partner } from '../../../store/outreach.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { Field, ProblemList } from '../field.js';
import { PlaceFields } from '../place-field.js';
import { sayIn } from '../say.js';
import { nameLength, type PartnerChecked, type PartnerForm, type PartnerProblem } from './form.js';

export interface ListProps {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
  readonly partners: readonly Partner[];
  readonly form: PartnerForm;
  readonly checked: PartnerChecked;
}

const Partners = ({ parts, partners }: Pick<ListProps, 'parts' | 'partners'>) => {
  const say = sayIn(parts);
  if (partners.length === 0) return <p class="card">{say('partners.none')}</p>;
  const joined = partners.reduce((sum, partner) => sum + partner.joined, 0);
  return (
    <div class="scroll">
      <table>
        <caption class="soft">{say('partners.joinedHint')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('partners.name')}</th>
            <th scope="col" class="wide-only">
              {say('partners.place')}
            </th>
            <th scope="col" class="wide-only">
              {say('partners.code')}
            </th>
            <th scope="col" class="number">
              {say('partners.joined')}
            </th>
          </tr>
        </thead>
        <tbody>
          {partners.map(({ id, name, place, code, joined: count }) => (
            <tr>
              <th scope="row">
                <a href={`/panel/aliados/${id}`}>{name}</a>
              </th>
              <td class="wide-only">
                {place === null ? say('place.everywhere') : (parts.deps.places.name(place) ?? place)}
              </td>
              <td class="code wide-only">{code}</td>
              <td class="number">{count}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('partners.total')}</th>
            <td class="wide-only" colspan={2} />
            <td class="number">{joined}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

const fieldOf: Readonly<Record<PartnerProblem, 'name' | 'code'>> = {
  'name-short': 'name',
  'name-long': 'name',
  code: 'code',
  'code-taken': 'code',
};

const NewPartner = ({ parts, form, checked }: Omit<ListProps, 'partners' | 'member'>) => {
  const say = sayIn(parts);
  const told = checked.problems.map((problem) => ({
    field: fieldOf[problem],
    text: say(`partners.problem.${problem}`, nameLength),
  }));
  const wrongOf = (field: string) => told.filter((one) => one.field === field).map(({ text }) => text);
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
    <section aria-labelledby="new-title">
      <h2 id="new-title">{say('partners.new')}</h2>
      <ProblemList title={say('problem.title')} problems={[...told, ...placeTold]} />
      <form class="card" method="post" action="/panel/aliados" data-keep>
        <Field
          name="name"
          label={say('partners.name')}
          hint={say('partners.nameHint')}
          value={form.name}
          wrong={wrongOf('name')}
          required
        />
        <PlaceFields parts={parts} typed={form} found={place} />
        <Field
          name="code"
          label={say('partners.codeOwn')}
          hint={say('partners.codeHint')}
          value={form.code}
          wrong={wrongOf('code')}
        />
        <p>
          <button type="submit">{say('partners.create')}</button>
        </p>
      </form>
    </section>
  );
};

export const PartnersView = (props: ListProps) => {
  const say = sayIn(props.parts);
  return (
    <>
      <h1>{say('partners.title')}</h1>
      <p class="lead">{say('partners.lead')}</p>
      <Partners {...props} />
      {may(props.member.role, 'partners.edit') ? <NewPartner {...props} /> : null}
    </>
  );
};
