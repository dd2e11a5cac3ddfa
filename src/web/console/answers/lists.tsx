/** Drafts and what was sent: the two lists of answers, a page at a time. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Answer } from '../../../answers/answer.js';
import { missingSectors } from '../../../answers/signing.js';
import { may } from '../../../people/permissions.js';
import type { AnswerDelivery } from '../../../store/answers/desk.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { DraftList } from './draft-list.js';
import { createNames, root } from './names.js';
import { id, several } from './read.js';
import { SentList } from './sent-list.js';

export const pageSize = 25;
/** How far back the counts of what was sent look. */
const countedDays = 30;
const dayMs = 86_400_000;

const moveForm = z.object({
  answer: several,
  batch: z.union([z.literal('new'), id]).catch(undefined),
});
const told = z.enum(['answers.moved', 'answers.movedOut']);

/** One more is read than shown: whether there is a next page. */
export const pageOfRows = <Row extends { readonly id: string }>(rows: readonly Row[], size = pageSize) => ({
  shown: rows.slice(0, size),
  next: rows.length > size ? (rows[size - 1]?.id ?? null) : null,
});

export function mountLists(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, answerDesk } = deps.store;
  const { say, show, gate } = createSection(parts, 'drafts');
  const namesOf = (c: Context<ConsoleEnv>) => createNames(parts, c.get('cycle'));
  const actor = (c: Context<ConsoleEnv>) => ({ staffId: c.get('member').id, now: deps.now() });

  const showDrafts = async (
    c: Context<ConsoleEnv>,
    refused: { readonly wrong: string; readonly ticked: readonly string[] } | null = null,
  ) => {
    const { id: cycleId, signing } = c.get('cycle');
    const filter = { cycleId, drafts: true };
    const after = id.parse(c.req.query('desde'));
    const { shown, next } = pageOfRows(await answers.list(filter, pageSize + 1, after));
    const batches = await answers.batches(cycleId);
    const said = told.safeParse(c.req.query('listo'));
    const member = c.get('member');
    return show(
      c,
      {
        title: say('nav.page.drafts'),
        counts: { drafts: await answers.count(filter) },
        extra: ['broadcasts.css', 'answers.css'],
        status: refused ? 409 : 200,
        ...(refused ? { wrong: refused.wrong } : {}),
        ...(said.success ? { said: say(said.data) } : {}),
      },
      <>
        <h1>{say('nav.page.drafts')}</h1>
        <DraftList
          parts={parts}
          names={namesOf(c)}
          answers={shown}
          batches={batches}
          missing={(answer: Answer) => missingSectors(answer.signatures, signing)}
          editable={may(member.role, 'proposals.answer')}
          ticked={refused?.ticked ?? []}
          next={next === null ? null : `${root}?desde=${next}`}
        />
      </>,
    );
  };

  app.get('/respuestas', gate('proposals.read'), (c) => showDrafts(c));

  app.post('/respuestas/mover', gate('proposals.answer'), async (c) => {
    const { answer, batch } = moveForm.parse(await c.req.parseBody({ all: true }));
    const ids = answer.filter((one) => id.parse(one) !== undefined);
    if (ids.length === 0) return showDrafts(c, { wrong: say('answers.nothingChosen'), ticked: [] });
    const { id: cycleId } = c.get('cycle');
    const title = say('answers.batch.titleOn', { date: namesOf(c).moment(deps.now()) });
    const target =
      batch === 'new' ? await answers.createBatch({ ...actor(c), cycleId, title }) : (batch ?? null);
    const ended = await answers.move(ids, target, actor(c));
    if (ended === 'stale') return showDrafts(c, { wrong: say('answers.staleMany'), ticked: ids });
    return target === null
      ? c.redirect(`${root}?listo=answers.movedOut`, 303)
      : c.redirect(`${root}/lotes/${target}?listo=moved`, 303);
  });

  app.get('/respuestas/enviadas', gate('proposals.read'), async (c) => {
    const { id: cycleId } = c.get('cycle');
    const after = id.parse(c.req.query('desde'));
    const { shown, next } = pageOfRows(await answers.list({ cycleId, drafts: false }, pageSize + 1, after));
    const deliveries = await answerDesk.deliveriesOf(shown.map(({ proposalId }) => proposalId));
    const byAnswer = new Map<string, AnswerDelivery>(deliveries.map((one) => [one.answerId, one]));
    const fates = await answerDesk.fates(cycleId, { since: deps.now() - countedDays * dayMs });
    return show(
      c,
      { title: say('nav.page.sent'), here: 'sent', extra: ['broadcasts.css', 'answers.css'] },
      <>
        <h1>{say('nav.page.sent')}</h1>
        <SentList
          parts={parts}
          names={namesOf(c)}
          answers={shown}
          deliveries={byAnswer}
          fates={fates}
          days={countedDays}
          next={next === null ? null : `${root}/enviadas?desde=${next}`}
        />
      </>,
    );
  });
}
