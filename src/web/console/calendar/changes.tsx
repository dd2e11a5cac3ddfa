/** What differs between two contents of an entry, field by field, before and after. */
import { changedFields } from '../../../calendar/diff.js';
import type { EntryContent } from '../../../calendar/entry.js';
import type { CalendarWords } from './words.js';

interface ChangesProps {
  readonly words: CalendarWords;
  readonly before: EntryContent;
  readonly after: EntryContent;
  readonly caption: string;
  /** Heads of the two columns. */
  readonly heads: readonly [before: string, after: string];
}

export const Changes = ({ words, before, after, caption, heads }: ChangesProps) => {
  const { say, field, inWords } = words;
  const changed = changedFields(before, after);
  if (changed.length === 0) return <p>{say('calendar.noChange')}</p>;
  return (
    <table class="changes">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('calendar.changedField')}</th>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changed.map((name) => (
          <tr>
            <th scope="row">{field(name)}</th>
            <td class="kept" data-head={heads[0]}>
              {inWords(before, name)}
            </td>
            <td class="kept" data-head={heads[1]}>
              {inWords(after, name)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
