/** The frame of a console page: navigation, messages, the sheet of keys. */
import type { Child } from 'hono/jsx';
import type { AssetName } from '../assets.js';
import { Frame, Mark } from '../layout.js';
import { type ConsoleParts, consoleLocale, type SignedIn } from './context.js';
import { Corner } from './corner.js';
import { isIn, type OpenSection, type PageName, sectionsFor } from './nav.js';
import { KeySheet } from './queue/key-sheet.js';
import { StandingLine } from './standing-line.js';
import { type PageCounts, SubNav } from './subnav.js';

export interface ShellProps {
  readonly parts: ConsoleParts;
  readonly title: string;
  readonly member?: SignedIn;
  readonly here?: PageName | 'account' | 'forYou';
  /** What waits behind pages of this section, shown beside their names. */
  readonly counts?: PageCounts;
  readonly said?: string;
  readonly wrong?: string;
  /** Files only this page needs. */
  readonly extra?: readonly AssetName[];
  readonly children?: Child;
}

interface SectionsProps {
  readonly parts: ConsoleParts;
  readonly sections: readonly OpenSection[];
  readonly here: ShellProps['here'];
}
/** Folded into a menu on a phone, by the browser's own means: no script, and Escape closes it. */
const Sections = ({ parts, sections, here }: SectionsProps) => (
  <>
    <button class="quiet menu" type="button" popovertarget="sections">
      {parts.say(consoleLocale, 'nav.menu')}
    </button>
    <nav class="sections" id="sections" popover="auto" aria-label={parts.say(consoleLocale, 'nav.sections')}>
      {sections.map((section) => (
        <a
          href={section.pages[0]?.href}
          {...(isIn(section, here) ? { 'aria-current': 'true' as const } : {})}
        >
          {parts.say(consoleLocale, `nav.${section.name}`)}
        </a>
      ))}
    </nav>
  </>
);

export const Shell = (props: ShellProps) => {
  const { parts, title, member, here, counts = {}, said, wrong, extra = [], children } = props;
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  const sections = member ? sectionsFor(member.role, member.standing?.practice === true) : [];
  const section = sections.find((one) => isIn(one, here));
  return (
    <Frame
      title={`${title} · ${say('title')}`}
      lang={consoleLocale}
      skip={say('nav.skip')}
      assets={parts.assets}
      console
      extra={extra}
      header={
        <>
          <div class="bar">
            <a class="brand" href="/panel">
              <Mark /> Ayni
            </a>
            {member ? (
              <>
                <Sections parts={parts} sections={sections} here={here} />
                <Corner parts={parts} member={member} here={here} />
              </>
            ) : null}
          </div>
          {section && here ? <SubNav parts={parts} section={section} here={here} counts={counts} /> : null}
        </>
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
      {member ? <KeySheet parts={parts} sections={sections} /> : null}
    </Frame>
  );
};
