/** Why somebody does not agree with an answer, if they want to say; that they do not is written down already. */
import { choose, end, flow, next, reject, textOf } from '../src/flow/step.js';
import { codePoints } from '../src/talk/limits.js';
import { filesOf, isAcceptable, maxMegabytes, toAnswer, wordsOf } from './proposal-idea.js';

/** Code points. One message, read by people who read many. */
const longest = 1500;

export const disagree = flow({
  id: 'disagree',
  version: 1,
  start: 'reason',
  expire: { afterMs: 86_400_000 },
  steps: {
    reason: choose({
      prompt: 'disagree.reason',
      params: ({ answers }) => ({ code: textOf(answers, 'code') }),
      reject: 'disagree.help',
      example: 'disagree.help',
      options: [{ value: 'silent', label: 'disagree.silent', whole: true }],
      chosen: (value) => next(value),
      otherwise: (input, { answers, env }) => {
        if (input.kind === 'location') return reject();
        if (input.kind === 'media' && !isAcceptable(input.media))
          return reject('proposal.idea.file', { megabytes: maxMegabytes });
        const text = wordsOf(input);
        const length = codePoints(text);
        if (length > longest) return reject('question.long', { length, max: longest });
        return next('thanks', {}, [
          {
            kind: 'answer.reason',
            answerId: textOf(answers, 'answer'),
            proposalId: textOf(answers, 'proposal'),
            exchangeId: env.newId(),
            text,
            media: input.kind === 'media' ? filesOf({ files: [toAnswer(input.media)] }) : [],
          },
        ]);
      },
    }),
    silent: end({ prompt: 'disagree.next', params: ({ answers }) => ({ code: textOf(answers, 'code') }) }),
    thanks: end({ prompt: 'disagree.thanks', params: ({ answers }) => ({ code: textOf(answers, 'code') }) }),
  },
  upgrade: {},
});
