/** One line of links beside each other, the current one marked: pages of a section, or ways to do one thing. */
import type { ConsoleParts } from './context.js';
import type { OpenSection, PageName } from './nav.js';
import { sayIn } from './say.js';

export interface Tab {
  readonly name: string;
  readonly href: string;
  readonly label: string;
  /** Shown beside the label, where it says what waits. */
  readonly count?: number | undefined;
}
interface TabsProps {
  /** What the landmark is called. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly here?: string | undefined;
}
export const Tabs = ({ label, tabs, here }: TabsProps) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map(({ name, href, label: text, count }) => (
      <a href={href} {...(name === here ? { 'aria-current': 'page' as const } : {})}>
        {text}
        {count === undefined ? null : <strong> {count}</strong>}
      </a>
    ))}
  </nav>
);

export type PageCounts = Readonly<Partial<Record<PageName, number>>>;

/** Under the header. A section of one page needs no choice. */
export const SubNav = ({
  parts,
  section,
  here,
  counts = {},
}: {
  readonly parts: Pick<ConsoleParts, 'say'>;
  readonly section: OpenSection;
  readonly here: string;
  readonly counts?: PageCounts;
}) => {
  const say = sayIn(parts);
  if (section.pages.length < 2) return null;
  return (
    <div class="under">
      <Tabs
        label={say(`nav.${section.name}`)}
        here={here}
        tabs={section.pages.map(({ name, href }) => ({
          ...{ name, href, label: say(`nav.page.${name}`), count: counts[name] },
        }))}
      />
    </div>
  );
};
