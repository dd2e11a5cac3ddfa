/** What all pages of commitments share: the section, finding one by its code, names of areas and institutions. */
import type { Context } from 'hono';
import type { Commitment, CommitmentContent } from '../../../commitments/commitment.js';
import { shownContent } from '../../../commitments/commitment.js';
import { formatDate, formatMoment } from '../../../text/dates.js';
import { pick } from '../../../text/texts.js';
import type { ConsoleKey } from '../../words.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { createSection, type Shown } from '../section.js';

export const hrefOf = (code: string, rest = ''): string =>
  `/panel/compromisos/${code}${rest === '' ? '' : `/${rest}`}`;

export const hrefOfProposal = (code: string): string => `/panel/propuestas/${code}`;

/** After a redirect: what was done. */
const saidKeys = [
  'commitments.made',
  'commitments.saved',
  'commitments.dropped',
  'commitments.discarded',
  'commitments.publishedNow',
  'commitments.withdrawnNow',
  'commitments.factsSaved',
  'commitments.sourcesAdded',
  'commitments.sourcesNone',
  'commitments.sourceRemoved',
  'commitments.progressSaved',
  'commitments.invited',
] as const satisfies readonly ConsoleKey[];
export type SaidKey = (typeof saidKeys)[number];

export const titleOf = (content: CommitmentContent | null): string =>
  content === null ? '' : pick(content.title, consoleLocale);

export function createTools(parts: ConsoleParts) {
  const { deps } = parts;
  const say = sayIn(parts);
  const section = createSection(parts, 'commitments');
  const show = (
    c: Context<ConsoleEnv>,
    shown: Omit<Shown, 'extra'>,
    children: Parameters<typeof section.show>[2],
  ) => {
    const told = saidKeys.find((key) => key === c.req.query('listo'));
    return section.show(
      c,
      { extra: ['commitments.css'], ...(told ? { said: say(told) } : {}), ...shown },
      children,
    );
  };
  return {
    parts,
    deps,
    store: deps.store.commitments,
    say,
    show,
    gate: section.gate,
    notFound: section.notFound,
    date: (at: number) => formatDate(consoleLocale, at, deps.timezone),
    moment: (at: number) => formatMoment(consoleLocale, at, deps.timezone),
    areasOf: (c: Context<ConsoleEnv>) =>
      c.get('cycle').areas.map(({ id, label }) => ({ id, name: pick(label, consoleLocale) })),
    names: async () => {
      const staff = await deps.store.staff.list();
      const byId = new Map(staff.map(({ id, name }) => [id, name]));
      return (id: string) => byId.get(id) ?? say('actor.system');
    },
    form: (c: Context<ConsoleEnv>): Promise<Record<string, unknown>> => c.req.parseBody({ all: true }),
    back: (c: Context<ConsoleEnv>, code: string, said: SaidKey, anchor = '') =>
      c.redirect(`${hrefOf(code)}?listo=${said}${anchor}`, 303),
    /** The commitment the address names, of the working cycle. */
    withCommitment:
      (answer: (c: Context<ConsoleEnv>, found: Commitment) => Response | Promise<Response>) =>
      async (c: Context<ConsoleEnv>) => {
        const code = c.req.param('code') ?? '';
        const known = /^C-\d{2,5}$/.test(code);
        const found = known ? await deps.store.commitments.byCode(c.get('cycle').id, code) : null;
        return found ? answer(c, found) : section.notFound(c);
      },
    titleOf: (found: Pick<Commitment, 'code' | 'content' | 'draft'>) =>
      `${found.code} · ${titleOf(shownContent(found))}`,
  };
}

export type Tools = ReturnType<typeof createTools>;
export interface Area {
  readonly id: string;
  readonly name: string;
}
