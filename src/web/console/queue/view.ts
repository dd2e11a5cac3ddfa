/** A view of the queue as other pages are given it: by its query string (`vista`). */
import type { Context } from 'hono';
import { z } from 'zod';
import type { ProposalFilter, QueueOrder } from '../../../store/queue/queue.js';
import { mostAtOnce } from '../../../store/queue/queue.js';
import type { WebDeps } from '../../deps.js';
import type { ConsoleEnv } from '../context.js';
import { filterOf, orderOf, type QueueQuery, readQuery, stagesOf } from './query.js';

export interface QueueView {
  readonly query: QueueQuery;
  readonly filter: ProposalFilter;
  readonly order: QueueOrder;
}

interface Looker {
  readonly cycleId: string;
  readonly memberId: string;
}

/** @param given query string of the queue, or its parameters. Whatever cannot be read is left out. */
export async function viewFor(
  { cycleId, memberId }: Looker,
  deps: Pick<WebDeps, 'store' | 'now'>,
  given: unknown,
): Promise<QueueView> {
  const query = readQuery(given);
  // Only where a stage is named: the calendar need not be read for every page.
  const stages = query.etapa ? await stagesOf(deps.store.calendar, cycleId) : [];
  const context = { cycleId, memberId, now: deps.now(), stages };
  return { query, filter: filterOf(query, context), order: orderOf(query) };
}

/** The same for who asks for this page. */
export const readView = (
  deps: Pick<WebDeps, 'store' | 'now'>,
  c: Context<ConsoleEnv>,
  given: unknown,
): Promise<QueueView> => viewFor({ cycleId: c.get('cycle').id, memberId: c.get('member').id }, deps, given);

const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const code = z.string().regex(/^AYNI-[0-9A-Z]{4,6}$/);
const picked = z.object({
  code: several,
  /** All of the view rather than those ticked. */
  todas: z.literal('1').optional().catch(undefined),
  vista: z.string().max(2000).catch(''),
});

export interface Selection {
  readonly proposals: readonly { readonly id: string; readonly code: string; readonly revision: number }[];
  /** Query string of the queue they were picked in. */
  readonly vista: string;
  readonly all: boolean;
  /** More match than can be taken at once; nothing may be done to some of them only. */
  readonly tooMany: boolean;
}

/**
 * What was picked in the queue: `code` repeated, or `todas=1` with `vista`.
 * @param form fields, those given several times as lists (`parseBody({ all: true })`).
 */
export async function readSelection(
  deps: Pick<WebDeps, 'store' | 'now'>,
  c: Context<ConsoleEnv>,
  form: unknown,
): Promise<Selection> {
  const given = picked.parse(form);
  const { proposals } = deps.store;
  if (!given.todas) {
    const codes = [...new Set(given.code)].filter((one) => code.safeParse(one).success);
    const some = codes.slice(0, mostAtOnce);
    const found = await proposals.idsOfCodes(c.get('cycle').id, some);
    return { proposals: found, vista: given.vista, all: false, tooMany: codes.length > mostAtOnce };
  }
  const { filter } = await readView(deps, c, given.vista);
  const found = await proposals.idsOf(filter, mostAtOnce + 1);
  const tooMany = found.length > mostAtOnce;
  return { proposals: tooMany ? found.slice(0, mostAtOnce) : found, vista: given.vista, all: true, tooMany };
}
