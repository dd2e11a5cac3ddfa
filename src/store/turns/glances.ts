/** What a decision may ask for beyond its first read: own proposals, one by code, all own data. */
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { eventReplies } from '../../calendar/entry.js';
import {
  consentPurposes,
  type Facts,
  type Need,
  type OwnData,
  type ProposalGlance,
  type PublishConsent,
} from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { countingTags, outcomes, proposalStates } from '../../proposals/proposal.js';
import { type ChannelName, channelNames } from '../../talk/message.js';
import { pick } from '../../text/texts.js';
import type { Sql } from '../sql.js';
import { createAfterGlances } from './after-glances.js';

const summaryLength = 60;
const summarize = (text: string): string => {
  const points = [...text.replace(/\s+/gu, ' ')];
  return points.length <= summaryLength ? points.join('') : `${points.slice(0, summaryLength - 1).join('')}…`;
};
const publishOf = (given: string): PublishConsent => oneOf(['no', 'without-name', 'with-name'], given, 'no');

export function createGlances(store: Sql) {
  const { proposal, tag, answer, consent, address, calendarReply, calendarEntry, cycle } = store.t;
  const later = createAfterGlances(store);
  type Proposal = typeof proposal.$inferSelect;

  const newest = (personId: string, limit: number) =>
    store.readOnce((db) =>
      db
        .select()
        .from(proposal)
        .where(eq(proposal.personId, personId))
        .orderBy(desc(proposal.id))
        .limit(limit),
    );

  /** The areas that count: confirmed by staff, else chosen by the person, else suggested. */
  const areasOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
    const rows = await store.readOnce((db) =>
      db
        .select()
        .from(tag)
        .where(inArray(tag.proposalId, [...ids])),
    );
    return new Map(ids.map((id) => [id, countingTags(rows.filter((row) => row.proposalId === id)).areas]));
  };

  /** @param personId who asks: an author hears more than others. */
  const glance = async (rows: readonly Proposal[], personId?: string): Promise<ProposalGlance[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const areas = await areasOf(ids);
    const answers = await store.readOnce((db) =>
      db
        .select()
        .from(answer)
        .where(and(inArray(answer.proposalId, ids), isNotNull(answer.releasedAt)))
        .orderBy(asc(answer.releasedAt), asc(answer.id)),
    );
    const replies = await later.repliesTo(answers.map(({ id }) => id));
    const after = await later.after(rows);
    return rows.map((row) => {
      const released = answers.filter((given) => given.proposalId === row.id).at(-1);
      const own = row.personId !== null && row.personId === personId;
      const { moved = false, hasObjected = false, joined = 0 } = after.get(row.id) ?? {};
      return {
        id: row.id,
        code: row.code,
        state: oneOf(proposalStates, row.state, 'received'),
        summary: summarize(row.text),
        createdAt: row.createdAt,
        promisedAt: row.promisedAt,
        areas: areas.get(row.id) ?? [],
        outcome: released ? oneOf(outcomes, released.outcome, 'out-of-scope') : null,
        reason: released ? pick(released.reason, row.locale) || null : null,
        commitment: released?.commitment ?? null,
        own,
        // Of who has no phone, whoever holds the code from the paper is the author.
        personal:
          (own || row.assisted !== null) && released ? pick(released.personal, row.locale) || null : null,
        answerId: released?.id ?? null,
        reply: (released && replies.get(released.id)) ?? null,
        asked: row.askedAt !== null,
        moved,
        hasObjected,
        joined,
        reopened: row.reopenedAt !== null && row.reopenedAt >= (released?.releasedAt ?? 0),
      };
    });
  };

  const channelsOf = async (personId: string): Promise<ChannelName[]> => {
    const rows = await store.readOnce((db) =>
      db
        .select({ channel: address.channel })
        .from(address)
        .where(eq(address.personId, personId))
        .orderBy(asc(address.createdAt), asc(address.id)),
    );
    return rows.map((row) => oneOf(channelNames, row.channel, 'simulator'));
  };

  const repliesOf = async (personId: string): Promise<OwnData['replies']> => {
    const rows = await store.readOnce((db) =>
      db
        .select({ content: calendarEntry.content, reply: calendarReply.reply, at: calendarReply.at })
        .from(calendarReply)
        .innerJoin(calendarEntry, eq(calendarEntry.id, calendarReply.entryId))
        .where(eq(calendarReply.personId, personId))
        .orderBy(desc(calendarReply.at)),
    );
    return rows.flatMap(({ content, reply, at }) =>
      content ? [{ title: content.title, reply: oneOf(eventReplies, reply, 'remind'), at }] : [],
    );
  };

  const ownData = async (personId: string): Promise<OwnData> => {
    const rows = await newest(personId, 200);
    const areas = await areasOf(rows.map((row) => row.id));
    const consents = await store.readOnce((db) =>
      db.select().from(consent).where(eq(consent.personId, personId)).orderBy(asc(consent.id)),
    );
    return {
      proposals: rows.map((row) => ({
        code: row.code,
        text: row.text,
        createdAt: row.createdAt,
        state: oneOf(proposalStates, row.state, 'received'),
        place: row.place,
        areas: areas.get(row.id) ?? [],
        publish: publishOf(row.publish),
      })),
      consents: consents.map((row) => ({
        purpose: oneOf(consentPurposes, row.purpose, 'answer-me'),
        given: row.given,
        wording: row.wording,
        at: row.at,
        channel: oneOf(channelNames, row.channel, 'simulator'),
      })),
      replies: await repliesOf(personId),
      channels: await channelsOf(personId),
      said: await later.said(personId),
      follows: await later.follows(personId),
    };
  };

  const byCode = async (code: string, personId?: string): Promise<ProposalGlance | null> => {
    const rows = await store.readOnce((db) =>
      db
        .select()
        .from(proposal)
        .where(
          and(
            eq(proposal.code, code),
            // Invented ones are nobody's, and nothing to ask after.
            sql`not exists (select 1 from ${cycle} where ${cycle.id} = ${proposal.cycleId} and ${cycle.practice})`,
          ),
        )
        .limit(1),
    );
    // The words are the author's: a look-up by code never carries them.
    const [found] = await glance(rows, personId);
    return found ? { ...found, summary: '' } : null;
  };

  return {
    byCode,
    /** Null: it is about something else. */
    add: async (need: Need, facts: Facts): Promise<Facts | null> => {
      switch (need.need) {
        case 'own-proposals':
          return {
            ...facts,
            ownProposals: facts.person
              ? await glance(await newest(facts.person.id, need.limit), facts.person.id)
              : [],
          };
        case 'proposal-by-code':
          return { ...facts, proposalByCode: await byCode(need.code, facts.person?.id) };
        case 'own-data':
          return {
            ...facts,
            ownData: facts.person
              ? await ownData(facts.person.id)
              : { proposals: [], consents: [], replies: [], channels: [], said: [], follows: [] },
          };
        case 'own-channels':
          return { ...facts, ownChannels: facts.person ? await channelsOf(facts.person.id) : [] };
        default:
          return null;
      }
    },
  };
}
