/** The queue: proposals with their promised date, filters and search. */
import type { Context } from 'hono';
import { z } from 'zod';
import { proposalStates } from '../../inbox/turn.js';
import type { Cursor, ProposalFilter, ProposalRow } from '../../store/queue.js';
import { formatDate } from '../../text/dates.js';
import { locales, pick } from '../../text/texts.js';
import { page } from '../layout.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { Shell } from './shell.js';

const pageSize = 25;
const optional = z.string().trim().max(100).optional().catch(undefined);
const query = z.object({
  tema: optional,
  region: optional,
  estado: optional,
  idioma: optional,
  q: optional,
  desde: optional,
});

const cursor = z.string().regex(/^(\d{1,15}):([0-9A-Z]{26})$/);

function readCursor(given: string | undefined): Cursor | undefined {
  const { success, data } = cursor.safeParse(given);
  if (!success) return undefined;
  const [promisedAt, id] = data.split(':');
  return { promisedAt: Number(promisedAt), id: id ?? '' };
}

function toFilter({ tema, region, estado, idioma, q }: z.infer<typeof query>): ProposalFilter {
  return {
    ...(tema ? { area: tema } : {}),
    ...(region ? { department: region } : {}),
    ...(estado ? { states: [estado] } : {}),
    ...(idioma ? { locale: idioma } : {}),
    ...(q ? { search: q } : {}),
  };
}

/** The areas that count, and where they come from. */
export function countingTags(tags: ProposalRow['tags']): { areas: string[]; origin: string | null } {
  const origin =
    ['confirmed', 'chosen', 'suggested'].find((name) => tags.some((one) => one.origin === name)) ?? null;
  return { areas: tags.filter((one) => one.origin === origin).map((one) => one.area), origin };
}

interface OptionProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}
const Select = ({ name, label, any, value, options }: OptionProps) => (
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

export function createList(parts: ConsoleParts) {
  const { deps } = parts;
  const say = (key: Parameters<typeof parts.say>[1], params?: Record<string, string | number>) =>
    parts.say(consoleLocale, key, params);
  const date = (at: number) => formatDate(consoleLocale, at, deps.timezone);

  /** In words, never by colour alone. */
  const Due = ({ row }: { row: ProposalRow }) => {
    if (row.state === 'answered')
      return <span>{say('list.answered', { date: date(row.answeredAt ?? row.createdAt) })}</span>;
    if (row.state === 'withdrawn') return null;
    const late = row.promisedAt < deps.now();
    return (
      <span class={late ? 'late' : ''}>
        {say(late ? 'list.late' : 'list.promised', { date: date(row.promisedAt) })}
      </span>
    );
  };

  const Item = ({ row, labels }: { row: ProposalRow; labels: ReadonlyMap<string, string> }) => {
    const { areas, origin } = countingTags(row.tags);
    const place = row.place === null ? say('list.national') : (deps.places.name(row.place) ?? row.place);
    return (
      <li>
        <a href={`/panel/propuestas/${row.code}`}>
          <span class="summary">
            {row.text || say(row.personId === null ? 'proposal.erased' : 'list.mediaOnly')}
          </span>
          <span class="meta">
            <span class="code">{row.code}</span>
            {areas.map((area) => (
              <span class="chip leaf">
                {labels.get(area) ?? area}
                {origin === 'suggested' ? ` (${say('list.suggested')})` : ''}
              </span>
            ))}
            <span>{place}</span>
            <span>{say(`state.${proposalStates.find((state) => state === row.state) ?? 'received'}`)}</span>
            <Due row={row} />
          </span>
        </a>
      </li>
    );
  };

  return async (c: Context<ConsoleEnv>) => {
    const given = query.parse(c.req.query());
    const filter = toFilter(given);
    const cycle = await deps.store.cycles.current(deps.now());
    const labels = new Map(cycle.areas.map((area) => [area.id, pick(area.label, consoleLocale)]));
    const { rows, next } = await deps.store.proposals.list(filter, pageSize, readCursor(given.desde));
    const filtered = Object.keys(filter).length > 0;
    const nextQuery = new URLSearchParams(
      Object.entries({ ...given, desde: next ? `${next.promisedAt}:${next.id}` : undefined }).flatMap(
        ([name, value]): [string, string][] => (value ? [[name, value]] : []),
      ),
    );
    const any = say('list.any');
    return c.html(
      page(
        <Shell parts={parts} title={say('list.title')} member={c.get('member')} here="proposals">
          <h1>{say('list.title')}</h1>
          <form class="filters" method="get" action="/panel/propuestas">
            <div class="wide">
              <label for="q">{say('list.search')}</label>
              <input
                id="q"
                type="search"
                name="q"
                value={given.q ?? ''}
                placeholder={say('list.searchHint')}
              />
            </div>
            <Select
              name="tema"
              label={say('list.area')}
              any={any}
              value={given.tema}
              options={[...labels].map(([value, label]) => ({ value, label }))}
            />
            <Select
              name="region"
              label={say('list.department')}
              any={any}
              value={given.region}
              options={deps.places.departments().map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Select
              name="estado"
              label={say('list.state')}
              any={any}
              value={given.estado}
              options={proposalStates.map((value) => ({ value, label: say(`state.${value}`) }))}
            />
            <Select
              name="idioma"
              label={say('list.language')}
              any={any}
              value={given.idioma}
              options={locales.map((value) => ({ value, label: value }))}
            />
            <div>
              <button type="submit">{say('list.apply')}</button>{' '}
              {filtered ? <a href="/panel/propuestas">{say('list.clear')}</a> : null}
            </div>
          </form>
          {rows.length === 0 ? (
            <p class="card">{say(filtered ? 'list.none' : 'list.empty')}</p>
          ) : (
            <ul class="queue">
              {rows.map((row) => (
                <Item row={row} labels={labels} />
              ))}
            </ul>
          )}
          {next ? (
            <p>
              <a class="button quiet" href={`/panel/propuestas?${nextQuery}`}>
                {say('list.next')}
              </a>
            </p>
          ) : null}
          <p class="soft">{say('list.help')}</p>
        </Shell>,
      ),
    );
  };
}
