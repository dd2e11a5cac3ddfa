/** Narrowing the queue: a form that works without a script, and what is chosen as parts that can be taken away. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { type FieldName, fieldNames, firstFields, type Option, type QueueOptions } from './options.js';
import { hrefOf, type QueueQuery, queuePath } from './query.js';

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
  readonly given: QueueQuery;
  readonly options: QueueOptions;
}

export const Filters = ({ parts, given, options }: FiltersProps) => {
  const say = sayIn(parts);
  const field = (name: FieldName) =>
    options.fields[name].length === 0 ? null : (
      <Select
        name={name}
        label={say(`queue.field.${name}`)}
        any={say(`queue.any.${name}`)}
        value={given[name]}
        options={options.fields[name]}
      />
    );
  const rest = fieldNames.slice(firstFields);
  return (
    <form class="filters" method="get" action={queuePath}>
      <div class="find">
        <div class="grow">
          <label for="q">{say('list.search')}</label>
          <input id="q" type="search" name="q" value={given.q ?? ''} aria-describedby="q-hint" data-key="/" />
        </div>
        <button type="submit">{say('queue.apply')}</button>
        <p class="soft" id="q-hint">
          {say('queue.searchHint')}
        </p>
      </div>
      {fieldNames.slice(0, firstFields).map(field)}
      <details class="wide" open={rest.some((name) => given[name] !== undefined)}>
        <summary>{say('queue.moreFilters')}</summary>
        <div class="filters">{rest.map(field)}</div>
      </details>
      {given.idea ? <input type="hidden" name="idea" value={given.idea} /> : null}
    </form>
  );
};

const chosenNames = ['q', 'idea', ...fieldNames] as const;

/** What is chosen now; each part leads to the view without it. */
export const Chosen = ({ parts, given, options }: FiltersProps) => {
  const say = sayIn(parts);
  const chosen = chosenNames.flatMap((name) => {
    const value = given[name];
    const text = value === undefined ? null : options.describe(name, value);
    return text === null ? [] : [{ name, text }];
  });
  if (chosen.length === 0) return null;
  return (
    <ul class="chosen" aria-label={say('queue.chosen')}>
      {chosen.map(({ name, text }) => (
        <li>
          <a class="chip" href={hrefOf(given, { [name]: undefined })}>
            {name === 'q' || name === 'idea' ? '' : `${say(`queue.field.${name}`)}: `}
            {text} <span aria-hidden="true">×</span>
            <span class="unseen"> {say('queue.remove')}</span>
          </a>
        </li>
      ))}
      <li>
        <a href={queuePath}>{say('queue.clear')}</a>
      </li>
    </ul>
  );
};
