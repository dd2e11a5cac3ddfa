/** One up, one down: the order of rows in a form of the settings. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

interface MoveProps {
  readonly parts: ConsoleParts;
  readonly index: number;
  /** Of the row, for who does not see where the button stands. */
  readonly name: string;
}
export const MoveButtons = ({ parts, index, name }: MoveProps) => {
  const say = sayIn(parts);
  return (
    <>
      <button class="quiet" type="submit" name="move" value={`${index}:-1`}>
        {say('setup.up')} <span class="unseen">{name}</span>
      </button>
      <button class="quiet" type="submit" name="move" value={`${index}:1`}>
        {say('setup.down')} <span class="unseen">{name}</span>
      </button>
    </>
  );
};
