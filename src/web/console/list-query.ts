/** The address of the queue: what is filtered, where the page begins. Whatever cannot be read is left out. */
import { z } from 'zod';
import { proposalStates } from '../../proposals/proposal.js';
import { type Cursor, openStates, type ProposalFilter } from '../../store/queue.js';

const optional = z.string().trim().max(100).optional().catch(undefined);
const query = z.object({
  tema: optional,
  region: optional,
  /** A state, or `todas`; nothing means those still owed an answer. */
  estado: z
    .enum([...proposalStates, 'todas'])
    .optional()
    .catch(undefined),
  idioma: optional,
  q: optional,
  desde: optional,
});
export type ListQuery = z.infer<typeof query>;

const cursor = z.string().regex(/^(\d{1,15}):([0-9A-Z]{26})$/);

export const readQuery = (given: unknown): ListQuery => query.parse(given);

export function cursorOf({ desde }: ListQuery): Cursor | undefined {
  const { success, data } = cursor.safeParse(desde);
  if (!success) return undefined;
  const [promisedAt, id] = data.split(':');
  return { promisedAt: Number(promisedAt), id: id ?? '' };
}

export function filterOf({ tema, region, estado, idioma, q }: ListQuery): ProposalFilter {
  return {
    ...(estado === 'todas' ? {} : { states: estado ? [estado] : openStates }),
    ...(tema ? { area: tema } : {}),
    ...(region ? { department: region } : {}),
    ...(idioma ? { locale: idioma } : {}),
    ...(q ? { search: q } : {}),
  };
}

/** The same view with something changed; an undefined value takes that part away. */
export function hrefOf(given: ListQuery, change: Partial<ListQuery> = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...given, ...change })) if (value) parts.set(name, value);
  const search = parts.toString();
  return search === '' ? '/panel/propuestas' : `/panel/propuestas?${search}`;
}

export const pageAfter = (given: ListQuery, next: Cursor): string =>
  hrefOf(given, { desde: `${next.promisedAt}:${next.id}` });
