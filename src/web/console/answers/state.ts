/** What the panel of answers shows beside what is kept: a form being written, or the preview of its words. */
import type { AnswerWords } from '../../../answers/answer.js';
import type { AnswerProblem, Draft } from '../../../answers/form.js';
import type { Reader } from '../../../store/answers/desk.js';
import type { PanelProps } from '../proposal/panel.js';
import type { CommitmentOption } from './commitments.js';
import type { Names } from './names.js';

export interface Writing {
  readonly mode: 'write';
  readonly draft: Draft;
  readonly problems: readonly AnswerProblem[];
  /** Chosen with the form, so that a second press finds its answer there already. */
  readonly answerId: string;
  /** Where the same reason stands already. */
  readonly usedIn?: string;
}
export interface Previewing {
  readonly mode: 'preview';
  readonly draft: Draft;
  readonly words: AnswerWords;
  readonly answerId: string;
}
export type PanelState = Writing | Previewing;

export interface AnswerPanelProps extends PanelProps {
  readonly names: Names;
  readonly reader: Reader;
  /** Languages in which the invitation may be sent. */
  readonly invitations: ReadonlySet<string>;
  readonly commitments: readonly CommitmentOption[];
}
