/** What staff asked and the author replied, oldest first. */
import { oneOf } from '../../../one-of.js';
import { may } from '../../../people/permissions.js';
import type { ExchangeEntry } from '../../../store/exchange/exchange.js';
import { rowStates } from '../../../talk/fate.js';
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { FileView } from '../proposal/file-view.js';
import type { PanelProps } from '../proposal/panel.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';

interface EntryProps extends PanelProps {
  readonly entry: ExchangeEntry;
}

/** "Accepted" is not "arrived" here either. */
function deliveryWords({ parts, entry: { delivery } }: EntryProps): string {
  const say = sayIn(parts);
  if (!delivery) return say('delivery.none');
  if (delivery.state === 'accepted' && delivery.channel === 'telegram')
    return say('delivery.acceptedTelegram');
  return say(`delivery.${oneOf(rowStates, delivery.state, 'unknown')}`);
}

/** The question that waits; it may be taken back. */
const TakeBack = (props: EntryProps) => {
  const { parts, detail, entry, member } = props;
  const say = sayIn(parts);
  if (!may(member.role, 'proposals.ask')) return <p class="soft">{say('exchange.waits')}</p>;
  return (
    <form method="post" action={`/panel/propuestas/${detail.row.code}/preguntas/${entry.id}/retirar`}>
      <Seen {...props} />
      <span class="soft">{say('exchange.waits')} </span>
      <button class="link" type="submit">
        {say('exchange.takeBack')}
      </button>
    </form>
  );
};

const Entry = (props: EntryProps) => {
  const { parts, detail, entry } = props;
  const say = sayIn(parts);
  const isAsked = entry.direction === 'asked';
  const isOpen = isAsked && detail.row.askedAt === entry.at;
  const said = entry.text === '' && entry.files.length === 0 ? say('exchange.gone') : entry.text;
  return (
    <li class={isAsked ? 'asked' : 'replied'}>
      <p class="soft">
        <strong>{isAsked ? say('exchange.by', { name: entry.by ?? '—' }) : say('exchange.author')}</strong>
        {' · '}
        {formatMoment(consoleLocale, entry.at, parts.deps.timezone)}
      </p>
      {said === '' ? null : (
        <p class="kept" lang={isAsked ? consoleLocale : detail.row.locale}>
          {said}
        </p>
      )}
      {entry.files.map((file) => (
        <FileView parts={parts} code={detail.row.code} file={file} />
      ))}
      {isAsked ? (
        <p class="soft" data-state={entry.delivery?.state}>
          {deliveryWords(props)}
        </p>
      ) : null}
      {isOpen ? <TakeBack {...props} /> : null}
    </li>
  );
};

interface ThreadProps extends PanelProps {
  readonly entries: readonly ExchangeEntry[];
}
export const Thread = ({ entries, ...props }: ThreadProps) => (
  <ol class="exchange">
    {entries.map((entry) => (
      <Entry {...props} entry={entry} />
    ))}
  </ol>
);
