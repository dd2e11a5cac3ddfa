/** Who has signed an answer, who is missing, and whose signature an edit has taken from it. */
import type { Answer, SigningRule } from '../../../answers/answer.js';
import { signingSectors } from '../../../answers/signing.js';
import type { PastSignature } from '../../../store/answers/desk.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Names } from './names.js';
import { voided } from './signing.js';

export interface SignaturesProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly rule: SigningRule;
  readonly answer: Pick<Answer, 'id' | 'hash' | 'signatures'>;
  readonly past: readonly PastSignature[];
}

export const Signatures = ({ parts, names, rule, answer, past }: SignaturesProps) => {
  const say = sayIn(parts);
  if (rule === 'none') return null;
  const lost = voided(answer, past);
  return (
    <ul class="signatures">
      {signingSectors.map((sector) => {
        const signature = answer.signatures.find((one) => one.sector === sector);
        const named = names.sector(sector);
        return (
          <li class={signature ? 'yes' : ''}>
            {signature
              ? say('answers.signed', {
                  name: signature.name,
                  sector: named,
                  date: names.moment(signature.at),
                })
              : say('answers.unsigned', { sector: named })}
          </li>
        );
      })}
      {lost.map((one) => (
        <li class="lost">
          {say('answers.voided', {
            name: one.name,
            sector: names.sector(one.sector),
            date: names.moment(one.at),
          })}
        </li>
      ))}
    </ul>
  );
};
