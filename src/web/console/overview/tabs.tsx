/** The pages of the overview, one line under the title. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

export const overviewPath = '/panel/resumen';
export const afterPath = '/panel/seguimiento';
const tabs = [
  { name: 'figures', href: overviewPath },
  { name: 'unreached', href: afterPath },
  { name: 'disagreements', href: `${afterPath}/desacuerdos` },
  { name: 'clarity', href: `${afterPath}/claridad` },
] as const;
export type OverviewTab = (typeof tabs)[number]['name'];

export const OverviewTabs = ({
  parts,
  here,
}: {
  readonly parts: ConsoleParts;
  readonly here: OverviewTab;
}) => {
  const say = sayIn(parts);
  return (
    <nav class="counts" aria-label={say('overview.tabs')}>
      {tabs.map(({ name, href }) => (
        <a href={href} {...(name === here ? { 'aria-current': 'page' as const } : {})}>
          {say(`overview.tab.${name}`)}
        </a>
      ))}
    </nav>
  );
};
