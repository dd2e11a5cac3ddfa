/** Publishing a version with what changed, and withdrawing a commitment with the reason. */
import type { Context, Hono } from 'hono';
import { limits } from '../../../commitments/check.js';
import type { Commitment, Source } from '../../../commitments/commitment.js';
import { codePoints } from '../../../talk/limits.js';
import type { ConsoleEnv } from '../context.js';
import { Field, ProblemList } from '../field.js';
import { Content, DiffView } from './diff-view.js';
import { noteOf, readCommitment } from './form.js';
import { WhoHears } from './progress-view.js';
import { hrefOf, type Tools } from './tools.js';
import { Codes } from './versions.js';

interface AskProps {
  readonly tools: Tools;
  readonly found: Commitment;
  readonly note: string;
  readonly wrong: readonly string[];
}

const Publish = ({ tools, found, note, wrong, fresh }: AskProps & { fresh: readonly Source[] }) => {
  const { say } = tools;
  const { draft, content, code } = found;
  if (!draft) return null;
  return (
    <>
      <p>
        <a href={hrefOf(code)}>{say('commitments.backTo', { code })}</a>
      </p>
      <h1>{say('commitments.publishTitle', { code, number: found.version + 1 })}</h1>
      <ProblemList title={say('problem.title')} problems={wrong.map((text) => ({ field: 'note', text }))} />
      {content ? (
        <DiffView
          tools={tools}
          before={content}
          after={draft}
          heads={[say('commitments.published'), say('commitments.draft')]}
        />
      ) : (
        <Content content={draft} />
      )}
      {fresh.length === 0 ? null : (
        <p>
          {say('commitments.willChange', { count: fresh.length })} <Codes sources={fresh} />
        </p>
      )}
      <form class="card" method="post" action={hrefOf(code, 'publicar')} data-keep>
        <input type="hidden" name="revision" value={String(found.revision)} />
        <Field
          name="note"
          label={say('commitments.note')}
          hint={say(content ? 'commitments.noteHint' : 'commitments.noteFirst')}
          value={note}
          wrong={wrong}
          required={content !== null}
        />
        <p class="soft">{say('commitments.publishNobody')}</p>
        <p class="actions">
          <button type="submit">{say('commitments.publish')}</button>
          <a href={hrefOf(code)}>{say('commitments.leave')}</a>
        </p>
      </form>
    </>
  );
};

export function mountPublish(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { deps, store, say, show, gate, back, withCommitment } = tools;
  const by = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });

  const showPublish = async (
    c: Context<ConsoleEnv>,
    found: Commitment,
    {
      note = '',
      wrong = [],
      stale = false,
    }: { note?: string; wrong?: readonly string[]; stale?: boolean } = {},
  ) => {
    const fresh = (await store.sources(found.id)).filter(({ version }) => version === 0);
    return show(
      c,
      {
        title: say('commitments.publishTitle', { code: found.code, number: found.version + 1 }),
        status: stale ? 409 : wrong.length > 0 ? 422 : 200,
        ...(stale ? { wrong: say('commitments.staleLook') } : {}),
      },
      <Publish tools={tools} found={found} note={note} wrong={wrong} fresh={fresh} />,
    );
  };
  const isReady = ({ draft, state }: Commitment) => draft !== null && state !== 'withdrawn';
  const lengthProblem = (note: string, { min, max }: { min: number; max: number }): readonly string[] =>
    codePoints(note) < min || codePoints(note) > max ? [say('commitments.problem.note', { min, max })] : [];

  app.get(
    '/compromisos/:code/publicar',
    gate('commitments.edit'),
    withCommitment((c, found) =>
      isReady(found) ? showPublish(c, found) : c.redirect(hrefOf(found.code), 303),
    ),
  );
  app.post(
    '/compromisos/:code/publicar',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      if (!isReady(found)) return c.redirect(hrefOf(found.code), 303);
      const given = await tools.form(c);
      const note = noteOf(given);
      // Of the first there is nothing to say that changed.
      const wrong = found.version === 0 && note === '' ? [] : lengthProblem(note, limits.note);
      if (wrong.length > 0) return showPublish(c, found, { note, wrong });
      const { revision } = readCommitment(given);
      const ended = await store.publish(found.id, { ...by(c), revision, note });
      if (ended === 'saved') return back(c, found.code, 'commitments.publishedNow');
      const newest = (await store.find(found.id)) ?? found;
      return isReady(newest)
        ? showPublish(c, newest, { note, stale: true })
        : c.redirect(hrefOf(found.code), 303);
    }),
  );

  const showWithdraw = async (
    c: Context<ConsoleEnv>,
    found: Commitment,
    {
      note = '',
      wrong = [],
      stale = false,
    }: { note?: string; wrong?: readonly string[]; stale?: boolean } = {},
  ) =>
    show(
      c,
      {
        title: say('commitments.withdrawTitle', { code: found.code }),
        status: stale ? 409 : wrong.length > 0 ? 422 : 200,
        ...(stale ? { wrong: say('commitments.staleLook') } : {}),
      },
      <>
        <p>
          <a href={hrefOf(found.code)}>{say('commitments.backTo', { code: found.code })}</a>
        </p>
        <h1>{say('commitments.withdrawTitle', { code: found.code })}</h1>
        <ProblemList title={say('problem.title')} problems={wrong.map((text) => ({ field: 'note', text }))} />
        <form class="card" method="post" action={hrefOf(found.code, 'retirar')} data-keep>
          <input type="hidden" name="revision" value={String(found.revision)} />
          <p>{say('commitments.withdrawStays')}</p>
          <Field
            name="note"
            label={say('commitments.reason')}
            hint={say('commitments.reasonHint', limits.reason)}
            value={note}
            wrong={wrong}
            long
            required
          />
          <WhoHears tools={tools} audience={await store.audience(found.id)} />
          <p class="actions">
            <button type="submit">{say('commitments.withdraw')}</button>
            <a href={hrefOf(found.code)}>{say('commitments.leave')}</a>
          </p>
        </form>
      </>,
    );
  const mayWithdraw = ({ state }: Commitment) => state === 'published';
  app.get(
    '/compromisos/:code/retirar',
    gate('commitments.edit'),
    withCommitment((c, found) =>
      mayWithdraw(found) ? showWithdraw(c, found) : c.redirect(hrefOf(found.code), 303),
    ),
  );
  app.post(
    '/compromisos/:code/retirar',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      if (!mayWithdraw(found)) return c.redirect(hrefOf(found.code), 303);
      const given = await tools.form(c);
      const note = noteOf(given);
      const wrong = lengthProblem(note, limits.reason);
      if (wrong.length > 0) return showWithdraw(c, found, { note, wrong });
      const { revision } = readCommitment(given);
      const ended = await store.withdraw(found.id, { ...by(c), revision, reason: { es: note } });
      if (ended === 'saved') return back(c, found.code, 'commitments.withdrawnNow');
      const newest = (await store.find(found.id)) ?? found;
      return mayWithdraw(newest)
        ? showWithdraw(c, newest, { note, stale: true })
        : c.redirect(hrefOf(found.code), 303);
    }),
  );
}
