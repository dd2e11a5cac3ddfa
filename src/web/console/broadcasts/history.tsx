/** Who did what with a broadcast, and when. */
import { phases } from '../../../broadcasts/broadcast.js';
import type { HistoryLine } from '../../../store/broadcasts/report.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Names } from './names.js';
import { pauseWords } from './reasons.js';

const told = [
  'broadcast.drafted',
  'broadcast.planned',
  'broadcast.edited',
  'broadcast.approved',
  'broadcast.started',
  'broadcast.expanded',
  'broadcast.paused',
  'broadcast.resumed',
  'broadcast.cancelled',
  'broadcast.done',
  'broadcast.tested',
] as const;

/** The program itself moves it from one phase to the next. */
const phaseWords = (parts: ConsoleParts, given: unknown): string => {
  const phase = phases.find((name) => name === given);
  return phase ? sayIn(parts)(`broadcasts.phase.${phase}`) : sayIn(parts)('broadcasts.history.other');
};

export interface HistoryProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly lines: readonly HistoryLine[];
}

export const History = ({ parts, names, lines }: HistoryProps) => {
  const say = sayIn(parts);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="historia-titulo">
      <h2 id="historia-titulo">{say('broadcasts.history.title')}</h2>
      <ul class="plain">
        {lines.map(({ action, at, by, detail }) => {
          const known = told.find((name) => name === action);
          return (
            <li>
              {known ? say(`broadcasts.history.${known}`) : phaseWords(parts, detail.phase)}
              {typeof detail.why === 'string' && detail.why !== ''
                ? `: ${pauseWords(parts, detail.why)}`
                : ''}
              <br />
              <span class="soft">
                {names.moment(at)} · {by ?? say('broadcasts.byProgram')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
