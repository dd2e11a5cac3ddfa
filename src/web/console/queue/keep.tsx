/** Keeping the view one looks at under a name, and changing or forgetting one that was kept. */
import type { SavedView } from '../../../store/queue/saved-views.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { sayIn } from '../say.js';
import { type QueueQuery, viewOf } from './query.js';

const viewsPath = '/panel/propuestas/vistas';
/** Letters. */
export const longestName = 40;

interface KeepProps {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
  readonly given: QueueQuery;
  readonly saved: readonly SavedView[];
}

const Share = ({ parts, isShared }: { readonly parts: ConsoleParts; readonly isShared: boolean }) => (
  <label class="check">
    <input type="checkbox" name="compartida" value="1" checked={isShared} />
    {sayIn(parts)('queue.share')}
  </label>
);

/** A view that was kept is changed; any other that is narrowed can be kept. */
export const Keep = ({ parts, member, given, saved }: KeepProps) => {
  const say = sayIn(parts);
  const view = viewOf(given);
  const kept = saved.find(({ query }) => query === view);
  if (kept && kept.staffId !== member.id) return null;
  if (view === '') return null;
  return (
    <details class="keep">
      <summary data-key="G">{say(kept ? 'queue.changeView' : 'queue.keepView')}</summary>
      <form class="inline" method="post" action={kept ? `${viewsPath}/${kept.id}` : viewsPath}>
        <input type="hidden" name="vista" value={view} />
        <div>
          <label for="nombre">{say('queue.viewName')}</label>
          <input
            id="nombre"
            name="nombre"
            maxlength={longestName}
            value={kept?.name ?? ''}
            autocomplete="off"
          />
          <Share parts={parts} isShared={kept?.isShared ?? false} />
        </div>
        <div class="actions">
          <button type="submit">{say('queue.save')}</button>
          {kept ? (
            <button type="submit" class="quiet" formaction={`${viewsPath}/${kept.id}/borrar`}>
              {say('queue.forget')}
            </button>
          ) : null}
        </div>
      </form>
    </details>
  );
};
