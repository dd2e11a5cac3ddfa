/** Walks a flow by trying every option and some typical inputs at every step: for the checks and the diagrams. */
import { advance, ask, type ContextFor, optionsOf } from './advance.js';
import type { Answers } from './state.js';
import type { Flow, Input, Step } from './step.js';

export interface Edge {
  readonly from: string;
  /** The tapped label, or what kind of input it was. */
  readonly by: string;
  /** A step of this flow, or `flow:other`. */
  readonly to: string;
}

export interface Walk {
  readonly edges: readonly Edge[];
  readonly reached: ReadonlySet<string>;
}

export interface Samples {
  readonly contextFor: ContextFor;
  readonly inputs: Readonly<Record<string, Input>>;
  /** Answers as they would be at any step. */
  readonly answers: Answers;
}

function tries(
  step: Step,
  id: string,
  flow: Flow,
  samples: Samples,
): { by: string; given: { tap: string } | { input: Input } }[] {
  const context = samples.contextFor(samples.answers, []);
  const taps = optionsOf(step, context).map((option) => ({
    by: typeof option.label === 'string' ? context.say('es', option.label) : option.label.words,
    given: { tap: option.value },
  }));
  const open = step.kind === 'choose' ? step.otherwise !== undefined : step.kind !== 'end';
  const inputs = open
    ? Object.entries(samples.inputs).map(([by, input]) => ({ by: `(${by})`, given: { input } }))
    : [];
  // Showing it must work too: a step that cannot be shown is found here.
  ask(flow, id, context);
  return [...taps, ...inputs];
}

/** Every way from every step that can be reached from the start. */
export function explore(flow: Flow, samples: Samples): Walk {
  const edges: Edge[] = [];
  const reached = new Set<string>([flow.start]);
  const queue = [flow.start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const step = flow.steps[id];
    if (!step) continue;
    for (const { by, given } of tries(step, id, flow, samples)) {
      const progress = advance(
        flow,
        { step: id, answers: samples.answers, tries: 0 },
        given,
        samples.contextFor,
      );
      const to: string =
        progress.kind === 'flow'
          ? `flow:${progress.flow}`
          : progress.kind === 'said'
            ? (progress.place?.step ?? endOf(flow, progress))
            : id;
      if (to === id && !('tap' in given)) continue;
      edges.push({ from: id, by, to });
      if (to in flow.steps && !reached.has(to)) {
        reached.add(to);
        queue.push(to);
      }
    }
  }
  return { edges, reached };
}

/** The last step leaves no place behind: it is told by its words. */
function endOf(flow: Flow, progress: { readonly last?: string }): string {
  return progress.last ?? flow.start;
}
