/** Asks for a code when somebody wants to know about a proposal without naming one. */
import { ask, flow, reject } from '../src/flow/step.js';
import { isSmallTalk } from '../src/flow/words.js';

/** A code is understood anywhere before the flow is asked; whatever arrives here is none. */
export const status = flow({
  id: 'status',
  version: 1,
  start: 'code',
  expire: { afterMs: 86_400_000 },
  steps: {
    code: ask({
      prompt: 'status.ask',
      reject: 'status.notCode',
      example: 'status.notCode',
      answered: (input) => (input.kind === 'text' && isSmallTalk(input.text) ? { kind: 'leave' } : reject()),
    }),
  },
  upgrade: {},
});
