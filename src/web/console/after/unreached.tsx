/** Whom no phone could be told, where they live, and how they hear of it instead. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { fallbackWays } from '../../../answers/answer.js';
import { oneOf } from '../../../one-of.js';
import { may } from '../../../people/permissions.js';
import type { Unreached } from '../../../store/answers.js';
import type { Partner } from '../../../store/outreach.js';
import { idField, optionalId } from '../../id-field.js';
import { createNames, type Names } from '../answers/names.js';
import type { ConsoleEnv, ConsoleParts, SignedIn } from '../context.js';
import { More } from '../more.js';
import { afterPath } from '../overview/paths.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';

const pageSize = 20;
const query = z.object({
  ver: z.enum(['hechas']).optional().catch(undefined),
  desde: optionalId,
  listo: z.literal('1').optional().catch(undefined),
});
const form = z.object({
  answer: idField,
  way: z.enum(fallbackWays),
  partner: idField.nullable().catch(null),
  note: z.string().trim().max(300).catch(''),
});

const reasons = ['nobody', 'waiting', 'blocked', 'gone', 'unknown', 'fix', 'content'] as const;

interface OneProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly member: SignedIn;
  readonly one: Unreached;
  readonly partners: readonly Partner[];
}

const TellOtherwise = ({ parts, one, partners }: OneProps) => {
  const say = sayIn(parts);
  return (
    <form class="said-otherwise" method="post" action={afterPath}>
      <input type="hidden" name="answer" value={one.id} />
      <div>
        <label for={`way-${one.id}`}>{say('after.way')}</label>
        <select id={`way-${one.id}`} name="way">
          {fallbackWays.map((way) => (
            <option value={way} selected={one.way === way}>
              {say(`after.way.${way}`)}
            </option>
          ))}
        </select>
      </div>
      {partners.length > 0 ? (
        <div>
          <label for={`partner-${one.id}`}>{say('after.partner')}</label>
          <select id={`partner-${one.id}`} name="partner">
            <option value="">{say('after.noPartner')}</option>
            {partners.map(({ id, name }) => (
              <option value={id} selected={id === one.partnerId}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <div>
        <label for={`note-${one.id}`}>{say('after.note')}</label>
        <input id={`note-${one.id}`} name="note" maxlength={300} value={one.note ?? ''} autocomplete="off" />
      </div>
      <button type="submit" class="quiet">
        {say('after.done')}
      </button>
    </form>
  );
};

const One = (props: OneProps) => {
  const { parts, names, member, one, partners } = props;
  const say = sayIn(parts);
  const partner = partners.find(({ id }) => id === one.partnerId);
  return (
    <article class="card" aria-label={one.code}>
      <p class="meta">
        <a class="code" href={`/panel/propuestas/${one.code}`}>
          {one.code}
        </a>
        <span>{names.place(one.place)}</span>
        <span class="chip leaf">{names.outcome(one.outcome)}</span>
        <span class="late">{say(`after.why.${oneOf(reasons, one.why, 'other')}`)}</span>
      </p>
      <p class="kept">{[one.reason.es, one.personal.es].filter((words) => words).join('\n\n')}</p>
      {one.commitment ? <p>{say('after.commitment', { commitment: one.commitment })}</p> : null}
      {one.way ? (
        <p>
          <strong>{say(`after.told.${one.way}`)}</strong> {partner?.name} {one.note}
        </p>
      ) : null}
      {may(member.role, 'proposals.answer') ? <TellOtherwise {...props} /> : null}
    </article>
  );
};

export function mountUnreached(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, partners } = deps.store;
  const { say, show, gate } = createSection(parts, 'unreached');
  const path = afterPath.replace('/panel', '');

  app.get(path, gate('proposals.read'), async (c) => {
    const cycle = c.get('cycle');
    const { ver, desde, listo } = query.parse(c.req.query());
    const handled = ver === 'hechas';
    const rows = await answers.unreached(
      { cycleId: cycle.id, now: deps.now(), handled },
      pageSize + 1,
      desde,
    );
    const shown = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? shown.at(-1) : undefined;
    const next = last
      ? `${afterPath}?${new URLSearchParams({ desde: last.id, ...(ver ? { ver } : {}) })}`
      : null;
    const known = await partners.list();
    const view = { parts, names: createNames(parts, cycle), member: c.get('member'), partners: known };
    return show(
      c,
      {
        title: say('after.unreached.title'),
        extra: ['overview.css'],
        ...(listo ? { said: say('after.saved') } : {}),
      },
      <>
        <h1>{say('after.unreached.title')}</h1>
        <p class="lead">{say('after.unreached.lead')}</p>
        <p>
          {handled ? (
            <a href={afterPath}>{say('after.showOpen')}</a>
          ) : (
            <a href={`${afterPath}?ver=hechas`}>{say('after.showDone')}</a>
          )}
        </p>
        {shown.length === 0 ? (
          <p class="card">{say(handled ? 'after.unreached.noneDone' : 'after.unreached.none')}</p>
        ) : null}
        {shown.map((one) => (
          <One {...view} one={one} />
        ))}
        <More parts={parts} next={next} />
      </>,
    );
  });

  app.post(path, gate('proposals.answer'), async (c) => {
    const { success, data } = form.safeParse(await c.req.parseBody());
    const found = success ? await answers.find(data.answer) : null;
    const proposal = found ? await deps.store.proposals.find(found.code) : null;
    if (!success || !found || proposal?.row.cycleId !== c.get('cycle').id)
      return show(c, { title: say('after.unreached.title'), wrong: say('after.unknown'), status: 422 });
    const partnerId = (await partners.list()).find(({ id }) => id === data.partner)?.id ?? null;
    const { way, note } = data;
    await answers.setFallback(found.id, {
      way,
      partnerId,
      note,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return c.redirect(`${afterPath}?listo=1`, 303);
  });
}
