/** "That is not its topic": an author's one objection to the areas staff confirmed. */
import { type Context, choose, end, flow, next, textOf } from '../src/flow/step.js';
import { pick } from '../src/text/texts.js';

const others = ({ facts, env, locale }: Context) =>
  env.cycle.areas
    .filter(({ id }) => !facts.areas?.confirmed.includes(id))
    .map(({ id, label }) => ({ value: id, label: { words: pick(label, locale) } }));

const params = ({ facts }: Context) => ({ code: facts.areas?.code ?? '' });

export const objection = flow({
  id: 'objection',
  version: 1,
  start: 'area',
  expire: { afterMs: 86_400_000 },
  steps: {
    area: choose({
      prompt: 'objection.ask',
      needs: 'areas',
      params,
      options: (context) => [
        ...others(context),
        { value: 'none', label: 'objection.none' },
        { value: 'kept', label: 'objection.kept' },
      ],
      chosen: (value, { facts, answers }) => {
        if (value === 'kept') return next('kept');
        const proposalId = textOf(answers, 'proposal');
        const { code, hasObjected } = facts.areas ?? { code: '', hasObjected: true };
        if (hasObjected) return next('kept', { already: true });
        const area = value === 'none' ? null : value;
        return next('done', {}, [{ kind: 'areas.object', proposalId, code, area }]);
      },
    }),
    done: end({ prompt: 'objection.done', needs: 'areas', params }),
    kept: end({
      prompt: ({ answers }) => (answers.already === true ? 'objection.already' : 'objection.fine'),
      needs: 'areas',
      params,
    }),
  },
  upgrade: {},
});
