/** The views above the list: those everybody has, with how many they hold, and those that were kept. */
import type { QueueCounts } from '../../../store/queue/counts.js';
import type { SavedView } from '../../../store/queue/saved-views.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Option } from './options.js';
import { hrefOf, nobody, type QueueQuery, queuePath, viewOf } from './query.js';

interface Fixed {
  readonly name:
    | 'open'
    | 'mine'
    | 'unassigned'
    | 'overdue'
    | 'week'
    | 'asked'
    | 'drafted'
    | 'objected'
    | 'disagreed';
  readonly query: QueueQuery;
  readonly key: string | null;
  readonly count: number;
}

const fixedViews = (counts: QueueCounts, mine: number): readonly Fixed[] => [
  { name: 'open', query: {}, key: 'o', count: counts.open },
  { name: 'mine', query: { quien: 'mias' }, key: 'm', count: mine },
  { name: 'unassigned', query: { quien: nobody }, key: 's', count: counts.unassigned },
  { name: 'overdue', query: { plazo: 'vencidas' }, key: 'v', count: counts.overdue },
  { name: 'week', query: { plazo: 'semana' }, key: 'w', count: counts.dueSoon },
  { name: 'asked', query: { con: 'pregunta' }, key: null, count: counts.asked },
  { name: 'drafted', query: { con: 'borrador' }, key: null, count: counts.drafted },
  { name: 'objected', query: { con: 'objecion' }, key: null, count: counts.objected },
  { name: 'disagreed', query: { con: 'desacuerdo' }, key: null, count: counts.disagreed },
];
/** The others are shown where there is something in them, or somebody is there. */
const always = 5;

interface TabsProps {
  readonly parts: ConsoleParts;
  readonly given: QueueQuery;
  readonly counts: QueueCounts;
  /** Open ones of the member who looks. */
  readonly mine: number;
  readonly saved: readonly SavedView[];
}
export const Tabs = ({ parts, given, counts, mine, saved }: TabsProps) => {
  const say = sayIn(parts);
  const here = viewOf(given);
  const current = (view: string) => (view === here ? { 'aria-current': 'page' as const } : {});
  const fixed = fixedViews(counts, mine).filter(
    ({ query, count }, index) => index < always || count > 0 || viewOf(query) === here,
  );
  return (
    <nav class="views" aria-label={say('queue.views')}>
      {fixed.map(({ name, query, key, count }) => (
        <a href={hrefOf(query)} {...current(viewOf(query))} {...(key ? { 'data-key': key } : {})}>
          {say(`queue.view.${name}`)} <strong>{count}</strong>
        </a>
      ))}
      {saved.map((view, index) => (
        <a
          class="saved"
          href={`${queuePath}?${view.query}`}
          {...current(view.query)}
          {...(index < 9 ? { 'data-key': String(index + 1) } : {})}
        >
          {view.name}
          {view.isShared ? <span class="soft"> {say('queue.shared')}</span> : null}
        </a>
      ))}
    </nav>
  );
};

interface AreaCountsProps {
  readonly parts: ConsoleParts;
  readonly given: QueueQuery;
  readonly areas: readonly Option[];
  /** Null: not counted yet. */
  readonly counts: QueueCounts['areas'];
}
/** How many wait in each area; a tap narrows the queue to it, another takes that back. */
export const AreaCounts = ({ parts, given, areas, counts }: AreaCountsProps) => (
  <nav class="counts" aria-label={sayIn(parts)('list.counts')}>
    {areas.map(({ value, label }) => (
      <a
        href={hrefOf(given, { tema: given.tema === value ? undefined : value })}
        {...(given.tema === value ? { 'aria-current': 'true' as const } : {})}
      >
        {label} {counts ? <strong>{counts[value] ?? 0}</strong> : null}
      </a>
    ))}
  </nav>
);
