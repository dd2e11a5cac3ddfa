/** Choosing a sheet; its rows as they were understood, or what is wrong in each. */
import type { SheetRead } from '../../../assisted/sheet.js';
import { mostRows } from '../../../assisted/sheet.js';
import { oneOf } from '../../../one-of.js';
import type { StaffCycle } from '../../../store/store.js';
import { formatMoment } from '../../../text/dates.js';
import { type Locale, locales, pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { codesPath } from './codes.js';
import type { EventOption } from './form.js';
import { AssistedTabs, assistedPath, EventSelect, wrongText } from './parts.js';

export interface SheetShown {
  readonly event: string;
  readonly events: readonly EventOption[];
  /** Those that came in before, newest first. */
  readonly sheets: readonly {
    readonly id: string;
    readonly name: string;
    readonly rows: number;
    readonly at: number;
  }[];
  readonly said?: string;
  readonly wrong?: string;
  readonly name?: string;
  readonly cells?: readonly (readonly string[])[];
  readonly read?: SheetRead;
}
interface SheetProps {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly shown: SheetShown;
}

const localeOf = (name: string): Locale => oneOf(locales, name, 'es');

const Wrong = ({ parts, read }: { readonly parts: ConsoleParts; readonly read: SheetRead }) => {
  const say = sayIn(parts);
  if ('rows' in read) return null;
  if ('unreadable' in read)
    return (
      <div class="said wrong" role="alert">
        <p>
          {say(`assisted.sheet.${read.unreadable}`, {
            max: mostRows,
            columns: read.missing.map((field) => say(`assisted.column.${field}`)).join(', '),
          })}
        </p>
      </div>
    );
  return (
    <div class="said wrong" role="alert" tabindex={-1} data-focus>
      <strong>{say('assisted.sheet.wrong', { count: read.wrong.length })}</strong>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('assisted.sheet.row')}</th>
            <th scope="col">{say('assisted.sheet.column')}</th>
            <th scope="col">{say('assisted.sheet.what')}</th>
          </tr>
        </thead>
        <tbody>
          {read.wrong.map((one) => (
            <tr>
              <th scope="row">{one.row}</th>
              <td>{say(`assisted.column.${one.field}`)}</td>
              <td>{wrongText(parts, one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** As they were understood: staff look before anything is kept. */
const Confirm = ({ parts, cycle, shown }: SheetProps) => {
  const say = sayIn(parts);
  const { read, cells, name = '', event } = shown;
  if (!read || !('rows' in read) || !cells) return null;
  const coded = read.rows.some(({ code }) => code !== null);
  const areas = new Map(cycle.areas.map(({ id, label }) => [id, pick(label, consoleLocale)]));
  return (
    <section aria-labelledby="confirm">
      <h2 id="confirm">{say('assisted.sheet.confirm', { count: read.rows.length })}</h2>
      <section class="scroll" aria-label={say('assisted.sheet.rows')} tabindex={0}>
        <table class="understood">
          <thead>
            <tr>
              <th scope="col">{say('assisted.sheet.row')}</th>
              <th scope="col">{say('assisted.column.text')}</th>
              <th scope="col">{say('assisted.column.place')}</th>
              <th scope="col">{say('assisted.column.area')}</th>
              <th scope="col">{say('assisted.column.locale')}</th>
              <th scope="col">{say('assisted.column.publish')}</th>
              {coded ? <th scope="col">{say('assisted.column.code')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {read.rows.map((row) => (
              <tr>
                <th scope="row">{row.row}</th>
                <td class="kept" lang={row.locale}>
                  {row.text}
                </td>
                <td>{row.place === null ? say('list.national') : parts.deps.places.name(row.place)}</td>
                <td>{row.areas.map((area) => areas.get(area) ?? area).join(', ')}</td>
                <td>{say(`language.${localeOf(row.locale)}`)}</td>
                <td>{say(row.publish === 'no' ? 'assisted.publishNo' : 'assisted.publishWithout')}</td>
                {coded ? <td class="mono">{row.code}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <form method="post" action={`${assistedPath}/hoja/guardar`} enctype="multipart/form-data">
        <input type="hidden" name="cycle" value={cycle.id} />
        <input type="hidden" name="event" value={event} />
        <input type="hidden" name="name" value={name} />
        <input type="hidden" name="cells" value={JSON.stringify(cells)} />
        <p>
          <button type="submit">{say('assisted.sheet.keep', { count: read.rows.length })}</button>
        </p>
      </form>
    </section>
  );
};

export const SheetView = (props: SheetProps) => {
  const { parts, shown } = props;
  const say = sayIn(parts);
  return (
    <>
      <h1>{say('assisted.sheet.title')}</h1>
      <AssistedTabs parts={parts} here="sheet" />
      <p class="soft">{say('assisted.sheet.lead', { max: mostRows })}</p>
      {shown.read ? <Wrong parts={parts} read={shown.read} /> : null}
      <Confirm {...props} />
      <form class="card" method="post" action={`${assistedPath}/hoja`} enctype="multipart/form-data">
        <EventSelect parts={parts} events={shown.events} value={shown.event} />
        <label for="file">{say('assisted.sheet.file')}</label>
        <input id="file" type="file" name="file" accept=".xlsx,.csv,.txt,text/csv" />
        <p>
          <button type="submit">{say('assisted.sheet.check')}</button>{' '}
          <a href={`${assistedPath}/hoja/modelo.csv`}>{say('assisted.sheet.modelLink')}</a>
        </p>
      </form>
      {shown.sheets.length > 0 ? (
        <>
          <h2>{say('assisted.sheet.before')}</h2>
          <ul class="plain">
            {shown.sheets.map(({ id, name, rows, at }) => (
              <li>
                <a href={codesPath(id)}>{name || say('assisted.sheet.noName')}</a>{' '}
                <span class="soft">{say('assisted.sheet.rowsOf', { count: rows })}</span>{' '}
                <span class="soft">{formatMoment(consoleLocale, at, parts.deps.timezone)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
};
