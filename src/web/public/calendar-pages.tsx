/** The two pages of the calendar: all of it, and one entry with its history. */

import { changedIn, isOver } from '../../calendar/diff.js';
import { isSomewhere } from '../../calendar/when.js';
import type { PlaceName } from '../../inbox/turn.js';
import { formatDate, formatMonth } from '../../text/dates.js';
import { pick } from '../../text/texts.js';
import type { ShownEntry } from './calendar-facts.js';
import {
  Badges,
  EventCard,
  Facts,
  LastChange,
  Process,
  Published,
  Rule,
  Version,
  type View,
} from './calendar-parts.js';

/** Events of one month together; months in the order of time. */
function byMonth(
  events: readonly ShownEntry[],
  { lang, timezone }: View,
): readonly (readonly [string, ShownEntry[]])[] {
  const months = new Map<string, ShownEntry[]>();
  for (const event of events) {
    const month = formatMonth(lang, event.content.startsAt, timezone);
    months.set(month, [...(months.get(month) ?? []), event]);
  }
  return [...months];
}

const Regions = ({
  regions,
  region,
  view: { words, lang },
}: {
  regions: readonly PlaceName[];
  region: string | null;
  view: View;
}) => (
  <form class="inline" method="get" action="/calendario">
    <input type="hidden" name="lang" value={lang} />
    <div>
      <label for="region">{words('calendar.region')}</label>
      <select id="region" name="region">
        <option value="">{words('calendar.everywhere')}</option>
        {regions.map(({ code, name }) => (
          <option value={code.slice(0, 2)} {...(code.slice(0, 2) === region ? { selected: true } : {})}>
            {name}
          </option>
        ))}
      </select>
    </div>
    <button type="submit">{words('calendar.filter')}</button>
  </form>
);

const Cards = ({ events, view }: { events: readonly ShownEntry[]; view: View }) => (
  <>
    {byMonth(events, view).map(([month, those]) => (
      <section>
        <h3 class="month">{month}</h3>
        {those.map((shown) => (
          <EventCard shown={shown} view={view} />
        ))}
      </section>
    ))}
  </>
);

export const CalendarPage = ({
  plan,
  stages,
  events,
  regions,
  region,
  view,
}: {
  plan: string;
  stages: readonly ShownEntry[];
  /** Of the chosen region. */
  events: readonly ShownEntry[];
  regions: readonly PlaceName[];
  /** Two digits; null: all of them. */
  region: string | null;
  view: View;
}) => {
  const { words, lang, now, timezone } = view;
  const over = events.filter(({ content }) => isOver(content, now));
  const coming = events.filter(({ content }) => !isOver(content, now));
  const name = regions.find(({ code }) => code.slice(0, 2) === region)?.name;
  const query = new URLSearchParams({ lang, ...(region === null ? {} : { region }) });
  return (
    <>
      <h1>{words('calendar.title')}</h1>
      <p class="lead">{words('calendar.lead', { plan })}</p>
      <p class="soft">{words('calendar.today', { date: formatDate(lang, now, timezone) })}</p>
      {stages.length === 0 ? null : (
        <section aria-labelledby="camino">
          <h2 id="camino">{words('calendar.process')}</h2>
          <Process stages={stages} view={view} />
        </section>
      )}
      <section aria-labelledby="fechas">
        <h2 id="fechas">{words('calendar.events')}</h2>
        <Regions regions={regions} region={region} view={view} />
        {name === undefined ? null : <p class="soft">{words('calendar.filtered', { region: name })}</p>}
        {coming.length === 0 ? <p>{words('calendar.empty')}</p> : <Cards events={coming} view={view} />}
        {over.length === 0 ? null : (
          <details>
            <summary>{words('calendar.past', { count: over.length })}</summary>
            <Cards events={over.toReversed()} view={view} />
          </details>
        )}
      </section>
      <p>
        <a class="button quiet" href={`/calendario.ics?${query}`}>
          {words('calendar.subscribe')}
        </a>
      </p>
    </>
  );
};

export const EntryPage = ({
  shown,
  told,
  view,
}: {
  shown: ShownEntry;
  /** How many people were told of a version. */
  told: ReadonlyMap<number, number>;
  view: View;
}) => {
  const { words, lang } = view;
  const { versions, id, content } = shown;
  return (
    <>
      <Badges shown={shown} view={view} />
      <h1>{pick(content.title, lang)}</h1>
      <LastChange shown={shown} view={view} />
      <section class="card">
        <Facts shown={shown} view={view} />
        <Published shown={shown} view={view} />
        <Rule shown={shown} view={view} />
        <p>
          <a class="button" href={`/calendario/${id}.ics?lang=${lang}`}>
            {words('calendar.add')}
          </a>
        </p>
      </section>
      <section aria-labelledby="historia">
        <h2 id="historia">{words('calendar.versions')}</h2>
        <p class="soft">{words('calendar.versionsLead')}</p>
        <ol class="versions">
          {versions.toReversed().map((version) => (
            <Version
              version={version}
              before={versions.find((one) => one.version === version.version - 1)}
              changed={changedIn(versions, version.version)}
              told={told.get(version.version) ?? 0}
              view={view}
            />
          ))}
        </ol>
      </section>
      <p>
        <a href={`/calendario?lang=${lang}`}>{words('calendar.back')}</a>
      </p>
    </>
  );
};

/** The next few, for the front page. */
export const Soon = ({ events, view }: { events: readonly ShownEntry[]; view: View }) => {
  const { words, lang, eventWords } = view;
  return (
    <>
      <h2>{words('calendar.soon')}</h2>
      <ul class="steps">
        {events.map(({ id, content }) => (
          <li>
            <a href={`/calendario/${id}?lang=${lang}`}>{pick(content.title, lang)}</a>
            <br />
            {eventWords.when(content, lang)}
            {isSomewhere(content) ? ` · ${eventWords.where(content, lang)}` : null}
          </li>
        ))}
      </ul>
      <p>
        <a href={`/calendario?lang=${lang}`}>{words('calendar.all')}</a>
      </p>
    </>
  );
};
