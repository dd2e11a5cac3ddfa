/** The corner of who is signed in: what is new for them, and the menu of their account. */
import { may } from '../../people/permissions.js';
import { type ConsoleParts, consoleLocale, type SignedIn } from './context.js';
import { sayIn } from './say.js';
import { PracticeDoor } from './standing-line.js';

interface CornerProps {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
  readonly here: string | undefined;
}

const currentIf = (is: boolean) => (is ? { 'aria-current': 'page' as const } : {});

const Bell = ({ parts, member, here }: CornerProps) => {
  const say = sayIn(parts);
  return (
    <a class="bell" href="/panel/pendientes" {...currentIf(here === 'forYou')}>
      {say('forYou.title')}
      {member.unseen > 0 ? (
        <span class="count">
          <span aria-hidden="true">{String(member.unseen)}</span>
          <span class="unseen">{say('forYou.count', { count: member.unseen })}</span>
        </span>
      ) : null}
    </a>
  );
};

/** First letters of the first two names: all a phone has room for. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0]?.toLocaleUpperCase(consoleLocale) ?? '')
    .join('');

const Account = ({ parts, member, here }: CornerProps) => {
  const say = sayIn(parts);
  return (
    <>
      <button
        class="who"
        type="button"
        popovertarget="who"
        aria-label={say('nav.accountOf', { name: member.name })}
      >
        {/* Drawn by the style sheet: as text they would have to be part of the button's name. */}
        <span class="initials" aria-hidden="true" data-initials={initials(member.name)} />
        <span class="who-name">{member.name}</span>
      </button>
      <div class="menu-card" id="who" popover="auto">
        <a href="/panel/cuenta" {...currentIf(here === 'account')}>
          {say('nav.account')}
        </a>
        {may(member.role, 'cycle.edit') ? null : <a href="/panel/guia">{say('nav.tour')}</a>}
        <PracticeDoor parts={parts} member={member} />
        {parts.deps.simulator ? <a href="/simulador">{say('nav.simulator')}</a> : null}
        <form method="post" action="/panel/salir">
          <button class="link" type="submit">
            {say('nav.signOut')}
          </button>
        </form>
      </div>
    </>
  );
};

export const Corner = (props: CornerProps) => (
  <nav class="corner" aria-label={sayIn(props.parts)('nav.corner')}>
    <Bell {...props} />
    <Account {...props} />
  </nav>
);
