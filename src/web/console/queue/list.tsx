/** The queue: what is still owed an answer, oldest promise first, in views, narrowed, page by page. */
import type { Context } from 'hono';
import type { Total } from '../../../store/queue/queue.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import type { createSection } from '../section.js';
import { Chosen, Filters } from './filters.js';
import { Item } from './item.js';
import { Keep } from './keep.js';
import { canPick, Lot } from './lot.js';
import { readOptions } from './options.js';
import {
  cursorOf,
  filterOf,
  hrefOf,
  orderOf,
  pageFrom,
  type QueueQuery,
  readQuery,
  viewOf,
} from './query.js';
import { AreaCounts, Tabs } from './tabs.js';

const pageSize = 25;

export interface ShownQueue {
  readonly said?: string;
  readonly wrong?: string;
  readonly status?: 200 | 409 | 422;
}

export function createQueuePage(parts: ConsoleParts, section: ReturnType<typeof createSection>) {
  const { deps } = parts;
  const { proposals, savedViews } = deps.store;
  const { say, show } = section;

  const totalOf = (total: Total) =>
    total.isMore ? say('queue.moreThan', { count: total.count }) : say('queue.total', { count: total.count });
  /** An empty queue may mean: nothing matches, all is answered, or nothing ever came. */
  const whyEmpty = async (given: QueueQuery, cycleId: string) => {
    if (viewOf(given) !== '') return say('list.none');
    return say((await proposals.isEmpty(cycleId)) ? 'list.empty' : 'list.done');
  };

  return async (
    c: Context<ConsoleEnv>,
    given: QueueQuery = readQuery(c.req.query()),
    shown: ShownQueue = {},
  ) => {
    const member = c.get('member');
    const cycle = c.get('cycle');
    const now = deps.now();
    const options = await readOptions(parts, c);
    const filter = filterOf(given, { cycleId: cycle.id, memberId: member.id, now, stages: options.stages });
    const after = cursorOf(given);
    const [{ rows, total, next, before }, counts, mine, saved] = await Promise.all([
      proposals.page(filter, { order: orderOf(given), size: pageSize, ...(after ? { after } : {}) }),
      proposals.queueCounts(cycle.id, now),
      proposals.countAssigned(cycle.id, member.id),
      savedViews.of(member.id),
    ]);
    const labels = new Map(options.areas.map(({ value, label }) => [value, label]));
    const vista = viewOf(given);
    const picking = canPick(member) && rows.length > 0;
    const list = (
      <ul class="queue" id="lista">
        {rows.map((row) => (
          <Item parts={parts} row={row} labels={labels} vista={vista} canPick={picking} />
        ))}
      </ul>
    );
    return show(
      c,
      { title: say('list.title'), extra: ['queue.css'], ...shown },
      <>
        <h1>{say('list.title')}</h1>
        <Tabs parts={parts} given={given} counts={counts} mine={mine} saved={saved} />
        <AreaCounts parts={parts} given={given} areas={options.areas} counts={counts.areas} />
        <Filters parts={parts} given={given} options={options} />
        <Chosen parts={parts} given={given} options={options} />
        <div class="actions summing">
          <p role="status">{rows.length === 0 ? await whyEmpty(given, cycle.id) : totalOf(total)}</p>
          <Keep parts={parts} member={member} given={given} saved={saved} />
        </div>
        {picking ? (
          <Lot
            parts={parts}
            member={member}
            members={options.members}
            vista={vista}
            total={total}
            hasMore={next !== null || before !== null}
          >
            {list}
          </Lot>
        ) : (
          list
        )}
        <nav class="pages" aria-label={say('queue.pages')}>
          {before ? (
            <a class="button quiet" rel="prev" href={pageFrom(given, before.cursor)} data-key="p">
              {say('queue.previous')}
            </a>
          ) : null}
          {next ? (
            <a class="button quiet" rel="next" href={pageFrom(given, next)} data-key="n">
              {say('list.next')}
            </a>
          ) : null}
          {after ? <a href={hrefOf(given)}>{say('queue.first')}</a> : null}
        </nav>
      </>,
    );
  };
}
