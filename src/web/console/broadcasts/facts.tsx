/** What a broadcast is, at a glance: where it stands, for whom it is meant, who stands behind it. */
import { type Broadcast, broadcastStates } from '../../../broadcasts/broadcast.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Names } from './names.js';

interface PathProps {
  readonly parts: ConsoleParts;
  readonly broadcast: Pick<Broadcast, 'state' | 'origin'>;
}
const usual = ['draft', 'approved', 'sending', 'done'] as const;

/** The usual way, with the step it is on; automatic ones begin with sending. */
export const Path = ({ parts, broadcast }: PathProps) => {
  const say = sayIn(parts);
  const { state, origin } = broadcast;
  const way = origin === 'calendar' ? usual.slice(2) : usual;
  // A pause is a halt on the way, and a cancelled one left it.
  const on = state === 'paused' ? 'sending' : state;
  const at = broadcastStates.indexOf(on);
  return (
    <ol class="path" aria-label={say('broadcasts.steps')}>
      {way.map((name) => (
        <li
          class={broadcastStates.indexOf(name) < at || state === 'done' ? 'past' : ''}
          {...(name === on ? { 'aria-current': 'step' as const } : {})}
        >
          {say(`broadcasts.state.${name === on ? state : name}`)}
        </li>
      ))}
      {state === 'cancelled' ? <li aria-current="step">{say('broadcasts.state.cancelled')}</li> : null}
    </ol>
  );
};

export interface FactsProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly broadcast: Broadcast;
  readonly areaName: (id: string) => string;
  /** Title of the entry it is about, as staff know it. */
  readonly entry: { readonly id: string; readonly title: string } | null;
}

/** "Cusco, Puno · todos los temas · Castellano, Inglés · Telegram" */
export function audienceWords({ parts, names, broadcast, areaName }: Omit<FactsProps, 'entry'>): string {
  const say = sayIn(parts);
  const { regions, areas, locales, channels } = broadcast.audience;
  const list = (of: readonly string[], all: string, name: (one: string) => string) =>
    of.length === 0 ? all : of.map(name).join(', ');
  return [
    list(regions, say('broadcasts.page.everywhere'), names.region),
    list(areas, say('broadcasts.page.allAreas'), areaName),
    list(locales, say('broadcasts.page.allLanguages'), names.language),
    channels.length === 0 ? say('broadcasts.page.allChannels') : channels.map(names.channel).join(', '),
  ].join(' · ');
}

export const Facts = (props: FactsProps) => {
  const { parts, names, broadcast, entry } = props;
  const say = sayIn(parts);
  const { draftedBy, approvedBy, approvedAt, startedBy, startedAt, entryVersion, hash } = broadcast;
  return (
    <dl class="facts">
      <dt>{say('broadcasts.page.purpose')}</dt>
      <dd>{names.purpose(broadcast)}</dd>
      {entry ? (
        <>
          <dt>{say('broadcasts.page.event')}</dt>
          <dd>
            <a href={`/panel/calendario/${entry.id}`}>{entry.title}</a>{' '}
            <span class="soft">{say('broadcasts.page.version', { version: entryVersion ?? 0 })}</span>
          </dd>
        </>
      ) : null}
      <dt>{say('broadcasts.page.audience')}</dt>
      <dd>{audienceWords(props)}</dd>
      <dt>{say('broadcasts.page.first')}</dt>
      <dd>{names.count(broadcast.firstBatch)}</dd>
      <dt>{say('broadcasts.page.startsAt')}</dt>
      <dd>{names.moment(broadcast.startsAt)}</dd>
      <dt>{say('broadcasts.page.drafted')}</dt>
      <dd>{names.member(draftedBy)}</dd>
      {approvedBy === null ? null : (
        <>
          <dt>{say('broadcasts.page.approved')}</dt>
          <dd>
            {names.member(approvedBy)}{' '}
            {approvedAt === null ? null : <span class="soft">{names.moment(approvedAt)}</span>}
          </dd>
        </>
      )}
      {startedAt === null ? null : (
        <>
          <dt>{say('broadcasts.page.started')}</dt>
          <dd>
            {names.member(startedBy)} <span class="soft">{names.moment(startedAt)}</span>
          </dd>
        </>
      )}
      {hash === null ? null : (
        <>
          <dt>{say('broadcasts.page.hash')}</dt>
          <dd class="mono hash">{hash}</dd>
        </>
      )}
    </dl>
  );
};
