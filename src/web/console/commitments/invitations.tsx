/** Inviting organisations of a commitment's areas to follow it: who can be, who was, each once. */
import type { Context, Hono } from 'hono';
import { createQuiet, quietOf } from '../../../broadcasts/quiet.js';
import type { Commitment } from '../../../commitments/commitment.js';
import { followInvite } from '../../../commitments/message.js';
import { may } from '../../../people/permissions.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import type { ConsoleEnv } from '../context.js';
import { several } from './form.js';
import { hrefOf, type Tools } from './tools.js';

export function createInvitations(tools: Tools) {
  const { deps, say, gate, back, moment, withCommitment } = tools;
  const { actors, actorInvites } = deps.store;
  const citizenSay = createSay<CitizenKey>('citizen');

  /** It owns it, or works on one of its areas; who names none works on all. */
  const concerns = (found: Commitment, actor: { readonly id: string; readonly areas: readonly string[] }) =>
    actor.id === found.institutionId ||
    actor.areas.length === 0 ||
    actor.areas.some((area) => found.areas.includes(area));

  /** Listed, with a chat, of one of its areas, and not asked yet; of a practice cycle nobody. */
  const invitable = async (c: Context<ConsoleEnv>, found: Commitment) => {
    if (found.state !== 'published' || c.get('cycle').practice) return [];
    const [listed, asked] = await Promise.all([
      actors.list({ state: 'listed' }),
      actorInvites.ofCommitment(found.id),
    ]);
    const already = new Set(asked.map(({ actorId }) => actorId));
    return listed.filter(
      ({ id, bound, areas }) => bound && !already.has(id) && concerns(found, { id, areas }),
    );
  };

  const view = async (c: Context<ConsoleEnv>, found: Commitment) => {
    const [open, asked] = await Promise.all([invitable(c, found), actorInvites.ofCommitment(found.id)]);
    const edits = may(c.get('member').role, 'actors.edit');
    if (found.state !== 'published' && asked.length === 0) return null;
    return (
      <section aria-labelledby="invite-title" id="invite">
        <h2 id="invite-title">{say('commitments.inviteTitle')}</h2>
        {open.length === 0 ? <p class="soft">{say('commitments.inviteNobody')}</p> : null}
        {edits && open.length > 0 ? (
          <form class="card" method="post" action={hrefOf(found.code, 'invitar')}>
            <fieldset>
              <legend>{say('commitments.inviteWhom')}</legend>
              {open.map(({ id, name }) => (
                <label class="check">
                  <input type="checkbox" name="actor" value={id} checked />
                  {name}
                </label>
              ))}
            </fieldset>
            <button class="quiet" type="submit">
              {say('commitments.invite')}
            </button>
          </form>
        ) : null}
        {asked.length === 0 ? null : (
          <>
            <h3>{say('commitments.invitedBefore')}</h3>
            <ul class="plain">
              {asked.map(({ name, at, state }) => (
                <li>
                  {name} <span class="soft">· {moment(at)}</span>{' '}
                  {state === 'following' ? <span class="chip leaf">{say('commitments.follows')}</span> : null}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    );
  };

  return {
    view,
    mount: (app: Hono<ConsoleEnv>): void => {
      app.post(
        '/compromisos/:code/invitar',
        gate('actors.edit'),
        withCommitment(async (c, found) => {
          const chosen = several.parse((await tools.form(c)).actor);
          const open = (await invitable(c, found)).filter(({ id }) => chosen.includes(id));
          const publicUrl = deps.publicUrl();
          const quiet = createQuiet(quietOf(c.get('cycle'), deps.outreach.quiet), deps.timezone);
          const planned = await actorInvites.invite(found, {
            actors: open,
            message: (name, locale) => followInvite(found, { name, locale, publicUrl }, citizenSay),
            dueAt: quiet.until(deps.now()) ?? deps.now(),
            staffId: c.get('member').id,
            now: deps.now(),
          });
          if (planned > 0) deps.nudgeSender();
          return back(c, found.code, 'commitments.invited', '#invite');
        }),
      );
    },
  };
}
