/** A part of a proposal's page. A new one is a file and a line in `panels.ts`. */
import type { Child } from 'hono/jsx';
import type { ProposalDetail } from '../../../store/proposals.js';
import type { StaffCycle } from '../../../store/store.js';
import type { ConsoleParts, SignedIn } from '../context.js';

export interface PanelProps {
  readonly parts: ConsoleParts;
  readonly detail: ProposalDetail;
  readonly member: SignedIn;
  readonly cycle: StaffCycle;
  /** What a refused form had in its fields, by the panel's id: nothing typed is lost. */
  readonly kept: Readonly<Record<string, unknown>>;
}

export interface Panel {
  /** Also the anchor on the page. */
  readonly id: string;
  readonly column: 'main' | 'side';
  /** Reads what it needs by itself; null: nothing to show here. */
  readonly render: (props: PanelProps) => Promise<Child | null> | Child | null;
}
