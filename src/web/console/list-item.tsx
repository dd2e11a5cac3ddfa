/** One proposal in the queue: its first words, areas, place, and the date it was promised for. */
import { proposalStates } from '../../proposals/proposal.js';
import type { ProposalRow } from '../../store/queue.js';
import { formatDate } from '../../text/dates.js';
import { type ConsoleParts, consoleLocale } from './context.js';

/** The areas that count, and where they come from. */
function countingTags(tags: ProposalRow['tags']): { areas: string[]; origin: string | null } {
  const origin =
    ['confirmed', 'chosen', 'suggested'].find((name) => tags.some((one) => one.origin === name)) ?? null;
  return { areas: tags.filter((one) => one.origin === origin).map((one) => one.area), origin };
}

interface DueProps {
  readonly parts: ConsoleParts;
  readonly row: Pick<ProposalRow, 'state' | 'answeredAt' | 'createdAt' | 'promisedAt'>;
}
/** When an answer was promised or given; late is said in words, never by colour alone. */
export const Due = ({ parts, row }: DueProps) => {
  const date = (at: number) => formatDate(consoleLocale, at, parts.deps.timezone);
  if (row.state === 'answered') {
    const answered = date(row.answeredAt ?? row.createdAt);
    return <span>{parts.say(consoleLocale, 'list.answered', { date: answered })}</span>;
  }
  if (row.state === 'withdrawn') return null;
  const late = row.promisedAt < parts.deps.now();
  const words = parts.say(consoleLocale, late ? 'list.late' : 'list.promised', {
    date: date(row.promisedAt),
  });
  return <span class={late ? 'late' : ''}>{words}</span>;
};

interface ItemProps {
  readonly parts: ConsoleParts;
  readonly row: ProposalRow;
  /** Area id → label. */
  readonly labels: ReadonlyMap<string, string>;
}
export const Item = ({ parts, row, labels }: ItemProps) => {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const { areas, origin } = countingTags(row.tags);
  const place = row.place === null ? say('list.national') : (parts.deps.places.name(row.place) ?? row.place);
  return (
    <li>
      <a href={`/panel/propuestas/${row.code}`}>
        <span class="summary" {...(row.text === '' ? {} : { lang: row.locale })}>
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
          <Due parts={parts} row={row} />
        </span>
      </a>
    </li>
  );
};
