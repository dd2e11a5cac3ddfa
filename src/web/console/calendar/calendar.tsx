/** The calendar under `/panel/calendario`: the cycle as it stands, and one entry with its versions. */
import type { Hono } from 'hono';
import { pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { mountEdit } from './edit.js';
import { EntryView } from './entry-view.js';
import { ListView } from './list-view.js';
import { mountMinutes } from './minutes.js';
import { mountPublish } from './publish.js';
import { reachedIn, toldOf } from './told.js';
import { createTools, type ShowEntry, type Tools } from './tools.js';

const createShowEntry =
  ({ parts, words, calendar, show, said }: Tools): ShowEntry =>
  async (c, entry, { minutes = { typed: '', wrong: [] }, wrong, status = 200 } = {}) => {
    const { store } = parts.deps;
    const [versions, told, replies, staff] = await Promise.all([
      calendar.versions(entry.id),
      toldOf(store.broadcasts, entry.id),
      calendar.replyCounts(entry.id),
      store.staff.list(),
    ]);
    const content = entry.draft ?? entry.content;
    return show(
      c,
      {
        title: content ? words.title(content) : words.say('calendar.title'),
        extra: ['calendar.css'],
        status,
        ...said(c),
        ...(wrong ? { wrong } : {}),
      },
      <EntryView
        parts={parts}
        words={words}
        member={c.get('member')}
        entry={entry}
        versions={versions}
        told={told}
        replies={replies}
        names={new Map(staff.map(({ id, name }) => [id, name]))}
        minutes={minutes}
      />,
    );
  };

export function mountCalendar(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const tools = createTools(parts);
  const { words, calendar, show, said, gate, withEntry } = tools;
  const { store, now } = parts.deps;
  const showEntry = createShowEntry(tools);

  app.get('/calendario', gate('calendar.read'), async (c) => {
    const cycle = await store.cycles.current(now());
    const entries = await calendar.entries(cycle.id);
    const reached = await Promise.all(
      entries
        .filter(({ version }) => version > 0)
        .map(async ({ id }) => [id, reachedIn(await toldOf(store.broadcasts, id))] as const),
    );
    return show(
      c,
      { title: words.say('calendar.title'), extra: ['calendar.css'], ...said(c) },
      <ListView
        parts={parts}
        words={words}
        member={c.get('member')}
        plan={pick(cycle.plan, consoleLocale)}
        entries={entries}
        reached={new Map(reached)}
      />,
    );
  });
  mountEdit(app, tools);
  app.get(
    '/calendario/:id',
    gate('calendar.read'),
    withEntry((c, entry) => showEntry(c, entry)),
  );
  mountPublish(app, tools);
  mountMinutes(app, tools, showEntry);
}
