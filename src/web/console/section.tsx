/** What pages of one section of the console share: their frame, their refusals, the words after a redirect. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Action } from '../../people/permissions.js';
import type { AssetName } from '../assets.js';
import { page } from '../layout.js';
import type { ConsoleKey } from '../words.js';
import type { ConsoleEnv, ConsoleParts } from './context.js';
import { allowed } from './guard.js';
import { Shell, type ShellProps } from './shell.js';
import { sayIn } from './say.js';

export interface Shown {
  readonly title: string;
  readonly said?: string;
  readonly wrong?: string;
  readonly status?: 200 | 403 | 404 | 409 | 422;
  readonly extra?: readonly AssetName[];
}

export function createSection(parts: ConsoleParts, here: NonNullable<ShellProps['here']>) {
  const say = sayIn(parts);
  const show = (c: Context<ConsoleEnv>, shown: Shown, children?: Child) => {
    const { title, said, wrong, status = 200, extra = [] } = shown;
    return c.html(
      page(
        <Shell
          parts={parts}
          title={title}
          member={c.get('member')}
          here={here}
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
