/** Publishing and cancelling: what stands on the web, and from when. The two-week rule is asked here. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { checkEntry, warnEntry } from '../../../calendar/check.js';
import { changedFields } from '../../../calendar/diff.js';
import type { Change, Entry, EntryContent } from '../../../calendar/entry.js';
import { may } from '../../../people/permissions.js';
import type { ConsoleEnv } from '../context.js';
import type { FieldProblem } from '../field.js';
import { willBeTold } from './audience.js';
import { earliestStart, leadOf } from './hints.js';
import { CancelView, type PublishForm, PublishView, reasonLength } from './publish-view.js';
import type { Tools } from './tools.js';
import { hrefOf } from './words.js';

const text = z
  .string()
  .catch('')
  .transform((typed) => typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim().slice(0, 2_000));
const publishForm = z.object({ officialUrl: text, reason: text });
const emptyForm: PublishForm = { officialUrl: '', reason: '' };
const longestUrl = 300;

const isWeb = (typed: string): boolean =>
  typed.length <= longestUrl &&
  !/\s/.test(typed) &&
  URL.canParse(typed) &&
  /^https?:$/.test(new URL(typed).protocol);

/** What a publication is to those who were told before. */
const changeOf = ({ version, content }: Entry, draft: EntryContent): Change => {
  if (version === 0) return 'created';
  const onlyMinutes = content !== null && changedFields(content, draft).join() === 'minutes';
  return onlyMinutes && draft.minutes !== null ? 'minutes' : 'changed';
};

export function mountPublish(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { parts, words, calendar, show, gate, withEntry, revisionOf, acting, back } = tools;
  const { deps } = parts;
  const { say } = words;
  const edit = gate('calendar.edit');

  interface Shown {
    readonly form?: PublishForm;
    readonly told?: readonly FieldProblem[];
    readonly wrong?: string;
    readonly status?: 200 | 409 | 422;
  }
  const showPublish = async (c: Context<ConsoleEnv>, entry: Entry, shown: Shown = {}) => {
    const { form = emptyForm, told = [], wrong, status = 200 } = shown;
    const { draft } = entry;
    if (!draft) return c.redirect(hrefOf(entry.id), 303);
    const now = deps.now();
    const stagesNow = (await calendar.entries(entry.cycleId)).flatMap(({ kind, state, content }) =>
      kind === 'stage' && state === 'published' && content ? [content] : [],
    );
    const next = { change: changeOf(entry, draft), content: draft };
    return show(
      c,
      {
        title: say('calendar.publishTitle'),
        extra: ['calendar.css'],
        status,
        ...(wrong ? { wrong } : {}),
      },
      <PublishView
        words={words}
        entry={entry}
        lead={leadOf(entry, now, deps.timezone)}
        earliest={earliestStart(now, deps.timezone)}
        mayOverride={may(c.get('member').role, 'calendar.override')}
        form={form}
        told={told}
        problems={checkEntry(draft)}
        warnings={warnEntry(draft, stagesNow)}
        willBeTold={await willBeTold(deps.store, entry, next, now)}
      />,
    );
  };

  app.get(
    '/calendario/:id/publicar',
    edit,
    withEntry((c, entry) => showPublish(c, entry)),
  );

  app.post(
    '/calendario/:id/publicar',
    edit,
    withEntry(async (c, entry) => {
      const body = await c.req.parseBody();
      const form = publishForm.parse(body);
      const { draft } = entry;
      // The other of two who pressed at once: it stands on the web already.
      if (!draft) return back(c, entry.id, 'republished');
      if (revisionOf(body) !== entry.revision)
        return showPublish(c, entry, { form, wrong: say('calendar.changedBefore'), status: 409 });
      const { now } = acting(c);
      const lead = leadOf(entry, now, deps.timezone);
      const late = lead !== null && !lead.inTime;
      const mayOverride = may(c.get('member').role, 'calendar.override');
      if (checkEntry(draft).length > 0 || (late && !mayOverride))
        return showPublish(c, entry, { form, status: 422 });
      const told: FieldProblem[] = [];
      if (form.officialUrl !== '' && !isWeb(form.officialUrl))
        told.push({ field: 'officialUrl', text: say('calendar.officialWrong') });
      if (late && form.reason.length < reasonLength.min)
        told.push({ field: 'reason', text: say('calendar.reasonShort', reasonLength) });
      if (late && form.reason.length > reasonLength.max)
        told.push({ field: 'reason', text: say('calendar.reasonLong', reasonLength) });
      if (told.length > 0) return showPublish(c, entry, { form, told, status: 422 });
      const change = changeOf(entry, draft);
      const ended = await calendar.publish(entry.id, {
        revision: entry.revision,
        change,
        officialUrl: form.officialUrl || null,
        overrideReason: late ? form.reason : null,
        staffId: c.get('member').id,
        now,
      });
      if (ended === 'saved') return back(c, entry.id, change === 'created' ? 'published' : 'republished');
      const fresh = await calendar.entry(entry.id);
      return fresh
        ? showPublish(c, fresh, { form, wrong: say('calendar.changedBefore'), status: 409 })
        : tools.notFound(c);
    }),
  );

  const showCancel = async (c: Context<ConsoleEnv>, entry: Entry, wrong?: string) => {
    const { content } = entry;
    if (entry.state !== 'published' || !content) return c.redirect(hrefOf(entry.id), 303);
    const next = { change: 'cancelled', content } as const;
    const heirs = await willBeTold(deps.store, entry, next, deps.now());
    const shown = { title: say('calendar.toCancel'), extra: ['calendar.css'] as const };
    return show(
      c,
      wrong ? { ...shown, wrong, status: 409 } : shown,
      <CancelView words={words} entry={entry} willBeTold={heirs} />,
    );
  };

  app.get(
    '/calendario/:id/cancelar',
    edit,
    withEntry((c, entry) => showCancel(c, entry)),
  );

  app.post(
    '/calendario/:id/cancelar',
    edit,
    withEntry(async (c, entry) => {
      if (entry.state !== 'published') return c.redirect(hrefOf(entry.id), 303);
      const ended = await calendar.publish(entry.id, {
        revision: revisionOf(await c.req.parseBody()),
        change: 'cancelled',
        officialUrl: null,
        overrideReason: null,
        ...acting(c),
      });
      if (ended === 'saved') return back(c, entry.id, 'cancelled');
      const fresh = await calendar.entry(entry.id);
      return fresh ? showCancel(c, fresh, say('calendar.changedBefore')) : tools.notFound(c);
    }),
  );
}
