/** The map of who takes part: filters, Peru by region, and the same as a table. */
import { type ActorEntry, actorKinds, actorSectors, actorStates } from '../../../commitments/commitment.js';
import { may } from '../../../people/permissions.js';
import { PeruMap } from '../../peru-map.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { sayIn } from '../say.js';
import type { Area } from './fields.js';
import type { ActorQuery } from './query.js';
import { queryOf } from './query.js';

interface ListProps {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
  readonly query: ActorQuery;
  readonly areas: readonly Area[];
  /** All filters but the region: the map shows where they are. */
  readonly everywhere: readonly ActorEntry[];
  readonly actors: readonly ActorEntry[];
  readonly proposed: number;
}

interface Option {
  readonly value: string;
  readonly label: string;
}
const Select = (props: {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
}) => (
  <div>
    <label for={props.name}>{props.label}</label>
    <select id={props.name} name={props.name}>
      <option value="">{props.any}</option>
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </div>
);

const Filters = ({ parts, query, areas }: Pick<ListProps, 'parts' | 'query' | 'areas'>) => {
  const say = sayIn(parts);
  const any = say('list.any');
  const regions = parts.deps.places
    .departments()
    .map(({ code, name }) => ({ value: code.slice(0, 2), label: name }));
  return (
    <form class="filters" method="get" action="/panel/actores">
      <Select
        name="tipo"
        label={say('actors.kind')}
        any={any}
        value={query.kind}
        options={actorKinds.map((value) => ({ value, label: say(`actors.kind.${value}`) }))}
      />
      <Select
        name="sector"
        label={say('actors.sector')}
        any={any}
        value={query.sector}
        options={actorSectors.map((value) => ({ value, label: say(`actors.sector.${value}`) }))}
      />
      <Select
        name="tema"
        label={say('list.area')}
        any={any}
        value={query.area}
        options={areas.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        name="region"
        label={say('list.department')}
        any={say('list.anyRegion')}
        value={query.region}
        options={regions}
      />
      <Select
        name="estado"
        label={say('list.state')}
        any={any}
        value={query.state}
        options={actorStates.map((value) => ({ value, label: say(`actors.state.${value}`) }))}
      />
      <div class="actions">
        <button class="quiet" type="submit">
          {say('list.apply')}
        </button>
        {Object.values(query).some(Boolean) ? <a href="/panel/actores">{say('list.clear')}</a> : null}
      </div>
    </form>
  );
};

/** How many in each region; those of the whole country are in none. */
const countByRegion = (actors: readonly ActorEntry[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { place } of actors)
    if (place !== null) counts.set(place.slice(0, 2), (counts.get(place.slice(0, 2)) ?? 0) + 1);
  return counts;
};

const RegionMap = ({ parts, query, everywhere }: Pick<ListProps, 'parts' | 'query' | 'everywhere'>) => {
  const say = sayIn(parts);
  const counts = countByRegion(everywhere);
  const nameOf = (department: string) => parts.deps.places.name(`${department}0000`) ?? department;
  const hrefTo = (region: string) => `/panel/actores?${queryOf({ ...query, region })}`;
  return (
    <div>
      <PeruMap
        label={say('actors.map')}
        counts={counts}
        {...(query.region ? { here: query.region } : {})}
        describe={(department, count) => say('actors.inRegion', { region: nameOf(department), count })}
        hrefOf={hrefTo}
      />
      <details>
        <summary>{say('actors.mapTable')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('list.department')}</th>
              <th scope="col" class="number">
                {say('actors.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...counts]
              .toSorted(([, one], [, other]) => other - one)
              .map(([region, count]) => (
                <tr>
                  <th scope="row">
                    <a href={hrefTo(region)}>{nameOf(region)}</a>
                  </th>
                  <td class="number">{count}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </div>
  );
};

const Table = ({ parts, actors, areas }: Pick<ListProps, 'parts' | 'actors' | 'areas'>) => {
  const say = sayIn(parts);
  const areaNames = new Map(areas.map(({ id, name }) => [id, name]));
  return (
    <div class="scroll">
      <table>
        <caption class="soft">{say('actors.shown', { count: actors.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('actors.name')}</th>
            <th scope="col" class="wide-only">
              {say('actors.areas')}
            </th>
            <th scope="col">{say('list.department')}</th>
          </tr>
        </thead>
        <tbody>
          {actors.map(({ id, name, kind, sector, state, areas: own, place, bound }) => (
            <tr>
              <th scope="row">
                <a href={`/panel/actores/${id}`}>{name}</a>
                <br />
                <span class="soft">
                  {say(`actors.kind.${kind}`)} · {say(`actors.sector.${sector}`)}
                </span>{' '}
                {state === 'listed' ? null : (
                  <span class={state === 'proposed' ? 'chip sun' : 'chip'}>
                    {say(`actors.state.${state}`)}
                  </span>
                )}{' '}
                {bound ? <span class="chip leaf">{say('actors.bound')}</span> : null}
              </th>
              <td class="wide-only">{own.map((area) => areaNames.get(area) ?? area).join(', ')}</td>
              <td>{place === null ? say('place.everywhere') : (parts.deps.places.name(place) ?? place)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

export const ListView = (props: ListProps) => {
  const { parts, member, query, actors, proposed } = props;
  const say = sayIn(parts);
  return (
    <>
      <h1>{say('actors.title')}</h1>
      <p class="lead">{say('actors.lead')}</p>
      {proposed > 0 && query.state !== 'proposed' ? (
        <p class="said">
          <a href="/panel/actores?estado=proposed">{say('actors.waiting', { count: proposed })}</a>
        </p>
      ) : null}
      <p class="actions">
        {may(member.role, 'actors.edit') ? (
          <a class="button" href="/panel/actores/nuevo">
            {say('actors.new')}
          </a>
        ) : null}
        <a href={`/panel/actores.csv?${queryOf(query)}`}>{say('actors.csv')}</a>
        <a href="/actores/sumate">{say('actors.publicForm')}</a>
      </p>
      <Filters {...props} />
      <div class="beside">
        <RegionMap {...props} />
        {actors.length === 0 ? <p class="card">{say('actors.none')}</p> : <Table {...props} />}
      </div>
    </>
  );
};
