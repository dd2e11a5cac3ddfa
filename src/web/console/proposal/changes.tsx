/** What others did to a proposal while somebody was writing about it. */
import type { ProposalDetail } from '../../../store/proposals.js';
import { sayIn } from '../say.js';
import { actorOf, createActionWords } from './action-words.js';
import type { PanelProps } from './panel.js';

type Entry = ProposalDetail['history'][number];

/** Older forms do not say what they had seen: then nothing can be told apart, and the history shows it. */
export const changesSince = (detail: ProposalDetail, seen: string, memberId: string): readonly Entry[] =>
  seen === '' ? [] : detail.history.filter(({ id, actor }) => id > seen && actor !== memberId);

interface ChangesProps extends PanelProps {
  readonly changes: readonly Entry[];
}
export const Changes = (props: ChangesProps) => {
  const say = sayIn(props.parts);
  const wordsOf = createActionWords(props);
  return (
    <div class="said wrong" role="alert" tabindex={-1} data-focus>
      <p>
        <strong>{say('problem.changed')}</strong>
      </p>
      {props.changes.length === 0 ? null : (
        <ul>
          {props.changes.map((entry) => (
            <li>{say('changed.by', { who: actorOf(entry, props.parts), what: wordsOf(entry) })}</li>
          ))}
        </ul>
      )}
    </div>
  );
};
