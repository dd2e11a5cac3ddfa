/** When an answer has the signatures its cycle asks for. Pure. */
import type { Signature, SigningRule } from './answer.js';

/** Two people: one of government, one of civil society. */
export const signingSectors = ['government', 'civil-society'] as const;
export type SigningSector = (typeof signingSectors)[number];

type Signed = Pick<Signature, 'staffId' | 'sector'>;

/** @param signatures those on the present words. */
export function isSigned(signatures: readonly Signed[], rule: SigningRule): boolean {
  if (rule === 'none') return true;
  return signatures.some(
    (one) =>
      one.sector === 'government' &&
      signatures.some((other) => other.sector === 'civil-society' && other.staffId !== one.staffId),
  );
}

/** Sectors that have not signed yet. */
export const missingSectors = (signatures: readonly Signed[], rule: SigningRule): readonly SigningSector[] =>
  rule === 'none' || isSigned(signatures, rule)
    ? []
    : signingSectors.filter((sector) => !signatures.some((one) => one.sector === sector));
