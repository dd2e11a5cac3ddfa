/** On a proposal's page: the way to withdraw it, and what is said of one that was. */
import { oneOf } from '../../../one-of.js';
import { may } from '../../../people/permissions.js';
import { withdrawReasons } from '../../../proposals/withdraw.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import type { Panel, PanelProps } from '../proposal/panel.js';
import { sayIn } from '../say.js';
import { hrefOf } from './view.js';

/** By staff; whoever erased their own data left no such entry. */
const withdrawalOf = ({ history }: Pick<ProposalDetail, 'history'>) =>
  history.findLast(({ action }) => action === 'proposal.withdrawn') ?? null;

const Withdrawn = ({ parts, detail }: PanelProps) => {
  const entry = withdrawalOf(detail);
  if (!entry) return null;
  const say = sayIn(parts);
  const reason = oneOf(withdrawReasons, entry.detail.reason, 'asked');
  return (
    <section class="card" aria-labelledby="withdrawn-title" id="withdrawn">
      <h2 id="withdrawn-title">{say('withdraw.goneTitle')}</h2>
      <p>
        {say('withdraw.gone', {
          date: formatMoment(consoleLocale, entry.at, parts.deps.timezone),
          by: entry.by ?? '—',
          reason: say(`withdraw.reason.${reason}`),
        })}
      </p>
      <p>{say(entry.detail.told === true ? 'withdraw.goneTold' : 'withdraw.goneNobody')}</p>
    </section>
  );
};

export const withdrawnPanel: Panel = {
  id: 'withdrawn',
  column: 'top',
  stays: true,
  render: (props) => <Withdrawn {...props} />,
  said: ['withdraw.done', 'withdraw.doneNobody'],
};

const Way = ({ parts, detail: { row }, member, view }: PanelProps) => {
  if (row.state === 'withdrawn' || !may(member.role, 'proposals.withdraw')) return null;
  const say = sayIn(parts);
  const carried = view === '' ? '' : `?vista=${encodeURIComponent(view)}`;
  return (
    <section class="card" aria-labelledby="withdraw-title" id="withdraw">
      <h2 id="withdraw-title">{say('withdraw.panelTitle')}</h2>
      <p class="soft">{say('withdraw.panelHint')}</p>
      <p>
        <a class="button quiet" href={`${hrefOf(row.code)}${carried}`}>
          {say('withdraw.open')}
        </a>
      </p>
    </section>
  );
};

export const withdrawPanel: Panel = {
  id: 'withdraw',
  column: 'side',
  render: (props) => <Way {...props} />,
};
