/** What pages of one section of the console share: their frame, their refusals, the words after a redirect. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Action } from '../../people/permissions.js';
import type { AssetName } from '../assets.js';
import { page } from '../layout.js';
import type { ConsoleKey } from '../words.js';
import type { ConsoleEnv, ConsoleParts } from './context.js';
import { allowed } from './guard.js';
import { sayIn } from './say.js';
import { Shell, type ShellProps } from './shell.js';
import type { PageCounts } from './subnav.js';

export interface Shown {
  readonly title: string;
  readonly said?: string;
  readonly wrong?: string;
  readonly status?: 200 | 403 | 404 | 409 | 422;
  readonly extra?: readonly AssetName[];
  /** Where a section's file shows more than one of its pages. */
  readonly here?: Here;
  readonly counts?: PageCounts;
}
export type Here = NonNullable<ShellProps['here']>;

export function createSection(parts: ConsoleParts, usual: Here) {
  const say = sayIn(parts);
  const show = (c: Context<ConsoleEnv>, shown: Shown, children?: Child) => {
    const { title, said, wrong, status = 200, extra = [], here = usual, counts = {} } = shown;
    return c.html(
      page(
        <Shell
          parts={parts}
          title={title}
          member={c.get('member')}
          here={here}
          counts={counts}
          extra={extra}
          {...(said ? { said } : {})}
          {...(wrong ? { wrong } : {})}
        >
          {children}
        </Shell>,
      ),
      status,
    );
  };
  const refusal = (key: ConsoleKey, status: 403 | 404) => (c: Context<ConsoleEnv>) =>
    show(c, { title: say(key), wrong: say(key), status });
  const forbidden = refusal('error.forbidden', 403);
  return {
    say,
    show,
    notFound: refusal('error.notFound', 404),
    gate: (action: Action) => allowed(action, forbidden),
  };
}
