/** Whoever opened an organisation's link: are they its contact, and do they want to hear of commitments? */
import { type Context, choose, end, flow, next } from '../src/flow/step.js';

const params = ({ facts }: Context) => ({
  name: facts.actor?.name ?? '',
  count: facts.actor?.commitments.length ?? 0,
});

export const actor = flow({
  id: 'actor',
  version: 1,
  start: 'contact',
  expire: { afterMs: 86_400_000 },
  steps: {
    contact: choose({
      prompt: 'actor.ask',
      needs: 'actor',
      params,
      options: [
        { value: 'yes', label: 'actor.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value, { facts }) => {
        const { actor: found } = facts;
        if (value === 'no') return next('kept');
        // Somebody else was quicker, or staff took it off the map.
        if (!found || found.bound === 'other') return next('kept', { taken: true });
        const join = { kind: 'actor.join', actorId: found.id, code: found.code } as const;
        return next(found.commitments.length > 0 ? 'follow' : 'joined', {}, [join]);
      },
    }),
    follow: choose({
      prompt: 'actor.follow',
      needs: 'actor',
      params,
      options: [
        { value: 'yes', label: 'common.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value, { facts }) =>
        value === 'no'
          ? next('joined')
          : next('following', {}, [{ kind: 'actor.follow', commitments: facts.actor?.commitments ?? [] }]),
    }),
    joined: end({ prompt: 'actor.joined', needs: 'actor', params }),
    following: end({ prompt: 'actor.following', needs: 'actor', params }),
    kept: end({ prompt: ({ answers }) => (answers.taken === true ? 'actor.taken' : 'actor.kept') }),
  },
  upgrade: {},
});
