/** The pages of this section, one line under the title. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { root } from './names.js';

export const tabs = [
  { name: 'drafts', href: root },
  { name: 'sign', href: `${root}/por-firmar` },
  { name: 'batches', href: `${root}/lotes` },
  { name: 'sent', href: `${root}/enviadas` },
  { name: 'wordings', href: `${root}/textos` },
] as const;
export type Tab = (typeof tabs)[number]['name'];

interface TabsProps {
  readonly parts: ConsoleParts;
  readonly here: Tab;
  /** Shown beside a name, where it says what waits. */
  readonly counts?: Readonly<Partial<Record<Tab, number>>>;
}
export const Tabs = ({ parts, here, counts = {} }: TabsProps) => {
  const say = sayIn(parts);
  return (
    <nav class="counts" aria-label={say('answers.tabs')}>
      {tabs.map(({ name, href }) => (
        <a href={href} {...(name === here ? { 'aria-current': 'page' as const } : {})}>
          {say(`answers.tab.${name}`)}
          {counts[name] === undefined ? null : <strong> {counts[name]}</strong>}
        </a>
      ))}
    </nav>
  );
};
