/** What the compiler refuses in a flow. Each line that is expected to be an error would fail the type check if it were none. */
import { describe, expectTypeOf, it } from 'vitest';
import { ask, choose, end, flow, next, type Reaction, reject } from '../../src/flow/step.js';
import type { CitizenKey } from '../../src/text/texts.js';

const last = end({ prompt: 'menu.help' });
const head = { id: 'toy', version: 1, expire: { afterMs: 1 }, upgrade: {} } as const;

describe('the compiler', () => {
  it('knows where a reaction leads', () => {
    expectTypeOf(next('a')).toEqualTypeOf<Reaction<'a'>>();
    expectTypeOf(reject()).toExtend<Reaction<never>>();
  });

  it('refuses a target that is no step', () => {
    flow({
      ...head,
      start: 'first',
      steps: {
        // @ts-expect-error "lost" is no step
        first: ask({ prompt: 'status.ask', answered: () => next('lost') }),
        last,
      },
    });
    flow({
      ...head,
      start: 'first',
      steps: { first: ask({ prompt: 'status.ask', answered: () => next('last') }), last },
    });
  });

  it('refuses an option that leads nowhere', () => {
    flow({
      ...head,
      start: 'first',
      steps: {
        // @ts-expect-error "mine" is no step
        first: choose({
          prompt: 'menu.text',
          options: [
            { value: 'last', label: 'menu.help' },
            { value: 'mine', label: 'menu.mine' },
          ],
          chosen: (value) => next(value),
        }),
        last,
      },
    });
  });

  it('refuses an unknown start', () => {
    // @ts-expect-error "begin" is no step
    flow({ ...head, start: 'begin', steps: { last } });
  });

  it('refuses a key that no locale has', () => {
    // @ts-expect-error not in locales/es/citizen.json
    end({ prompt: 'menu.nothing' });
    choose({
      prompt: 'menu.text',
      // @ts-expect-error not in locales/es/citizen.json
      options: [{ value: 'a', label: 'menu.nothing' }],
      chosen: () => next('a'),
    });
    expectTypeOf<'proposal.preview.media'>().toExtend<CitizenKey>();
  });

  it('knows the values of the options', () => {
    choose({
      prompt: 'menu.text',
      options: [{ value: 'a', label: 'menu.help' }],
      chosen: (value) => {
        expectTypeOf(value).toEqualTypeOf<'a'>();
        return next(value);
      },
    });
  });
});
