/** What the pages of assisted entry share: their tabs, the choice of an event, the words of a mistake. */
import { assistedLength, type FieldWrong } from '../../../assisted/proposal.js';
import { formatDate } from '../../../text/dates.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { Tabs } from '../subnav.js';
import type { EventOption } from './form.js';

export const assistedPath = '/panel/anotar';
const tabs = [
  { name: 'one', href: assistedPath },
  { name: 'sheet', href: `${assistedPath}/hoja` },
  { name: 'paper', href: `${assistedPath}/papel` },
] as const;

export const AssistedTabs = ({
  parts,
  here,
}: {
  readonly parts: ConsoleParts;
  readonly here: (typeof tabs)[number]['name'];
}) => {
  const say = sayIn(parts);
  return (
    <Tabs
      label={say('assisted.tabs')}
      here={here}
      tabs={tabs.map(({ name, href }) => ({ name, href, label: say(`assisted.tab.${name}`) }))}
    />
  );
};

export const EventSelect = ({
  parts,
  events,
  value,
}: {
  readonly parts: ConsoleParts;
  readonly events: readonly EventOption[];
  readonly value: string;
}) => {
  const say = sayIn(parts);
  return (
    <div>
      <label for="event">{say('assisted.event')}</label>
      <select id="event" name="event">
        <option value="">{say('assisted.noEvent')}</option>
        {events.map(({ id, title, startsAt }) => (
          <option value={id} selected={id === value}>
            {`${title} · ${formatDate(consoleLocale, startsAt, parts.deps.timezone)}`}
          </option>
        ))}
      </select>
    </div>
  );
};

export const wrongText = (parts: ConsoleParts, { problem, options = [] }: FieldWrong): string =>
  sayIn(parts)(`assisted.problem.${problem}`, { ...assistedLength, options: options.join(' · ') });
