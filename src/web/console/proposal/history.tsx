/** All that happened to a proposal, in plain words. */
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { actorOf, createActionWords } from './action-words.js';
import type { Panel, PanelProps } from './panel.js';

const History = (props: PanelProps) => {
  const { parts, detail } = props;
  const wordsOf = createActionWords(props);
  return (
    <section aria-labelledby="history-title" id="history">
      <h2 id="history-title">{sayIn(parts)('history.title')}</h2>
      <ol class="plain">
        {detail.history.map((entry) => (
          <li>
            {wordsOf(entry)}
            <br />
            <span class="soft">
              {formatMoment(consoleLocale, entry.at, parts.deps.timezone)} · {actorOf(entry, parts)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};

export const historyPanel: Panel = {
  id: 'history',
  column: 'side',
  render: (props) => <History {...props} />,
};
