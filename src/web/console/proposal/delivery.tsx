/** What became of each message about a proposal: "accepted" is never shown as "delivered". */
import { purposes } from '../../../inbox/turn.js';
import { oneOf } from '../../../one-of.js';
import { may } from '../../../people/permissions.js';
import { fateReasons, rowStates } from '../../../talk/fate.js';
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const Deliveries = ({ parts, detail, member }: PanelProps) => {
  const say = sayIn(parts);
  const moment = (at: number) => formatMoment(consoleLocale, at, parts.deps.timezone);
  const stateWords = (state: string, channel: string): string => {
    // Telegram reports nothing after it took a message into the chat.
    if (state === 'accepted' && channel === 'telegram') return say('delivery.acceptedTelegram');
    return say(`delivery.${oneOf(rowStates, state, 'unknown')}`);
  };
  // Of somebody who erased their data no words are left to send.
  const canResend = may(member.role, 'messages.resend') && detail.row.personId !== null;
  /** Why it did not go as it should; of our own faults also what the platform said, for who mends them. */
  const whyWords = (row: PanelProps['detail']['deliveries'][number]): string[] => {
    if (!['planned', 'waiting', 'failed', 'suppressed', 'unknown'].includes(row.state)) return [];
    const why = fateReasons.find((known) => known === row.why);
    return [
      ...(why ? [say(`delivery.kind.${why}`)] : []),
      ...(row.code ? [say('delivery.code', { code: row.code })] : []),
      ...(why === 'fix' && row.detail ? [row.detail] : []),
    ];
  };
  return (
    <section aria-labelledby="delivery-title" id="delivery">
      <h2 id="delivery-title">{say('delivery.title')}</h2>
      {detail.deliveries.length === 0 ? <p>{say('delivery.none')}</p> : null}
      <ul class="plain">
        {detail.deliveries.map((row) => (
          <li>
            <strong>{say(`purpose.${oneOf(purposes, row.purpose, 'reply')}`)}</strong>:{' '}
            <span data-state={row.state}>{stateWords(row.state, row.channel)}</span>
            <br />
            <span class="soft">
              {moment(row.readAt ?? row.deliveredAt ?? row.failedAt ?? row.acceptedAt ?? row.plannedAt)}
              {whyWords(row).map((part) => ` · ${part}`)}
            </span>
            {canResend && (row.state === 'failed' || row.state === 'unknown') ? (
              <form method="post" action={`/panel/propuestas/${detail.row.code}/reenviar`}>
                <input type="hidden" name="outbox" value={row.id} />
                <button class="link" type="submit">
                  {say('delivery.resend')}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

export const deliveryPanel: Panel = {
  id: 'delivery',
  column: 'main',
  render: (props) => <Deliveries {...props} />,
  said: ['delivery.resent'],
};
