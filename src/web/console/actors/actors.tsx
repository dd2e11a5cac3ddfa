/** The map of actors under `/panel/actores`: list, new one, its page, its contact, and the sheet without contacts. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type ActorEntry, actorStates } from '../../../commitments/commitment.js';
import { formatDate } from '../../../text/dates.js';
import { type CitizenKey, createSay, pick } from '../../../text/texts.js';
import { createActor } from '../../actor-code.js';
import {
  type ActorChecked,
  type ActorForm,
  actorFormOf,
  checkActor,
  contactText,
  emptyActor,
  fieldsOf,
  readActorForm,
  readContact,
  uncheckedActor,
} from '../../actor-form.js';
import { idField } from '../../id-field.js';
import type { ConsoleKey } from '../../words.js';
import { csvOf } from '../broadcasts/report.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { linksOf } from '../partners/links.js';
import { createSection } from '../section.js';
import { ActorView } from './actor-view.js';
import { ActorFields, ActorProblems } from './fields.js';
import { ListView } from './list-view.js';
import { readQuery } from './query.js';

const saidKeys = [
  'actors.created',
  'actors.saved',
  'actors.stateSaved',
  'actors.unbound',
  'actors.stale',
] as const satisfies readonly ConsoleKey[];
const extra = ['map.css', 'commitments.css'] as const;
const stateForm = z.object({
  revision: z.coerce.number().int().catch(0),
  state: z.enum(actorStates).nullable().catch(null),
});
const idForm = z.object({
  id: idField.nullable().catch(null),
});

export function mountActors(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { actors } = deps.store;
  const citizenSay = createSay<CitizenKey>('citizen');
  const { say, show, notFound, gate } = createSection(parts, 'actors');

  const areasOf = (c: Context<ConsoleEnv>) =>
    c.get('cycle').areas.map(({ id, label }) => ({ id, name: pick(label, consoleLocale) }));
  const by = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });
  const withActor =
    (answer: (c: Context<ConsoleEnv>, actor: ActorEntry) => Response | Promise<Response>) =>
    async (c: Context<ConsoleEnv>) => {
      const found = await actors.find(c.req.param('id') ?? '');
      return found ? answer(c, found) : notFound(c);
    };
  const back = (c: Context<ConsoleEnv>, id: string, said: (typeof saidKeys)[number]) =>
    c.redirect(`/panel/actores/${id}?listo=${said}`, 303);

  const showActor = (c: Context<ConsoleEnv>, actor: ActorEntry, sealed: string | null = null) => {
    const told = saidKeys.find((key) => key === c.req.query('listo'));
    return show(
      c,
      {
        title: actor.name,
        extra,
        ...(told === 'actors.stale' ? { wrong: say(told) } : told ? { said: say(told) } : {}),
      },
      <ActorView
        parts={parts}
        member={c.get('member')}
        actor={actor}
        areas={areasOf(c)}
        links={linksOf(actor, parts, citizenSay).links}
        contact={sealed === null ? null : readContact(deps.vault.open(sealed))}
        date={(at) => formatDate(consoleLocale, at, deps.timezone)}
      />,
    );
  };
  interface ShownForm {
    readonly form: ActorForm;
    readonly checked?: ActorChecked;
    /** Absent: a new one. */
    readonly actor?: ActorEntry;
    readonly id?: string;
    readonly stale?: boolean;
  }
  const showForm = (c: Context<ConsoleEnv>, given: ShownForm) => {
    const { form, checked = uncheckedActor, actor, id, stale = false } = given;
    const title = actor ? say('actors.editTitle', { name: actor.name }) : say('actors.new');
    const refused = checked !== uncheckedActor;
    return show(
      c,
      {
        title,
        extra,
        status: stale ? 409 : refused ? 422 : 200,
        ...(stale ? { wrong: say('actors.staleForm') } : {}),
      },
      <>
        <p>
          <a href={actor ? `/panel/actores/${actor.id}` : '/panel/actores'}>
            {actor ? actor.name : say('actors.back')}
          </a>
        </p>
        <h1>{title}</h1>
        <ActorProblems parts={parts} checked={checked} />
        <form
          class="card"
          method="post"
          action={actor ? `/panel/actores/${actor.id}/editar` : '/panel/actores'}
          data-keep
        >
          {actor ? <input type="hidden" name="revision" value={String(actor.revision)} /> : null}
          {id ? <input type="hidden" name="id" value={id} /> : null}
          <ActorFields
            parts={parts}
            form={form}
            checked={checked}
            areas={areasOf(c)}
            hasContact={actor?.hasContact ?? false}
          />
          {actor?.hasContact ? (
            <label class="check">
              <input type="checkbox" name="forget" value="si" />
              {say('actors.forgetContact')}
            </label>
          ) : null}
          <p class="actions">
            <button type="submit">{say('actors.save')}</button>
          </p>
        </form>
      </>,
    );
  };
  const formBody = (c: Context<ConsoleEnv>): Promise<Record<string, unknown>> =>
    c.req.parseBody({ all: true });

  app.get('/actores', gate('calendar.read'), async (c) => {
    const query = readQuery(c.req.query());
    const { region, ...anywhere } = query;
    const everywhere = await actors.list(anywhere);
    const shown = region ? everywhere.filter(({ place }) => place?.startsWith(region)) : everywhere;
    return show(
      c,
      { title: say('actors.title'), extra },
      <ListView
        parts={parts}
        member={c.get('member')}
        query={query}
        areas={areasOf(c)}
        everywhere={everywhere}
        actors={shown}
        proposed={await actors.countProposed()}
      />,
    );
  });

  app.get('/actores.csv', gate('calendar.read'), async (c) => {
    const areaNames = new Map(areasOf(c).map(({ id, name }) => [id, name]));
    const heads = ['name', 'kind', 'sector', 'areas', 'place', 'about', 'state', 'code'] as const;
    const lines = (await actors.list(readQuery(c.req.query()))).map((one) => [
      one.name,
      say(`actors.kind.${one.kind}`),
      say(`actors.sector.${one.sector}`),
      one.areas.map((area) => areaNames.get(area) ?? area).join('; '),
      one.place === null ? say('place.everywhere') : (deps.places.name(one.place) ?? one.place),
      one.about,
      say(`actors.state.${one.state}`),
      one.code,
    ]);
    return c.body(csvOf([heads.map((head) => say(`actors.csv.${head}`)), ...lines]), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="actores.csv"',
    });
  });

  app.get('/actores/nuevo', gate('actors.edit'), (c) => showForm(c, { form: emptyActor, id: deps.newId() }));
  app.post('/actores', gate('actors.edit'), async (c) => {
    const given = await formBody(c);
    const form = readActorForm(given);
    const checked = checkActor(form, deps.places);
    const id = idForm.parse(given).id ?? deps.newId();
    if (checked.problems.length > 0 || 'problem' in checked.place) return showForm(c, { form, checked, id });
    const made = await createActor(deps, {
      ...by(c),
      ...fieldsOf(form, checked.place.place, c.get('cycle').areas),
      id,
      state: 'listed',
      sealedContact: form.consent ? deps.vault.seal(contactText(form)) : null,
    });
    return made === null ? c.redirect('/panel/actores', 303) : back(c, made, 'actors.created');
  });

  app.get(
    '/actores/:id',
    gate('calendar.read'),
    withActor((c, actor) => showActor(c, actor)),
  );
  app.get(
    '/actores/:id/editar',
    gate('actors.edit'),
    withActor((c, actor) => showForm(c, { form: actorFormOf(actor, deps.places), actor })),
  );
  app.post(
    '/actores/:id/editar',
    gate('actors.edit'),
    withActor(async (c, actor) => {
      const given = await formBody(c);
      const form = readActorForm(given);
      const checked = checkActor(form, deps.places);
      if (checked.problems.length > 0 || 'problem' in checked.place)
        return showForm(c, { form, checked, actor });
      const contact = form.consent
        ? { sealed: deps.vault.seal(contactText(form)) }
        : given.forget === 'si'
          ? { sealed: null }
          : null;
      const ended = await actors.save(actor.id, {
        ...by(c),
        revision: stateForm.parse(given).revision,
        fields: fieldsOf(form, checked.place.place, c.get('cycle').areas),
        contact,
      });
      return ended === 'saved'
        ? back(c, actor.id, 'actors.saved')
        : showForm(c, { form, actor: (await actors.find(actor.id)) ?? actor, stale: true });
    }),
  );
  app.post(
    '/actores/:id/estado',
    gate('actors.edit'),
    withActor(async (c, actor) => {
      const { revision, state } = stateForm.parse(await formBody(c));
      if (state === null) return back(c, actor.id, 'actors.stale');
      const ended = await actors.setState(actor.id, { ...by(c), revision, state });
      return back(c, actor.id, ended === 'saved' ? 'actors.stateSaved' : 'actors.stale');
    }),
  );
  app.post(
    '/actores/:id/soltar',
    gate('actors.edit'),
    withActor(async (c, actor) => {
      const { revision } = stateForm.parse(await formBody(c));
      const ended = await actors.unbind(actor.id, { ...by(c), revision });
      return back(c, actor.id, ended === 'saved' ? 'actors.unbound' : 'actors.stale');
    }),
  );
  // A press, not an address: nobody sees a contact by opening a link, and each look is noted.
  app.post(
    '/actores/:id/contacto',
    gate('actors.contact'),
    withActor(async (c, actor) => showActor(c, actor, await actors.readContact(actor.id, by(c)))),
  );
}
