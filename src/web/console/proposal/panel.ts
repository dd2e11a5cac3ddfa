/**
 * A part of a proposal's page. To add one: a file with a `Panel`, and a line in `panels.ts`. Its forms post to routes
 * of its own folder (`mountX(app, parts)`, called in `console.tsx`), which show the page again by `createProposalPages`:
 *
 *   const pages = createProposalPages(parts);
 *   app.post('/propuestas/:code/notas', pages.gate('proposals.note'), async (c) => {
 *     const detail = await pages.find(c);
 *     if (!detail) return pages.notFound(c);
 *     …
 *     return ended === 'done'
 *       ? pages.back(c, detail.row.code, 'notes.added')                              // one of the panel's `said`
 *       : pages.show(c, detail.row.code, { kept: { notes: typed }, changed: true }); // 409, nothing is lost
 *   });
 *
 * Every form that edits has `<Seen {...props} />` in it: the revision, and what its writer had before their eyes.
 */
import type { Child } from 'hono/jsx';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import type { StaffMember } from '../../../store/staff/staff.js';
import type { StaffCycle } from '../../../store/store.js';
import type { AssetName } from '../../assets.js';
import type { ConsoleKey } from '../../words.js';
import type { ConsoleParts, SignedIn } from '../context.js';

export interface PanelProps {
  readonly parts: ConsoleParts;
  readonly detail: ProposalDetail;
  readonly member: SignedIn;
  readonly cycle: StaffCycle;
  /** What a refused form had in its fields, by the panel's id: nothing typed is lost. Read it with zod. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** All who are or were of the team: names of who did what. */
  readonly team: readonly StaffMember[];
  /** Query string of the queue the page was opened from (`?vista=`), so that it is clear what comes next; empty: none. */
  readonly view: string;
  /** After a save the next of the view is opened. */
  readonly goOn: boolean;
}

export interface Panel {
  /** Also the anchor on the page: the panel gives its section this id. */
  readonly id: string;
  /** `top`: above both columns. */
  readonly column: 'top' | 'main' | 'side';
  /** Also shown of a proposal that staff withdrew; the others have nothing left to show, and nothing to be done. */
  readonly stays?: true;
  /** Reads what it needs by itself; null: nothing to show here. */
  readonly render: (props: PanelProps) => Promise<Child | null> | Child | null;
  /** What its routes may have said after a redirect (`pages.back`). */
  readonly said?: readonly ConsoleKey[];
  /** Files of the page only this panel needs. */
  readonly assets?: readonly AssetName[];
}
