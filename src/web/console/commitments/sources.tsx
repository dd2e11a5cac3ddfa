/** Proposals into a commitment and, before they changed anything published, out again. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv } from '../context.js';
import { createProposalPages } from '../proposal/pages.js';
import { readCodes } from './form.js';
import type { Tools } from './tools.js';

const added = z.object({ codes: z.string().catch('') });
const chosen = z.object({ commitment: z.string().max(40).catch('') });

export function mountSources(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { deps, store, gate, back, withCommitment } = tools;
  const pages = createProposalPages(tools.parts);
  const by = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });

  app.post(
    '/compromisos/:code/aportes',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      const codes = readCodes(added.parse(await tools.form(c)).codes);
      const proposals = await store.proposalsByCode(c.get('cycle').id, codes);
      if (found.state === 'withdrawn' || proposals.length === 0)
        return back(c, found.code, 'commitments.sourcesNone', '#sources');
      await store.addSources(found, proposals, by(c));
      return back(c, found.code, 'commitments.sourcesAdded', '#sources');
    }),
  );
  app.post(
    '/compromisos/:code/aportes/quitar',
    gate('commitments.edit'),
    withCommitment(async (c, found) => {
      const [code] = readCodes(added.parse(await tools.form(c)).codes);
      const source = (await store.sources(found.id)).find((one) => one.code === code && one.version === 0);
      if (source) await store.removeSource(found, { id: source.proposalId, code: source.code }, by(c));
      return back(c, found.code, 'commitments.sourceRemoved', '#sources');
    }),
  );
  /** From a proposal's page: into one that is there, or into a new one. */
  app.post('/propuestas/:code/compromiso', gate('commitments.edit'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { id, code, state } = detail.row;
    const given = chosen.parse(await pages.form(c)).commitment;
    if (given === '') return c.redirect(`/panel/compromisos/nuevo?propuestas=${code}`, 303);
    const found = await store.find(given);
    const usable =
      found?.cycleId === c.get('cycle').id && found.state !== 'withdrawn' && state !== 'withdrawn';
    if (found && usable) await store.addSources(found, [{ id, code }], by(c));
    return pages.back(c, code, found && usable ? 'commitments.sourcesAdded' : undefined, 'commitments');
  });
}
