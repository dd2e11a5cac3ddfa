/** Confirming areas, going on to the next proposal, and what becomes of the author's objection. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { everyArea } from '../../../inbox/world.js';
import { createNews, type News } from '../../../proposals/news.js';
import { notAProposal } from '../../../proposals/triage.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import { createOwnWords } from '../../../text/own-words.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { readView } from '../queue/view.js';
import { sayIn } from '../say.js';
import { createProposalPages } from './pages.js';

const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const form = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  area: several,
  vista: z.string().max(2000).catch(''),
  /** Of the button; the box says the same for the keys. */
  entonces: z.literal('siguiente').optional().catch(undefined),
  seguir: z.literal('1').optional().catch(undefined),
});
const decisionForm = form.extend({ decision: z.enum(['keep', 'change']).catch('keep') });

export function mountTags(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { proposals } = deps.store;
  const pages = createProposalPages(parts);
  const say = sayIn(parts);
  const ownWords = createOwnWords(createSay<CitizenKey>('citizen'));

  /** What the author hears; they may object once. */
  const newsOf = async (
    c: Context<ConsoleEnv>,
    { row, tags }: ProposalDetail,
    confirmed: readonly string[],
  ): Promise<News | null> => {
    const cycle = c.get('cycle');
    const { tagNews } = createNews(ownWords(cycle.wording), deps.newId);
    const chosen = tags.filter(({ origin }) => origin === 'chosen').map(({ area }) => area);
    const mayObject = (await proposals.objectionOf(row.id)) === null;
    return tagNews(row, { areas: everyArea(cycle), chosen, confirmed, mayObject }, deps.now());
  };
  const confirm = async (
    c: Context<ConsoleEnv>,
    detail: ProposalDetail,
    given: { readonly revision: number; readonly areas: readonly string[] },
  ) =>
    proposals.confirmTags({
      id: detail.row.id,
      code: detail.row.code,
      ...given,
      staffId: c.get('member').id,
      now: deps.now(),
      told: await newsOf(c, detail, given.areas),
    });

  const next = async (c: Context<ConsoleEnv>, { row }: ProposalDetail, vista: string) => {
    const { filter, order } = await readView(deps, c, vista);
    return (await proposals.neighbours(filter, order, row)).next;
  };

  app.post('/propuestas/:code/temas', pages.gate('proposals.tag'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { code } = detail.row;
    const { revision, area, vista, entonces, seguir } = form.parse(await pages.form(c));
    const known = [...everyArea(c.get('cycle')).map(({ id }) => id), notAProposal];
    const areas = known.filter((id) => area.includes(id));
    // Either it proposes something or it does not: staff say which.
    if (areas.includes(notAProposal) && areas.length > 1)
      return pages.show(c, code, { kept: { tags: areas }, wrong: say('tags.both'), status: 422 });
    const ended = await confirm(c, detail, { revision, areas });
    if (ended !== 'done') return pages.show(c, code, { kept: { tags: areas }, changed: true });
    deps.nudgeSender();
    if (!entonces && !seguir) return pages.back(c, code, 'tags.saved');
    const following = await next(c, detail, vista);
    return following ? pages.back(c, following, 'tags.saved') : pages.back(c, code, 'tags.savedLast');
  });

  app.post('/propuestas/:code/objecion', pages.gate('proposals.tag'), async (c) => {
    const detail = await pages.find(c);
    if (!detail) return pages.notFound(c);
    const { id, code } = detail.row;
    const { revision, decision } = decisionForm.parse(await pages.form(c));
    const { area } = (await proposals.objectionOf(id)) ?? { area: null };
    const ended =
      decision === 'change' && area !== null
        ? await confirm(c, detail, { revision, areas: [area] })
        : await proposals.keepTags({ id, code, revision, staffId: c.get('member').id, now: deps.now() });
    if (ended !== 'done') return pages.show(c, code, { changed: true });
    deps.nudgeSender();
    return pages.back(c, code, decision === 'keep' ? 'tags.keptSaid' : 'tags.saved', 'tags');
  });
}
