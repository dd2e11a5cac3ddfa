/** What can be known to be wrong with a flow before anyone talks to it: one issue a line, naming flow, step, locale and length. */
import { type Limits, limitIssues } from '../talk/limits.js';
import { ask } from './advance.js';
import { explore, type Samples } from './explore.js';
import type { Flow } from './step.js';

/** Steps nobody can get to, and steps that lead nowhere. */
export function shapeIssues(flow: Flow, samples: Samples): string[] {
  const { edges, reached } = explore(flow, samples);
  const lost = Object.keys(flow.steps)
    .filter((id) => !reached.has(id))
    .map((id) => `${flow.id}.${id}: no way leads here`);
  const stuck = [...reached]
    .filter(
      (id) =>
        flow.steps[id]?.kind !== 'end' &&
        flow.steps[id]?.kind !== 'ask' &&
        !edges.some((edge) => edge.from === id && edge.to !== id),
    )
    .map((id) => `${flow.id}.${id}: no way leads on`);
  const wrong = edges
    .filter((edge) => !edge.to.startsWith('flow:') && !(edge.to in flow.steps))
    .map((edge) => `${flow.id}.${edge.from}: "${edge.by}" leads to "${edge.to}", which is no step`);
  return [...lost, ...stuck, ...wrong];
}

/** Every question of a flow against every channel's limits. */
export function messageIssues(
  flow: Flow,
  locale: string,
  samples: Samples,
  channels: Readonly<Record<string, Limits>>,
): string[] {
  const context = { ...samples.contextFor(samples.answers, []), locale };
  return Object.keys(flow.steps).flatMap((id) =>
    Object.entries(channels).flatMap(([channel, limits]) =>
      limitIssues(ask(flow, id, context), limits).map(
        (issue) => `${flow.id}.${id} (${locale}, ${channel}): ${issue}`,
      ),
    ),
  );
}

/** `{{name}}` placeholders of a text, sorted. */
export const placeholdersOf = (text: string): string =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((found) => found[1])
    .sort()
    .join(',');
