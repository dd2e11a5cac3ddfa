/** What every form of a proposal's page carries: the revision it was made on, and what its writer had seen of the history. */
import type { PanelProps } from './panel.js';

export const Seen = ({ detail, view }: Pick<PanelProps, 'detail' | 'view'>) => (
  <>
    <input type="hidden" name="revision" value={String(detail.row.revision)} />
    <input type="hidden" name="seen" value={detail.history.at(-1)?.id ?? ''} />
    {view === '' ? null : <input type="hidden" name="vista" value={view} />}
  </>
);
