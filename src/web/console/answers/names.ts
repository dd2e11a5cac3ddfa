/** How answers are named on the console: outcomes, languages, sectors, channels, and the addresses of their pages. */
import { type Sector, sectors } from '../../../people/permissions.js';
import { type Outcome, outcomes } from '../../../proposals/proposal.js';
import type { StaffCycle } from '../../../store/store.js';
import { formatMoment } from '../../../text/dates.js';
import { createOwnWords } from '../../../text/own-words.js';
import { type CitizenKey, createSay, type Locale, locales, type Say } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

export const root = '/panel/respuestas';
export const hrefOfBatch = (id: string, part = ''): string =>
  `${root}/lotes/${id}${part === '' ? '' : `/${part}`}`;
export const hrefOfAnswer = (code: string, part = ''): string =>
  `/panel/propuestas/${code}/respuesta${part === '' ? '' : `/${part}`}`;

const ownWords = createOwnWords(createSay<CitizenKey>('citizen'));
const numbers = new Intl.NumberFormat('es-PE');

export function createNames(parts: ConsoleParts, cycle: Pick<StaffCycle, 'wording'>) {
  const say = sayIn(parts);
  /** As authors of this cycle read it. */
  const citizen: Say<CitizenKey> = ownWords(cycle.wording);
  const language = (locale: string): string => {
    const known: Locale | undefined = locales.find((one) => one === locale);
    return known ? say(`language.${known}`) : locale;
  };
  return {
    citizen,
    /** As its author reads it. */
    outcome: (name: string): string => {
      const known: Outcome | undefined = outcomes.find((one) => one === name);
      return known ? citizen(consoleLocale, `outcome.${known}`) : name;
    },
    language,
    /** Within a sentence. */
    inLanguage: (locale: string): string => language(locale).toLocaleLowerCase(consoleLocale),
    sector: (name: string): string => {
      const known: Sector | undefined = sectors.find((one) => one === name);
      return known ? say(`sector.${known}`) : name;
    },
    place: (code: string | null): string =>
      code === null ? say('list.national') : (parts.deps.places.name(code) ?? code),
    moment: (at: number): string => formatMoment(consoleLocale, at, parts.deps.timezone),
    count: (value: number): string => numbers.format(value),
  };
}

export type Names = ReturnType<typeof createNames>;
