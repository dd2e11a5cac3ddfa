/** The first lines of a proposal's page: its code, how it came, from where, and until when it is owed an answer. */
import { proposalStates } from '../../../proposals/proposal.js';
import { formatDate } from '../../../text/dates.js';
import { locales } from '../../../text/texts.js';
import { consoleLocale } from '../context.js';
import { Due } from '../list-item.js';
import { sayIn } from '../say.js';
import type { PanelProps } from './panel.js';

export const Head = ({ parts, detail, view }: PanelProps) => {
  const { row } = detail;
  const say = sayIn(parts);
  const channel = say(
    `channel.${(['telegram', 'whatsapp', 'simulator'] as const).find((name) => name === row.channel) ?? 'simulator'}`,
  );
  const place = row.place === null ? say('list.national') : (parts.deps.places.name(row.place) ?? row.place);
  const publish = (['no', 'without-name', 'with-name'] as const).find((name) => name === row.publish) ?? 'no';
  return (
    <>
      <p>
        <a href={`/panel/propuestas${view === '' ? '' : `?${view}`}`}>{say('proposal.back')}</a>
      </p>
      <h1>{row.code}</h1>
      <p class="meta">
        <span class="chip sun">
          {say(`state.${proposalStates.find((state) => state === row.state) ?? 'received'}`)}
        </span>
        <span>
          {say('proposal.received', {
            date: formatDate(consoleLocale, row.createdAt, parts.deps.timezone),
            channel,
          })}
        </span>
        <span>{place}</span>
        <span>{say(`language.${locales.find((known) => known === row.locale) ?? 'es'}`)}</span>
        <span>{say(`proposal.publish.${publish}`)}</span>
        <Due parts={parts} row={row} />
      </p>
    </>
  );
};
