/** Writing an entry: the form of a new one and of a known one; a draft stands beside what is published. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { changedFields } from '../../../calendar/diff.js';
import { type Entry, type EntryContent, entryKinds, stages } from '../../../calendar/entry.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleEnv, consoleLocale } from '../context.js';
import { Changes } from './changes.js';
import { type EntryForm, type EntryRead, emptyEntry, formOf, readEntry, readEntryForm } from './form.js';
import { FormView } from './form-view.js';
import type { Tools } from './tools.js';
import { hrefOf, root } from './words.js';

const asked = z.object({
  etapa: z.enum(stages).catch('proposals'),
  tipo: z.enum(entryKinds).catch('workshop'),
});

export function mountEdit(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { parts, words, calendar, show, gate, withEntry, revisionOf, acting, back } = tools;
  const { deps } = parts;
  const { say } = words;
  const edit = gate('calendar.edit');
  const read = (form: EntryForm): EntryRead =>
    readEntry(form, { timezone: deps.timezone, places: deps.places, fits: words.fits });

  interface Shown {
    readonly form: EntryForm;
    readonly read?: EntryRead;
    /** Somebody else saved this meanwhile. */
    readonly theirs?: Entry;
  }
  const showForm = (c: Context<ConsoleEnv>, entry: Entry | null, { form, read: given, theirs }: Shown) => {
    const title = say(entry ? 'calendar.editTitle' : 'calendar.newTitle');
    const saved = theirs?.draft ?? theirs?.content;
    return show(
      c,
      {
        title,
        extra: ['calendar.css'],
        status: theirs ? 409 : given && !given.content ? 422 : 200,
        ...(theirs ? { wrong: say('calendar.changed') } : {}),
      },
      <>
        <h1>{title}</h1>
        {saved && given?.content ? (
          <Changes
            words={words}
            before={saved}
            after={given.content}
            caption={say('calendar.theirsCaption')}
            heads={[say('calendar.theirs'), say('calendar.yours')]}
          />
        ) : null}
        <FormView
          parts={parts}
          words={words}
          form={form}
          read={given ?? null}
          revision={(theirs ?? entry)?.revision ?? 0}
          action={entry ? hrefOf(entry.id) : root}
          back={entry ? hrefOf(entry.id) : root}
        />
      </>,
    );
  };

  app.get('/calendario/nuevo', edit, async (c) => {
    const { etapa: stage, tipo: kind } = asked.parse(c.req.query());
    const cycle = await deps.store.cycles.current(deps.now());
    const organiser = pick(cycle.forum, consoleLocale);
    const form = emptyEntry({ kind, stage, organiser });
    const title = kind === 'stage' ? { es: say(`calendar.stage.${stage}`) } : {};
    return showForm(c, null, { form: { ...form, title } });
  });

  app.post('/calendario', edit, async (c) => {
    const form = readEntryForm(await c.req.parseBody());
    const given = read(form);
    if (!given.content) return showForm(c, null, { form, read: given });
    const cycle = await deps.store.cycles.current(deps.now());
    const id = await calendar.create({ cycleId: cycle.id, draft: given.content, ...acting(c) });
    return back(c, id, 'saved');
  });

  app.get(
    '/calendario/:id/editar',
    edit,
    withEntry((c, entry) => {
      const content = entry.draft ?? entry.content;
      if (!content) return tools.notFound(c);
      return showForm(c, entry, { form: formOf(content, deps.timezone, deps.places) });
    }),
  );

  /** What differs in nothing from what is published needs no draft. */
  const draftOf = ({ content, state }: Entry, typed: EntryContent): EntryContent | null =>
    content && state === 'published' && changedFields(content, typed).length === 0 ? null : typed;

  app.post(
    '/calendario/:id',
    edit,
    withEntry(async (c, entry) => {
      const body = await c.req.parseBody();
      const form = readEntryForm(body);
      const given = read(form);
      if (!given.content) return showForm(c, entry, { form, read: given });
      const draft = draftOf(entry, given.content);
      const ended = await calendar.saveDraft(entry.id, { draft, revision: revisionOf(body), ...acting(c) });
      if (ended === 'saved') return back(c, entry.id, draft ? 'saved' : 'same');
      const theirs = await calendar.entry(entry.id);
      return theirs ? showForm(c, entry, { form, read: given, theirs }) : tools.notFound(c);
    }),
  );

  app.post(
    '/calendario/:id/descartar',
    edit,
    withEntry(async (c, entry) => {
      const revision = revisionOf(await c.req.parseBody());
      const ended = await calendar.saveDraft(entry.id, { draft: null, revision, ...acting(c) });
      // Somebody was writing meanwhile: the page shows what there is now.
      if (ended !== 'saved') return c.redirect(hrefOf(entry.id), 303);
      return entry.version === 0
        ? c.redirect(`${root}?listo=discarded`, 303)
        : back(c, entry.id, 'discarded');
    }),
  );
}
