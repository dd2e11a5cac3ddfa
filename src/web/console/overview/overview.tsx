/** `/panel/resumen`: how many were heard, answered and reached, where and about what; numbers lead to their lists. */
import type { Hono } from 'hono';
import { everyArea } from '../../../inbox/turn.js';
import { oneOf } from '../../../one-of.js';
import { notAProposal } from '../../../proposals/triage.js';
import type { Clarity } from '../../../store/answers/feedback.js';
import type { Figures } from '../../../store/cycles/overview.js';
import type { TagAgreement } from '../../../store/proposals/tag-agreement.js';
import type { StaffCycle } from '../../../store/store.js';
import { pick } from '../../../text/texts.js';
import { PeruMap } from '../../peru-map.js';
import { createNames } from '../answers/names.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';
import { type BarRow, Bars, count, percent } from './bars.js';
import { afterPath, overviewPath } from './paths.js';
import { People, Waiting } from './people.js';

interface PageProps {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly figures: Figures;
  readonly agreement: readonly TagAgreement[];
  readonly clarity: Clarity;
}

const ways = ['telegram', 'whatsapp', 'simulator', 'assisted', 'practice'] as const;
const queue = (name: string, value: string): string =>
  `/panel/propuestas?${new URLSearchParams({ [name]: value, estado: 'todas' })}`;
const nothing = { open: 0, answered: 0 };
const size = ({ open, answered }: { readonly open: number; readonly answered: number }): number =>
  open + answered;

const Areas = ({ parts, cycle, figures, agreement }: PageProps) => {
  const say = sayIn(parts);
  const named = new Map(everyArea(cycle).map(({ id, label }) => [id, pick(label, consoleLocale)]));
  if (figures.byArea.has(notAProposal)) named.set(notAProposal, say('overview.notAProposal'));
  // Areas that were taken out of the cycle still have what was sent under them.
  for (const area of figures.byArea.keys()) if (!named.has(area)) named.set(area, area);
  const rows = [...named].map(([area, label]): BarRow => {
    const rate = agreement.find((one) => one.area === area);
    const suggested = rate ? rate.kept + rate.removed : 0;
    return {
      label,
      href: queue('tema', area),
      ...(figures.byArea.get(area) ?? nothing),
      more:
        rate && suggested > 0
          ? say('overview.corrected', { percent: percent(rate.removed, suggested), added: rate.added })
          : '',
    };
  });
  return (
    <Bars
      caption={say('overview.byArea')}
      heads={{ name: say('list.area'), answered: say('overview.answered'), open: say('overview.open') }}
      rows={rows}
    />
  );
};

const Regions = ({ parts, figures }: PageProps) => {
  const say = sayIn(parts);
  const { byDepartment } = figures;
  const departments = parts.deps.places
    .departments()
    .map(({ code, name }) => ({ code, name, key: code.slice(0, 2) }));
  const nameOf = new Map(departments.map(({ key, name }) => [key, name]));
  const codeOf = new Map(departments.map(({ key, code }) => [key, code]));
  const heads = {
    name: say('list.department'),
    answered: say('overview.answered'),
    open: say('overview.open'),
  };
  const rows = departments
    .map(
      ({ code, name, key }): BarRow => ({
        label: name,
        href: queue('region', code),
        ...(byDepartment.get(key) ?? nothing),
      }),
    )
    .toSorted((a, b) => size(b) - size(a) || a.label.localeCompare(b.label, 'es'));
  const country = byDepartment.get('');
  const heard = [
    ...rows.filter((row) => size(row) > 0),
    ...(country ? [{ label: say('list.national'), href: queue('region', 'pais'), ...country }] : []),
  ];
  const silent = rows.filter((row) => size(row) === 0).map(({ label }) => label);
  return (
    <div class="two">
      <div>
        {heard.length > 0 ? <Bars caption={say('overview.byRegion')} heads={heads} rows={heard} /> : null}
        {silent.length > 0 ? (
          <p class="soft">{say('overview.silent', { regions: silent.join(', '), count: silent.length })}</p>
        ) : null}
      </div>
      <PeruMap
        label={say('overview.map')}
        counts={new Map([...byDepartment].map(([key, tally]) => [key, size(tally)]))}
        describe={(key, amount) => say('overview.mapTile', { name: nameOf.get(key) ?? key, count: amount })}
        hrefOf={(key) => queue('region', codeOf.get(key) ?? key)}
      />
    </div>
  );
};

