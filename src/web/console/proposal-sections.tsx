/** What happened to a proposal and to each message about it: "accepted" is never shown as "delivered". */
import { purposes } from '../../inbox/turn.js';
import { may } from '../../people/permissions.js';
import { outcomes } from '../../proposals/proposal.js';
import { failureKinds } from '../../talk/failure.js';
import { crashed, rowStates } from '../../talk/fate.js';
import { formatMoment } from '../../text/dates.js';
import { consoleLocale } from './context.js';
import type { ViewProps } from './view-props.js';

const whys = [
  ...failureKinds,
  'unknown',
  crashed,
  'unreachable',
  'erased',
  'replaced',
  'no-address',
] as const;

export const DeliverySection = ({ parts, detail, member }: ViewProps) => {
  const say = (key: Parameters<typeof parts.say>[1], params?: Record<string, string>) =>
    parts.say(consoleLocale, key, params);
  const moment = (at: number) => formatMoment(consoleLocale, at, parts.deps.timezone);
  const stateWords = (state: string, channel: string): string => {
    // Telegram reports nothing after it took a message into the chat.
    if (state === 'accepted' && channel === 'telegram') return say('delivery.acceptedTelegram');
    return say(`delivery.${rowStates.find((known) => known === state) ?? 'unknown'}`);
  };
  // Of somebody who erased their data no words are left to send.
  const canResend = may(member.role, 'messages.resend') && detail.row.personId !== null;
  /** Why it did not go as it should; of our own faults also what the platform said, for who mends them. */
  const whyWords = (row: ViewProps['detail']['deliveries'][number]): string[] => {
    if (!['planned', 'waiting', 'failed', 'suppressed', 'unknown'].includes(row.state)) return [];
    const why = whys.find((known) => known === row.why);
    return [
      ...(why ? [say(`delivery.kind.${why}`)] : []),
      ...(row.code ? [say('delivery.code', { code: row.code })] : []),
      ...(why === 'fix' && row.detail ? [row.detail] : []),
    ];
  };
  return (
    <section aria-labelledby="delivery">
      <h2 id="delivery">{say('delivery.title')}</h2>
      {detail.deliveries.length === 0 ? <p>{say('delivery.none')}</p> : null}
      <ul class="plain">
        {detail.deliveries.map((row) => (
          <li>
            <strong>{say(`purpose.${purposes.find((known) => known === row.purpose) ?? 'reply'}`)}</strong>:{' '}
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

const knownActions = [
  'proposal.received',
  'proposal.corrected',
  'proposal.tagged',
  'proposal.noted',
  'proposal.answered',
  'message.resent',
] as const;

export const HistorySection = ({ parts, detail, areas, citizenSay }: ViewProps) => {
  const say = (key: Parameters<typeof parts.say>[1], params?: Record<string, string>) =>
    parts.say(consoleLocale, key, params);
  const words = (entry: ViewProps['detail']['history'][number]): string => {
    const action = knownActions.find((known) => known === entry.action);
    if (!action) return say('action.other', { action: entry.action });
    const named = String(entry.detail.areas ?? '')
      .split(', ')
      .map((id) => areas.find((area) => area.id === id)?.label ?? id)
      .join(', ');
    const outcome = outcomes.find((known) => known === entry.detail.outcome);
    return say(`action.${action}`, {
      areas: named,
      outcome: outcome ? citizenSay(consoleLocale, `outcome.${outcome}`) : '',
    });
  };
  const actor = (entry: ViewProps['detail']['history'][number]): string =>
    entry.by ?? say(entry.actor === 'person' ? 'actor.person' : 'actor.system');
  return (
    <section aria-labelledby="history">
      <h2 id="history">{say('history.title')}</h2>
      <ol class="plain">
        {detail.history.map((entry) => (
          <li>
            {words(entry)}
            <br />
            <span class="soft">
              {formatMoment(consoleLocale, entry.at, parts.deps.timezone)} · {actor(entry)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
