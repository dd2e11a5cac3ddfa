/** Draws flows as Mermaid, for docs/flows.md. */
import { explore, type Samples } from './explore.js';
import type { Flow } from './step.js';

const quote = (text: string): string =>
  text
    .replace(/["[\]{}()|<>#]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** One line an arrow; several ways between the same steps share one. */
export function drawFlow(flow: Flow, samples: Samples): string {
  const { edges } = explore(flow, samples);
  const ways = new Map<string, Set<string>>();
  for (const { from, by, to } of edges) {
    const key = `${from} ${to}`;
    ways.set(key, (ways.get(key) ?? new Set()).add(quote(by)));
  }
  const node = (id: string) =>
    id.startsWith('flow:')
      ? `${id.replace(':', '_')}[["${id.slice(5)}"]]`
      : flow.steps[id]?.kind === 'end'
        ? `${id}(["${id}"])`
        : `${id}["${id}"]`;
  const lines = [...ways].map(([key, labels]) => {
    const [from = '', to = ''] = key.split(' ');
    const shown = [...labels];
    const text = shown.length > 4 ? `${shown.slice(0, 3).join(' / ')} / …` : shown.join(' / ');
    return `  ${node(from)} -->|"${text}"| ${node(to)}`;
  });
  return ['flowchart TD', ...lines].join('\n');
}
