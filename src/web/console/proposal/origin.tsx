/** Where a proposal is from and how it came: place, language, way in, and what its author allowed. */
import { oneOf } from '../../../one-of.js';
import { assistedChannel, practiceChannel } from '../../../proposals/triage.js';
import { formatDate } from '../../../text/dates.js';
import { locales, pick } from '../../../text/texts.js';
import { PeruMap } from '../../peru-map.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const channels = ['telegram', 'whatsapp', 'simulator', assistedChannel, practiceChannel] as const;
const consents = ['no', 'without-name', 'with-name'] as const;

/** Title of the event at which it was said; null: elsewhere. */
async function eventOf({ parts, detail }: PanelProps): Promise<string | null> {
  const entryId = detail.row.assisted?.entryId ?? null;
  const entry = entryId === null ? null : await parts.deps.store.calendar.entry(entryId);
  return entry?.content ? pick(entry.content.title, consoleLocale) : null;
}

const render = async (props: PanelProps) => {
  const { parts, detail, team } = props;
  const { row } = detail;
  const say = sayIn(parts);
  const place = row.place === null ? say('list.national') : (parts.deps.places.name(row.place) ?? row.place);
  const event = await eventOf(props);
  const facilitator = team.find(({ id }) => id === row.assisted?.staffId)?.name ?? '—';
  const day = (at: number) => formatDate(consoleLocale, at, parts.deps.timezone);
  return (
    <section aria-labelledby="origin-title" id="origin" class="card origin">
      <h2 id="origin-title">{say('origin.title')}</h2>
      <dl class="facts">
        <dt>{say('proposal.place')}</dt>
        <dd>{place}</dd>
        <dt>{say('list.language')}</dt>
        <dd>{say(`language.${oneOf(locales, row.locale, 'es')}`)}</dd>
        <dt>{say('origin.way')}</dt>
        <dd>
          {say(`channel.${oneOf(channels, row.channel, 'simulator')}`)}
          {row.assisted ? (
            <>
              <br />
              {say('origin.assisted', { name: facilitator })}
              <br />
              {say(event === null ? 'origin.noEvent' : 'origin.event', { event: event ?? '' })}
              <br />
              {say('origin.spoken')}
            </>
          ) : null}
        </dd>
        <dt>{say('origin.received')}</dt>
        <dd>{day(row.createdAt)}</dd>
        <dt>{say('origin.promised')}</dt>
        <dd>{day(row.promisedAt)}</dd>
        <dt>{say('origin.consent')}</dt>
        <dd>{say(`proposal.publish.${oneOf(consents, row.publish, 'no')}`)}</dd>
      </dl>
      {row.place === null ? null : (
        <PeruMap label={say('origin.map', { place })} here={row.place.slice(0, 2)} small />
      )}
    </section>
  );
};

export const originPanel: Panel = {
  id: 'origin',
  column: 'side',
  render,
  assets: ['map.css', 'proposal.css'],
};
