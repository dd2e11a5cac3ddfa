/** Joint ideas: the list, making one of what was picked, one with its members, taking it apart. */
import type { Context, Hono } from 'hono';
import { checkJoint, mostMembers } from '../../../proposals/joint.js';
import { createNews } from '../../../proposals/news.js';
import type { JointMember } from '../../../store/proposals/joint-reads.js';
import { createOwnWords } from '../../../text/own-words.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import type { ConsoleKey } from '../../words.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createProposalPages } from '../proposal/pages.js';
import { readSelection } from '../queue/view.js';
import { createSection } from '../section.js';
import {
  type JointForm,
  readAdd,
  readDissolve,
  readForm,
  readIdeas,
  readRemove,
  readReword,
} from './form.js';
import { JointList } from './list-view.js';
import { NewJoint, type NewProps } from './new-view.js';
import { hrefOfJoint, jointPath, titleOf } from './parts.js';
import { ShowJoint, type ShowProps } from './show-view.js';

const pageSize = 50;
const similarShown = 5;
const saidKeys = ['joint.created', 'joint.added', 'joint.removed', 'joint.saved'] as const;

export function mountJoint(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { joint, similar } = deps.store;
  const { say, show, gate, notFound } = createSection(parts, 'joint');
  const pages = createProposalPages(parts);
  const ownWords = createOwnWords(createSay<CitizenKey>('citizen'));

  const formOf = (c: Context<ConsoleEnv>): Promise<Record<string, unknown>> => c.req.parseBody({ all: true });
  const by = (c: Context<ConsoleEnv>) => {
    const cycle = c.get('cycle');
    const news = createNews(ownWords(cycle.wording), deps.newId);
    return { cycleId: cycle.id, news, staffId: c.get('member').id, now: deps.now() };
  };
  const done = (c: Context<ConsoleEnv>, id: string, said: (typeof saidKeys)[number]) => {
    deps.nudgeSender();
    return c.redirect(`${hrefOfJoint(id)}?listo=${said}`, 303);
  };

  const showNew = async (
    c: Context<ConsoleEnv>,
    given: Pick<NewProps, 'members' | 'refused' | 'form'> &
      Partial<Pick<NewProps, 'problems' | 'stale'>> & { readonly status?: 200 | 409 | 422 },
  ) => {
    const { problems = [], stale = null, status = 200, ...rest } = given;
    const cycle = c.get('cycle');
    const others = await joint.list(cycle.id, pageSize);
    return show(
      c,
      { title: say('joint.newTitle'), status },
      <>
        <h1>{say('joint.newTitle')}</h1>
        <p class="lead">{say('joint.newHint')}</p>
        <NewJoint parts={parts} cycle={cycle} problems={problems} stale={stale} others={others} {...rest} />
      </>,
    );
  };
  const begin = async (c: Context<ConsoleEnv>, codes: readonly string[]) => {
    const form: JointForm = { ...readForm({}), id: deps.newId() };
    const found = await joint.candidates(c.get('cycle').id, codes.slice(0, mostMembers + 1));
    const isMany = codes.length > mostMembers;
    return showNew(c, { ...found, form, problems: isMany ? ['many'] : [], status: isMany ? 422 : 200 });
  };

  const showOne = async (
    c: Context<ConsoleEnv>,
    id: string,
    given: Partial<Pick<ShowProps, 'kept' | 'problems' | 'refused' | 'stale'>> = {},
  ) => {
    const cycle = c.get('cycle');
    const idea = await joint.find(cycle.id, id);
    if (!idea) return notFound(c);
    const members = await joint.members(id);
    const { kept = null, problems = [], refused = [], stale = null } = given;
    const told: ConsoleKey | undefined = saidKeys.find((key) => key === c.req.query('listo'));
    return show(
      c,
      {
        title: titleOf(parts, idea),
        status: stale ? 409 : problems.length + refused.length > 0 ? 422 : 200,
        ...(told ? { said: say(told) } : {}),
      },
      <ShowJoint
        parts={parts}
        cycle={cycle}
        member={c.get('member')}
        idea={idea}
        members={members}
        similar={await alike(cycle.id, members)}
        kept={kept}
        problems={problems}
        refused={refused}
        stale={stale}
      />,
    );
  };
  /** Like the newest member, and in no joint idea. */
  const alike = async (cycleId: string, members: readonly JointMember[]) => {
    const newest = members.at(-1);
    const found = newest ? await similar.similar(newest.id, { cycleId, limit: similarShown * 4 }) : [];
    return found.filter(({ jointId }) => jointId === null).slice(0, similarShown);
  };

  app.get('/ideas', gate('proposals.read'), async (c) => {
    const cycle = c.get('cycle');
    const ideas = await joint.list(cycle.id, pageSize + 1, c.req.query('desde'));
    const shown = ideas.slice(0, pageSize);
    const told = c.req.query('listo') === 'joint.undone' ? say('joint.undone') : undefined;
    return show(
      c,
      { title: say('joint.listTitle'), ...(told ? { said: told } : {}) },
      <JointList
        parts={parts}
        cycle={cycle}
        member={c.get('member')}
        ideas={shown}
        next={ideas.length > pageSize ? (shown.at(-1)?.id ?? null) : null}
      />,
    );
  });

  app.get('/ideas/nueva', gate('proposals.merge'), (c) =>
    begin(c, readAdd({ code: c.req.queries('code') ?? [] }).code),
  );
  /** From the queue: nothing is joined yet. */
  app.post('/ideas/nueva', gate('proposals.merge'), async (c) => {
    const picked = await readSelection(deps, c, await formOf(c));
    return begin(
      c,
      picked.proposals.map(({ code }) => code),
    );
  });

  /** The proposals a form carries, as they are now; those that are not as it showed them are stale. */
  const carried = async (c: Context<ConsoleEnv>, ideas: string, into?: string) => {
    const seen = readIdeas(ideas);
    const found = await joint.candidates(
      c.get('cycle').id,
      seen.map(({ code }) => code),
      into,
    );
    const revisions = new Map(seen.map(({ code, revision }) => [code, revision]));
    const moved = found.members.filter(({ code, revision }) => revisions.get(code) !== revision);
    return { ...found, moved: moved.map(({ code }) => code) };
  };

  app.post('/ideas', gate('proposals.merge'), async (c) => {
    const form = readForm(await formOf(c));
    const { members, refused, moved } = await carried(c, form.ideas);
    if (form.id !== '' && (await joint.find(c.get('cycle').id, form.id)))
      return done(c, form.id, 'joint.created');
    if (moved.length > 0 || refused.length > 0)
      return showNew(c, { members, refused, form, stale: moved, status: 409 });
    const problems = checkJoint(form, members, members.length);
    if (problems.length > 0) return showNew(c, { members, refused, form, problems, status: 422 });
    const id = form.id || deps.newId();
    const { title, text } = form;
    const ended = await joint.create({ ...by(c), id, title, text, members });
    if ('kept' in ended) return done(c, id, 'joint.created');
    const now = await carried(c, form.ideas);
    return showNew(c, { members: now.members, refused: now.refused, form, stale: ended.stale, status: 409 });
  });

  app.post('/ideas/agregar', gate('proposals.merge'), async (c) => {
    const given = readAdd(await formOf(c));
    const { idea } = given;
    const cycleId = c.get('cycle').id;
    const found =
      given.ideas === ''
        ? { ...(await joint.candidates(cycleId, given.code, idea)), moved: [] }
        : await carried(c, given.ideas, idea);
    const { members, refused, moved } = found;
    if (moved.length > 0) return showOne(c, idea, { stale: moved, refused });
    if (refused.length > 0) return showOne(c, idea, { refused });
    const before = await joint.members(idea);
    if (before.length + members.length > mostMembers) return showOne(c, idea, { problems: ['many'] });
    if (members.length === 0) return showOne(c, idea, { problems: ['none'] });
    const ended = await joint.add({ ...by(c), id: idea, members });
    return 'kept' in ended ? done(c, idea, 'joint.added') : showOne(c, idea, { stale: ended.stale });
  });

  app.get('/ideas/:id', gate('proposals.read'), (c) => showOne(c, c.req.param('id')));

  app.post('/ideas/:id/textos', gate('proposals.merge'), async (c) => {
    const id = c.req.param('id');
    const { title, text, seenTitle, seenText } = readReword(await formOf(c));
    const members = await joint.members(id);
    const kept = { title, text };
    const problems = checkJoint(kept, members, members.length).filter((one) => one !== 'few');
    if (problems.length > 0) return showOne(c, id, { kept, problems });
    const seen = { title: seenTitle, text: seenText };
    const ended = await joint.reword({ ...by(c), id, ...kept, seen });
    return 'kept' in ended ? done(c, id, 'joint.saved') : showOne(c, id, { kept, stale: ended.stale });
  });

  app.post('/ideas/:id/sacar', gate('proposals.merge'), async (c) => {
    const id = c.req.param('id');
    const { code, revision, from } = readRemove(await formOf(c));
    const found = (await joint.members(id)).find((one) => one.code === code);
    const ended = found
      ? await joint.remove({ ...by(c), id, member: { id: found.id, code, revision } })
      : { stale: [code] };
    const isDone = 'kept' in ended;
    if (isDone) deps.nudgeSender();
    if (from === 'proposal')
      return isDone ? pages.back(c, code, 'joint.removed') : pages.show(c, code, { changed: true });
    return isDone ? done(c, id, 'joint.removed') : showOne(c, id, { stale: ended.stale });
  });

  app.post('/ideas/:id/deshacer', gate('proposals.merge'), async (c) => {
    const id = c.req.param('id');
    const ended = await joint.dissolve({ ...by(c), id, ...readDissolve(await formOf(c)) });
    if (!('kept' in ended)) return showOne(c, id, { stale: ended.stale });
    deps.nudgeSender();
    return c.redirect(`${jointPath}?listo=joint.undone`, 303);
  });
}
