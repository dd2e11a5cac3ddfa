/** Private notes of the team. */
import { may } from '../../../people/permissions.js';
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const Notes = ({ parts, detail, member }: PanelProps) => {
  const say = sayIn(parts);
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
          <p>{one.text}</p>
        </div>
      ))}
      {may(member.role, 'proposals.note') ? (
        <form method="post" action={`/panel/propuestas/${detail.row.code}/notas`} data-keep>
          <label for="note">{say('notes.text')}</label>
          <textarea id="note" name="text" required maxlength={2000} />
          <button class="quiet" type="submit">
            {say('notes.add')}
          </button>
        </form>
      ) : null}
    </section>
  );
};

export const notesPanel: Panel = { id: 'notes', column: 'side', render: (props) => <Notes {...props} /> };
