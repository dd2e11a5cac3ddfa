/** What can be done to many proposals of the queue at once: given to somebody, answered together, joined. */
import type { Child } from 'hono/jsx';
import { may } from '../../../people/permissions.js';
import { mostAtOnce, type Total } from '../../../store/queue/queue.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { sayIn } from '../say.js';
import type { Option } from './options.js';

const assignPath = '/panel/propuestas/asignar';
const answerPath = '/panel/respuestas/lote';
const joinPath = '/panel/ideas/nueva';

export const canPick = ({ role }: SignedIn): boolean =>
  may(role, 'proposals.assign') || may(role, 'proposals.answer') || may(role, 'proposals.merge');

interface LotProps {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
  readonly members: readonly Option[];
  /** Query string of the view the list shows. */
  readonly vista: string;
  readonly total: Total;
  /** More than the page shows match. */
  readonly hasMore: boolean;
  /** The list, with a box before each. */
  readonly children?: Child;
}
export const Lot = ({ parts, member, members, vista, total, hasMore, children }: LotProps) => {
  const say = sayIn(parts);
  const canAssign = may(member.role, 'proposals.assign');
  const canTakeAll = hasMore && !total.isMore && total.count <= mostAtOnce;
  return (
    <form method="post" action={canAssign ? assignPath : answerPath} id="lot" data-lot>
      <input type="hidden" name="vista" value={vista} />
      {children}
      <fieldset class="lot">
        <legend>
          {say('queue.lot')}{' '}
          <span
            data-lot-count
            aria-live="polite"
            data-none={say('queue.lotNone')}
            data-some={say('queue.lotSome')}
          />
        </legend>
        <label class="check" data-lot-page hidden>
          <input type="checkbox" data-key="*" />
          {say('queue.pickPage')}
        </label>
        {canTakeAll ? (
          <label class="check">
            <input type="checkbox" name="todas" value="1" data-key="X" />
            {say('queue.lotAll', { count: total.count })}
          </label>
        ) : null}
        <div class="actions">
          {canAssign ? (
            <>
              <button
                type="submit"
                name="miembro"
                value={member.id}
                class="quiet"
                data-key="a"
                data-lot-action
              >
                {say('queue.assignMe')}
              </button>
              <label for="miembro" class="unseen">
                {say('queue.assignTo')}
              </label>
              <select id="miembro" name="otro">
                <option value="">{say('queue.assignTo')}</option>
                {members.map(({ value, label }) => (
                  <option value={value}>{label}</option>
                ))}
                <option value="-">{say('queue.assignNobody')}</option>
              </select>
              <button type="submit" class="quiet">
                {say('queue.assign')}
              </button>
            </>
          ) : null}
          {may(member.role, 'proposals.answer') ? (
            <button type="submit" class="quiet" formaction={answerPath} data-key="r" data-lot-action>
              {say('queue.answerLot')}
            </button>
          ) : null}
          {may(member.role, 'proposals.merge') ? (
            <button type="submit" class="quiet" formaction={joinPath} data-key="i" data-lot-action>
              {say('queue.joinLot')}
            </button>
          ) : null}
        </div>
      </fieldset>
    </form>
  );
};
