/** What every form of a proposal's page carries: the revision it was made on, and what its writer had seen of the history. */
import type { PanelProps } from './panel.js';

type SeenProps = Pick<PanelProps, 'detail' | 'view' | 'goOn'> & {
  /** The form asks by a box of its own whether to go on. */
  readonly asks?: boolean;
};
export const Seen = ({ detail, view, goOn, asks = false }: SeenProps) => (
  <>
    <input type="hidden" name="revision" value={String(detail.row.revision)} />
    <input type="hidden" name="seen" value={detail.history.at(-1)?.id ?? ''} />
    {view === '' ? null : <input type="hidden" name="vista" value={view} />}
    {goOn && !asks ? <input type="hidden" name="seguir" value="1" /> : null}
  </>
);
