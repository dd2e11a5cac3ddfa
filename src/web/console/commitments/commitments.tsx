/** Commitments under `/panel/compromisos`: the list, one of them, and everything that is done with it. */
import type { Hono } from 'hono';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { mountEdit } from './edit.js';
import { createInvitations } from './invitations.js';
import { ListView } from './list-view.js';
import { mountProgress } from './progress.js';
import { mountPublish } from './publish.js';
import { ShowView } from './show-view.js';
import { mountSources } from './sources.js';
import { createTools } from './tools.js';
import { mountVersions } from './versions.js';

export function mountCommitments(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const tools = createTools(parts);
  const { deps, store, say, show, gate, withCommitment } = tools;
  const invitations = createInvitations(tools);

  app.get('/compromisos', gate('commitments.read'), async (c) => {
    const cycleId = c.get('cycle').id;
    const [commitments, counts, latest] = await Promise.all([
      store.list(cycleId),
      store.sourceCounts(cycleId),
      store.latestProgress(cycleId),
    ]);
    return show(
      c,
      { title: say('commitments.title') },
      <ListView
        tools={tools}
        member={c.get('member')}
        commitments={commitments}
        counts={counts}
        latest={latest}
      />,
    );
  });
  mountEdit(app, tools);
  app.get(
    '/compromisos/:code',
    gate('commitments.read'),
    withCommitment(async (c, found) => {
      const [sources, answered, progress, following, institutions, nameOf, invite] = await Promise.all([
        store.sources(found.id),
        store.answeredWith(found.id),
        store.progress(found.id),
        store.followCount(found.id),
        deps.store.actors.institutions(),
        tools.names(),
        invitations.view(c, found),
      ]);
      const told = await Promise.all(
        progress.map(async (one) => ({
          progress: one,
          by: nameOf(one.staffId),
          count: await store.toldCount(one.id),
        })),
      );
      return show(
        c,
        { title: tools.titleOf(found) },
        <ShowView
          tools={tools}
          found={found}
          member={c.get('member')}
          areas={tools.areasOf(c)}
          institutions={institutions}
          sources={sources}
          answered={answered}
          progress={told}
          following={following}
          invite={invite}
        />,
      );
    }),
  );
  mountVersions(app, tools);
  mountPublish(app, tools);
  mountProgress(app, tools);
  mountSources(app, tools);
  invitations.mount(app);
}
