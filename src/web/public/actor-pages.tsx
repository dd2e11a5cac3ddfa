/** The pages of who takes part: the map with its list, and the form to be on it. */
import { type ActorEntry, actorSectors } from '../../commitments/commitment.js';
import type { Places } from '../../places/places.js';
import { type ActorChecked, type ActorForm, actorLimits, fieldOfActor } from '../actor-form.js';
import { Field, ProblemList, Tick } from '../console/field.js';
import { PeruMap } from '../peru-map.js';
import type { PublicLanguage, PublicWords } from './frame.js';

interface Area {
  readonly id: string;
  readonly name: string;
}
interface Base {
  readonly lang: PublicLanguage;
  readonly words: PublicWords;
  readonly places: Places;
  readonly areas: readonly Area[];
}

/** What an organisation may call itself; institutions are made by staff. */
const ownKinds = ['organisation', 'initiative'] as const;

interface ActorsProps extends Base {
  readonly query: {
    readonly tipo?: string | undefined;
    readonly tema?: string | undefined;
    readonly region?: string | undefined;
  };
  readonly everywhere: readonly ActorEntry[];
  readonly actors: readonly ActorEntry[];
}

export const ActorsPage = ({ lang, words, places, areas, query, everywhere, actors }: ActorsProps) => {
  const counts = new Map<string, number>();
  for (const { place } of everywhere)
    if (place !== null) counts.set(place.slice(0, 2), (counts.get(place.slice(0, 2)) ?? 0) + 1);
  const nameOf = (department: string) => places.name(`${department}0000`) ?? department;
  const hrefTo = (region: string) =>
    `/actores?${new URLSearchParams({ lang, ...(query.tipo ? { tipo: query.tipo } : {}), ...(query.tema ? { tema: query.tema } : {}), region })}`;
  const areaNames = new Map(areas.map(({ id, name }) => [id, name]));
  return (
    <>
      <h1>{words('actors.title')}</h1>
      <p class="lead">{words('actors.lead')}</p>
      <p>
        <a class="button" href={`/actores/sumate?lang=${lang}`}>
          {words('actors.join')}
        </a>
      </p>
      <form class="inline" method="get" action="/actores">
        <input type="hidden" name="lang" value={lang} />
        <div>
          <label for="region">{words('calendar.region')}</label>
          <select id="region" name="region">
            <option value="">{words('calendar.everywhere')}</option>
            {places.departments().map(({ code, name }) => (
              <option value={code.slice(0, 2)} selected={code.slice(0, 2) === query.region}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="tema">{words('proposal.area')}</label>
          <select id="tema" name="tema">
            <option value="">{words('actors.anyArea')}</option>
            {areas.map(({ id, name }) => (
              <option value={id} selected={id === query.tema}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{words('calendar.filter')}</button>
      </form>
      <div class="beside">
        <PeruMap
          label={words('actors.map')}
          counts={counts}
          {...(query.region ? { here: query.region } : {})}
          describe={(department, count) => words('actors.inRegion', { region: nameOf(department), count })}
          hrefOf={hrefTo}
        />
        <div>
          <p class="soft">{words('actors.shown', { count: actors.length })}</p>
          <ul class="cards">
            {actors.map(({ name, kind, sector, about, areas: own, place }) => (
              <li class="card">
                <h2>{name}</h2>
                <p class="soft">
                  {words(`actors.kind.${kind}`)} · {words(`actors.sector.${sector}`)} ·{' '}
                  {place === null ? words('national') : (places.name(place) ?? place)}
                </p>
                {about === '' ? null : <p class="kept">{about}</p>}
                {own.length === 0 ? null : (
                  <p class="soft">{own.map((area) => areaNames.get(area) ?? area).join(', ')}</p>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  );
};

interface JoinProps extends Base {
  readonly form: ActorForm;
  readonly checked: ActorChecked;
  readonly id: string;
  /** Whom to ask about one's data. */
  readonly contact: string;
  readonly wrong?: string;
}

const limitsOf = {
  'name-short': actorLimits.name,
  'name-long': actorLimits.name,
  'about-long': actorLimits.about,
  'contact-long': actorLimits.contact,
  'contact-consent': {},
  'contact-missing': {},
} as const;

interface Told {
  readonly field: string;
  readonly text: string;
}
function toldOf({ words, checked }: Pick<JoinProps, 'words' | 'checked'>): readonly Told[] {
  const told = checked.problems.map((code) => ({
    field: fieldOfActor[code],
    text: words(`actors.problem.${code}`, limitsOf[code]),
  }));
  const { place } = checked;
  if (!('problem' in place)) return told;
  const options = place.options.map(({ name }) => name).join(' · ');
  return [
    ...told,
    {
      field: 'within',
      text: words(options === '' ? 'actors.problem.place' : 'actors.problem.which', { options }),
    },
  ];
}

const Where = ({
  words,
  places,
  form,
  wrong,
}: Pick<JoinProps, 'words' | 'places' | 'form'> & { wrong: readonly string[] }) => (
  <div class="pair">
    <div>
      <label for="department">{words('calendar.region')}</label>
      <select id="department" name="department">
        <option value="">{words('national')}</option>
        {places.departments().map(({ code, name }) => (
          <option value={code} selected={code === form.department}>
            {name}
          </option>
        ))}
      </select>
    </div>
    <Field name="within" label={words('actors.within')} value={form.within} wrong={wrong} />
  </div>
);

const ContactFields = (props: Omit<JoinProps, 'wrong'> & { wrong: (field: string) => readonly string[] }) => {
  const { words, form, wrong, contact } = props;
  return (
    <fieldset>
      <legend>{words('actors.contact')}</legend>
      <p>{words('actors.contactLead')}</p>
      <div class="pair">
        <Field name="contactName" label={words('actors.contactName')} value={form.contactName} />
        <Field
          name="contact"
          label={words('actors.contactWay')}
          value={form.contact}
          wrong={wrong('contact')}
        />
      </div>
      <Tick
        name="consent"
        label={words('actors.consent', { contact })}
        value="si"
        checked={form.consent}
        wrong={wrong('consent')}
      />
    </fieldset>
  );
};

export const JoinForm = (props: JoinProps) => {
  const { lang, words, areas, form, id, wrong: refused } = props;
  const told = toldOf(props);
  const wrong = (field: string) => told.filter((one) => one.field === field).map(({ text }) => text);
  return (
    <>
      <h1>{words('actors.join')}</h1>
      <p class="lead">{words('actors.joinLead')}</p>
      {refused ? (
        <p class="note stop" role="alert">
          {refused}
        </p>
      ) : null}
      <ProblemList title={words('actors.problem.title')} problems={told} />
      <form class="card" method="post" action={`/actores/sumate?lang=${lang}`}>
        <input type="hidden" name="id" value={id} />
        <p class="unseen" aria-hidden="true">
          <label for="web">Web</label>
          <input id="web" name="web" tabindex={-1} autocomplete="off" />
        </p>
        <Field name="name" label={words('actors.name')} value={form.name} wrong={wrong('name')} required />
        <div class="pair">
          <div>
            <label for="kind">{words('actors.kind')}</label>
            <select id="kind" name="kind">
              {ownKinds.map((kind) => (
                <option value={kind} selected={kind === form.kind}>
                  {words(`actors.kind.${kind}`)}
                </option>
              ))}
            </select>
          </div>
          <div>
            <label for="sector">{words('actors.sector')}</label>
            <select id="sector" name="sector">
              {actorSectors.map((sector) => (
                <option value={sector} selected={sector === form.sector}>
                  {words(`actors.sector.${sector}`)}
                </option>
              ))}
            </select>
          </div>
        </div>
        <Field
          name="about"
          label={words('actors.about')}
          hint={words('actors.aboutHint', actorLimits.about)}
          value={form.about}
          wrong={wrong('about')}
          long
        />
        <fieldset>
          <legend>{words('actors.areas')}</legend>
          {areas.map(({ id: area, name }) => (
            <label class="check">
              <input type="checkbox" name="area" value={area} checked={form.areas.includes(area)} />
              {name}
            </label>
          ))}
        </fieldset>
        <Where {...props} wrong={wrong('within')} />
        <ContactFields {...props} wrong={wrong} />
        <p class="soft">{words('actors.reviewed')}</p>
        <p>
          <button type="submit">{words('actors.send')}</button>
        </p>
      </form>
    </>
  );
};
