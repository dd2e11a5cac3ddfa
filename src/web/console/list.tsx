/** The queue: what is still owed an answer, oldest promise first, with filters, search and counts. */
import type { Context } from 'hono';
import { proposalStates } from '../../proposals/proposal.js';
import { locales, pick } from '../../text/texts.js';
import { page } from '../layout.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { Item } from './list-item.js';
import { cursorOf, filterOf, hrefOf, type ListQuery, pageAfter, readQuery } from './list-query.js';
import { Shell } from './shell.js';

const pageSize = 25;

interface Option {
  readonly value: string;
  readonly label: string;
}
interface SelectProps {
  readonly name: string;
  readonly label: string;
  /** What choosing nothing means. */
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
}
const Select = ({ name, label, any, value, options }: SelectProps) => (
  <div>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{any}</option>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  </div>
);

interface FiltersProps {
  readonly parts: ConsoleParts;
  readonly given: ListQuery;
  readonly areas: readonly Option[];
}
const Filters = ({ parts, given, areas }: FiltersProps) => {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const states = [
    ...proposalStates.map((value) => ({ value, label: say(`state.${value}`) })),
    { value: 'todas', label: say('list.allStates') },
  ];
  const departments = parts.deps.places.departments().map(({ code, name }) => ({ value: code, label: name }));
  const languages = locales.map((value) => ({ value, label: say(`language.${value}`) }));
  return (
    <form class="filters" method="get" action="/panel/propuestas">
      <div class="wide">
        <label for="q">{say('list.search')}</label>
        <input id="q" type="search" name="q" value={given.q ?? ''} placeholder={say('list.searchHint')} />
      </div>
      <Select name="tema" label={say('list.area')} any={say('list.any')} value={given.tema} options={areas} />
      <Select
        name="region"
        label={say('list.department')}
        any={say('list.anyRegion')}
        value={given.region}
        options={departments}
      />
      <Select
        name="estado"
        label={say('list.state')}
        any={say('list.open')}
        value={given.estado}
        options={states}
      />
      <Select
        name="idioma"
        label={say('list.language')}
        any={say('list.any')}
        value={given.idioma}
        options={languages}
      />
      <div class="actions">
        <button type="submit">{say('list.apply')}</button>
        {Object.values(given).some(Boolean) ? <a href="/panel/propuestas">{say('list.clear')}</a> : null}
      </div>
    </form>
  );
};

interface CountsProps {
  readonly parts: ConsoleParts;
  readonly given: ListQuery;
  readonly areas: readonly Option[];
  readonly counts: Readonly<Record<string, number>>;
}
/** How many wait in each area; a tap filters by it. */
const Counts = ({ parts, given, areas, counts }: CountsProps) => (
  <nav class="counts" aria-label={parts.say(consoleLocale, 'list.counts')}>
    {areas.map(({ value, label }) => (
      <a
        href={hrefOf({}, given.tema === value ? {} : { tema: value })}
        {...(given.tema === value ? { 'aria-current': 'true' as const } : {})}
      >
        {label} <strong>{counts[value] ?? 0}</strong>
      </a>
    ))}
  </nav>
);

export function createList(parts: ConsoleParts) {
  const { deps } = parts;
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);

  return async (c: Context<ConsoleEnv>) => {
    const given = readQuery(c.req.query());
    const cycle = await deps.store.cycles.current(deps.now());
    const areas = cycle.areas.map(({ id, label }) => ({ value: id, label: pick(label, consoleLocale) }));
    const labels = new Map(areas.map(({ value, label }) => [value, label]));
    const { rows, next } = await deps.store.proposals.list(filterOf(given), pageSize, cursorOf(given));
    const counts = await deps.store.proposals.countOpenByArea(deps.now());
    /** An empty queue may mean: nothing matches, all is answered, or nothing ever came. */
    const why = async () => {
      if (Object.values(given).some(Boolean)) return 'list.none' as const;
      const states = Object.keys(await deps.store.proposals.countByState());
      return states.length > 0 ? ('list.done' as const) : ('list.empty' as const);
    };
    return c.html(
      page(
        <Shell parts={parts} title={say('list.title')} member={c.get('member')} here="proposals">
          <h1>{say('list.title')}</h1>
          <Counts parts={parts} given={given} areas={areas} counts={counts} />
          <Filters parts={parts} given={given} areas={areas} />
          {rows.length === 0 ? (
            <p class="card">{say(await why())}</p>
          ) : (
            <ul class="queue">
              {rows.map((row) => (
                <Item parts={parts} row={row} labels={labels} />
              ))}
            </ul>
          )}
          {next ? (
            <p>
              <a class="button quiet" href={pageAfter(given, next)}>
                {say('list.next')}
              </a>
            </p>
          ) : null}
          <p class="soft keys-hint">{say('list.help')}</p>
        </Shell>,
      ),
    );
  };
}
