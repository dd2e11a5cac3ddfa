/** Templates of wording: made, edited, taken away; for one outcome or any, in every language. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { reasonLength } from '../../../answers/form.js';
import type { Localized } from '../../../calendar/entry.js';
import { may } from '../../../people/permissions.js';
import { outcomes } from '../../../proposals/proposal.js';
import type { Wording } from '../../../store/answers/wordings.js';
import { codePoints } from '../../../talk/limits.js';
import { locales } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { Field } from '../field.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';
import { fieldOf } from './form.js';
import { createNames, type Names, root } from './names.js';
import { clean, id } from './read.js';
import { digestOfWording } from './wording-digest.js';

const nameMax = 60;
const text = z
  .string()
  .catch('')
  .transform((given) => given.trim());
const fields = z.object({
  id,
  name: text,
  outcome: z.enum(outcomes).nullable().catch(null),
  /** Of what was shown: somebody may have changed it since. */
  seen: text,
});
type Problem = 'name' | 'reason';

const reasonOf = (form: Readonly<Record<string, unknown>>): Localized =>
  Object.fromEntries(
    locales
      .map((locale) => [locale, text.parse(form[fieldOf('reason', locale)])] as const)
      .filter(([, words]) => words !== ''),
  );

function problemsOf({ name, reason }: Pick<Wording, 'name' | 'reason'>): readonly Problem[] {
  const fits = Object.values(reason).every((words) => codePoints(words) <= reasonLength.max);
  return [
    ...(name === '' || codePoints(name) > nameMax ? (['name'] as const) : []),
    ...(reason.es !== undefined && fits ? [] : (['reason'] as const)),
  ];
}

interface FormProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly wording: Wording;
  readonly seen: string;
  readonly problems: readonly Problem[];
  readonly action: string;
}
const WordingForm = ({ parts, names, wording, seen, problems, action }: FormProps) => {
  const say = sayIn(parts);
  const wrong = (problem: Problem) =>
    problems.includes(problem)
      ? { wrong: [say(`answers.wording.problem.${problem}`, { name: nameMax, max: reasonLength.max })] }
      : {};
  return (
    <form class="card" method="post" action={action} data-keep>
      <input type="hidden" name="id" value={wording.id} />
      <input type="hidden" name="seen" value={seen} />
      <Field
        name="name"
        label={say('answers.wording.name')}
        value={wording.name}
        hint={say('answers.wording.nameHint')}
        {...wrong('name')}
      />
      <label for="outcome">{say('answers.wording.outcome')}</label>
      <select id="outcome" name="outcome">
        <option value="">{say('answers.wording.any')}</option>
        {outcomes.map((outcome) => (
          <option value={outcome} selected={outcome === wording.outcome}>
            {names.outcome(outcome)}
          </option>
        ))}
      </select>
      {locales.map((locale) => (
        <Field
          name={fieldOf('reason', locale)}
          label={
            locale === consoleLocale
              ? say('answer.reason')
              : say('answers.reasonIn', { language: names.inLanguage(locale) })
          }
          value={wording.reason[locale] ?? ''}
          lang={locale}
          long
          {...(locale === consoleLocale ? wrong('reason') : {})}
        />
      ))}
      <button type="submit">{say('answers.wording.save')}</button>
    </form>
  );
};

const WordingList = ({
  parts,
  names,
  wordings,
  editable,
}: {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly wordings: readonly Wording[];
  readonly editable: boolean;
}) => {
  const say = sayIn(parts);
  if (wordings.length === 0) return <p class="card">{say('answers.wording.none')}</p>;
  return (
    <>
      {wordings.map((wording) => (
        <article class="card" aria-label={wording.name}>
          <h2>{wording.name}</h2>
          <p class="meta">
            <span class="chip leaf">
              {wording.outcome === null ? say('answers.wording.any') : names.outcome(wording.outcome)}
            </span>
            {Object.keys(wording.reason).map((locale) => (
              <span>{names.language(locale)}</span>
            ))}
          </p>
          <p class="kept">{wording.reason.es}</p>
          {editable ? (
            <div class="actions">
              <a class="button quiet" href={`${root}/textos/${wording.id}`}>
                {say('answers.edit')}
              </a>
              <form method="post" action={`${root}/textos/${wording.id}/quitar`}>
                <button class="link" type="submit">
                  {say('answers.wording.remove', { name: wording.name })}
                </button>
              </form>
            </div>
          ) : null}
        </article>
      ))}
    </>
  );
};

