/** What can be known to be wrong with a flow before anyone talks to it: one issue a line, naming flow, step, locale and length. */
import { codePoints, formOf, type Limits } from '../talk/limits.js';
import type { Outgoing } from '../talk/message.js';
import { ask } from './advance.js';
import { explore, type Samples } from './explore.js';
import type { Flow } from './step.js';

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Everything a channel could not show as it is. */
export function limitIssues(message: Outgoing, limits: Limits): string[] {
  const issues: string[] = [];
  if (message.kind === 'template' || message.kind === 'file') return issues;
  const body = message.kind === 'text' ? limits.text : limits.body;
  const length = codePoints(message.text);
  const form = message.kind === 'choices' ? formOf(message, limits) : 'buttons';
  if (form !== 'numbered' && length > body) issues.push(`the text has ${length} letters, ${body} fit`);
  if (message.text.trim() === '') issues.push('the text is empty');
  if (message.text.includes('{{')) issues.push('a placeholder is left open');
  if (message.kind !== 'choices') return issues;
  if (form === 'numbered') issues.push('the choices fit neither buttons nor a list');
  const labels = new Set<string>();
  for (const { id, label, hint } of message.choices) {
    if (labels.has(label)) issues.push(`the label "${label}" stands twice`);
    labels.add(label);
    if (label.trim() === '') issues.push('a label is empty');
    if (bytes(id) > limits.idBytes)
      issues.push(`the id "${id}" has ${bytes(id)} bytes, ${limits.idBytes} fit`);
    if (form === 'list' && limits.list && hint !== undefined && codePoints(hint) > limits.list.hint)
      issues.push(`the hint of "${label}" has ${codePoints(hint)} letters, ${limits.list.hint} fit`);
  }
  if (form === 'list' && limits.list && codePoints(message.open ?? '') > limits.list.open)
    issues.push(`the list's button has ${codePoints(message.open ?? '')} letters, ${limits.list.open} fit`);
  return issues;
}

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
