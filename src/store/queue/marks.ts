/** What a proposal in the queue carries beside its words: files, a draft, an objection, who has it. */
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Sql } from '../sql.js';

export interface Marks {
  readonly assignee: string | null;
  readonly institution: string | null;
  readonly hasVoice: boolean;
  readonly hasPhoto: boolean;
  /** An answer is written and not released. */
  readonly hasDraft: boolean;
  /** Its author objected to the areas, and nobody dealt with it yet. */
  readonly hasObjection: boolean;
  /** Its author disagreed with the answer, and nobody dealt with it yet. */
  readonly hasDisagreement: boolean;
}

export function createQueueMarks(store: Sql) {
  const { proposal, attachment, answer, objection, answerReply, staff, actor } = store.t;

  return {
    of: async (ids: readonly string[]): Promise<(id: string) => Marks> => {
      const wanted = [...ids];
      const [files, drafts, objections, replies, named] = await Promise.all([
        store.readOnce((db) =>
          db
            .select({ id: attachment.proposalId, kind: attachment.kind })
            .from(attachment)
            .where(inArray(attachment.proposalId, wanted)),
        ),
        store.readOnce((db) =>
          db
            .select({ id: answer.proposalId })
            .from(answer)
            .where(and(inArray(answer.proposalId, wanted), eq(answer.state, 'draft'))),
        ),
        store.readOnce((db) =>
          db
            .select({ id: objection.proposalId })
            .from(objection)
            .where(and(inArray(objection.proposalId, wanted), isNull(objection.resolvedAt))),
        ),
        store.readOnce((db) =>
          db
            .select({ id: answerReply.proposalId })
            .from(answerReply)
            .where(
              and(
                inArray(answerReply.proposalId, wanted),
                eq(answerReply.kind, 'disagreed'),
                isNull(answerReply.seenAt),
              ),
            ),
        ),
        store.readOnce((db) =>
          db
            .select({ id: proposal.id, assignee: staff.name, institution: actor.name })
            .from(proposal)
            .leftJoin(staff, eq(staff.id, proposal.assigneeId))
            .leftJoin(actor, eq(actor.id, proposal.institutionId))
            .where(inArray(proposal.id, wanted)),
        ),
      ]);
      const has = (rows: readonly { readonly id: string }[], id: string) => rows.some((row) => row.id === id);
      return (id) => ({
        assignee: named.find((row) => row.id === id)?.assignee ?? null,
        institution: named.find((row) => row.id === id)?.institution ?? null,
        hasVoice: files.some((file) => file.id === id && file.kind !== 'image'),
        hasPhoto: files.some((file) => file.id === id && file.kind === 'image'),
        hasDraft: has(drafts, id),
        hasObjection: has(objections, id),
        hasDisagreement: has(replies, id),
      });
    },
  };
}
