/** Words of closed lists, read from columns and forms, where anything may stand. */

/** The one of `known` that was found, or `otherwise`. */
export const oneOf = <T, O>(known: readonly T[], found: unknown, otherwise: O): T | O =>
  known.find((one) => one === found) ?? otherwise;

/** @throws where something else was found: nobody of ours wrote it. */
export function mustBe<T>(known: readonly T[], found: unknown): T {
  const match = known.find((one) => one === found);
  if (match === undefined) throw new Error(`a column holds a word that is none of: ${known.join(', ')}`);
  return match;
}
