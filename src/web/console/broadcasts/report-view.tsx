/** The report as tables that a screen reader can walk: planned is the sum of all fates, in every line. */
import type { FateCount } from '../../../broadcasts/broadcast.js';
import type { Trouble } from '../../../store/broadcasts/report.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { hrefOf, type Names } from './names.js';
import { whyWords } from './reasons.js';
import { type Dimension, dimensions, reasonsOf, rowsBy } from './report.js';
import { type Fate, fates, tallyOf, totalOf } from './tally.js';

export interface ReportProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly id: string;
  readonly counts: readonly FateCount[];
  /** Rows the broadcast says it planned; the tables must come to the same. Null while more are being planned. */
  readonly planned: number | null;
  /** Rows were changing places while they were counted. */
  readonly moving: boolean;
  /** When these were counted, UTC ms. */
  readonly now: number;
  readonly troubles: readonly Trouble[];
  /** Where the next troubles are; null when these are all. */
  readonly nextTroubles: string | null;
}
const nameOf = (names: Names, dimension: Dimension, key: string): string => {
  if (dimension === 'region') return names.region(key);
  return dimension === 'locale' ? names.language(key) : names.channelNamed(key);
};

interface TableProps extends Pick<ReportProps, 'parts' | 'names' | 'counts'> {
  readonly dimension: Dimension;
  /** Columns with anything in them: the rest would be noise on a phone. */
  readonly shown: readonly Fate[];
}
const Table = ({ parts, names, counts, dimension, shown }: TableProps) => {
  const say = sayIn(parts);
  const total = tallyOf(counts);
  return (
    <section class="scroll" tabindex={0} aria-label={say(`broadcasts.report.by.${dimension}`)}>
      <table>
        <caption>{say(`broadcasts.report.by.${dimension}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(`broadcasts.report.${dimension}`)}</th>
            {shown.map((fate) => (
              <th scope="col" class="number">
                {say(`broadcasts.fate.${fate}`)}
              </th>
            ))}
            <th scope="col" class="number">
              {say('broadcasts.report.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsBy(counts, dimension).map((row) => (
            <tr>
              <th scope="row">{nameOf(names, dimension, row.key)}</th>
              {shown.map((fate) => (
                <td class="number">{names.count(row.tally[fate])}</td>
              ))}
              <td class="number">{names.count(row.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('broadcasts.report.all')}</th>
            {shown.map((fate) => (
              <td class="number">{names.count(total[fate])}</td>
            ))}
            <td data-total class="number">
              {names.count(totalOf(total))}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};

const Reasons = ({ parts, names, counts }: Pick<ReportProps, 'parts' | 'names' | 'counts'>) => {
  const say = sayIn(parts);
  const reasons = reasonsOf(counts);
  if (reasons.length === 0) return null;
  return (
    <>
      <h3>{say('broadcasts.report.why')}</h3>
      <ul class="plain">
        {reasons.map(({ fate, why, count }) => (
          <li>
            <strong>{names.count(count)}</strong> {say(`broadcasts.fate.${fate}`).toLowerCase()}:{' '}
            {whyWords(parts, fate, why)}
          </li>
        ))}
      </ul>
    </>
  );
};

const Troubles = ({ parts, names, id, troubles, nextTroubles }: ReportProps) => {
  const say = sayIn(parts);
  if (troubles.length === 0) return null;
  return (
    <details id="filas" open={nextTroubles === null && troubles.length <= 10}>
      <summary>{say('broadcasts.report.rows')}</summary>
      <p class="soft">{say('broadcasts.report.rowsHint')}</p>
      <section class="scroll" tabindex={0} aria-label={say('broadcasts.report.rows')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('broadcasts.report.ref')}</th>
              <th scope="col">{say('broadcasts.report.channel')}</th>
              <th scope="col">{say('broadcasts.report.region')}</th>
              <th scope="col">{say('broadcasts.report.state')}</th>
              <th scope="col">{say('broadcasts.report.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {troubles.map((row) => (
              <tr>
                <td class="mono">{row.id.slice(-10)}</td>
                <td>{names.channel(row.channel)}</td>
                <td>{names.region(row.segment.split(':')[0] ?? '')}</td>
                <td>{say(`broadcasts.fate.${row.state}`)}</td>
                <td>
                  {whyWords(parts, row.state, row.why ?? '')}
                  {row.code ? <span class="soft"> ({row.code})</span> : null}
                  {row.at === null ? null : (
                    <>
                      <br />
                      <span class="soft">{names.moment(row.at)}</span>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {nextTroubles === null ? null : (
        <p>
          <a href={`${hrefOf(id)}?desde=${encodeURIComponent(nextTroubles)}#filas`}>
            {say('broadcasts.report.more')}
          </a>
        </p>
      )}
    </details>
  );
};

export const Report = (props: ReportProps) => {
  const { parts, names, id, counts, planned, moving, now } = props;
  const say = sayIn(parts);
  const total = tallyOf(counts);
  const shown = fates.filter((fate) => total[fate] > 0);
  const sum = totalOf(total);
  if (sum === 0) return null;
  return (
    <section id="informe" aria-labelledby="informe-titulo">
      <h2 id="informe-titulo">{say('broadcasts.report.title')}</h2>
      <p class="soft">{say('broadcasts.report.at', { when: names.moment(now) })}</p>
      {planned === null || sum === planned ? (
        <p>
          {say('broadcasts.report.sum', {
            count: sum,
            planned: names.count(sum),
            parts: shown
              .map((fate) => `${names.count(total[fate])} ${say(`broadcasts.fate.${fate}`).toLowerCase()}`)
              .join(' + '),
          })}
        </p>
      ) : moving ? (
        <p class="said">
          {say('broadcasts.report.moving', { count: planned, planned: names.count(planned) })}
        </p>
      ) : (
        <p class="said wrong" role="alert">
          {say('broadcasts.report.mismatch', {
            count: planned,
            planned: names.count(planned),
            sum: names.count(sum),
          })}
        </p>
      )}
      {dimensions.map((dimension) => (
        <Table parts={parts} names={names} counts={counts} dimension={dimension} shown={shown} />
      ))}
      <Reasons parts={parts} names={names} counts={counts} />
      <Troubles {...props} />
      <p>
        <a class="button quiet" href={hrefOf(id, 'informe.csv')}>
          {say('broadcasts.report.csv')}
        </a>
      </p>
    </section>
  );
};
