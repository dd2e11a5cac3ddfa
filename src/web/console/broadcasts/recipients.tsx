/** Who would get it and who would not, with every reason: numbers only, never people. */
import {
  type BroadcastPreview,
  type Exclusion,
  exclusions,
  outsides,
} from '../../../broadcasts/broadcast.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Names } from './names.js';

export interface RecipientsProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly preview: BroadcastPreview;
  /** When it was counted, UTC ms. */
  readonly countedAt: number;
  readonly weeklyLimit: number;
  /** As it was when it was approved, not as it is now. */
  readonly past?: boolean;
}

interface SplitProps {
  readonly names: Names;
  readonly caption: string;
  readonly head: readonly [string, string];
  readonly rows: readonly { readonly name: string; readonly count: number }[];
  readonly total: { readonly name: string; readonly count: number };
}
const Split = ({ names, caption, head, rows, total }: SplitProps) => (
  <table>
    <caption>{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{head[0]}</th>
        <th scope="col" class="number">
          {head[1]}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ name, count }) => (
        <tr>
          <th scope="row">{name}</th>
          <td class="number">{names.count(count)}</td>
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">{total.name}</th>
        <td class="number">{names.count(total.count)}</td>
      </tr>
    </tfoot>
  </table>
);

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export const Recipients = ({
  parts,
  names,
  preview,
  countedAt,
  weeklyLimit,
  past = false,
}: RecipientsProps) => {
  const say = sayIn(parts);
  const { recipients, excluded, outside } = preview;
  const all = recipients + sumOf(excluded);
  const sorted = (counts: Readonly<Record<string, number>>, name: (key: string) => string) =>
    Object.entries(counts)
      .map(([key, count]) => ({ name: name(key), count }))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'es'));
  const total = { name: say('broadcasts.people.total'), count: recipients };
  const many = say('broadcasts.people.many');
  return (
    <section id="destinatarios" aria-labelledby="destinatarios-titulo">
      <h2 id="destinatarios-titulo">{say(past ? 'broadcasts.people.then' : 'broadcasts.people.title')}</h2>
      <p class="big">
        {say(past ? 'broadcasts.people.got' : 'broadcasts.people.get', { count: names.count(recipients) })}
      </p>
      <p class="soft">
        {say('broadcasts.people.of', { count: names.count(all), when: names.moment(countedAt) })}
      </p>
      <div class="tables">
        <Split
          names={names}
          caption={say('broadcasts.people.byChannel')}
          head={[say('broadcasts.report.channel'), many]}
          rows={sorted(preview.byChannel, (key) => names.channelNamed(key))}
          total={total}
        />
        <Split
          names={names}
          caption={say('broadcasts.people.byLanguage')}
          head={[say('broadcasts.report.locale'), many]}
          rows={sorted(preview.byLocale, names.language)}
          total={total}
        />
        <Split
          names={names}
          caption={say('broadcasts.people.byRegion')}
          head={[say('broadcasts.report.region'), many]}
          rows={sorted(preview.byRegion, names.region)}
          total={total}
        />
        <Split
          names={names}
          caption={say('broadcasts.people.excluded')}
          head={[say('broadcasts.people.reason'), many]}
          rows={exclusions.map((name: Exclusion) => ({
            name: say(`broadcasts.exclusion.${name}`, { limit: weeklyLimit }),
            count: excluded[name],
          }))}
          total={{ name: say('broadcasts.people.excludedTotal'), count: sumOf(excluded) }}
        />
        <Split
          names={names}
          caption={say('broadcasts.people.outside')}
          head={[say('broadcasts.people.reason'), many]}
          rows={outsides.map((name) => ({ name: say(`broadcasts.outside.${name}`), count: outside[name] }))}
          total={{ name: say('broadcasts.people.outsideTotal'), count: sumOf(outside) }}
        />
      </div>
      <p class="soft">{say('broadcasts.people.quiet')}</p>
    </section>
  );
};
