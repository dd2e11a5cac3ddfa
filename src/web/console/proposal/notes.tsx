/** Private notes of the team, in which a colleague is called by `@` and their name. */
import { z } from 'zod';
import { may } from '../../../people/permissions.js';
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { cutMentions, reachable } from './mentions.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

const typed = z.string().catch('');
/** Letters, as the box counts them: a line ends by one. */
export const noteMax = 2_000;

const Notes = (props: PanelProps) => {
  const { parts, detail, member, team, kept } = props;
  const say = sayIn(parts);
  const names = team.map(({ name }) => name);
  return (
    <section aria-labelledby="notes-title" id="notes">
      <h2 id="notes-title">{say('notes.title')}</h2>
      <p class="soft">{say('notes.private')}</p>
      {detail.notes.length === 0 ? <p>{say('notes.none')}</p> : null}
      {detail.notes.map((one) => (
        <div class="card">
          <p class="soft">
            {one.by ?? '—'} · {formatMoment(consoleLocale, one.at, parts.deps.timezone)}
          </p>
          <p class="kept">
            {cutMentions(one.text, names).map(({ text, named }) => (named ? <strong>{text}</strong> : text))}
          </p>
        </div>
      ))}
      {may(member.role, 'proposals.note') && detail.row.state !== 'withdrawn' ? (
        <form method="post" action={`/panel/propuestas/${detail.row.code}/notas`} data-keep>
          <Seen {...props} />
          <label for="note">{say('notes.text')}</label>
          <textarea
            id="note"
            name="text"
            class="short"
            required
            maxlength={noteMax}
            data-key="c"
            aria-describedby="note-hint"
            data-mentions={JSON.stringify(reachable(team, member.id).map(({ name }) => name))}
            data-mentions-label={say('notes.pick')}
          >
            {typed.parse(kept.notes)}
          </textarea>
          <p class="soft" id="note-hint">
            {say('notes.hint')}
          </p>
          <button class="quiet" type="submit">
            {say('notes.add')}
          </button>
        </form>
      ) : null}
    </section>
  );
};

export const notesPanel: Panel = {
  id: 'notes',
  column: 'main',
  render: (props) => <Notes {...props} />,
  said: ['notes.added', 'notes.addedTold'],
};
