/** The way on to the next page of a list, where there is one. */
import type { ConsoleParts } from './context.js';
import { sayIn } from './say.js';

interface MoreProps {
  readonly parts: ConsoleParts;
  /** Null: this was the last. */
  readonly next: string | null;
}
export const More = ({ parts, next }: MoreProps) =>
  next === null ? null : (
    <p>
      <a class="button quiet" rel="next" href={next}>
        {sayIn(parts)('list.next')}
      </a>
    </p>
  );
