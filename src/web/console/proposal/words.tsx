/** What the person said, word for word. */
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const Words = ({ parts, detail: { row } }: PanelProps) => {
  const say = sayIn(parts);
  return (
    <section aria-labelledby="words-title" id="words">
      <h2 id="words-title">{say('proposal.words')}</h2>
      {row.text === '' ? (
        <p class="soft">{say(row.personId === null ? 'proposal.erased' : 'list.mediaOnly')}</p>
      ) : (
        <blockquote class="words" lang={row.locale}>
          {row.text}
        </blockquote>
      )}
      <p class="soft">
        {say('proposal.fingerprint')}: <span class="mono">{row.sha256}</span>
      </p>
    </section>
  );
};

export const wordsPanel: Panel = { id: 'words', column: 'main', render: (props) => <Words {...props} /> };
