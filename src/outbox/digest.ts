/** Everything that waited for a person goes as one message, where it fits: one sound, one bill. */
import type { Channel } from '../channels/channel.js';
import type { Purpose } from '../inbox/turn.js';
import { codePoints, type Limits } from '../talk/limits.js';
import type { Choice, Outgoing } from '../talk/message.js';
import type { Lanes, LeasedRow } from './lanes.js';

/** What waits; the turns of a conversation stay as they are. */
const joinable: ReadonlySet<Purpose> = new Set(['answer', 'notice', 'reminder', 'survey']);
const between = '\n\n· · ·\n\n';

export interface Part {
  readonly purpose: Purpose;
  readonly message: Outgoing;
}

export interface Digest {
  readonly message: Outgoing;
  /** How many of the parts it holds, from the first. */
  readonly count: number;
}

function fits(text: string, choices: readonly Choice[], limits: Limits): boolean {
  if (codePoints(text) > (choices.length === 0 ? limits.text : limits.body)) return false;
  if (choices.length > limits.buttons.max) return false;
  const areDistinct = (values: readonly string[]) => new Set(values).size === values.length;
  return areDistinct(choices.map(({ id }) => id)) && areDistinct(choices.map(({ label }) => label));
}

const isJoinable = ({ purpose, message }: Part): boolean =>
  joinable.has(purpose) && (message.kind === 'text' || message.kind === 'choices');

/** Takes parts in order as long as they fit. Null: nothing to join. */
export function joinParts(parts: readonly Part[], limits: Limits): Digest | null {
  let text = '';
  let choices: readonly Choice[] = [];
  let count = 0;
  for (const part of parts) {
    const { message } = part;
    if (!isJoinable(part) || (message.kind !== 'text' && message.kind !== 'choices')) break;
    const more = count === 0 ? message.text : `${text}${between}${message.text}`;
    const all = message.kind === 'choices' ? [...choices, ...message.choices] : choices;
    if (!fits(more, all, limits)) break;
    text = more;
    choices = all;
    count += 1;
  }
  if (count < 2) return null;
  return {
    message: choices.length === 0 ? { kind: 'text', text } : { kind: 'choices', text, choices },
    count,
  };
}

/** Takes from the lanes what waits for the same person and fits into one message with the first. */
export function gather(
  first: LeasedRow,
  lanes: Pick<Lanes, 'takeBehind'>,
  { windowMs, limits }: Pick<Channel, 'windowMs' | 'limits'>,
): { readonly message: Outgoing; readonly carried: readonly LeasedRow[] } {
  const carried: LeasedRow[] = [];
  let { message } = first;
  if (windowMs === undefined || first.broadcastId !== null || !isJoinable(first)) return { message, carried };
  lanes.takeBehind(first, (rows) => {
    const others = rows.filter((row) => row.broadcastId === null && row.reachable);
    const digest = joinParts([first, ...others], limits);
    if (!digest) return [];
    message = digest.message;
    carried.push(...others.slice(0, digest.count - 1));
    return carried;
  });
  return { message, carried };
}
