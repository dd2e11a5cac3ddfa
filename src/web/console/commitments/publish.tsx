/** Publishing a version with what changed, and withdrawing a commitment with the reason. */
import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { limits } from '../../../commitments/check.js';
import type { Commitment, Source } from '../../../commitments/commitment.js';
import type { ByStaff } from '../../../store/audit.js';
import type { Audience } from '../../../store/commitments/progress.js';
import type { Saved } from '../../../store/outreach.js';
import { codePoints } from '../../../talk/limits.js';
import type { ConsoleEnv } from '../context.js';
import { Field, ProblemList } from '../field.js';
import { Content, DiffView } from './diff-view.js';
import { noteOf, readCommitment } from './form.js';
import { WhoHears } from './progress-view.js';
import { hrefOf, type Tools } from './tools.js';
import { Codes } from './versions.js';

/** What was written, and what is wrong with it. */
interface Typed {
  readonly note: string;
  readonly wrong: readonly string[];
}
interface AskProps extends Typed {
  readonly tools: Tools;
  readonly found: Commitment;
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

const Withdraw = ({ tools, found, note, wrong, audience }: AskProps & { readonly audience: Audience }) => {
  const { say } = tools;
  const { code } = found;
  return (
    <>
      <p>
        <a href={hrefOf(code)}>{say('commitments.backTo', { code })}</a>
      </p>
      <h1>{say('commitments.withdrawTitle', { code })}</h1>
      <ProblemList title={say('problem.title')} problems={wrong.map((text) => ({ field: 'note', text }))} />
      <form class="card" method="post" action={hrefOf(code, 'retirar')} data-keep>
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
        <WhoHears tools={tools} audience={audience} />
        <p class="actions">
          <button type="submit">{say('commitments.withdraw')}</button>
          <a href={hrefOf(code)}>{say('commitments.leave')}</a>
        </p>
      </form>
    </>
  );
};

/** A decision on a commitment that is asked for with a word on why. */
interface Step {
  readonly path: 'publicar' | 'retirar';
  readonly title: (found: Commitment) => string;
  readonly isOpen: (found: Commitment) => boolean;
  readonly limit: { readonly min: number; readonly max: number };
  /** There is nothing to say. */
  readonly mayBeSilent: (found: Commitment) => boolean;
  readonly view: (found: Commitment, typed: Typed) => Promise<Child>;
  readonly take: (found: Commitment, decided: ByStaff & { revision: number; note: string }) => Promise<Saved>;
  readonly done: 'commitments.publishedNow' | 'commitments.withdrawnNow';
}

export function mountPublish(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { deps, store, say, show, gate, back, withCommitment } = tools;

  const mountStep = (step: Step): void => {
    const ask = async (
      c: Context<ConsoleEnv>,
      found: Commitment,
      { note = '', wrong = [], stale = false }: Partial<Typed> & { readonly stale?: boolean } = {},
    ) =>
      show(
        c,
        {
          title: step.title(found),
          status: stale ? 409 : wrong.length > 0 ? 422 : 200,
          ...(stale ? { wrong: say('commitments.staleLook') } : {}),
        },
        await step.view(found, { note, wrong }),
      );
    const problemOf = (found: Commitment, note: string): readonly string[] => {
      if (note === '' && step.mayBeSilent(found)) return [];
      const length = codePoints(note);
      const fits = length >= step.limit.min && length <= step.limit.max;
      return fits ? [] : [say('commitments.problem.note', step.limit)];
    };
    const elsewhere = (c: Context<ConsoleEnv>, { code }: Commitment) => c.redirect(hrefOf(code), 303);
    const address = `/compromisos/:code/${step.path}`;

    app.get(
      address,
      gate('commitments.edit'),
      withCommitment((c, found) => (step.isOpen(found) ? ask(c, found) : elsewhere(c, found))),
    );
    app.post(
      address,
      gate('commitments.edit'),
      withCommitment(async (c, found) => {
        if (!step.isOpen(found)) return elsewhere(c, found);
        const given = await tools.form(c);
        const note = noteOf(given);
        const wrong = problemOf(found, note);
        if (wrong.length > 0) return ask(c, found, { note, wrong });
        const { revision } = readCommitment(given);
        const by = { staffId: c.get('member').id, now: deps.now() };
        if ((await step.take(found, { ...by, revision, note })) === 'saved')
          return back(c, found.code, step.done);
        const newest = (await store.find(found.id)) ?? found;
        return step.isOpen(newest) ? ask(c, newest, { note, stale: true }) : elsewhere(c, found);
      }),
    );
  };

  mountStep({
    path: 'publicar',
    title: ({ code, version }) => say('commitments.publishTitle', { code, number: version + 1 }),
    isOpen: ({ draft, state }) => draft !== null && state !== 'withdrawn',
    limit: limits.note,
    // Of the first there is nothing to say that changed.
    mayBeSilent: ({ version }) => version === 0,
    view: async (found, typed) => {
      const fresh = (await store.sources(found.id)).filter(({ version }) => version === 0);
      return <Publish tools={tools} found={found} {...typed} fresh={fresh} />;
    },
    take: ({ id }, decided) => store.publish(id, decided),
    done: 'commitments.publishedNow',
  });
  mountStep({
    path: 'retirar',
    title: ({ code }) => say('commitments.withdrawTitle', { code }),
    isOpen: ({ state }) => state === 'published',
    limit: limits.reason,
    mayBeSilent: () => false,
    view: async (found, typed) => (
      <Withdraw tools={tools} found={found} {...typed} audience={await store.audience(found.id)} />
    ),
    take: ({ id }, { note, ...by }) => store.withdraw(id, { ...by, reason: { es: note } }),
    done: 'commitments.withdrawnNow',
  });
}
