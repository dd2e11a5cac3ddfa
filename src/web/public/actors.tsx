/** The public map of who takes part, and the form by which an organisation puts itself on it. No script. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { actorKinds } from '../../commitments/commitment.js';
import { pick } from '../../text/texts.js';
import { createActor } from '../actor-code.js';
import {
  type ActorChecked,
  type ActorForm,
  checkActor,
  contactText,
  emptyActor,
  fieldsOf,
  readActorForm,
  uncheckedActor,
} from '../actor-form.js';
import { createBrake } from '../console/brake.js';
import { visitorOf } from '../console/visitor.js';
import { idField } from '../id-field.js';
import { ActorsPage, JoinForm } from './actor-pages.js';
import type { CalendarParts } from './calendar.js';
import { languageOf, type PublicLanguage, type PublicWords } from './frame.js';

/** A form without files, each letter written as twelve. */
const largestForm = 64 * 1024;
/** Of one visitor, and of all together: a flood is not worth anybody's reading. */
const perVisitor = { max: 5, windowMs: 3_600_000 } as const;
const ofAll = { max: 100, windowMs: 3_600_000 } as const;
const everybody = 'all';
/** Looks like a field to programs that fill in everything; people do not see it. */
const trap = z.object({ web: z.string().catch('') });
const idForm = z.object({
  id: idField.nullable().catch(null),
});
const query = z.object({
  tipo: z.enum(actorKinds).optional().catch(undefined),
  tema: z.string().min(1).max(60).optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
});
const style = ['pieces.css', 'map.css', 'commitments.css'] as const;

export function createPublicActors({ deps, say, frame }: CalendarParts): Hono {
  const { store } = deps;
  const app = new Hono();
  const visitors = createBrake({ ...perVisitor, now: deps.now });
  const all = createBrake({ ...ofAll, now: deps.now });

  const wordsIn =
    (lang: PublicLanguage): PublicWords =>
    (key, params) =>
      say(lang, key, params);
  const cycleNow = () => store.cycles.current(deps.now());
  const areasIn = (cycle: Awaited<ReturnType<typeof cycleNow>>, lang: PublicLanguage) =>
    cycle.areas.map(({ id, label }) => ({ id, name: pick(label, lang) }));

  app.get('/actores', async (c) => {
    const lang = languageOf(c);
    const words = wordsIn(lang);
    const cycle = await cycleNow();
    const { tipo, tema, region } = query.parse(c.req.query());
    const everywhere = await store.actors.list({
      state: 'listed',
      ...(tipo ? { kind: tipo } : {}),
      ...(tema ? { area: tema } : {}),
    });
    const children = (
      <ActorsPage
        lang={lang}
        words={words}
        places={deps.places}
        areas={areasIn(cycle, lang)}
        query={{ tipo, tema, region }}
        everywhere={everywhere}
        actors={region ? everywhere.filter(({ place }) => place?.startsWith(region)) : everywhere}
      />
    );
    const title = words('actors.title');
    return c.html(frame(c, { lang, title, contact: cycle.dataContact, extra: style, children }));
  });

  interface Shown {
    readonly form: ActorForm;
    readonly id: string;
    readonly checked?: ActorChecked;
    readonly wrong?: 'actors.slow' | 'actors.tooLarge';
  }
  const showForm = async (c: Context, { form, id, checked = uncheckedActor, wrong }: Shown) => {
    const lang = languageOf(c);
    const words = wordsIn(lang);
    const cycle = await cycleNow();
    const children = (
      <JoinForm
        lang={lang}
        words={words}
        places={deps.places}
        areas={areasIn(cycle, lang)}
        form={form}
        checked={checked}
        id={id}
        contact={cycle.dataContact}
        {...(wrong ? { wrong: words(wrong) } : {})}
      />
    );
    const status = wrong === 'actors.slow' ? 429 : wrong ? 413 : checked === uncheckedActor ? 200 : 422;
    const title = words('actors.join');
    return c.html(frame(c, { lang, title, contact: cycle.dataContact, extra: style, children }), status);
  };
  const showThanks = async (c: Context) => {
    const lang = languageOf(c);
    const words = wordsIn(lang);
    const cycle = await cycleNow();
    const children = (
      <>
        <h1>{words('actors.thanks')}</h1>
        <p>{words('actors.thanksText')}</p>
        <p>
          <a href={`/actores?lang=${lang}`}>{words('actors.all')}</a>
        </p>
      </>
    );
    return c.html(frame(c, { lang, title: words('actors.thanks'), contact: cycle.dataContact, children }));
  };

  /** Who may list it hears of it, by its code and never by its words. */
  const notices = async (id: string, now: number) => {
    const staff = await store.staff.list();
    return staff
      .filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null)
      .map((member) =>
        store.staffNotices.add({
          staffId: member.id,
          kind: 'actor',
          href: `/panel/actores/${id}`,
          detail: {},
          now,
        }),
      );
  };

  app.get('/actores/sumate', (c) => showForm(c, { form: emptyActor, id: deps.newId() }));
  app.get('/actores/gracias', showThanks);
  app.post(
    '/actores/sumate',
    bodyLimit({
      maxSize: largestForm,
      onError: (c) => showForm(c, { form: emptyActor, id: deps.newId(), wrong: 'actors.tooLarge' }),
    }),
    async (c) => {
      const lang = languageOf(c);
      const thanks = () => c.redirect(`/actores/gracias?lang=${lang}`, 303);
      const isPlain = !/multipart/i.test(c.req.header('content-type') ?? '');
      const given = isPlain ? await c.req.parseBody({ all: true }) : {};
      // A program filled in what people do not see: it is thanked, and nothing is kept.
      if (trap.parse(given).web !== '') return thanks();
      const form = readActorForm(given);
      const id = idForm.parse(given).id ?? deps.newId();
      const visitor = visitorOf(c);
      if (visitors.isHeld(visitor) || all.isHeld(everybody))
        return showForm(c, { form, id, wrong: 'actors.slow' });
      const checked = checkActor(form, deps.places);
      if (checked.problems.length > 0 || 'problem' in checked.place)
        return showForm(c, { form, id, checked });
      visitors.failed(visitor);
      all.failed(everybody);
      const now = deps.now();
      const cycle = await cycleNow();
      await createActor(
        deps,
        {
          // Institutions own commitments: only staff make one.
          ...fieldsOf(form, checked.place.place, cycle.areas),
          kind: form.kind === 'institution' ? 'organisation' : form.kind,
          id,
          state: 'proposed',
          sealedContact: form.consent ? deps.vault.seal(contactText(form)) : null,
          staffId: 'public',
          now,
        },
        await notices(id, now),
      );
      return thanks();
    },
  );
  return app;
}