const Outcomes = ({ parts, cycle, figures }: PageProps) => {
  const say = sayIn(parts);
  const names = createNames(parts, cycle);
  if (figures.byOutcome.size === 0) return <p class="card">{say('overview.noAnswers')}</p>;
  return (
    <ul class="plain">
      {[...figures.byOutcome]
        .toSorted(([, a], [, b]) => b - a)
        .map(([outcome, amount]) => (
          <li>
            <a href={queue('resultado', outcome)}>{names.outcome(outcome)}</a>{' '}
            <strong>{count(amount)}</strong>
          </li>
        ))}
    </ul>
  );
};

const Satisfaction = ({ parts, clarity }: PageProps) => {
  const say = sayIn(parts);
  const { scores, asked, agreed, disagreed } = clarity;
  const said = scores[1] + scores[2] + scores[3];
  return (
    <ul class="plain">
      <li>
        <a href={`${afterPath}/claridad`}>
          {said === 0
            ? say('overview.clarity.none', { count: asked })
            : say('overview.clarity.some', { percent: percent(scores[3], said), count: said })}
        </a>
      </li>
      <li>
        <a href={`${afterPath}/desacuerdos`}>{say('overview.replies', { agreed, count: disagreed })}</a>
      </li>
    </ul>
  );
};

const Ways = ({ parts, cycle, figures }: PageProps) => {
  const say = sayIn(parts);
  const names = createNames(parts, cycle);
  const languages = [...figures.byLocale].map(
    ([locale, tally]): BarRow => ({ label: names.language(locale), href: queue('idioma', locale), ...tally }),
  );
  const channels = [...figures.byChannel].toSorted(([, a], [, b]) => size(b) - size(a));
  return (
    <>
      <Bars
        caption={say('overview.byLanguage')}
        heads={{ name: say('list.language'), answered: say('overview.answered'), open: say('overview.open') }}
        rows={languages.toSorted((a, b) => size(b) - size(a))}
      />
      <ul class="plain">
        {channels.map(([channel, tally]) => (
          <li>
            {say(`overview.channel.${oneOf(ways, channel, 'other')}`)} <strong>{count(size(tally))}</strong>
          </li>
        ))}
      </ul>
    </>
  );
};
export function mountOverview(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { say, show, gate } = createSection(parts, 'figures');
  app.get(overviewPath.replace('/panel', ''), gate('proposals.read'), async (c) => {
    const cycle = c.get('cycle');
    const now = deps.now();
    const figures = await deps.store.overview.figures(cycle.id, now);
    const agreement = deps.store.proposals.tagAgreementSoFar(cycle.id, now);
    const clarity = await deps.store.feedback.clarity(cycle.id);
    const props = { parts, cycle, figures, agreement, clarity };
    const { proposals } = figures;
    return show(
      c,
      { title: say('overview.title'), extra: ['overview.css', 'map.css'] },
      <>
        <h1>{say('overview.title')}</h1>
        <p class="lead">
          {say('overview.lead', {
            plan: pick(cycle.plan, consoleLocale),
            count: proposals.open + proposals.answered,
            withdrawn: count(proposals.withdrawn),
          })}
        </p>
        <h2>{say('overview.people')}</h2>
        <People parts={parts} figures={figures} />
        <h2>{say('overview.waits')}</h2>
        <Waiting parts={parts} figures={figures} />
        <h2>{say('overview.byArea')}</h2>
        <Areas {...props} />
        <h2>{say('overview.byRegion')}</h2>
        <Regions {...props} />
        <h2>{say('overview.outcomes')}</h2>
        <Outcomes {...props} />
        <h2>{say('overview.satisfaction')}</h2>
        <Satisfaction {...props} />
        <h2>{say('overview.ways')}</h2>
        <Ways {...props} />
      </>,
    );
  });
}
