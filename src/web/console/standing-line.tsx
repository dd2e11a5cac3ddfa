/** What stands above a page where somebody does not work as usual: practice, another cycle, the guide not done. */
import { may } from '../../people/permissions.js';
import type { ConsoleParts, SignedIn } from './context.js';
import { sayIn } from './say.js';

interface Props {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
}

const PracticeButton = ({ what, text }: { readonly what: 'in' | 'out' | 'again'; readonly text: string }) => (
  <form method="post" action="/panel/practica">
    <button class="link" type="submit" name="do" value={what}>
      {text}
    </button>
  </form>
);

/** In the account's corner: the way into practice. */
export const PracticeDoor = ({ parts, member }: Props) =>
  member.standing?.practice === false ? (
    <PracticeButton what="in" text={sayIn(parts)('practice.enter')} />
  ) : null;

export const StandingLine = ({ parts, member }: Props) => {
  const say = sayIn(parts);
  const { practice = false, other = null, guide = null } = member.standing ?? {};
  if (practice)
    return (
      <div class="standing practice">
        <strong>{say('practice.banner')}</strong>
        <PracticeButton what="out" text={say('practice.leave')} />
        {may(member.role, 'cycle.edit') ? <PracticeButton what="again" text={say('practice.again')} /> : null}
      </div>
    );
  if (other !== null)
    return (
      <div class="standing">
        <span>{say('cycles.other', { plan: other })}</span>
        <form method="post" action="/panel/ajustes/ciclos/leer">
          <button class="link" type="submit">
            {say('cycles.return')}
          </button>
        </form>
      </div>
    );
  return guide === null ? null : (
    <div class="standing quiet">
      <a href="/panel/guia">{say('guide.line', { done: guide.done, of: guide.of })}</a>
    </div>
  );
};
