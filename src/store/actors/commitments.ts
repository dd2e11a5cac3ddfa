/** Which commitments concern an organisation: those it owns, and those of its areas. */

interface Concerned {
  readonly id: string;
  readonly areas: readonly string[];
  readonly institutionId: string | null;
}

/** The two databases keep lists differently, and there are some dozens of commitments: looked through here. */
export const commitmentsOfActor = <C extends Concerned>(
  actor: { readonly id: string; readonly areas: readonly string[] },
  commitments: readonly C[],
): readonly C[] =>
  commitments.filter(
    ({ areas, institutionId }) =>
      institutionId === actor.id || areas.some((area) => actor.areas.includes(area)),
  );
