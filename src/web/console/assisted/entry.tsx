/** `/panel/anotar`: one proposal of somebody without a phone, and the slip they take home. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type FieldWrong, readAssisted } from '../../../assisted/proposal.js';
import { newPaperCode } from '../../../codes.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { EntryView } from './entry-view.js';
import { type AssistedForm, emptyAssisted, eventsOf, readAssistedForm } from './form.js';
import { AssistedTabs, assistedPath } from './parts.js';
import { Slip } from './slip.js';
import { createWorld } from './world.js';

const dayMs = 86_400_000;
/** What the next one has in common with the last. */
const again = z.object({
  event: z.string().max(64).catch(''),
  place: z.string().max(80).catch(''),
  locale: z.string().max(5).catch('es'),
});

export function mountEntry(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { assisted, proposals } = deps.store;
  const { say, show, notFound, gate } = createSection(parts, 'assisted');
  const path = assistedPath.replace('/panel', '');

  const showForm = async (
    c: Context<ConsoleEnv>,
    form: AssistedForm,
    wrong: readonly FieldWrong[] = [],
    moved = false,
  ) => {
    const cycle = c.get('cycle');
    const events = await eventsOf(parts, cycle);
    return show(
      c,
      {
        title: say('assisted.title'),
        extra: ['calendar.css', 'assisted.css'],
        status: moved ? 409 : wrong.length > 0 ? 422 : 200,
        ...(moved ? { wrong: say('assisted.moved') } : {}),
      },
      <EntryView parts={parts} cycle={cycle} form={form} wrong={wrong} events={events} />,
    );
  };

  app.get(path, gate('proposals.assist'), (c) =>
    showForm(c, { ...emptyAssisted, ...again.parse(c.req.query()) }),
  );

  app.post(path, gate('proposals.assist'), async (c) => {
    const cycle = c.get('cycle');
    const form = readAssistedForm(await c.req.parseBody());
    // In another tab they went to another plan, or to practise: what a person said must not end up there.
    if (form.cycle !== '' && form.cycle !== cycle.id) return showForm(c, form, [], true);
    const read = readAssisted(form, createWorld(parts, cycle));
    if ('wrong' in read) return showForm(c, form, read.wrong);
    const events = await eventsOf(parts, cycle);
    const entryId = events.find(({ id }) => id === form.event)?.id ?? null;
    const now = deps.now();
    const code = read.proposal.code ?? newPaperCode();
    const kept = await assisted.keep({
      cycleId: cycle.id,
      practice: cycle.practice,
      proposals: [{ ...read.proposal, code, suggested: deps.suggestAreas(read.proposal.text) }],
      entryId,
      staffId: c.get('member').id,
      promisedAt: now + cycle.answerDays * dayMs,
      now,
    });
    if (kept !== 'kept') return showForm(c, form, [{ field: 'code', problem: 'code-taken' }]);
    const { event, place, locale } = form;
    return c.redirect(`${assistedPath}/codigo/${code}?${new URLSearchParams({ event, place, locale })}`, 303);
  });

  app.get(`${path}/codigo/:code`, gate('proposals.assist'), async (c) => {
    const found = await proposals.find(c.req.param('code'));
    if (!found?.row.assisted || found.row.cycleId !== c.get('cycle').id) return notFound(c);
    const { row } = found;
    const next = new URLSearchParams(again.parse(c.req.query()));
    return show(
      c,
      { title: say('assisted.kept'), said: say('assisted.kept'), extra: ['calendar.css', 'assisted.css'] },
      <>
        <h1 class="no-print">{say('assisted.keptTitle')}</h1>
        <AssistedTabs parts={parts} here="one" />
        <p class="no-print">{say('assisted.keptLead')}</p>
        <Slip parts={parts} code={row.code} promisedAt={row.promisedAt} />
        <p class="no-print actions">
          <a class="button" href={`${assistedPath}?${next}`}>
            {say('assisted.another')}
          </a>
          <a href={`/panel/propuestas/${row.code}`}>{say('assisted.open')}</a>
          <button type="button" class="quiet" data-print hidden>
            {say('assisted.print')}
          </button>
        </p>
      </>,
    );
  });
}
