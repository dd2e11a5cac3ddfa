/** What the parts of a proposal's page are given. */
import type { AnswerProblem } from '../../proposals/answer.js';
import type { ProposalDetail } from '../../store/proposals.js';
import type { CitizenKey, Say } from '../../text/texts.js';
import { type ConsoleParts, consoleLocale, type SignedIn } from './context.js';

export interface AnswerForm {
  readonly outcome: string;
  readonly reason: string;
  readonly commitment: string;
  readonly problems: readonly AnswerProblem[];
  /** The words the author will read, and the id the answer will have; set while previewing. */
  readonly preview: { readonly text: string; readonly answerId: string } | null;
}

export interface ViewProps {
  readonly parts: ConsoleParts;
  readonly detail: ProposalDetail;
  readonly member: SignedIn;
  readonly areas: readonly { readonly id: string; readonly label: string }[];
  readonly citizenSay: Say<CitizenKey>;
  readonly form: AnswerForm;
  /** Tags as ticked in a form that was refused; null shows the stored ones. */
  readonly ticked: readonly string[] | null;
  /** An approved template can invite the author to open WhatsApp's window. */
  readonly canInvite: boolean;
}

type SayKey = Parameters<ConsoleParts['say']>[1];
export const sayIn =
  (parts: ConsoleParts) => (key: SayKey, params?: Readonly<Record<string, string | number>>) =>
    parts.say(consoleLocale, key, params);
