/** The list of batches, and a new one. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Batch } from '../../../answers/answer.js';
import { may } from '../../../people/permissions.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { Field } from '../field.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';
import { createNames, hrefOfBatch, type Names, root } from './names.js';
import { clean } from './read.js';

const titleMax = 80;
const newBatch = z.object({
  title: z
    .string()
    .catch('')
    .transform((text) => text.trim()),
});

interface BatchListProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly batches: readonly Batch[];
}
const BatchList = ({ parts, names, batches }: BatchListProps) => {
  const say = sayIn(parts);
  if (batches.length === 0) return <p class="card">{say('answers.batches.none')}</p>;
  return (
    <ul class="queue">
      {batches.map((batch) => (
        <li>
          <a href={hrefOfBatch(batch.id)}>
            <span class="summary">{batch.title}</span>
            <span class="meta">
              <span class="chip sun">{say(`answers.batch.state.${batch.state}`)}</span>
              <span>{say('answers.count', { count: batch.answers })}</span>
              {batch.state === 'open' ? (
                <span>{say('answers.batch.signed', { signed: batch.signed, all: batch.answers })}</span>
              ) : null}
              <span>{names.moment(batch.releasedAt ?? batch.createdAt)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
};

export function mountBatches(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers } = deps.store;
  const { say, show, gate } = createSection(parts, 'batches');
  const namesOf = (c: Context<ConsoleEnv>) => createNames(parts, c.get('cycle'));

  const showList = async (c: Context<ConsoleEnv>, typed?: string) => {
    const batches = await answers.batches(c.get('cycle').id);
    return show(
      c,
      {
        title: say('nav.page.batches'),
        extra: ['broadcasts.css', 'answers.css'],
        status: typed === undefined ? 200 : 422,
      },
      <>
        <h1>{say('nav.page.batches')}</h1>
        <p class="lead">{say('answers.batches.lead')}</p>
        <BatchList parts={parts} names={namesOf(c)} batches={batches} />
        {may(c.get('member').role, 'proposals.answer') ? (
          <form class="card" method="post" action={`${root}/lotes`}>
            <h2>{say('answers.batches.new')}</h2>
            <Field
              name="title"
              label={say('answers.batches.title')}
              value={typed ?? ''}
              hint={say('answers.batches.titleHint')}
              {...(typed === undefined
                ? {}
                : { wrong: [say('answers.batches.titleWrong', { max: titleMax })] })}
            />
            <button type="submit">{say('answers.batches.make')}</button>
          </form>
        ) : null}
      </>,
    );
  };

  app.get('/respuestas/lotes', gate('proposals.read'), (c) => showList(c));

  app.post('/respuestas/lotes', gate('proposals.answer'), async (c) => {
    const { title } = newBatch.parse(clean(await c.req.parseBody()));
    if (title === '' || title.length > titleMax) return showList(c, title);
    const id = await answers.createBatch({
      cycleId: c.get('cycle').id,
      title,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return c.redirect(`${hrefOfBatch(id)}?listo=new`, 303);
  });
}