export function mountWordings(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { wordings } = deps.store;
  const { say, show, gate, notFound } = createSection(parts, 'wordings');
  const namesOf = (c: Context<ConsoleEnv>) => createNames(parts, c.get('cycle'));
  const by = (c: Context<ConsoleEnv>) => ({
    cycleId: c.get('cycle').id,
    staffId: c.get('member').id,
    now: deps.now(),
  });
  const empty = (): Wording => ({ id: deps.newId(), name: '', outcome: null, reason: {} });
  const told = z.enum(['saved', 'removed']);

  const showList = async (
    c: Context<ConsoleEnv>,
    typed: Wording = empty(),
    problems: readonly Problem[] = [],
  ) => {
    const said = told.safeParse(c.req.query('listo'));
    const editable = may(c.get('member').role, 'proposals.answer');
    return show(
      c,
      {
        title: say('nav.page.wordings'),
        extra: ['answers.css'],
        status: problems.length > 0 ? 422 : 200,
        ...(said.success ? { said: say(`answers.wording.${said.data}`) } : {}),
      },
      <>
        <h1>{say('nav.page.wordings')}</h1>
        <p class="lead">{say('answers.wording.lead')}</p>
        <WordingList
          parts={parts}
          names={namesOf(c)}
          wordings={await wordings.list(c.get('cycle').id)}
          editable={editable}
        />
        {editable ? (
          <>
            <h2>{say('answers.wording.new')}</h2>
            <WordingForm
              parts={parts}
              names={namesOf(c)}
              wording={typed}
              seen=""
              problems={problems}
              action={`${root}/textos`}
            />
          </>
        ) : null}
      </>,
    );
  };
  const showOne = (
    c: Context<ConsoleEnv>,
    wording: Wording,
    seen: string,
    shown: {
      readonly problems?: readonly Problem[];
      readonly wrong?: string;
      readonly status?: 409 | 422;
    } = {},
  ) =>
    show(
      c,
      {
        title: wording.name,
        extra: ['answers.css'],
        status: shown.status ?? 200,
        ...(shown.wrong ? { wrong: shown.wrong } : {}),
      },
      <>
        <h1>{say('answers.wording.edit')}</h1>
        <WordingForm
          parts={parts}
          names={namesOf(c)}
          wording={wording}
          seen={seen}
          problems={shown.problems ?? []}
          action={`${root}/textos/${wording.id}`}
        />
      </>,
    );
  const find = (c: Context<ConsoleEnv>) => {
    const given = id.parse(c.req.param('id'));
    return given ? wordings.find(c.get('cycle').id, given) : Promise.resolve(null);
  };
  const read = async (c: Context<ConsoleEnv>) => {
    const form = clean(await c.req.parseBody());
    return { ...fields.parse(form), reason: reasonOf(form) };
  };

  app.get('/respuestas/textos', gate('proposals.read'), (c) => showList(c));

  app.post('/respuestas/textos', gate('proposals.answer'), async (c) => {
    const { seen: _, id: given, ...typed } = await read(c);
    const wording = { ...typed, id: given ?? deps.newId() };
    const problems = problemsOf(wording);
    if (problems.length > 0) return showList(c, wording, problems);
    // A second press finds it made.
    await wordings.create(wording, by(c));
    return c.redirect(`${root}/textos?listo=saved`, 303);
  });

  app.get('/respuestas/textos/:id', gate('proposals.answer'), async (c) => {
    const found = await find(c);
    return found ? showOne(c, found, digestOfWording(found)) : notFound(c);
  });

  app.post('/respuestas/textos/:id', gate('proposals.answer'), async (c) => {
    const found = await find(c);
    if (!found) return notFound(c);
    const { seen, id: _, ...typed } = await read(c);
    const wording = { ...typed, id: found.id };
    const now = digestOfWording(found);
    if (seen !== now && now !== digestOfWording(wording))
      return showOne(c, wording, now, {
        wrong: say('answers.wording.changed', { text: found.reason.es ?? '' }),
        status: 409,
      });
    const problems = problemsOf(wording);
    if (problems.length > 0) return showOne(c, wording, seen, { problems, status: 422 });
    await wordings.change(wording, by(c));
    return c.redirect(`${root}/textos?listo=saved`, 303);
  });

  app.post('/respuestas/textos/:id/quitar', gate('proposals.answer'), async (c) => {
    const found = await find(c);
    if (found) await wordings.remove(found.id, by(c));
    return c.redirect(`${root}/textos?listo=removed`, 303);
  });
}
