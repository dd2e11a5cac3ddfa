/** Who is named in a note: `@` and a name, as people write it. Pure. */
import type { StaffMember } from '../../../store/staff/staff.js';
import { fold } from '../../../text/fold.js';

/** Colleagues that can be named: not oneself, nobody who left. */
export const reachable = (team: readonly StaffMember[], memberId: string): readonly StaffMember[] =>
  team.filter(({ id, disabledAt }) => id !== memberId && disabledAt === null);

interface Cut {
  readonly text: string;
  readonly named: boolean;
}

const endsWord = (text: string, at: number): boolean => !/[\p{L}\p{N}]/u.test(text[at] ?? ' ');

/** The longest of these names that stands behind an `@`; accents and case do not matter. */
function nameAt(text: string, at: number, names: readonly string[]): string | null {
  const fits = names.filter((name) => {
    const there = text.slice(at, at + name.length);
    return fold(there) === fold(name) && endsWord(text, at + name.length);
  });
  return fits.toSorted((one, other) => other.length - one.length)[0] ?? null;
}

/** The text in pieces, names with their `@` apart. */
export function cutMentions(text: string, names: readonly string[]): readonly Cut[] {
  const pieces: Cut[] = [];
  let done = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const name = nameAt(text, at + 1, names);
    if (name === null) continue;
    const end = at + 1 + name.length;
    if (at > done) pieces.push({ text: text.slice(done, at), named: false });
    pieces.push({ text: text.slice(at, end), named: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), named: false });
  return pieces;
}

/** First names that only one of them has. */
const firstNames = (team: readonly StaffMember[]): ReadonlyMap<string, string> => {
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? '';
  const all = team.map(({ name }) => fold(first(name)));
  return new Map(
    team
      .filter(({ name }) => all.filter((one) => one === fold(first(name))).length === 1)
      .map(({ id, name }) => [id, first(name)]),
  );
};

/** Ids of who is named: by the whole name, or by a first name that is theirs alone. */
export function mentionsIn(text: string, team: readonly StaffMember[]): readonly string[] {
  const first = firstNames(team);
  const names = team.flatMap(({ id, name }) => [name, ...(first.has(id) ? [first.get(id) ?? ''] : [])]);
  const named = cutMentions(text, names)
    .filter((piece) => piece.named)
    .map((piece) => fold(piece.text.slice(1)));
  return team
    .filter(({ id, name }) => [name, first.get(id) ?? name].some((one) => named.includes(fold(one))))
    .map(({ id }) => id);
}
