/** Proposals as staff work with them: the queue, one with its whole history, tags, notes, answers. */
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { PublishConsent } from '../../inbox/turn.js';
import { channelNamed } from '../../talk/message.js';
import { createQueue } from '../queue/queue.js';
import { once, prepared, type Sql } from '../sql.js';
import { createStaffWrites } from '../staff/writes.js';
import { createHandling } from './handling.js';
import { createNotes } from './notes.js';
import { createRubrics } from './rubrics.js';
import { createTagAgreement } from './tag-agreement.js';
import { createProposalTags } from './tags.js';

const p = sql.placeholder;

export function createProposals(store: Sql, newId: () => string) {
  const { proposal, attachment, answer, audit, outbox, address, staff } = store.t;
  const queue = createQueue(store);
  const notes = createNotes(store, newId);
  const { audited, write } = createStaffWrites(store, newId);

  const codeById = prepared('proposal_code', (db) =>
    db
      .select({ code: proposal.code })
      .from(proposal)
      .where(eq(proposal.id, p('id')))
      .limit(1),
  );

  return {
    codeOf: async (id: string): Promise<string | null> =>
      (await store.read(codeById, { id }))[0]?.code ?? null,

    ...queue,
    ...createProposalTags(store, newId),
    ...createTagAgreement(store),
    ...createHandling(store, newId),
    ...createRubrics(store, newId),
    ...notes,

    /** One proposal with all that happened to it; null when there is none. */
    find: async (code: string) => {
      const [row] = await store.readOnce((db) =>
        db.select().from(proposal).where(eq(proposal.code, code)).limit(1),
      );
      if (!row) return null;
      const tags = await queue.tagsOf([row.id]);
      const files = await store.readOnce((db) =>
        db.select().from(attachment).where(eq(attachment.proposalId, row.id)).orderBy(asc(attachment.id)),
      );
      const answers = await store.readOnce((db) =>
        db
          .select({ answer, by: staff.name })
          .from(answer)
          .leftJoin(staff, eq(staff.id, answer.staffId))
          // Drafts are asked for where answers are written.
          .where(and(eq(answer.proposalId, row.id), eq(answer.state, 'released')))
          .orderBy(desc(answer.id)),
      );
      const history = await store.readOnce((db) =>
        db
          .select({ audit, by: staff.name })
          .from(audit)
          .leftJoin(staff, eq(staff.id, audit.actor))
          .where(eq(audit.subject, row.code))
          .orderBy(asc(audit.id)),
      );
      const deliveries = await store.readOnce((db) =>
        db.select().from(outbox).where(eq(outbox.proposalId, row.id)).orderBy(asc(outbox.id)),
      );
      const [reach] =
        row.addressId === null
          ? []
          : await store.readOnce((db) =>
              db
                .select()
                .from(address)
                .where(eq(address.id, row.addressId ?? '')),
            );
      return {
        row,
        tags,
        files,
        answers: answers.map(({ answer: given, by }) => ({ ...given, by })),
        notes: await notes.notesOf(row.id),
        history: history.map(({ audit: entry, by }) => ({ ...entry, by })),
        deliveries,
        /** How the author can be reached; never who they are. */
        reach: reach
          ? {
              channel: channelNamed(reach.channel),
              reachable: reach.reachable,
              lastInboundAt: reach.lastInboundAt,
            }
          : null,
      };
    },

    fileOf: async (code: string, attachmentId: string) => {
      const [found] = await store.readOnce((db) =>
        db
          .select({ sha256: attachment.sha256, mime: attachment.mime })
          .from(attachment)
          .innerJoin(proposal, eq(proposal.id, attachment.proposalId))
          .where(
            and(eq(proposal.code, code), eq(attachment.id, attachmentId), eq(attachment.state, 'stored')),
          )
          .limit(1),
      );
      return found?.sha256 ? { sha256: found.sha256, mime: found.mime ?? 'application/octet-stream' } : null;
    },

    /** Plans a failed message again, as a new attempt of the same row; of somebody erased no words are left to send. */
    resend: (given: { outboxId: string; code: string; staffId: string; now: number }) =>
      write([
        once(
          (db) =>
            db
              .update(outbox)
              .set({ state: 'planned', dueAt: given.now, attempts: 0, why: null, code: null, detail: null })
              .where(
                and(
                  eq(outbox.id, given.outboxId),
                  inArray(outbox.state, ['failed', 'unknown']),
                  sql`exists (select 1 from ${address} where ${address.id} = ${outbox.addressId} and ${address.personId} <> '')`,
                ),
              )
              .returning({ id: outbox.id }),
          'conflict',
        ),
        audited(given, 'message.resent', given.code),
      ]),

    /** What anyone may read of a proposal: words only with consent. */
    publicByCode: async (code: string) => {
      const [row] = await store.readOnce((db) =>
        db.select().from(proposal).where(eq(proposal.code, code)).limit(1),
      );
      if (!row) return null;
      const isErased = ({ personId, assisted }: typeof row): boolean =>
        personId === null && assisted === null;
      const publish: PublishConsent =
        row.publish === 'without-name' || row.publish === 'with-name' ? row.publish : 'no';
      return {
        text: publish === 'no' || row.state === 'withdrawn' ? null : row.text,
        place: row.place,
        // The fingerprint of erased words is still made of them.
        // Of unpublished words not even the fingerprint: a guess could be confirmed by it.
        sha256: isErased(row) || row.publish === 'no' ? null : row.sha256,
      };
    },
  };
}

export type Proposals = ReturnType<typeof createProposals>;
export type ProposalDetail = NonNullable<Awaited<ReturnType<Proposals['find']>>>;
