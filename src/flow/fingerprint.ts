/** A short sum of a flow's shape: when it changes, the version must be raised. */
import { createHash } from 'node:crypto';
import { explore, type Samples } from './explore.js';
import type { Flow } from './step.js';

/** Steps, their kinds and where they lead; words and effects may change freely. */
export function fingerprint(flow: Flow, samples: Samples): string {
  const { edges } = explore(flow, samples);
  const steps = Object.entries(flow.steps).map(([id, step]) => `${id}:${step.kind}`);
  const ways = [...new Set(edges.map(({ from, to }) => `${from}>${to}`))];
  return createHash('sha256')
    .update([flow.start, ...steps.sort(), ...ways.sort()].join('\n'))
    .digest('hex')
    .slice(0, 12);
}
