/** What a decision may ask for about the calendar, notices and codes that link chats. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { broadcastPurposes } from '../../broadcasts/broadcast.js';
import { type Entry, eventReplies } from '../../calendar/entry.js';
import type { CalendarGlance, EventGlance, LinkGlance, NoticeGlance } from '../../inbox/outreach.js';
import type { Facts, Need } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { channelNamed } from '../../talk/message.js';
import type { Calendar } from '../outreach.js';
import { prepared, type Sql } from '../sql.js';
import { hourOf, wrongCodes } from './outreach-effects.js';

const p = sql.placeholder;
/** As many as one message shows. */
const eventsShown = 3;

export function createOutreachGlances(
  store: Sql,
  calendar: Pick<Calendar, 'entry' | 'entries' | 'upcoming'>,
) {
  const { calendarReply, broadcast, outbox, address, person, linkCode, counter } = store.t;

  const replies = prepared('glance_replies', (db) =>
    db
      .select({ entryId: calendarReply.entryId, reply: calendarReply.reply })
      .from(calendarReply)
      .where(eq(calendarReply.personId, p('personId'))),
  );
  const repliesOf = async (personId: string | undefined) => {
    const rows = personId === undefined ? [] : await store.read(replies, { personId });
    return new Map(rows.map((row) => [row.entryId, eventReplies.find((known) => known === row.reply)]));
  };
  const toGlance = (entry: Entry, said: Awaited<ReturnType<typeof repliesOf>>): EventGlance | null =>
    entry.content && {
      id: entry.id,
      cancelled: entry.state === 'cancelled',
      content: entry.content,
      reply: said.get(entry.id) ?? null,
    };

  const readCalendar = async (
    { cycleId, region, now }: Extract<Need, { need: 'calendar' }>,
    facts: Facts,
  ): Promise<CalendarGlance> => {
    const found = await calendar.upcoming({ cycleId, region, now, limit: eventsShown + 1 });
    const said = await repliesOf(facts.person?.id);
    const running = (await calendar.entries(cycleId)).findLast(
      ({ kind, state, content }) =>
        kind === 'stage' &&
        state === 'published' &&
        content !== null &&
        content.startsAt <= now &&
        (content.endsAt ?? Number.POSITIVE_INFINITY) > now,
    )?.content;
    return {
      events: found.slice(0, eventsShown).flatMap((entry) => toGlance(entry, said) ?? []),
      more: found.length > eventsShown,
      stage: running ? { title: running.title, endsAt: running.endsAt } : null,
    };
  };

  const readEvent = async (entryId: string, facts: Facts): Promise<EventGlance | null> => {
    const entry = await calendar.entry(entryId);
    return entry && toGlance(entry, await repliesOf(facts.person?.id));
  };

  /** Only what was sent to this person: a draft's words are nobody's yet. */
  const sentNotice = prepared('glance_notice', (db) =>
    db
      .select({
        purpose: broadcast.purpose,
        texts: broadcast.texts,
        entryId: broadcast.entryId,
        state: outbox.state,
      })
      .from(outbox)
      .innerJoin(broadcast, eq(broadcast.id, outbox.broadcastId))
      .where(
        and(
          eq(outbox.broadcastId, p('broadcastId')),
          sql`${outbox.addressId} in (select own.id from address own where own.person_id = ${p('personId')})`,
          inArray(outbox.state, ['leased', 'accepted', 'delivered', 'read', 'unknown', 'waiting']),
        ),
      ),
  );
  const readNotice = async (broadcastId: string, facts: Facts): Promise<NoticeGlance | null> => {
    if (!facts.person) return null;
    const rows = await store.read(sentNotice, { broadcastId, personId: facts.person.id });
    const [found] = rows;
    if (!found) return null;
    return {
      purpose: oneOf(broadcastPurposes, found.purpose, 'notice'),
      texts: found.texts,
      entryId: found.entryId,
      waiting: rows.some((row) => row.state === 'waiting'),
    };
  };

  const ownerOf = async (
    { key, now }: Extract<Need, { need: 'link' }>,
    facts: Facts,
  ): Promise<LinkGlance['owner']> => {
    const [owner] = await store.readOnce((db) =>
      db
        .select({ id: person.id, locale: person.locale, createdAt: person.createdAt })
        .from(linkCode)
        .innerJoin(person, eq(person.id, linkCode.personId))
        .where(and(eq(linkCode.key, key), sql`${linkCode.expiresAt} > ${now}`)),
    );
    if (!owner) return null;
    const [self] = await store.readOnce((db) =>
      db
        .select({ createdAt: person.createdAt })
        .from(person)
        .where(eq(person.id, facts.person?.id ?? '')),
    );
    const chats = await store.readOnce((db) =>
      db
        .select({ id: address.id, channel: address.channel })
        .from(address)
        .where(eq(address.personId, owner.id))
        .orderBy(asc(address.createdAt), asc(address.id)),
    );
    return {
      personId: owner.id,
      locale: owner.locale,
      isOlder: !self || owner.createdAt <= self.createdAt,
      chats: chats.map(({ id, channel }) => ({
        addressId: id,
        channel: channelNamed(channel),
      })),
    };
  };
  const readLink = async (need: Extract<Need, { need: 'link' }>, facts: Facts): Promise<LinkGlance> => {
    const [wrong] = await store.readOnce((db) =>
      db
        .select({ count: counter.count })
        .from(counter)
        .where(
          and(eq(counter.name, `${wrongCodes}${facts.address?.id ?? ''}`), eq(counter.day, hourOf(need.now))),
        ),
    );
    return { owner: await ownerOf(need, facts), wrong: wrong?.count ?? 0 };
  };

  return {
    add: async (need: Need, facts: Facts): Promise<Facts> => {
      switch (need.need) {
        case 'calendar':
          return { ...facts, calendar: await readCalendar(need, facts) };
        case 'event':
          return { ...facts, event: await readEvent(need.entryId, facts) };
        case 'notice':
          return { ...facts, notice: await readNotice(need.broadcastId, facts) };
        case 'link':
          return { ...facts, link: await readLink(need, facts) };
        default:
          return facts;
      }
    },
  };
}
