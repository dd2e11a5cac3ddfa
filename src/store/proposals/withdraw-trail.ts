/** What a withdrawal reads before it writes: where else the words of a proposal, or the way to it, are kept. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { readPaused } from '../../flow/paused.js';
import type { Answers } from '../../flow/state.js';
import { copiesFrom, createTraces } from '../../proposals/traces.js';
import type { Sql } from '../sql.js';

/** May still leave. */
export const unsentStates = ['planned', 'leased', 'waiting', 'unknown'] as const;

/** A conversation as it was read, and as it shall be; every one of the person's counts, so that no turn passes unseen. */
export interface SeenConversation {
  readonly addressId: string;
  readonly revision: number;
  readonly next: Readonly<Record<string, unknown>>;
}

export interface Trail {
  readonly conversations: readonly SeenConversation[];
  /** Unsent replies that quote it. */
  readonly quoting: readonly string[];
  /** Of the joint idea it is part of: what was copied from it. */
  readonly joint: { readonly id: string; readonly title: boolean; readonly text: boolean } | null;
}

const atRest = {
  flow: null,
  version: 0,
  step: '',
  answers: {},
  tries: 0,
  nudged: false,
  nudgeAt: null,
  expiresAt: null,
};

/** Without what leads to the proposal: a draft of another one that waited behind comes back. */
function cleared(answers: Answers, leads: (value: unknown) => boolean): Readonly<Record<string, unknown>> {
  if (!leads(answers)) return {};
  const behind = readPaused(answers);
  return behind && !leads(behind) ? { ...atRest, ...behind } : atRest;
}

export function createTrail(store: Sql) {
  const { proposal, address, conversation, outbox, exchange, answer, answerReply, audit, joint } = store.t;
  type Row = typeof proposal.$inferSelect;

  const saidOf = async (id: string) => {
    const [said, answers, replies] = await Promise.all([
      store.readOnce((db) =>
        db.select({ id: exchange.id, text: exchange.text }).from(exchange).where(eq(exchange.proposalId, id)),
      ),
      store.readOnce((db) => db.select({ id: answer.id }).from(answer).where(eq(answer.proposalId, id))),
      store.readOnce((db) =>
        db.select({ text: answerReply.text }).from(answerReply).where(eq(answerReply.proposalId, id)),
      ),
    ]);
    return {
      ids: [...said, ...answers].map((one) => one.id),
      texts: [...said, ...replies].map((one) => one.text),
    };
  };

  /** What was planned before the author changed the text may quote the older one, which is kept nowhere else. */
  const correctedAt = async (code: string): Promise<number> => {
    const [found] = await store.readOnce((db) =>
      db
        .select({ at: sql<number | null>`max(${audit.at})` })
        .from(audit)
        .where(and(eq(audit.subject, code), eq(audit.action, 'proposal.corrected'))),
    );
    return Number(found?.at ?? 0);
  };

  const jointOf = async (row: Row): Promise<Trail['joint']> => {
    const [found] =
      row.jointId === null
        ? []
        : await store.readOnce((db) =>
            db
              .select()
              .from(joint)
              .where(eq(joint.id, row.jointId ?? '')),
          );
    return found
      ? { id: found.id, title: copiesFrom(row.text, found.title), text: copiesFrom(row.text, found.text) }
      : null;
  };

  return async (row: Row): Promise<Trail> => {
    const { personId } = row;
    const jointIdea = await jointOf(row);
    if (personId === null) return { conversations: [], quoting: [], joint: jointIdea };
    const said = await saidOf(row.id);
    const traces = createTraces([row.id, row.code, ...said.ids], [row.text, ...said.texts]);
    const own = await store.readOnce((db) =>
      db
        .select({
          addressId: conversation.addressId,
          revision: conversation.revision,
          answers: conversation.answers,
        })
        .from(conversation)
        .where(eq(conversation.personId, personId)),
    );
    const rows = await store.readOnce((db) =>
      db
        .select({ id: outbox.id, message: outbox.message, plannedAt: outbox.plannedAt })
        .from(outbox)
        .innerJoin(address, eq(address.id, outbox.addressId))
        .where(
          and(
            eq(address.personId, personId),
            inArray(outbox.state, [...unsentStates]),
            isNull(outbox.proposalId),
            isNull(outbox.broadcastId),
          ),
        ),
    );
    const changedAt = await correctedAt(row.code);
    return {
      conversations: own.map(({ addressId, revision, answers }) => ({
        addressId,
        revision,
        next: cleared(answers, (value) => traces.names(value) || traces.quotes(value)),
      })),
      quoting: rows
        .filter(({ message, plannedAt }) => plannedAt <= changedAt || traces.quotes(message))
        .map(({ id }) => id),
      joint: jointIdea,
    };
  };
}
