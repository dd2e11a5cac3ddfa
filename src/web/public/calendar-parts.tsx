/** The pieces of the calendar's pages: the way of the plan, an event, when it was published and what changed. */
import type { Child } from 'hono/jsx';
import type { Aspect } from '../../calendar/diff.js';
import type { EntryContent, EntryVersion } from '../../calendar/entry.js';
import { leadDays } from '../../calendar/rule.js';
import { isSomewhere } from '../../calendar/when.js';
import type { EventWords } from '../../calendar/words.js';
import { formatDate, formatMoment, formatWeekday } from '../../text/dates.js';
import { pick } from '../../text/texts.js';
import { daysLeft, lastChange, placeInTime, type ShownEntry } from './calendar-facts.js';
import type { PublicLanguage, PublicWords } from './frame.js';

export interface View {
  readonly lang: PublicLanguage;
  readonly words: PublicWords;
  readonly eventWords: EventWords;
  readonly timezone: string;
  /** UTC ms. */
  readonly now: number;
}

const moment = (at: number, { lang, timezone }: View): string => formatMoment(lang, at, timezone);
const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

/** Published facts only, but a link that is none must not become one. */
export const Address = ({ to, children }: { to: string; children?: Child }) =>
  isWeb(to) ? <a href={to}>{children ?? to}</a> : <span>{to}</span>;

/** One thing about an entry as the page says it; empty where there is nothing. */
function aspectText(content: EntryContent, aspect: Aspect, { lang, eventWords }: View): string {
  switch (aspect) {
    case 'title':
    case 'takePart':
      return pick(content[aspect], lang);
    case 'when':
    case 'where':
      return eventWords[aspect](content, lang);
    case 'link':
    case 'minutes':
      return content[aspect] ?? '';
    case 'organiser':
      return content.organiser;
  }
}

/** When it stood here and how long before: the line the rule is about. */
export const Published = ({ shown, view }: { shown: ShownEntry; view: View }) => {
  const { words } = view;
  const { told, lead, content } = shown;
  const params = { moment: moment(told.publishedAt, view), count: lead.days };
  const late = told.publishedAt > content.startsAt;
  const key = late
    ? 'calendar.publishedLate'
    : lead.days === 0
      ? 'calendar.publishedSameDay'
      : 'calendar.published';
  return (
    <p class="published">
      <time datetime={new Date(told.publishedAt).toISOString()}>{words(key, params)}</time>
      {told.officialUrl === null ? null : (
        <>
          {' '}
          <Address to={told.officialUrl}>{words('calendar.official')}</Address>
        </>
      )}
    </p>
  );
};

/** Whether the start of the process was told two weeks before; if not, the reason that was given. */
export const Rule = ({ shown, named = false, view }: { shown: ShownEntry; named?: boolean; view: View }) => {
  const { words, lang } = view;
  const { told, lead, ruled, content } = shown;
  if (!ruled) return null;
  const reason = told.overrideReason ?? words('calendar.rule.noReason');
  return (
    <p class={lead.inTime ? 'note kept' : 'note'}>
      {named ? <strong>{pick(content.title, lang)}. </strong> : null}
      {lead.inTime
        ? words('calendar.rule.kept', { days: leadDays })
        : words('calendar.rule.broken', { days: leadDays, reason })}
    </p>
  );
};

