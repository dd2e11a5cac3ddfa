/** Routes of one batch: read, asked for, signed, filled and emptied, let go, given up. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Batch } from '../../../answers/answer.js';
import { signingSectors } from '../../../answers/signing.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { digestOf, readBatch } from './batch-matter.js';
import { OpenBatch } from './batch-view.js';
import { pageOfRows } from './lists.js';
import { addressed } from './matter.js';
import { createNames, hrefOfBatch, root } from './names.js';
import { pageOf } from './pages.js';
import { count, id, several } from './read.js';
import { Fates } from './sent-list.js';
import { maySign, signingRoles } from './signing.js';

const pageSize = 10;
/** Seconds after which the page of a batch that leaves loads itself again. */
const refreshSeconds = 3;

const told = z.enum(['new', 'made', 'moved', 'out', 'asked', 'askedNobody', 'signed', 'leaving']);
const signForm = z.object({ digest: z.string().catch(''), read: z.literal('1').optional().catch(undefined) });
const releaseForm = z.object({
  revision: count,
  count: z
    .string()
    .catch('')
    .transform((text) => text.trim().slice(0, 12)),
});
const cancelForm = z.object({ revision: count, drafts: z.enum(['keep', 'void']).catch('keep') });
const sectorForm = z.object({ sector: z.enum(signingSectors) });

