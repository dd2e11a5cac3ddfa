/** From one cycle to the next: prepared beside the present one, begun when staff say so; older ones stay open to read. */
import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Localized } from '../../../calendar/entry.js';
import { formatDate } from '../../../text/dates.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { Field, type FieldProblem, ProblemList } from '../field.js';
import { cycleCookie } from '../guard.js';
import { createSection } from '../section.js';
import { LocalizedFields, localizedProblems, readLocalized } from './localized.js';
import { textOf } from './part.js';

const page = '/panel/ajustes/ciclos';
const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const slugMax = 40;
const nameMax = 80;
const typed = z.record(z.string(), z.union([z.string(), z.array(z.string())]).catch(''));
const chosen = z.object({ id: z.string().catch(''), seen: z.string().catch(''), sure: z.string().catch('') });
const saidKeys = z.enum(['made', 'begun', 'stale', 'unsure']);

export function mountCycles(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { cycleSettings, cycles } = deps.store;
  const section = createSection(parts, 'setup');
  const { say } = section;

  interface Draft {
    readonly plan: Localized;
    readonly slug: string;
    readonly problems: readonly FieldProblem[];
  }
  const show = async (c: Context<ConsoleEnv>, { plan, slug, problems }: Draft) => {
    const list = await cycleSettings.list();
    const current = list.find((one) => one.current);
    const reading = c.get('cycle').id;
    const said = saidKeys.safeParse(c.req.query('listo'));
    const isWrong = said.success && (said.data === 'stale' || said.data === 'unsure');
    return section.show(
      c,
      {
        title: say('setup.part.cycles'),
        extra: ['setup.css'],
        status: problems.length > 0 ? 422 : 200,
        ...(said.success ? { [isWrong ? 'wrong' : 'said']: say(`cycles.said.${said.data}`) } : {}),
      },
      <>
        <p>
          <a href="/panel/ajustes">{say('setup.back')}</a>
        </p>
        <h1>{say('setup.part.cycles')}</h1>
        <p class="lead">{say('setup.lead.cycles')}</p>
        <ul class="plain rows">
          {list.map((one) => (
            <li class="card">
              <h2>
                {pick(one.plan, consoleLocale)}{' '}
                {one.current ? <span class="chip leaf">{say('cycles.current')}</span> : null}
              </h2>
              <p class="soft">
                {say('cycles.since', { date: formatDate(consoleLocale, one.createdAt, deps.timezone) })}
              </p>
              <div class="tools">
                {one.id === reading ? (
                  <p>{say('cycles.reading')}</p>
                ) : (
                  <form method="post" action={`${page}/leer`}>
                    <input type="hidden" name="id" value={one.id} />
                    <button class="quiet" type="submit">
                      {say('cycles.read')} <span class="unseen">{pick(one.plan, consoleLocale)}</span>
                    </button>
                  </form>
                )}
              </div>
              {one.current || !current ? null : (
                <details>
                  <summary>{say('cycles.begin')}</summary>
                  <form method="post" action={`${page}/empezar`}>
                    <input type="hidden" name="id" value={one.id} />
                    <input type="hidden" name="seen" value={current.id} />
                    <p>{say('cycles.beginMeans', { from: pick(current.plan, consoleLocale) })}</p>
                    <label class="check">
                      <input type="checkbox" name="sure" value="yes" />
                      <span>{say('cycles.sure')}</span>
                    </label>
                    <button type="submit">{say('cycles.begin')}</button>
                  </form>
                </details>
              )}
            </li>
          ))}
        </ul>
        <h2>{say('cycles.new')}</h2>
        <p>{say('cycles.newLead')}</p>
        <ProblemList title={say('setup.problems')} problems={problems} />
        <form class="setup card" method="post" action={page}>
          <LocalizedFields
            parts={parts}
            name="plan"
            label={say('setup.names.plan')}
            value={plan}
            problems={problems}
          />
          <Field
            name="slug"
            label={say('cycles.slug')}
            hint={say('cycles.slugHint')}
            value={slug}
            wrong={problems.filter(({ field }) => field === 'slug').map(({ text }) => text)}
            required
          />
          <button type="submit">{say('cycles.make')}</button>
        </form>
      </>,
    );
  };

  app.get('/ajustes/ciclos', section.gate('cycle.edit'), (c) =>
    show(c, { plan: {}, slug: '', problems: [] }),
  );

  app.post('/ajustes/ciclos', section.gate('cycle.edit'), async (c) => {
    const body = typed.parse(await c.req.parseBody({ all: true }));
    const plan = readLocalized(body, 'plan');
    const slug = textOf(body, 'slug').toLowerCase();
    const wrongSlug = { field: 'slug', text: say('setup.problem.slug') };
    const problems = [
      ...localizedProblems(parts, 'plan', plan, { label: say('setup.names.plan'), max: nameMax }),
      ...(slugForm.test(slug) && slug.length <= slugMax ? [] : [wrongSlug]),
    ];
    if (problems.length > 0) return show(c, { plan, slug, problems });
    const current = await cycles.working(deps.now(), false);
    const made = await cycleSettings.prepareNext({
      ...{ id: deps.newId(), from: current.id, slug, plan },
      ...{ staffId: c.get('member').id, now: deps.now() },
    });
    if (made === 'taken')
      return show(c, { plan, slug, problems: [{ field: 'slug', text: say('setup.problem.slugTaken') }] });
    return c.redirect(`${page}?listo=made`, 303);
  });

  app.post('/ajustes/ciclos/empezar', section.gate('cycle.edit'), async (c) => {
    const { id, seen, sure } = chosen.parse(await c.req.parseBody());
    if (sure !== 'yes') return c.redirect(`${page}?listo=unsure`, 303);
    const ended = await cycleSettings.makeCurrent(id, {
      ...{ seen, staffId: c.get('member').id, now: deps.now() },
    });
    return c.redirect(`${page}?listo=${ended === 'kept' ? 'begun' : 'stale'}`, 303);
  });

  /** Everybody may read an older cycle, and finish what is open there. */
  app.post('/ajustes/ciclos/leer', section.gate('account'), async (c) => {
    const { id } = chosen.parse(await c.req.parseBody());
    const found = await cycles.byId(id, deps.now());
    const leaves = found === null || found.current;
    setCookie(c, cycleCookie, leaves ? '' : found.id, {
      ...{ path: '/panel', httpOnly: true, sameSite: 'Lax' },
      secure: deps.publicUrl().startsWith('https:'),
      ...(leaves ? { maxAge: 0 } : {}),
    });
    return c.redirect('/panel/propuestas', 303);
  });
}
