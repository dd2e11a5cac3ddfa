/** The queue of staff: its pages, the views that are kept, and giving many proposals to somebody. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { NothingTouched } from '../../../store/sql.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { longestName } from './keep.js';
import { createQueuePage } from './list.js';
import { hrefOf, queuePath, readQuery, viewOf } from './query.js';
import { readSelection } from './view.js';

/** What a redirect says on the page it leads to; `n` says how many. */
const told = z.object({
  listo: z.enum([
    'queue.assigned',
    'queue.unassignedNow',
    'queue.viewKept',
    'queue.viewChanged',
    'queue.viewForgotten',
  ]),
  n: z.coerce.number().int().min(1).catch(1),
});
type Told = z.infer<typeof told>['listo'];

const assignment = z.object({
  /** The button "to me" says it; else the list beside it. */
  miembro: z.string().max(64).optional(),
  otro: z.string().max(64).catch(''),
  vista: z.string().max(2000).catch(''),
});
const nobodyChosen = '-';
const viewForm = z.object({
  nombre: z.string().trim().min(1).max(longestName),
  compartida: z.literal('1').optional().catch(undefined),
  vista: z.string().max(2000).catch(''),
});
const viewOnly = z.object({ vista: z.string().max(2000).catch('') });

export function mountQueue(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { store } = deps;
  const section = createSection(parts, 'queue');
  const { say, gate, notFound } = section;
  const showQueue = createQueuePage(parts, section);

  const back = (c: Context, vista: string, listo: Told, count = 1) => {
    const search = new URLSearchParams(viewOf(readQuery(vista)));
    search.set('listo', listo);
    if (count > 1) search.set('n', String(count));
    return c.redirect(`${queuePath}?${search}`, 303);
  };

  app.get('/propuestas', gate('proposals.read'), (c) => {
    const message = told.safeParse(c.req.query());
    const said = message.success ? say(message.data.listo, { count: message.data.n }) : undefined;
    return showQueue(c, undefined, said ? { said } : {});
  });

  app.post('/propuestas/asignar', gate('proposals.assign'), async (c) => {
    const fields = await c.req.parseBody({ all: true });
    const form = assignment.safeParse(fields);
    const selection = await readSelection(deps, c, fields);
    const query = readQuery(selection.vista);
    const refuse = (wrong: string, status: 409 | 422 = 422) => showQueue(c, query, { wrong, status });
    if (selection.tooMany) return refuse(say('queue.tooMany'));
    if (selection.proposals.length === 0) return refuse(say('queue.nonePicked'));
    const member = form.success ? (form.data.miembro ?? form.data.otro) : '';
    const to = member === nobodyChosen ? null : member;
    const known =
      to === null || (await store.staff.list()).some(({ id, disabledAt }) => id === to && !disabledAt);
    if (to === '' || !known) return refuse(say('queue.noMember'));
    const { proposals } = selection;
    const done = await store.assignments.assignMany({
      proposals,
      to,
      staffId: c.get('member').id,
      href: proposals.length === 1 ? `${queuePath}/${proposals[0]?.code}` : hrefOf({ quien: 'mias' }),
      now: deps.now(),
    });
    if (!done) return refuse(say('queue.changed'), 409);
    return back(c, selection.vista, to === null ? 'queue.unassignedNow' : 'queue.assigned', proposals.length);
  });

  app.post('/propuestas/vistas', gate('proposals.read'), async (c) => {
    const fields = await c.req.parseBody();
    const form = viewForm.safeParse(fields);
    if (!form.success) {
      const { vista } = viewOnly.parse(fields);
      return showQueue(c, readQuery(vista), {
        wrong: say('queue.noName', { max: longestName }),
        status: 422,
      });
    }
    const { nombre, compartida, vista } = form.data;
    const query = viewOf(readQuery(vista));
    const staffId = c.get('member').id;
    await store.savedViews.keep({
      staffId,
      name: nombre,
      query,
      isShared: compartida === '1',
      now: deps.now(),
    });
    return back(c, query, 'queue.viewKept');
  });

  /** Somebody else's view, or one that is gone, is not found. */
  const orNotFound = async (c: Context<ConsoleEnv>, work: () => Promise<Response>) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NothingTouched) return notFound(c);
      throw error;
    }
  };

  app.post('/propuestas/vistas/:id', gate('proposals.read'), async (c) => {
    const fields = await c.req.parseBody();
    const form = viewForm.safeParse(fields);
    if (!form.success) {
      const { vista } = viewOnly.parse(fields);
      return showQueue(c, readQuery(vista), {
        wrong: say('queue.noName', { max: longestName }),
        status: 422,
      });
    }
    const { nombre, compartida, vista } = form.data;
    const change = {
      staffId: c.get('member').id,
      name: nombre,
      isShared: compartida === '1',
      now: deps.now(),
    };
    return orNotFound(c, async () => {
      await store.savedViews.change(c.req.param('id'), change);
      return back(c, vista, 'queue.viewChanged');
    });
  });

  app.post('/propuestas/vistas/:id/borrar', gate('proposals.read'), async (c) => {
    const { vista } = viewOnly.parse(await c.req.parseBody());
    return orNotFound(c, async () => {
      await store.savedViews.remove(c.req.param('id'), { staffId: c.get('member').id, now: deps.now() });
      return back(c, vista, 'queue.viewForgotten');
    });
  });
}
