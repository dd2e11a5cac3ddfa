/** Takes a proposal's words out of everything, in one transaction; what stays is its code, a state and a counter. */
import { and, eq, inArray, isNull, like, ne, notInArray, or, sql } from 'drizzle-orm';
import type { WithdrawReason } from '../../proposals/withdraw.js';
import { channelNamed } from '../../talk/message.js';
import type { ByStaff } from '../audit.js';
import { blank, createOutboxStatements } from '../outbox/statements.js';
import { isSerialization, NothingTouched, once, type Sql, type Statement } from '../sql.js';
import { createStaffWrites, type SeenProposal, type StaffWrite } from '../staff/writes.js';
import { createStaffWords } from './staff-words.js';
import { createTrail, type Trail, unsentStates } from './withdraw-trail.js';

export interface Withdrawal extends SeenProposal, ByStaff {
  readonly cycleId: string;
  readonly reason: WithdrawReason;
  /** What its author reads; nobody does where nobody is behind it. */
  readonly message: string;
}

/** The person may be writing to us all the while. */
const attempts = 5;

export function createWithdraw(store: Sql, newId: () => string) {
  const { proposal, tag, attachment, exchange, rubric, objection, proposalWord } = store.t;
  const { answer, answerBatch, answerReply, signature, survey, fallback, commitmentSource } = store.t;
  const { staffNotice, joint, conversation, outbox, address, counter } = store.t;
  type Row = typeof proposal.$inferSelect;
  const statements = createOutboxStatements(store);
  const { audited } = createStaffWrites(store, newId);
  const readTrail = createTrail(store);
  const staffWords = createStaffWords(store);

  /** First of all: a turn that was decided on what is known now is decided again, without this proposal. */
  const stopTurns = (row: Row, { conversations }: Trail): Statement[] =>
    conversations.map(({ addressId, revision, next }) =>
      once(
        (db) =>
          db
            .update(conversation)
            .set({ ...next, revision: revision + 1 })
            .where(
              and(
                eq(conversation.addressId, addressId),
                eq(conversation.revision, revision),
                eq(conversation.personId, row.personId ?? ''),
              ),
            )
            .returning({ id: conversation.addressId }),
        'conflict',
      ),
    );

  const empty = (row: Row): Statement =>
    once(
      (db) =>
        db
          .update(proposal)
          .set({
            text: '',
            folded: '',
            sha256: '',
            personId: null,
            addressId: null,
            place: null,
            source: null,
            assisted: null,
            state: 'withdrawn',
            publish: 'no',
            assigneeId: null,
            institutionId: null,
            jointId: null,
            askedAt: null,
            reopenedAt: null,
            answeredAt: null,
            // Whoever is reading its words for the index at this moment finds it taken.
            indexed: true,
            revision: row.revision + 1,
          })
          .where(
            and(
              eq(proposal.id, row.id),
              eq(proposal.revision, row.revision),
              ne(proposal.state, 'withdrawn'),
              row.personId === null ? isNull(proposal.personId) : eq(proposal.personId, row.personId),
              row.jointId === null ? isNull(proposal.jointId) : eq(proposal.jointId, row.jointId),
            ),
          )
          .returning({ id: proposal.id }),
      'conflict',
    );

  /** The sweep of erased files takes them from the disk; a platform's reference to them goes at once. */
  const emptyFiles = (id: string): Statement =>
    once((db) =>
      db
        .update(attachment)
        .set({
          state: 'refused',
          why: 'erased',
          sealedRef: '',
          mime: null,
          bytes: null,
          transcript: null,
          transcriptBy: null,
          exchangeId: null,
        })
        .where(eq(attachment.proposalId, id))
        .returning({ id: attachment.id }),
    );

  const remove = (table: typeof tag | typeof exchange | typeof rubric, id: string): Statement =>
    once((db) => db.delete(table).where(eq(table.proposalId, id)).returning({ id: table.proposalId }));

  const answersOf = (id: string) => sql`select own.id from answer own where own.proposal_id = ${id}`;

  const removeAnswers = (id: string): Statement[] => [
    // Who looked at the batch before must look again.
    once((db) =>
      db
        .update(answerBatch)
        .set({ revision: sql`${answerBatch.revision} + 1` })
        .where(
          sql`${answerBatch.id} in (select own.batch_id from answer own where own.proposal_id = ${id} and own.state = 'draft')`,
        )
        .returning({ id: answerBatch.id }),
    ),
    once((db) =>
      db
        .delete(signature)
        .where(sql`${signature.answerId} in (${answersOf(id)})`)
        .returning({ id: signature.answerId }),
    ),
    once((db) =>
      db
        .delete(fallback)
        .where(sql`${fallback.answerId} in (${answersOf(id)})`)
        .returning({ id: fallback.answerId }),
    ),
    once((db) => db.delete(survey).where(eq(survey.proposalId, id)).returning({ id: survey.answerId })),
    once((db) =>
      db.delete(answerReply).where(eq(answerReply.proposalId, id)).returning({ id: answerReply.answerId }),
    ),
    once((db) => db.delete(answer).where(eq(answer.proposalId, id)).returning({ id: answer.id })),
  ];

  const removeOthers = ({ id, code }: Row): Statement[] => [
    ...staffWords.remove(sql`${id}`),
    remove(tag, id),
    remove(exchange, id),
    remove(rubric, id),
    once((db) =>
      db.delete(objection).where(eq(objection.proposalId, id)).returning({ id: objection.proposalId }),
    ),
    once((db) =>
      db
        .delete(proposalWord)
        .where(eq(proposalWord.proposalId, id))
        .returning({ id: proposalWord.proposalId }),
    ),
    once((db) =>
      db
        .delete(commitmentSource)
        .where(eq(commitmentSource.proposalId, id))
        .returning({ id: commitmentSource.proposalId }),
    ),
    once((db) =>
      db
        .delete(staffNotice)
        .where(
          or(
            eq(staffNotice.href, `/panel/propuestas/${code}`),
            like(staffNotice.href, `/panel/propuestas/${code}#%`),
            like(staffNotice.href, `/panel/propuestas/${code}?%`),
          ),
        )
        .returning({ id: staffNotice.id }),
    ),
  ];

  const cleanJoint = ({ joint: found }: Trail): Statement[] =>
    found && (found.title || found.text)
      ? [
          once((db) =>
            db
              .update(joint)
              .set({ ...(found.title ? { title: '' } : {}), ...(found.text ? { text: '' } : {}) })
              .where(eq(joint.id, found.id))
              .returning({ id: joint.id }),
          ),
          // The others are found by its words: until the index has taken them up again, not at all.
          once((db) =>
            db
              .update(proposal)
              .set({ folded: '', indexed: false })
              .where(eq(proposal.jointId, found.id))
              .returning({ id: proposal.id }),
          ),
        ]
      : [];

  const suppressed = { state: 'suppressed', why: 'withdrawn', leasedBy: null, leasedUntil: null } as const;

  /** Messages about it, and every reply of the conversation that has left: one of them showed the words as they came. */
  const silence = (row: Row, { quoting }: Trail): Statement[] => {
    const about = eq(outbox.proposalId, row.id);
    const unsent = inArray(outbox.state, [...unsentStates]);
    const own = sql`${outbox.addressId} in (select home.id from address home where home.person_id = ${row.personId})`;
    return [
      // An invitation says no more than the code, and is the only one until the person writes again.
      once((db) =>
        db
          .update(outbox)
          .set({ proposalId: null, answerId: null })
          .where(and(about, eq(outbox.purpose, 'window-invite')))
          .returning({ id: outbox.id }),
      ),
      once((db) => db.update(outbox).set(suppressed).where(and(about, unsent)).returning({ id: outbox.id })),
      once((db) =>
        db
          .update(outbox)
          .set({ message: blank, proposalId: null, answerId: null })
          .where(about)
          .returning({ id: outbox.id }),
      ),
      ...(row.personId === null
        ? []
        : [
            once((db) =>
              db
                .update(outbox)
                .set({ message: blank })
                .where(
                  and(
                    own,
                    isNull(outbox.proposalId),
                    isNull(outbox.broadcastId),
                    inArray(outbox.purpose, ['reply', 'nudge']),
                    notInArray(outbox.state, [...unsentStates]),
                  ),
                )
                .returning({ id: outbox.id }),
            ),
            once((db) =>
              db
                .update(outbox)
                .set({ ...suppressed, message: blank })
                .where(and(own, inArray(outbox.id, [...quoting])))
                .returning({ id: outbox.id }),
            ),
            once((db) =>
              db
                .update(address)
                .set({
                  waiting: sql`(select count(*) from ${outbox} where ${outbox.addressId} = ${address.id} and ${outbox.state} = 'waiting')`,
                })
                .where(and(eq(address.personId, row.personId ?? ''), ne(address.waiting, 0)))
                .returning({ id: address.id }),
            ),
          ]),
    ];
  };

  const tell = (row: Row, { message, now }: Withdrawal): Statement[] =>
    row.addressId === null || row.personId === null
      ? []
      : statements.insert({
          id: newId(),
          addressId: row.addressId,
          channel: channelNamed(row.channel),
          now,
          lease: null,
          planned: {
            // Nothing in it leads back to the proposal.
            key: `withdrawn:${newId()}`,
            purpose: 'reply',
            lane: 'reply',
            message: { kind: 'text', text: message },
            dueAt: now,
          },
        });

  const count = ({ reason, now }: Withdrawal): Statement =>
    once((db) =>
      db
        .insert(counter)
        .values({ name: `withdrawn:${reason}`, day: new Date(now).toISOString().slice(0, 10), count: 1 })
        .onConflictDoUpdate({
          target: [counter.name, counter.day],
          set: { count: sql`${counter.count} + 1` },
        })
        .returning({ name: counter.name }),
    );

  const all = (row: Row, trail: Trail, given: Withdrawal): Statement[] => {
    const told = row.addressId !== null && row.personId !== null;
    return [
      ...stopTurns(row, trail),
      empty(row),
      emptyFiles(row.id),
      ...removeAnswers(row.id),
      ...removeOthers(row),
      ...cleanJoint(trail),
      ...silence(row, trail),
      ...tell(row, given),
      count(given),
      audited(given, 'proposal.withdrawn', row.code, { reason: given.reason, told }),
    ];
  };

  /** Cannot be undone. Whoever is second is told so: the proposal may have changed, or be gone already. */
  return async (given: Withdrawal): Promise<StaffWrite> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const [row] = await store.readOnce((db) =>
        db
          .select()
          .from(proposal)
          .where(and(eq(proposal.id, given.id), eq(proposal.cycleId, given.cycleId)))
          .limit(1),
      );
      if (!row || row.state === 'withdrawn' || row.revision !== given.revision) return 'changed-meanwhile';
      try {
        await store.write(all(row, await readTrail(row), given));
        return 'done';
      } catch (error) {
        if (!(error instanceof NothingTouched) && !isSerialization(error)) throw error;
      }
    }
    return 'changed-meanwhile';
  };
}

export type Withdraw = ReturnType<typeof createWithdraw>;
