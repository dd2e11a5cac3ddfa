/** Where the public reads the commitments of the plan. No sign-in, no cookies, no script. */
import { type Context, Hono } from 'hono';
import { everyArea } from '../../inbox/turn.js';
import { pick } from '../../text/texts.js';
import type { CalendarParts } from './calendar.js';
import { CommitmentPage, CommitmentsPage, type CommitmentView } from './commitment-pages.js';
import { languageOf } from './frame.js';

const style = ['pieces.css', 'dates.css', 'commitments.css'] as const;

export function createPublicCommitments({ deps, say, frame }: CalendarParts): Hono {
  const { store, timezone } = deps;
  const { commitments } = store;
  const app = new Hono();

  const cycleNow = () => store.cycles.current(deps.now());
  type Cycle = Awaited<ReturnType<typeof cycleNow>>;
  const viewOf = (c: Context, cycle: Cycle): CommitmentView => {
    const lang = languageOf(c);
    return {
      lang,
      timezone,
      words: (key, params) => say(lang, key, params),
      areas: new Map(everyArea(cycle).map(({ id, label }) => [id, pick(label, lang)])),
    };
  };

  app.get('/compromisos', async (c) => {
    const cycle = await cycleNow();
    const view = viewOf(c, cycle);
    const [all, counts, latest] = await Promise.all([
      commitments.list(cycle.id),
      commitments.sourceCounts(cycle.id, 'published'),
      commitments.latestProgress(cycle.id),
    ]);
    const title = view.words('commitments.title');
    return c.html(
      frame(c, {
        lang: view.lang,
        title,
        contact: cycle.dataContact,
        extra: style,
        children: (
          <CommitmentsPage
            plan={pick(cycle.plan, view.lang)}
            commitments={all.filter(({ version }) => version > 0)}
            counts={counts}
            latest={latest}
            view={view}
          />
        ),
      }),
    );
  });

  app.get('/compromisos/:code', async (c) => {
    const cycle = await cycleNow();
    const view = viewOf(c, cycle);
    const { lang, words } = view;
    const code = c.req.param('code').toUpperCase();
    const found = /^C-\d{2,5}$/.test(code) ? await commitments.byCode(cycle.id, code) : null;
    // A draft is nobody's business yet: it is as if it were not there.
    if (!found || found.version === 0) {
      const title = words('commitments.title');
      const children = (
        <>
          <h1>{title}</h1>
          <p role="alert">{words('commitments.unknown')}</p>
          <p>
            <a href={`/compromisos?lang=${lang}`}>{words('commitments.back')}</a>
          </p>
        </>
      );
      return c.html(frame(c, { lang, title, contact: cycle.dataContact, children }), 404);
    }
    const [versions, progress, sources] = await Promise.all([
      commitments.versions(found.id),
      commitments.progress(found.id),
      commitments.sources(found.id),
    ]);
    const codes = new Map<number, readonly string[]>();
    for (const source of sources)
      if (source.version > 0) codes.set(source.version, [...(codes.get(source.version) ?? []), source.code]);
    // What is being written is not published by its being there.
    const shown = { ...found, draft: null };
    return c.html(
      frame(c, {
        lang,
        title: `${found.code} · ${pick(found.content?.title ?? {}, lang)}`,
        contact: cycle.dataContact,
        extra: style,
        children: (
          <CommitmentPage found={shown} versions={versions} progress={progress} codes={codes} view={view} />
        ),
      }),
    );
  });
  return app;
}
