/** Writing a draft and changing it: nothing typed is lost, and an edit takes an approval away. */
import type { Context, Hono } from 'hono';
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { Entry, EntryContent } from '../../../calendar/entry.js';
import { newBroadcastId } from '../../../codes.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { createSection } from '../section.js';
import { DraftFormView } from './draft.js';
import {
  type DraftForm,
  type FormProblem,
  formOf,
  freshForm,
  type Known,
  readDraft,
  readForm,
} from './form.js';
import { channelsOf, type Matters } from './matter.js';
import { hrefOf, root } from './names.js';
import { roomFor } from './room.js';

interface Shown {
  readonly form: DraftForm;
  readonly problems?: readonly FormProblem[];
  readonly changed?: boolean;
}

/** Only what is published and still stands can be announced. */
type Announced = Entry & { readonly content: EntryContent };
const isPublished = (entry: Entry | null): entry is Announced =>
  entry?.state === 'published' && entry.content !== null;

/** What staff may still write on: automatic ones have no words of theirs, and what was sent was said. */
const isEditable = ({ state, origin }: Broadcast): boolean =>
  origin === 'staff' && (state === 'draft' || state === 'approved');

export function mountDrafts(app: Hono<ConsoleEnv>, parts: ConsoleParts, matters: Matters): void {
  const { deps } = parts;
  const { broadcasts, calendar } = deps.store;
  const section = createSection(parts, 'broadcasts');
  const { say } = section;
  const departments = deps.places
    .departments()
    .map(({ code, name }) => ({ value: code.slice(0, 2), label: name }));

  const cycleNow = () => deps.store.cycles.current(deps.now());
  const known = async (): Promise<Known> => ({
    departments: departments.map(({ value }) => value),
    areas: (await cycleNow()).areas.map(({ id }) => id),
    channels: channelsOf(parts),
  });
  const eventOf = async (id: unknown): Promise<Announced | null> => {
    const entry = typeof id === 'string' && id !== '' ? await calendar.entry(id) : null;
    return isPublished(entry) ? entry : null;
  };

  const view = async (
    c: Context<ConsoleEnv>,
    of: { readonly action: string; readonly event: Announced | null },
    { form, problems = [], changed = false }: Shown,
  ) => {
    const { action, event } = of;
    const cycle = await cycleNow();
    const areas = cycle.areas.map(({ id, label }) => ({ value: id, label: pick(label, consoleLocale) }));
    const channels = channelsOf(parts);
    const title = say(event ? 'broadcasts.newEvent' : 'broadcasts.new');
    return section.show(
      c,
      {
        title,
        extra: ['broadcasts.css', 'broadcasts.js'],
        status: changed ? 409 : problems.length > 0 ? 422 : 200,
        ...(changed ? { wrong: say('broadcasts.changed') } : {}),
      },
      <>
        <h1>{title}</h1>
        <DraftFormView
          parts={parts}
          action={action}
          form={form}
          problems={problems}
          purpose={event ? 'event' : 'notice'}
          event={
            event
              ? {
                  id: event.id,
                  title: pick(event.content.title, consoleLocale),
                  when: matters.eventWords.when(event.content, consoleLocale),
                }
              : null
          }
          departments={departments}
          areas={areas}
          channels={channels.map((value) => ({ value, label: say(`broadcasts.channel.${value}`) }))}
          room={roomFor(matters.eventWords, event, deps.now())}
        />
      </>,
    );
  };

  const draftOf = async (form: DraftForm) =>
    readDraft(form, await known(), { timezone: deps.timezone, now: deps.now() });

  app.get('/avisos/nuevo', section.gate('broadcasts.edit'), async (c) => {
    const wanted = c.req.query('evento');
    const event = await eventOf(wanted);
    if (wanted !== undefined && !event) return section.notFound(c);
    const { channels } = await known();
    return view(c, { action: root, event }, { form: freshForm(channels, event?.content ?? null) });
  });

  app.post('/avisos', section.gate('broadcasts.edit'), async (c) => {
    const given = await c.req.parseBody({ all: true });
    const event = await eventOf(given.evento);
    if (typeof given.evento === 'string' && given.evento !== '' && !event) return section.notFound(c);
    const form = readForm(given);
    const read = await draftOf(form);
    if ('problems' in read) return view(c, { action: root, event }, { form, problems: read.problems });
    const now = deps.now();
    const broadcast: Broadcast = {
      id: newBroadcastId(),
      cycleId: (await cycleNow()).id,
      purpose: event ? 'event' : 'notice',
      origin: 'staff',
      entryId: event?.id ?? null,
      entryVersion: event?.version ?? null,
      ...read.set,
      state: 'draft',
      phase: 'expanding',
      why: null,
      revision: 1,
      hash: null,
      preview: null,
      draftedBy: c.get('member').id,
      approvedBy: null,
      approvedAt: null,
      planned: 0,
      startedBy: null,
      startedAt: null,
      doneAt: null,
      createdAt: now,
    };
    await broadcasts.create(broadcast);
    return c.redirect(`${hrefOf(broadcast.id)}?listo=saved`, 303);
  });

  const find = async (c: Context<ConsoleEnv>): Promise<Broadcast | null> =>
    broadcasts.find(c.req.param('id') ?? '');

  app.get('/avisos/:id/editar', section.gate('broadcasts.edit'), async (c) => {
    const broadcast = await find(c);
    if (!broadcast) return section.notFound(c);
    if (!isEditable(broadcast)) return c.redirect(hrefOf(broadcast.id), 303);
    const event = await eventOf(broadcast.entryId);
    return view(
      c,
      { action: hrefOf(broadcast.id, 'editar'), event },
      { form: formOf(broadcast, deps.timezone) },
    );
  });

  app.post('/avisos/:id/editar', section.gate('broadcasts.edit'), async (c) => {
    const broadcast = await find(c);
    if (!broadcast) return section.notFound(c);
    const event = await eventOf(broadcast.entryId);
    const of = { action: hrefOf(broadcast.id, 'editar'), event };
    const form = readForm(await c.req.parseBody({ all: true }));
    // Sent meanwhile: the page of the broadcast says so.
    if (!isEditable(broadcast)) return c.redirect(`${hrefOf(broadcast.id)}?listo=late`, 303);
    /** With the revision of today, so that who looked again can save. */
    const again = () => view(c, of, { form: { ...form, revision: broadcast.revision }, changed: true });
    if (form.revision !== broadcast.revision) return again();
    const read = await draftOf(form);
    if ('problems' in read) return view(c, of, { form, problems: read.problems });
    const saved = await broadcasts.edit(broadcast.id, {
      revision: form.revision,
      set: read.set,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    if (saved === 'stale') return again();
    return c.redirect(`${hrefOf(broadcast.id)}?listo=saved`, 303);
  });
}
