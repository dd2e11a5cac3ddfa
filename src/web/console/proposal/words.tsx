/** What the person said, word for word; the words by which areas were suggested are marked. */
import { markWords } from '../../../text/mark-words.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const Words = ({ parts, detail: { row, tags } }: PanelProps) => {
  const say = sayIn(parts);
  const fired = tags.filter(({ origin }) => origin === 'suggested').flatMap(({ words }) => words);
  const pieces = markWords(row.text, fired);
  return (
    <section aria-labelledby="words-title" id="words">
      <h2 id="words-title">{say('proposal.words')}</h2>
      {row.text === '' ? (
        <p class="soft">
          {say(row.personId === null && row.assisted === null ? 'proposal.erased' : 'list.mediaOnly')}
        </p>
      ) : (
        <blockquote class="words" lang={row.locale}>
          {pieces.map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}
        </blockquote>
      )}
      {pieces.some(({ marked }) => marked) ? <p class="soft">{say('proposal.marked')}</p> : null}
      {row.text === '' ? null : (
        <p class="soft">
          {say('proposal.fingerprint')}: <span class="mono">{row.sha256}</span>
        </p>
      )}
    </section>
  );
};

export const wordsPanel: Panel = { id: 'words', column: 'main', render: (props) => <Words {...props} /> };
