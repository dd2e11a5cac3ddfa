/** How far people have come: heard, answered, reached, read; each number leads to who they are. */
import type { Figures } from '../../../store/cycles/overview.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { count, percent } from './bars.js';
import { afterPath } from './paths.js';

interface PeopleProps {
  readonly parts: ConsoleParts;
  readonly figures: Figures;
}

const hrefs = {
  heard: '/panel/propuestas?estado=todas',
  answered: '/panel/propuestas?estado=answered',
  sent: '/panel/respuestas/enviadas',
  delivered: '/panel/respuestas/enviadas',
  read: '/panel/respuestas/enviadas',
} as const;

export const People = ({ parts, figures }: PeopleProps) => {
  const say = sayIn(parts);
  const { people, toldOtherwise } = figures;
  return (
    <>
      <ol class="rungs">
        {(['heard', 'answered', 'sent', 'delivered', 'read'] as const).map((rung) => (
          <li>
            <a href={hrefs[rung]}>
              <strong>{count(people[rung])}</strong>
              <span>{say(`overview.rung.${rung}`, { count: people[rung] })}</span>
              {rung === 'heard' ? null : (
                <span class="soft">
                  {say('overview.share', { percent: percent(people[rung], people.heard) })}
                </span>
              )}
            </a>
          </li>
        ))}
      </ol>
      <p class="soft">
        {say('overview.telegram')}{' '}
        {toldOtherwise > 0 ? (
          <a href={`${afterPath}?ver=hechas`}>{say('overview.otherwise', { count: toldOtherwise })}</a>
        ) : null}
      </p>
    </>
  );
};

export const Waiting = ({ parts, figures }: PeopleProps) => {
  const say = sayIn(parts);
  const { waiting, proposals } = figures;
  if (proposals.open === 0) return <p class="card">{say('overview.nothingWaits')}</p>;
  const rows = [
    { name: 'overdue', href: '/panel/propuestas?plazo=vencidas' },
    { name: 'week', href: '/panel/propuestas?plazo=semana' },
    { name: 'later', href: '/panel/propuestas' },
  ] as const;
  return (
    <ul class="plain waiting">
      {rows.map(({ name, href }) => (
        <li class={name === 'overdue' && waiting.overdue > 0 ? 'late' : ''}>
          <a href={href}>
            <strong>{count(waiting[name])}</strong>{' '}
            {say(`overview.waiting.${name}`, { count: waiting[name] })}
          </a>
        </li>
      ))}
    </ul>
  );
};
