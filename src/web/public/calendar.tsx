/** Where the public finds the calendar: pages and files. No sign-in, no cookies, no script. */
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type IcsCalendar, toIcs } from '../../calendar/ics.js';
import { pick } from '../../text/texts.js';
import type { WebDeps } from '../deps.js';
import type { createPublicSay } from '../words.js';
import { isIn, readCalendar, type ShownEntry, showEntry, toIcsEvent } from './calendar-facts.js';
import { CalendarPage, EntryPage, Soon } from './calendar-pages.js';
import type { View } from './calendar-parts.js';
import { type createPublicFrame, languageOf, type PublicLanguage } from './frame.js';
import { createTold } from './told.js';

export interface CalendarParts {
  readonly deps: WebDeps;
  readonly say: ReturnType<typeof createPublicSay>;
  readonly frame: ReturnType<typeof createPublicFrame>;
}

const style = ['dates.css'] as const;

/** Answers with a calendar file; who has it already hears only that nothing is new. */
function answerFile(c: Context, calendar: IcsCalendar, name: string): Response {
  const body = toIcs(calendar);
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const newest = Math.max(0, ...calendar.events.map(({ modifiedAt }) => modifiedAt));
  const headers = {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': `inline; filename="${name}.ics"`,
    'Cache-Control': 'public, max-age=300',
    ETag: tag,
    'Last-Modified': new Date(newest).toUTCString(),
  };
  const known = (c.req.header('If-None-Match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(tag)) return c.body(null, 304, headers);
  return c.body(body, 200, headers);
}

export function createPublicCalendar({ deps, say, frame }: CalendarParts) {
  const { store, places, timezone, eventWords } = deps;
  const regions = places.departments();
  const told = createTold(store.broadcasts, deps.now);
  const app = new Hono();

  const viewOf = (lang: PublicLanguage): View => ({
    lang,
    words: (key, params) => say(lang, key, params),
    eventWords,
    timezone,
    now: deps.now(),
  });
  /** Two digits of a department; anything else shows everything. */
  const regionOf = (c: Context): string | null => {
    const asked = c.req.query('region');
    return regions.some(({ code }) => code.slice(0, 2) === asked) ? (asked ?? null) : null;
  };
  const read = async (id: string): Promise<ShownEntry | null> => {
    if (!/^[\w-]{1,64}$/.test(id)) return null;
    const entry = await store.calendar.entry(id);
    return entry && showEntry(entry, await store.calendar.versions(id), timezone);
  };
  const toFile = (shown: readonly ShownEntry[], name: string, view: View): IcsCalendar => ({
    name,
    timezone,
    events: shown.map((one) => toIcsEvent(one, { ...view, publicUrl: deps.publicUrl() })),
  });

  app.get('/calendario', async (c) => {
    const lang = languageOf(c);
    const view = viewOf(lang);
    const region = regionOf(c);
    const cycle = await store.cycles.current(view.now);
    const all = await readCalendar(store.calendar, cycle.id, timezone);
    const children = (
      <CalendarPage
        plan={pick(cycle.plan, lang)}
        stages={all.filter(({ content }) => content.kind === 'stage')}
        events={all.filter((shown) => shown.content.kind !== 'stage' && isIn(shown, region))}
        regions={regions}
        region={region}
        view={view}
      />
    );
    const title = view.words('calendar.title');
    return c.html(frame(c, { lang, title, contact: cycle.dataContact, extra: style, children }));
  });

  app.get('/calendario.ics', async (c) => {
    const view = viewOf(languageOf(c));
    const region = regionOf(c);
    const cycle = await store.cycles.current(view.now);
    const all = await readCalendar(store.calendar, cycle.id, timezone);
    const shown = all.filter((one) => isIn(one, region));
    return answerFile(c, toFile(shown, pick(cycle.forum, view.lang), view), 'calendario');
  });

  const unknown = async (c: Context, view: View): Promise<Response> => {
    const cycle = await store.cycles.current(view.now);
    const title = view.words('calendar.title');
    const children = (
      <>
        <h1>{title}</h1>
        <p role="alert">{view.words('calendar.unknown')}</p>
        <p>
          <a href={`/calendario?lang=${view.lang}`}>{view.words('calendar.back')}</a>
        </p>
      </>
    );
    return c.html(frame(c, { lang: view.lang, title, contact: cycle.dataContact, children }), 404);
  };

  app.get('/calendario/:file{[^/]+\\.ics}', async (c) => {
    const view = viewOf(languageOf(c));
    const shown = await read(c.req.param('file').slice(0, -'.ics'.length));
    if (!shown) return unknown(c, view);
    return answerFile(c, toFile([shown], pick(shown.content.title, view.lang), view), shown.id);
  });

  app.get('/calendario/:id', async (c) => {
    const view = viewOf(languageOf(c));
    const shown = await read(c.req.param('id'));
    if (!shown) return unknown(c, view);
    const cycle = await store.cycles.current(view.now);
    const children = <EntryPage shown={shown} told={await told(shown.id)} view={view} />;
    const title = pick(shown.content.title, view.lang);
    return c.html(frame(c, { lang: view.lang, title, contact: cycle.dataContact, extra: style, children }));
  });

  /** For the front page: nothing where nothing is to come. */
  const soon = async (lang: PublicLanguage, cycleId: string) => {
    const view = viewOf(lang);
    const next = await store.calendar.upcoming({ cycleId, now: view.now, region: null, limit: 3 });
    const shown = await Promise.all(next.map(({ id }) => read(id)));
    const events = shown.filter((one) => one !== null);
    return events.length === 0 ? null : <Soon events={events} view={view} />;
  };

  return { routes: app, soon };
}
