/** All that happened to a proposal, in plain words: the newest in sight, the rest on request. */
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { type ActionWords, createActionWords } from './action-words.js';
import type { Panel, PanelProps } from './panel.js';

const inSight = 4;

interface EntriesProps extends PanelProps {
  readonly wordsOf: ActionWords;
  readonly entries: PanelProps['detail']['history'];
}
const Entries = ({ parts, wordsOf, entries }: EntriesProps) => (
  <ol class="plain">
    {entries.map((entry) => (
      <li>
        {wordsOf.what(entry)}
        <br />
        <span class="soft">
          {formatMoment(consoleLocale, entry.at, parts.deps.timezone)} · {wordsOf.by(entry)}
        </span>
      </li>
    ))}
  </ol>
);

const render = async (props: PanelProps) => {
  const say = sayIn(props.parts);
  const wordsOf = await createActionWords(props);
  const newest = props.detail.history.toReversed();
  const older = newest.slice(inSight);
  return (
    <section aria-labelledby="history-title" id="history">
      <h2 id="history-title">{say('history.title')}</h2>
      <Entries {...props} wordsOf={wordsOf} entries={newest.slice(0, inSight)} />
      {older.length === 0 ? null : (
        <details>
          <summary>{say('history.older', { count: older.length })}</summary>
          <Entries {...props} wordsOf={wordsOf} entries={older} />
        </details>
      )}
    </section>
  );
};

export const historyPanel: Panel = { id: 'history', column: 'main', stays: true, render };
