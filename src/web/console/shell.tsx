/** The frame of a console page: navigation, messages, the sheet of keys. */
import type { Child } from 'hono/jsx';
import { may } from '../../people/permissions.js';
import type { AssetName } from '../assets.js';
import { Frame, Mark } from '../layout.js';
import { type ConsoleParts, consoleLocale, type SignedIn } from './context.js';
import { KeySheet } from './queue/key-sheet.js';
import { PracticeDoor, StandingLine } from './standing-line.js';

const sections = [
  { name: 'proposals', href: '/panel/propuestas', action: 'proposals.read', go: 'p' },
  { name: 'answers', href: '/panel/respuestas', action: 'proposals.read', go: 'r' },
  { name: 'assisted', href: '/panel/anotar', action: 'proposals.assist' },
  { name: 'overview', href: '/panel/resumen', action: 'proposals.read', go: 'm' },
  { name: 'commitments', href: '/panel/compromisos', action: 'commitments.read', go: 'c' },
  { name: 'calendar', href: '/panel/calendario', action: 'calendar.read', go: 'k' },
  { name: 'broadcasts', href: '/panel/avisos', action: 'broadcasts.read', go: 'a' },
  { name: 'partners', href: '/panel/aliados', action: 'calendar.read', go: 'l' },
  { name: 'delivery', href: '/panel/entrega', action: 'delivery.read', go: 'e' },
  { name: 'setup', href: '/panel/ajustes', action: 'cycle.edit', go: 'j' },
] as const;
/** They write to real people, or change what is real. */
const notPractised: readonly string[] = ['calendar', 'broadcasts', 'partners', 'delivery', 'setup'];

export interface ShellProps {
  readonly parts: ConsoleParts;
  readonly title: string;
  readonly member?: SignedIn;
  readonly here?: (typeof sections)[number]['name'] | 'account' | 'forYou';
  readonly said?: string;
  readonly wrong?: string;
  /** Files only this page needs. */
  readonly extra?: readonly AssetName[];
  readonly children?: Child;
}

const isShut = (name: string, member: SignedIn): boolean =>
  member.standing?.practice === true && notPractised.includes(name);

export const Shell = ({ parts, title, member, here, said, wrong, extra = [], children }: ShellProps) => {
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const current = (name: string) => (here === name ? { 'aria-current': 'page' as const } : {});
  return (
    <Frame
      title={`${title} · ${say('title')}`}
      lang={consoleLocale}
      skip={say('nav.skip')}
      assets={parts.assets}
      console
      extra={extra}
      header={
        <div class="bar">
          <a class="brand" href="/panel">
            <Mark /> Ayni
          </a>
          {member ? (
            <>
              <nav class="sections" aria-label={say('title')}>
                {sections
                  .filter(({ name, action }) => may(member.role, action) && !isShut(name, member))
                  .map(({ name, href, go }) => (
                    <a href={href} data-go={go} {...current(name)}>
                      {say(`nav.${name}`)}
                    </a>
                  ))}
              </nav>
              <nav aria-label={say('nav.account')}>
                <a
                  class="bell"
                  href="/panel/pendientes"
                  data-go="d"
                  data-key-label={say('forYou.title')}
                  {...current('forYou')}
                >
                  {say('forYou.title')}
                  {member.unseen > 0 ? (
                    <span class="count">
                      <span aria-hidden="true">{String(member.unseen)}</span>
                      <span class="unseen">
                        {parts.say(consoleLocale, 'forYou.count', { count: member.unseen })}
                      </span>
                    </span>
                  ) : null}
                </a>
                <a href="/panel/cuenta" data-go="u" {...current('account')}>
                  {member.name}
                </a>
                <PracticeDoor parts={parts} member={member} />
                {parts.deps.simulator ? <a href="/simulador">{say('nav.simulator')}</a> : null}
                <form method="post" action="/panel/salir">
                  <button class="link" type="submit">
                    {say('nav.signOut')}
                  </button>
                </form>
              </nav>
            </>
          ) : null}
        </div>
      }
    >
      {member ? <StandingLine parts={parts} member={member} /> : null}
      {said ? (
        <p class="said" role="status">
          {said}
        </p>
      ) : null}
      {wrong ? (
        <p class="said wrong" role="alert">
          {wrong}
        </p>
      ) : null}
      {children}
      {member ? <KeySheet parts={parts} /> : null}
    </Frame>
  );
};
