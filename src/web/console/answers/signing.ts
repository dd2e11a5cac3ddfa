/** Who may sign an answer, and whose signatures an edit has taken from it. Pure. */
import type { Answer, SigningRule } from '../../../answers/answer.js';
import { missingSectors } from '../../../answers/signing.js';
import { may, roles } from '../../../people/permissions.js';
import type { PastSignature } from '../../../store/answers/desk.js';
import type { SignedIn } from '../context.js';

export const signingRoles = roles.filter((role) => may(role, 'answers.sign'));

export const maySign = (
  member: Pick<SignedIn, 'id' | 'role' | 'sector'>,
  rule: SigningRule,
  { signatures }: Pick<Answer, 'signatures'>,
): boolean =>
  may(member.role, 'answers.sign') &&
  missingSectors(signatures, rule).some((sector) => sector === member.sector) &&
  !signatures.some((one) => one.staffId === member.id);

/** Signatures on words that have changed since, of who has not signed the present ones. */
export const voided = (
  answer: Pick<Answer, 'id' | 'hash' | 'signatures'>,
  past: readonly PastSignature[],
): readonly PastSignature[] => {
  const old = past.filter(
    ({ answerId, hash, staffId }) =>
      answerId === answer.id &&
      hash !== answer.hash &&
      !answer.signatures.some((one) => one.staffId === staffId),
  );
  // The last of each: who signed three versions lost one signature, not three.
  return [...new Map(old.map((one) => [one.staffId, one])).values()];
};
