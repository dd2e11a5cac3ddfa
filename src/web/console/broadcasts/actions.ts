/** The steps of a broadcast's life as staff press them: one of two who press at once wins, the other is told kindly. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import { type LifeRefusal, type LifeStep, refuseStep, statesFor } from '../../../broadcasts/life.js';
import type { Action } from '../../../people/permissions.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { createLifeContext } from './life-context.js';
import type { Matter, Matters } from './matter.js';
import { hrefOf } from './names.js';
import type { ShowBroadcast } from './show.js';

const form = z.object({
  revision: z.coerce.number().int().min(0).catch(0),
  hash: z.string().catch(''),
});
/** What an approver saw may be so old when they sign; then it is counted and shown anew. */
const signedMs = 15 * 60_000;

export function mountActions(
  app: Hono<ConsoleEnv>,
  parts: ConsoleParts,
  matters: Matters,
  show: ShowBroadcast,
): void {
  const { deps } = parts;
  const { broadcasts } = deps.store;
  const lifeContext = createLifeContext(parts);
  const section = createSection(parts, 'broadcasts');
  const { say } = section;

  interface Asked {
    readonly broadcast: Broadcast;
    readonly matter: Matter;
    readonly refusal: LifeRefusal | null;
    readonly given: z.infer<typeof form>;
  }
  const ask = async (c: Context<ConsoleEnv>, step: LifeStep): Promise<Asked | null> => {
    const broadcast = await broadcasts.find(c.req.param('id') ?? '');
    if (!broadcast) return null;
    const matter = await matters.of(broadcast);
    const context = await lifeContext(c.get('member'), broadcast, matter);
    return {
      broadcast,
      matter,
      refusal: refuseStep(broadcast, step, context),
      given: form.parse(await c.req.parseBody()),
    };
  };
  const done = (c: Context<ConsoleEnv>, id: string, message: string) =>
    c.redirect(`${hrefOf(id)}?listo=${message}`, 303);
  /** Somebody was quicker: the page as it stands now, with a word about it. */
  const late = async (c: Context<ConsoleEnv>, id: string, refusal: LifeRefusal = 'wrong-state') =>
    show(c, id, { wrong: say(`broadcasts.refused.${refusal}`), status: 409 });

  app.post('/avisos/:id/aprobar', section.gate('broadcasts.approve'), async (c) => {
    const asked = await ask(c, 'approve');
    if (!asked) return section.notFound(c);
    const { broadcast, matter, refusal, given } = asked;
    if (refusal !== null) return late(c, broadcast.id, refusal);
    // Signed was what the page showed; it must still be that.
    if (given.revision !== broadcast.revision || given.hash !== matter.hash)
      return late(c, broadcast.id, 'not-frozen');
    const review = await matters.review(broadcast, matter, signedMs);
    if (!review || review.checked.refusals.length > 0)
      return show(c, broadcast.id, { wrong: say('broadcasts.refused.checks'), status: 422 });
    const saved = await broadcasts.approve(broadcast.id, {
      revision: given.revision,
      hash: matter.hash,
      preview: review.counted.preview,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    return saved === 'saved' ? done(c, broadcast.id, 'approved') : late(c, broadcast.id);
  });

  app.post('/avisos/:id/enviar', section.gate('broadcasts.edit'), async (c) => {
    const asked = await ask(c, 'start');
    if (!asked) return section.notFound(c);
    const { broadcast, matter, refusal, given } = asked;
    if (refusal !== null) return late(c, broadcast.id, refusal);
    // The event may have been cancelled since, or the template withdrawn.
    const review = await matters.review(broadcast, matter, 0);
    if (!review || review.checked.refusals.length > 0)
      return show(c, broadcast.id, { wrong: say('broadcasts.refused.checks'), status: 422 });
    const saved = await broadcasts.start(broadcast.id, {
      revision: given.revision,
      staffId: c.get('member').id,
      now: deps.now(),
    });
    if (saved === 'stale') return late(c, broadcast.id);
    deps.nudgeSender();
    return done(c, broadcast.id, 'started');
  });

  const moves = [
    { path: 'pausar', step: 'pause', to: 'paused', why: 'staff', said: 'paused', action: 'broadcasts.edit' },
    { path: 'seguir', step: 'resume', to: 'sending', why: null, said: 'resumed', action: 'broadcasts.edit' },
    {
      path: 'cancelar',
      step: 'cancel',
      to: 'cancelled',
      why: 'staff',
      said: 'cancelled',
      action: 'broadcasts.edit',
    },
  ] as const satisfies readonly {
    path: string;
    step: LifeStep;
    to: Broadcast['state'];
    why: string | null;
    said: string;
    action: Action;
  }[];
  for (const { path, step, to, why, said, action } of moves)
    app.post(`/avisos/:id/${path}`, section.gate(action), async (c) => {
      const asked = await ask(c, step);
      if (!asked) return section.notFound(c);
      const { broadcast, refusal } = asked;
      if (refusal !== null) return late(c, broadcast.id, refusal);
      const saved = await broadcasts.setState(broadcast.id, {
        from: statesFor(step),
        to,
        why,
        staffId: c.get('member').id,
        now: deps.now(),
      });
      if (saved === 'stale') return late(c, broadcast.id);
      deps.nudgeSender();
      return done(c, broadcast.id, said);
    });
}
