/** Invented proposals to learn on, as if they had come in over the last weeks: nobody is behind any of them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { outcomes, proposalStates } from '../proposals/proposal.js';
import { practiceChannel } from '../proposals/triage.js';
import { projectRoot } from '../root.js';
import { fold } from '../text/fold.js';

const idea = z.object({
  text: z.string(),
  /** INEI code. */
  place: z.string().length(6),
  locale: z.string().default('es'),
  chosen: z.string(),
  note: z.string().optional(),
  state: z.enum(proposalStates).default('received'),
});
const file = z.object({
  plan: z.string(),
  ideas: z.array(idea),
  /** Of the answered ones, in order. */
  answers: z.array(
    z.object({ outcome: z.enum(outcomes), reason: z.string(), commitment: z.string().nullable() }),
  ),
  commitments: z.array(
    z.object({
      title: z.string(),
      text: z.string(),
      areas: z.array(z.string()),
      /** Places in the list of ideas. */
      from: z.array(z.number().int()),
    }),
  ),
});

export interface SampleParts {
  readonly now: number;
  readonly newId: () => string;
  readonly newCode: () => string;
  readonly suggestAreas: (
    text: string,
  ) => readonly { readonly area: string; readonly words: readonly string[] }[];
  /** Of the cycle that is practised on. */
  readonly cycleId: string;
  readonly areas: ReadonlySet<string>;
  readonly answerDays: number;
  /** Who is named as writer of notes and answers. */
  readonly staffId: string;
}

const day = 86_400_000;
const fingerprint = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const readFile = () =>
  file.parse(JSON.parse(readFileSync(join(projectRoot, 'src/practice/ideas.json'), 'utf8')));

/** Rows as the store keeps them. */
export function samplePractice(parts: SampleParts) {
  const { now, newId, newCode, suggestAreas, cycleId, areas, answerDays, staffId } = parts;
  const { plan, ideas, answers, commitments } = readFile();
  const codes = new Set<string>();
  const freshCode = (): string => {
    const code = newCode();
    if (codes.has(code)) return freshCode();
    codes.add(code);
    return code;
  };
  /** The first came longest ago: a few are late, most are not. */
  const cameAt = (index: number): number =>
    Math.round(now - day * (answerDays + 3) * (1 - index / ideas.length));

  const proposals = ideas.map((one, index) => {
    const createdAt = cameAt(index);
    return {
      ...{ id: newId(), code: freshCode(), cycleId, personId: null, addressId: null },
      ...{ channel: practiceChannel, text: one.text, folded: fold(one.text), sha256: fingerprint(one.text) },
      ...{ locale: one.locale, place: one.place, state: one.state, publish: 'no', source: null },
      ...{ assigneeId: null, revision: 1, createdAt, promisedAt: createdAt + answerDays * day },
      answeredAt: one.state === 'answered' ? now - day : null,
    };
  });
  const idOf = (index: number): string => proposals[index]?.id ?? '';
  const known = (area: string): string => (areas.has(area) ? area : 'other');

  const tags = ideas.flatMap((one, index) => {
    const at = cameAt(index);
    const suggested = suggestAreas(one.text).filter(({ area }) => areas.has(area));
    return [
      ...suggested.map(({ area, words }) => ({
        ...{ proposalId: idOf(index), area, origin: 'suggested', words: [...words], staffId: null, at },
      })),
      ...[
        { proposalId: idOf(index), area: known(one.chosen), origin: 'chosen', words: [], staffId: null, at },
      ],
    ];
  });
  const notes = ideas.flatMap(({ note }, index) =>
    note === undefined
      ? []
      : [{ id: newId(), proposalId: idOf(index), staffId, text: note, at: cameAt(index) + day / 2 }],
  );
  const answered = proposals.filter(({ state }) => state === 'answered');
  const released = answers.flatMap(({ reason, ...one }, index) => {
    const proposal = answered[index];
    if (!proposal) return [];
    return [
      {
        ...{ id: newId(), proposalId: proposal.id, ...one, reason: { es: reason }, staffId },
        ...{ state: 'released', hash: fingerprint(reason), createdAt: now - 2 * day, releasedAt: now - day },
      },
    ];
  });
  const drafts = commitments.map(({ title, text, areas: about, from }, index) => ({
    row: {
      ...{
        id: newId(),
        cycleId,
        code: `C-${String(index + 1).padStart(2, '0')}`,
        state: 'draft',
        version: 0,
      },
      ...{ draft: { title: { es: title }, text: { es: text } }, content: null, areas: about.map(known) },
      ...{ institutionId: null, revision: 1, createdBy: staffId, createdAt: now - 3 * day },
    },
    sources: from.map(idOf),
  }));
  return { plan: { es: plan }, proposals, tags, notes, answers: released, commitments: drafts };
}

export type PracticeData = ReturnType<typeof samplePractice>;
