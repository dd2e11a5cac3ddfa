/** Where the pages of the console are: a few sections by what staff come to do, the pages of each under them. */
import { type Action, may, type Role } from '../../people/permissions.js';

interface Place {
  readonly name: string;
  readonly href: string;
  readonly action: Action;
  /** Letter after `g`. */
  readonly go: string;
  /** Writes to real people, or changes what is real: shut while somebody practises. */
  readonly real?: true;
}
interface Part {
  readonly name: string;
  readonly pages: readonly Place[];
}

const tree = [
  {
    name: 'proposals',
    pages: [
      { name: 'queue', href: '/panel/propuestas', action: 'proposals.read', go: 'p' },
      { name: 'joint', href: '/panel/ideas', action: 'proposals.read', go: 'i' },
      { name: 'assisted', href: '/panel/anotar', action: 'proposals.assist', go: 'n' },
    ],
  },
  {
    name: 'answers',
    pages: [
      { name: 'drafts', href: '/panel/respuestas', action: 'proposals.read', go: 'r' },
      { name: 'sign', href: '/panel/respuestas/por-firmar', action: 'proposals.read', go: 'f' },
      { name: 'batches', href: '/panel/respuestas/lotes', action: 'proposals.read', go: 't' },
      { name: 'sent', href: '/panel/respuestas/enviadas', action: 'proposals.read', go: 'v' },
      { name: 'wordings', href: '/panel/respuestas/textos', action: 'proposals.read', go: 'x' },
    ],
  },
  {
    name: 'overview',
    pages: [
      { name: 'figures', href: '/panel/resumen', action: 'proposals.read', go: 'm' },
      { name: 'unreached', href: '/panel/seguimiento', action: 'proposals.read', go: 's' },
      { name: 'disagreements', href: '/panel/seguimiento/desacuerdos', action: 'proposals.read', go: 'b' },
      { name: 'clarity', href: '/panel/seguimiento/claridad', action: 'proposals.read', go: 'w' },
    ],
  },
  {
    name: 'commitments',
    pages: [
      { name: 'commitments', href: '/panel/compromisos', action: 'commitments.read', go: 'c' },
      { name: 'actors', href: '/panel/actores', action: 'calendar.read', go: 'o', real: true },
    ],
  },
  {
    name: 'outreach',
    pages: [
      { name: 'calendar', href: '/panel/calendario', action: 'calendar.read', go: 'k', real: true },
      { name: 'broadcasts', href: '/panel/avisos', action: 'broadcasts.read', go: 'a', real: true },
      { name: 'partners', href: '/panel/aliados', action: 'calendar.read', go: 'l', real: true },
      { name: 'delivery', href: '/panel/entrega', action: 'delivery.read', go: 'e', real: true },
    ],
  },
  {
    name: 'setup',
    pages: [
      { name: 'setup', href: '/panel/ajustes', action: 'cycle.edit', go: 'j', real: true },
      { name: 'team', href: '/panel/equipo', action: 'staff.edit', go: 'q', real: true },
      { name: 'guide', href: '/panel/guia', action: 'cycle.edit', go: 'h', real: true },
    ],
  },
] as const satisfies readonly Part[];

type Section = (typeof tree)[number];
export type SectionName = Section['name'];
export type PageName = Section['pages'][number]['name'];
export interface OpenPage extends Place {
  readonly name: PageName;
}
export interface OpenSection {
  readonly name: SectionName;
  readonly pages: readonly OpenPage[];
}

/** What this member may open, in the order of the navigation; a section without pages is left out. */
export const sectionsFor = (role: Role, practice: boolean): readonly OpenSection[] =>
  tree
    .map(({ name, pages }) => ({
      name,
      pages: pages.filter((page: OpenPage) => may(role, page.action) && !(practice && page.real)),
    }))
    .filter(({ pages }) => pages.length > 0);

export const isIn = (section: OpenSection, page: string | undefined): boolean =>
  section.pages.some(({ name }) => name === page);
