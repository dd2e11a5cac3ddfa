/** Who disagrees with their answer, in their words: leave it as it is, or open the proposal again. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { may } from '../../../people/permissions.js';
import type { Disagreement } from '../../../store/answers/feedback.js';
import { idField, optionalId } from '../../id-field.js';
import { createNames, type Names } from '../answers/names.js';
import type { ConsoleEnv, ConsoleParts, SignedIn } from '../context.js';
import { More } from '../more.js';
import { afterPath } from '../overview/paths.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';

const pageSize = 20;
const path = `${afterPath}/desacuerdos`;
const query = z.object({
  ver: z.enum(['vistas']).optional().catch(undefined),
  desde: optionalId,
  listo: z.literal('1').optional().catch(undefined),
});
const form = z.object({ answer: idField });

interface OneProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly member: SignedIn;
  readonly one: Disagreement;
}
const One = ({ parts, names, member, one }: OneProps) => {
  const say = sayIn(parts);
  return (
    <article class="card" aria-label={one.code}>
      <p class="meta">
        <a class="code" href={`/panel/propuestas/${one.code}`}>
          {one.code}
        </a>
        <span class="chip leaf">{names.outcome(one.outcome)}</span>
        <span>{names.moment(one.at)}</span>
        {one.seenAt === null ? null : <span>{say('after.seen', { moment: names.moment(one.seenAt) })}</span>}
        {one.state === 'answered' ? null : <span class="chip sun">{say('after.reopened')}</span>}
      </p>
      <p class="kept" lang={one.locale}>
        {one.text === '' ? say('after.noReason') : one.text}
      </p>
      {one.seenAt === null && may(member.role, 'proposals.answer') ? (
        <form class="inline" method="post" action={path}>
          <input type="hidden" name="answer" value={one.answerId} />
          <a class="button" href={`/panel/propuestas/${one.code}#answer`}>
            {say('after.look')}
          </a>
          <button type="submit" class="quiet">
            {say('after.settle')}
          </button>
        </form>
      ) : null}
    </article>
  );
};

export function mountDisagreements(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, feedback, proposals } = deps.store;
  const { say, show, gate } = createSection(parts, 'disagreements');

  app.get(path.replace('/panel', ''), gate('proposals.read'), async (c) => {
    const cycle = c.get('cycle');
    const { ver, desde, listo } = query.parse(c.req.query());
    const seen = ver === 'vistas';
    const rows = await feedback.disagreements({ cycleId: cycle.id, seen, limit: pageSize + 1 }, desde);
    const shown = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? shown.at(-1) : undefined;
    const next = last
      ? `${path}?${new URLSearchParams({ desde: last.answerId, ...(ver ? { ver } : {}) })}`
      : null;
    const view = { parts, names: createNames(parts, cycle), member: c.get('member') };
    return show(
      c,
      {
        title: say('after.disagreements.title'),
        extra: ['overview.css'],
        ...(listo ? { said: say('after.settled') } : {}),
      },
      <>
        <h1>{say('after.disagreements.title')}</h1>
        <p class="lead">{say('after.disagreements.lead')}</p>
        <p>
          <a href={seen ? path : `${path}?ver=vistas`}>{say(seen ? 'after.showOpen' : 'after.showSeen')}</a>
        </p>
        {shown.length === 0 ? <p class="card">{say('after.disagreements.none')}</p> : null}
        {shown.map((one) => (
          <One {...view} one={one} />
        ))}
        <More parts={parts} next={next} />
      </>,
    );
  });

  app.post(path.replace('/panel', ''), gate('proposals.answer'), async (c) => {
    const { success, data } = form.safeParse(await c.req.parseBody());
    const found = success ? await answers.find(data.answer) : null;
    const proposal = found ? await proposals.find(found.code) : null;
    if (!found || proposal?.row.cycleId !== c.get('cycle').id)
      return show(c, { title: say('after.disagreements.title'), wrong: say('after.unknown'), status: 422 });
    // Somebody else was quicker: it is dealt with either way.
    await feedback.settle({
      answerId: found.id,
      code: found.code,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return c.redirect(`${path}?listo=1`, 303);
  });
}
