/** Finding a proposal, showing its page, and showing it again where somebody else was quicker: nothing typed is lost. */
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Action } from '../../../people/permissions.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import type { ConsoleKey } from '../../words.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { createActionWords } from './action-words.js';
import { Changes, changesSince } from './changes.js';
import { Head } from './head.js';
import type { PanelProps } from './panel.js';
import { panels } from './panels.js';

const code = z.string().regex(/^AYNI-[0-9A-Z]{4,6}$/);
/** A query string, never an address: it is only ever put behind a `?` of ours. */
const view = z.string().max(2000).catch('');
const carried = z.object({
  seen: z.string().max(40).catch(''),
  vista: view,
  seguir: z.literal('1').optional().catch(undefined),
});
const saidKeys = panels.flatMap((panel) => panel.said ?? []);

export interface ShownProposal {
  /** By the panel's id, what was typed in a form that was refused. */
  readonly kept?: PanelProps['kept'];
  /** Somebody else was quicker (`changed-meanwhile`): says who changed what since the form was shown. Answers 409. */
  readonly changed?: boolean;
  readonly wrong?: string;
  readonly said?: string;
  readonly status?: 200 | 409 | 422;
}

export interface ProposalPages {
  gate(action: Action): MiddlewareHandler<ConsoleEnv>;
  notFound(c: Context<ConsoleEnv>): Response | Promise<Response>;
  /** The proposal the address names (`:code`), if it is one of the working cycle. */
  find(c: Context<ConsoleEnv>): Promise<ProposalDetail | null>;
  /** Fields of a form, those given several times as lists. */
  form(c: Context<ConsoleEnv>): Promise<Record<string, unknown>>;
  show(c: Context<ConsoleEnv>, code: string, shown?: ShownProposal): Promise<Response>;
  /** After a write: the page by a redirect, in the same view of the queue. */
  back(c: Context<ConsoleEnv>, code: string, said?: ConsoleKey, anchor?: string): Promise<Response>;
}

export function createProposalPages(parts: ConsoleParts): ProposalPages {
  const { proposals, staff } = parts.deps.store;
  const section = createSection(parts, 'queue');
  const { say, gate, notFound } = section;

  const findCode = async (c: Context<ConsoleEnv>, given: string | undefined) => {
    const known = code.safeParse(given);
    const detail = known.success ? await proposals.find(known.data) : null;
    return detail?.row.cycleId === c.get('cycle').id ? detail : null;
  };
  const form = (c: Context<ConsoleEnv>): Promise<Record<string, unknown>> => c.req.parseBody({ all: true });
  const carriedBy = async (c: Context<ConsoleEnv>) =>
    carried.parse(c.req.method === 'POST' ? await form(c) : c.req.query());

  return {
    gate,
    notFound,
    form,
    find: (c) => findCode(c, c.req.param('code')),
    show: async (c, publicCode, shown = {}) => {
      const detail = await findCode(c, publicCode);
      if (!detail) return notFound(c);
      const { seen, vista, seguir } = await carriedBy(c);
      const member = c.get('member');
      const cycle = c.get('cycle');
      const team = await staff.list();
      const kept = shown.kept ?? {};
      const props: PanelProps = {
        parts,
        detail,
        member,
        cycle,
        kept,
        team,
        view: vista,
        goOn: seguir === '1',
      };
      const wordsOf = await createActionWords(props);
      const isTakenOut = detail.history.some(({ action }) => action === 'proposal.withdrawn');
      const drawn = await Promise.all(
        panels
          .filter(({ stays }) => stays || !isTakenOut)
          .map(async ({ column, render }) => ({ column, child: await render(props) })),
      );
      const of = (column: string) => drawn.filter((one) => one.column === column).map(({ child }) => child);
      const told = saidKeys.find((key) => key === c.req.query('listo'));
      const said = shown.said ?? (told ? say(told) : undefined);
      return section.show(
        c,
        {
          title: detail.row.code,
          status: shown.status ?? (shown.changed ? 409 : 200),
          extra: [...new Set(panels.flatMap(({ assets }) => assets ?? []))],
          ...(said ? { said } : {}),
          ...(shown.wrong ? { wrong: shown.wrong } : {}),
        },
        <>
          {shown.changed ? (
            <Changes parts={parts} wordsOf={wordsOf} changes={changesSince(detail, seen, member.id)} />
          ) : null}
          <Head {...props} />
          {of('top')}
          <div class="two">
            <div>{of('main')}</div>
            <div>{of('side')}</div>
          </div>
        </>,
      );
    },
    back: async (c, publicCode, said, anchor) => {
      const { vista, seguir } = await carriedBy(c);
      const query = new URLSearchParams({
        ...(vista ? { vista } : {}),
        ...(seguir ? { seguir } : {}),
        ...(said ? { listo: said } : {}),
      });
      const search = query.size === 0 ? '' : `?${query}`;
      return c.redirect(`/panel/propuestas/${publicCode}${search}${anchor ? `#${anchor}` : ''}`, 303);
    },
  };
}