/** What the last change was, with what stood there before. */
export const LastChange = ({ shown, view }: { shown: ShownEntry; view: View }) => {
  const { words } = view;
  const change = lastChange(shown);
  const before = shown.versions.find(({ version }) => version === (change?.version.version ?? 0) - 1);
  return (
    <>
      {shown.cancelled ? (
        <p class="note stop">
          {words('calendar.cancelledOn', { moment: moment(shown.latest.publishedAt, view) })}
        </p>
      ) : null}
      {change && before ? (
        <div class="note">
          <p>
            {words('calendar.changedOn', {
              moment: moment(change.version.publishedAt, view),
              aspects: view.eventWords.aspects(change.changed, view.lang),
            })}
          </p>
          {change.changed.map((aspect) => (
            <p class="soft">
              {words('calendar.before', {
                value: aspectText(before.content, aspect, view) || words('calendar.nothing'),
              })}
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
};

/** The stages one after the other, with today's place among them. */
export const Process = ({ stages, view }: { stages: readonly ShownEntry[]; view: View }) => {
  const { words, lang, now, timezone, eventWords } = view;
  const stateOf = (stage: ShownEntry): string => {
    if (stage.cancelled) return words('calendar.cancelled');
    const place = placeInTime(stage, now);
    if (place !== 'now') return words(`calendar.${place}`);
    const count = daysLeft(stage, now, timezone);
    const left = count === 0 ? words('calendar.lastDay') : words('calendar.left', { count });
    return stage.content.endsAt === null ? words('calendar.now') : `${words('calendar.now')} · ${left}`;
  };
  return (
    <>
      <ol class="process">
        {stages.map((stage) => {
          const place = stage.cancelled ? 'gone' : placeInTime(stage, now);
          return (
            <li class={place} {...(place === 'now' ? { 'aria-current': 'step' } : {})}>
              <p class="state">{stateOf(stage)}</p>
              <h3>
                <a href={`/calendario/${stage.id}?lang=${lang}`}>{pick(stage.content.title, lang)}</a>
              </h3>
              <p>{eventWords.when(stage.content, lang)}</p>
              <Published shown={stage} view={view} />
              {stage.cancelled || lastChange(stage) ? <LastChange shown={stage} view={view} /> : null}
            </li>
          );
        })}
      </ol>
      {stages.map((stage) => (
        <Rule shown={stage} named view={view} />
      ))}
    </>
  );
};

export const Badges = ({ shown, view: { words } }: { shown: ShownEntry; view: View }) => (
  <p class="badges">
    <span class="badge">{words(`calendar.kind.${shown.content.kind}`)}</span>
    {shown.cancelled ? <span class="badge stop">{words('calendar.cancelled')}</span> : null}
    {!shown.cancelled && lastChange(shown) ? (
      <span class="badge warn">{words('calendar.changed')}</span>
    ) : null}
  </p>
);

/** What, when, where, how: the same order as in the chat. */
export const Facts = ({ shown, view }: { shown: ShownEntry; view: View }) => {
  const { words, lang } = view;
  const { content } = shown;
  const line = (key: Parameters<PublicWords>[0], value: Child) => (
    <>
      <dt>{words(key)}</dt>
      <dd>{value}</dd>
    </>
  );
  const takePart = aspectText(content, 'takePart', view);
  return (
    <dl class="facts">
      {line('calendar.when', <strong>{aspectText(content, 'when', view)}</strong>)}
      {isSomewhere(content) ? line('calendar.where', aspectText(content, 'where', view)) : null}
      {takePart === '' ? null : line('calendar.takePart', takePart)}
      {content.link === null ? null : line('calendar.link', <Address to={content.link} />)}
      {content.organiser === '' ? null : line('calendar.organiser', content.organiser)}
      {content.minutes === null
        ? null
        : line(
            'calendar.minutes',
            <Address to={content.minutes}>
              {words('calendar.minutesLink')}
              <span class="unseen"> {pick(content.title, lang)}</span>
            </Address>,
          )}
    </dl>
  );
};

/** One event: the day in large, the rest beside it. */
export const EventCard = ({ shown, view }: { shown: ShownEntry; view: View }) => {
  const { words, lang, timezone } = view;
  const { content, id, cancelled } = shown;
  const title = pick(content.title, lang);
  return (
    <article class={cancelled ? 'card event gone' : 'card event'} aria-labelledby={`e-${id}`}>
      <p class="day" aria-hidden="true">
        <span>{formatWeekday(lang, content.startsAt, timezone)}</span>
        <strong>{formatDate(lang, content.startsAt, timezone).split(' ')[0]}</strong>
      </p>
      <div>
        <Badges shown={shown} view={view} />
        <h3 id={`e-${id}`}>
          <a href={`/calendario/${id}?lang=${lang}`}>{title}</a>
        </h3>
        <LastChange shown={shown} view={view} />
        <Facts shown={shown} view={view} />
        <Published shown={shown} view={view} />
        <p class="links">
          <a href={`/calendario/${id}.ics?lang=${lang}`}>
            {words('calendar.add')}
            <span class="unseen"> {title}</span>
          </a>
          <a href={`/calendario/${id}?lang=${lang}#historia`}>
            {words('calendar.history')}
            <span class="unseen"> {title}</span>
          </a>
        </p>
      </div>
    </article>
  );
};

/** How many people a version was told to: nobody may be told from a small number. */
export const few = 5;
function toldWords(count: number, words: PublicWords): string {
  if (count === 0) return words('calendar.toldNobody');
  return count < few ? words('calendar.toldFew', { few }) : words('calendar.told', { count });
}

/** One publication: when, what it changed, why so late, and how many were told of it. */
export const Version = ({
  version,
  before,
  changed,
  told,
  view,
}: {
  version: EntryVersion;
  before: EntryVersion | undefined;
  changed: readonly Aspect[];
  /** Null: nobody is told of it by the chat. */
  told: number | null;
  view: View;
}) => {
  const { words } = view;
  return (
    <li>
      <h3>
        {words(`calendar.version.${version.change}`)} ·{' '}
        <time datetime={new Date(version.publishedAt).toISOString()}>
          {moment(version.publishedAt, view)}
        </time>
      </h3>
      {before && changed.length > 0 ? (
        <dl class="facts">
          {changed.map((aspect) => (
            <>
              <dt>{view.eventWords.aspects([aspect], view.lang)}</dt>
              <dd>
                <span class="soft">
                  {words('calendar.before', {
                    value: aspectText(before.content, aspect, view) || words('calendar.nothing'),
                  })}
                </span>
                <br />
                {words('calendar.after', {
                  value: aspectText(version.content, aspect, view) || words('calendar.nothing'),
                })}
              </dd>
            </>
          ))}
        </dl>
      ) : null}
      {version.overrideReason === null ? null : (
        <p class="broken">{words('calendar.reason', { reason: version.overrideReason })}</p>
      )}
      {version.officialUrl === null ? null : (
        <p>
          <Address to={version.officialUrl}>{words('calendar.official')}</Address>
        </p>
      )}
      {told === null ? null : <p class="soft">{toldWords(told, words)}</p>}
    </li>
  );
};
