/** When an answer was promised or given, in words: late is said, never shown by colour alone. */
import { dayNumber } from '../../../calendar/days.js';
import type { ProposalRow } from '../../../store/queue/queue.js';
import { formatDate } from '../../../text/dates.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

interface DueProps {
  readonly parts: ConsoleParts;
  readonly row: Pick<ProposalRow, 'state' | 'answeredAt' | 'createdAt' | 'promisedAt'>;
}
export const Due = ({ parts, row }: DueProps) => {
  const say = sayIn(parts);
  const { timezone, now } = parts.deps;
  const dateOf = (at: number) => formatDate(consoleLocale, at, timezone);
  if (row.state === 'answered')
    return <span>{say('queue.answered', { date: dateOf(row.answeredAt ?? row.createdAt) })}</span>;
  if (row.state === 'withdrawn') return null;
  const days = dayNumber(row.promisedAt, timezone) - dayNumber(now(), timezone);
  const isLate = row.promisedAt < now();
  const date = dateOf(row.promisedAt);
  const words = () => {
    if (isLate && days < 0) return say('queue.late', { count: -days, date });
    if (days === 0) return say(isLate ? 'queue.lateToday' : 'queue.dueToday', { date });
    return say('queue.due', { count: days, date });
  };
  return <span class={isLate ? 'late' : days <= 7 ? 'soon' : ''}>{words()}</span>;
};
