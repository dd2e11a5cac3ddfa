/** What others did to a proposal while somebody was writing about it. */
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import { sayIn } from '../say.js';
import type { ActionWords } from './action-words.js';
import type { PanelProps } from './panel.js';

type Entry = ProposalDetail['history'][number];

/** A form that does not say what its writer had seen: then nothing can be told apart, and the history shows it. */
export const changesSince = (detail: ProposalDetail, seen: string, memberId: string): readonly Entry[] =>
  seen === '' ? [] : detail.history.filter(({ id, actor }) => id > seen && actor !== memberId);

interface ChangesProps extends Pick<PanelProps, 'parts'> {
  readonly wordsOf: ActionWords;
  readonly changes: readonly Entry[];
}
export const Changes = ({ parts, wordsOf, changes }: ChangesProps) => {
  const say = sayIn(parts);
  return (
    <div class="said wrong" role="alert" tabindex={-1} data-focus>
      <p>
        <strong>{say('problem.changed')}</strong>
      </p>
      {changes.length === 0 ? null : (
        <>
          <p>{say('changed.meanwhile')}</p>
          <ul>
            {changes.map((entry) => (
              <li>{say('changed.by', { who: wordsOf.by(entry), what: wordsOf.what(entry) })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};