/** "5.000" and "5 000" are numbers too. */
const numberOf = (typed: string): number => {
  const digits = typed.replace(/[.,\s]/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : -1;
};

interface Refused {
  readonly wrong: string;
  readonly typedCount?: string;
}

export function mountBatch(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, answerDesk } = deps.store;
  const { say, show, gate, notFound } = createSection(parts, 'batches');
  const namesOf = (c: Context<ConsoleEnv>) => createNames(parts, c.get('cycle'));
  const actor = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });

  const withBatch =
    (act: (c: Context<ConsoleEnv>, batch: Batch) => Promise<Response>) => async (c: Context<ConsoleEnv>) => {
      const given = id.parse(c.req.param('id'));
      const batch = given ? await answers.batch(given) : null;
      return batch && batch.cycleId === c.get('cycle').id ? act(c, batch) : notFound(c);
    };
  const back = (c: Context<ConsoleEnv>, batch: Batch, said: z.infer<typeof told>) =>
    c.redirect(`${hrefOfBatch(batch.id)}?listo=${said}`, 303);

  const open = async (c: Context<ConsoleEnv>, batch: Batch, refused: Refused | null) => {
    const { signing } = c.get('cycle');
    const member = c.get('member');
    const matter = await readBatch(deps.store, batch, signing);
    const after = id.parse(c.req.query('desde'));
    const from = after ? matter.drafts.findIndex((one) => one.id === after) + 1 : 0;
    const { shown, next } = pageOfRows(matter.drafts.slice(from, from + pageSize + 1), pageSize);
    return (
      <OpenBatch
        parts={parts}
        names={namesOf(c)}
        member={member}
        matter={matter}
        signing={signing}
        page={await addressed(answerDesk, batch.cycleId, shown)}
        next={next === null ? null : `${hrefOfBatch(batch.id)}?desde=${next}#todas`}
        mine={matter.drafts.filter((one) => maySign(member, signing, one)).length}
        typedCount={refused?.typedCount ?? ''}
      />
    );
  };
  const gone = async (c: Context<ConsoleEnv>, batch: Batch) => (
    <Fates
      parts={parts}
      names={namesOf(c)}
      title={say('answers.batch.report')}
      fates={await answerDesk.fates(batch.cycleId, { batchId: batch.id })}
    />
  );

  const showBatch = async (c: Context<ConsoleEnv>, given: Batch, refused: Refused | null = null) => {
    const names = namesOf(c);
    const batch = (await answers.batch(given.id)) ?? given;
    const isLeaving = batch.state === 'releasing';
    if (isLeaving) c.header('Refresh', String(refreshSeconds));
    const said = told.safeParse(c.req.query('listo'));
    return show(
      c,
      {
        title: batch.title,
        extra: ['broadcasts.css', 'answers.css'],
        status: refused ? 409 : 200,
        ...(refused ? { wrong: refused.wrong } : {}),
        ...(said.success ? { said: say(`answers.batch.said.${said.data}`) } : {}),
      },
      <>
        <h1>
          {batch.title} <span class="chip sun">{say(`answers.batch.state.${batch.state}`)}</span>
        </h1>
        <p class="meta">
          <span>{say('answers.count', { count: batch.answers })}</span>
          <span>{say('answers.batch.made', { date: names.moment(batch.createdAt) })}</span>
          {batch.releasedAt === null ? null : (
            <span>{say('answers.batch.releasedOn', { date: names.moment(batch.releasedAt) })}</span>
          )}
        </p>
        {isLeaving ? (
          <div class="card" role="status">
            <p class="big">
              {say('answers.batch.progress', {
                done: names.count(batch.released),
                all: names.count(batch.answers),
              })}
            </p>
            <progress
              value={batch.released}
              max={batch.answers}
              aria-label={say('answers.batch.progressName')}
            />
            <p class="soft">{say('answers.batch.progressHint')}</p>
          </div>
        ) : null}
        {batch.state === 'open' ? await open(c, batch, refused) : null}
        {batch.state === 'releasing' || batch.state === 'released' ? await gone(c, batch) : null}
      </>,
    );
  };

  app.get(
    '/respuestas/lotes/:id',
    gate('proposals.read'),
    withBatch((c, batch) => showBatch(c, batch)),
  );

  app.post(
    '/respuestas/lotes/:id/pedir',
    gate('proposals.answer'),
    withBatch(async (c, batch) => {
      const read = sectorForm.safeParse(await c.req.parseBody());
      if (!read.success) return showBatch(c, batch);
      const { missing } = await readBatch(deps.store, batch, c.get('cycle').signing);
      const asked = await answerDesk.askToSign({
        ...actor(c),
        sector: read.data.sector,
        roles: signingRoles,
        href: hrefOfBatch(batch.id),
        subject: batch.id,
        count: missing[read.data.sector] ?? 0,
      });
      return back(c, batch, asked > 0 ? 'asked' : 'askedNobody');
    }),
  );

  app.post(
    '/respuestas/lotes/:id/firmar',
    gate('answers.sign'),
    withBatch(async (c, batch) => {
      const { digest, read } = signForm.parse(await c.req.parseBody());
      if (!read) return showBatch(c, batch, { wrong: say('answers.batch.signUnread') });
      const { signing } = c.get('cycle');
      const member = c.get('member');
      const { drafts } = await readBatch(deps.store, batch, signing);
      // Something came in, went out or changed since the page was shown.
      if (digestOf(drafts) !== digest) return showBatch(c, batch, { wrong: say('answers.staleSign') });
      const mine = drafts.filter((one) => maySign(member, signing, one));
      const hashes = Object.fromEntries(mine.map(({ id: answerId, hash }) => [answerId, hash]));
      const ended = await answers.sign(hashes, { ...actor(c), sector: member.sector, page: pageOf });
      return ended === 'kept'
        ? back(c, batch, 'signed')
        : showBatch(c, batch, { wrong: say('answers.staleSign') });
    }),
  );

  app.post(
    '/respuestas/lotes/:id/sacar',
    gate('proposals.answer'),
    withBatch(async (c, batch) => {
      const chosen = several.parse((await c.req.parseBody({ all: true })).answer);
      const own = await Promise.all(chosen.slice(0, pageSize * 2).map((one) => answers.find(one)));
      const ids = own.flatMap((one) => (one?.batchId === batch.id ? [one.id] : []));
      if (ids.length === 0) return showBatch(c, batch, { wrong: say('answers.nothingChosen') });
      const ended = await answers.move(ids, null, actor(c));
      return ended === 'kept'
        ? back(c, batch, 'out')
        : showBatch(c, batch, { wrong: say('answers.staleMany') });
    }),
  );

  app.post(
    '/respuestas/lotes/:id/soltar',
    gate('proposals.answer'),
    withBatch(async (c, batch) => {
      // Pressed twice: it is on its way.
      if (batch.state === 'releasing' || batch.state === 'released') return back(c, batch, 'leaving');
      const form = releaseForm.parse(await c.req.parseBody());
      const ended = await answers.releaseBatch(batch.id, {
        ...actor(c),
        revision: form.revision,
        expected: numberOf(form.count),
        rule: c.get('cycle').signing,
      });
      if (ended !== 'kept')
        return showBatch(c, batch, { wrong: say(`answers.batch.refused.${ended}`), typedCount: form.count });
      deps.nudgeSender();
      return back(c, batch, 'leaving');
    }),
  );

  app.post(
    '/respuestas/lotes/:id/cancelar',
    gate('proposals.answer'),
    withBatch(async (c, batch) => {
      const form = cancelForm.parse(await c.req.parseBody());
      const ended = await answers.cancelBatch(batch.id, { ...actor(c), ...form });
      return ended === 'kept'
        ? c.redirect(`${root}/lotes`, 303)
        : showBatch(c, batch, { wrong: say('answers.batch.refused.stale') });
    }),
  );
}
