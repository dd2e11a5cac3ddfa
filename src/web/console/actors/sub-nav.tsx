/** Partners and actors stand beside each other under one entry of the navigation. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

export const SubNav = ({
  parts,
  here,
}: {
  readonly parts: Pick<ConsoleParts, 'say'>;
  readonly here: 'partners' | 'actors';
}) => {
  const say = sayIn(parts);
  const current = (name: string) => (here === name ? { 'aria-current': 'page' as const } : {});
  return (
    <nav class="subnav" aria-label={say('nav.partners')}>
      <a href="/panel/aliados" {...current('partners')}>
        {say('partners.title')}
      </a>
      <a href="/panel/actores" {...current('actors')}>
        {say('actors.title')}
      </a>
    </nav>
  );
};
