/** All broadcasts, newest first: where each stands, for how many, and who stands behind it. */
import type { Context } from 'hono';
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import { may } from '../../../people/permissions.js';
import type { Segment } from '../../../store/outreach.js';
import { page } from '../../layout.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { Shell } from '../shell.js';
import { chipOf, createNames, hrefOf, type Names, root } from './names.js';
import { leftOf, tallyOf } from './tally.js';

const shown = 100;

interface ItemProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly broadcast: Broadcast;
  readonly segments: readonly Segment[] | null;
}
const Item = ({ parts, names, broadcast, segments }: ItemProps) => {
  const say = sayIn(parts);
  const { draftedBy, approvedBy, planned, origin, preview } = broadcast;
  const tally = segments ? tallyOf(segments) : null;
  const people = preview?.recipients;
  return (
    <li>
      <a href={hrefOf(broadcast.id)}>
        <span class="summary">{broadcast.title}</span>
        <span class="meta">
          <span class={chipOf(broadcast.state)}>{names.state(broadcast)}</span>
          <span>{names.purpose(broadcast)}</span>
          {people === undefined ? null : (
            <span>{say('broadcasts.list.people', { count: names.count(people) })}</span>
          )}
          {tally && planned > 0 ? (
            <span>
              {say('broadcasts.list.progress', {
                count: leftOf(tally),
                left: names.count(leftOf(tally)),
                total: names.count(planned - tally.suppressed),
              })}
            </span>
          ) : null}
        </span>
        <span class="meta">
          <span>
            {origin === 'calendar'
              ? say('broadcasts.list.automatic')
              : say('broadcasts.list.drafted', { name: names.member(draftedBy) })}
          </span>
          {approvedBy === null ? null : (
            <span>{say('broadcasts.list.approved', { name: names.member(approvedBy) })}</span>
          )}
          <span>{names.moment(broadcast.startedAt ?? broadcast.createdAt)}</span>
        </span>
      </a>
    </li>
  );
};

export function createBroadcastList(parts: ConsoleParts) {
  const { deps } = parts;
  const say = sayIn(parts);
  const started = ({ state }: Broadcast) => state !== 'draft' && state !== 'approved';
  return async (c: Context<ConsoleEnv>) => {
    const member = c.get('member');
    const found = await deps.store.broadcasts.list(shown);
    const names = createNames(parts, await deps.store.staff.list());
    const rows = await Promise.all(
      found.map(async (broadcast) => ({
        broadcast,
        segments: started(broadcast) ? await deps.store.broadcasts.progress(broadcast.id) : null,
      })),
    );
    return c.html(
      page(
        <Shell
          parts={parts}
          title={say('broadcasts.title')}
          member={member}
          here="broadcasts"
          extra={['broadcasts.css']}
        >
          <h1>{say('broadcasts.title')}</h1>
          <p class="lead">{say('broadcasts.lead')}</p>
          {may(member.role, 'broadcasts.edit') ? (
            <p class="actions">
              <a class="button" href={`${root}/nuevo`}>
                {say('broadcasts.new')}
              </a>
              <a href="/panel/calendario">{say('broadcasts.fromCalendar')}</a>
            </p>
          ) : null}
          {rows.length === 0 ? (
            <p class="card">{say('broadcasts.list.empty')}</p>
          ) : (
            <ul class="queue">
              {rows.map(({ broadcast, segments }) => (
                <Item parts={parts} names={names} broadcast={broadcast} segments={segments} />
              ))}
            </ul>
          )}
        </Shell>,
      ),
    );
  };
}
