/** Turns the effects of a decision into rows. */
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Effect, NewProposal } from '../../inbox/turn.js';
import type { InboundMedia } from '../../talk/message.js';
import { searchable } from '../../text/searchable.js';
import { createAudited } from '../audit.js';
import { createErase } from '../people/erase.js';
import { createMerge } from '../people/merge.js';
import { once, prepared, type Sql, type Statement, value } from '../sql.js';
import type { TurnCommit } from '../store.js';
import { createExchangeEffects } from './exchange-effects.js';
import { createOutreachEffects } from './outreach-effects.js';

const p = sql.placeholder;
const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10);

export function createEffects(store: Sql, seal: (plain: string) => string, newId: () => string) {
  const { person, address, addressKey, consent, proposal, tag, attachment, audit, counter, partner } =
    store.t;
  const erase = createErase(store, newId);
  const outreach = createOutreachEffects(store);
  const { merge, split } = createMerge(store, newId);

  const setters = {
    locale: prepared('person_locale', (db) =>
      db
        .update(person)
        .set({ locale: value('value', person.locale) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
    localeChosen: prepared('person_locale_chosen', (db) =>
      db
        .update(person)
        .set({ localeChosen: value('value', person.localeChosen) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
    adultEnoughAt: prepared('person_adult', (db) =>
      db
        .update(person)
        .set({ adultEnoughAt: value('value', person.adultEnoughAt) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
    place: prepared('person_place', (db) =>
      db
        .update(person)
        .set({ place: value('value', person.place) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
    areas: prepared('person_areas', (db) =>
      db
        .update(person)
        .set({ areas: value('value', person.areas) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
    preferredChannel: prepared('person_preferred', (db) =>
      db
        .update(person)
        .set({ preferredChannel: value('value', person.preferredChannel) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
    notices: prepared('person_notices', (db) =>
      db
        .update(person)
        .set({ notices: value('value', person.notices) })
        .where(eq(person.id, p('id')))
        .returning({ id: person.id }),
    ),
  };
  const insertConsent = prepared('consent_insert', (db) =>
    db
      .insert(consent)
      .values({
        id: p('id'),
        personId: p('personId'),
        purpose: p('purpose'),
        given: p('given'),
        wording: p('wording'),
        channel: p('channel'),
        at: p('now'),
      })
      .returning({ id: consent.id }),
  );
  const insertProposal = prepared('proposal_insert', (db) =>
    db
      .insert(proposal)
      .values({
        id: p('id'),
        code: p('code'),
        cycleId: p('cycleId'),
        personId: p('personId'),
        addressId: p('addressId'),
        channel: p('channel'),
        text: p('text'),
        folded: p('folded'),
        sha256: p('sha256'),
        locale: p('locale'),
        place: p('place'),
        state: 'received',
        publish: p('publish'),
        // The link the person came by, unless this very proposal names another.
        source: sql`coalesce(${p('source')}, (select ${person.source} from ${person} where ${person.id} = ${p('personId')}))`,
        assigneeId: null,
        revision: 1,
        promisedAt: p('promisedAt'),
        createdAt: p('now'),
        answeredAt: null,
      })
      .returning({ id: proposal.id }),
  );
  const insertTag = prepared('tag_insert', (db) =>
    db
      .insert(tag)
      .values({
        proposalId: p('proposalId'),
        area: p('area'),
        origin: p('origin'),
        words: p('words'),
        staffId: null,
        at: p('now'),
      })
      .onConflictDoNothing()
      .returning({ area: tag.area }),
  );
  const insertAttachment = prepared('attachment_insert', (db) =>
    db
      .insert(attachment)
      .values({
        id: p('id'),
        proposalId: p('proposalId'),
        channel: p('channel'),
        kind: p('kind'),
        sealedRef: p('sealedRef'),
        mime: p('mime'),
        state: 'pending',
        attempts: 0,
        dueAt: p('now'),
        exchangeId: p('exchangeId'),
        createdAt: p('now'),
      })
      .returning({ id: attachment.id }),
  );
  const noted = createAudited(store, newId);
  const count = prepared('counter_add', (db) =>
    db
      .insert(counter)
      .values({ name: p('name'), day: p('day'), count: 1 })
      .onConflictDoUpdate({ target: [counter.name, counter.day], set: { count: sql`${counter.count} + 1` } })
      .returning({ name: counter.name }),
  );
  const setSource = prepared('person_source', (db) =>
    db
      .update(person)
      .set({ source: value('source', person.source) })
      .where(and(eq(person.id, p('id')), sql`${person.source} is null`))
      .returning({ id: person.id }),
  );
  /** Somebody's words are not kept before their consent: only what is a partner's code. */
  const setPartnerSource = prepared('person_partner_source', (db) =>
    db
      .update(person)
      .set({ source: value('source', person.source) })
      .where(
        and(
          eq(person.id, p('id')),
          sql`${person.source} is null`,
          sql`exists (select 1 from ${partner} where ${partner.code} = ${p('source')})`,
        ),
      )
      .returning({ id: person.id }),
  );

  const audited = (action: string, subject: string, now: number): Statement =>
    noted({ staffId: 'person', now }, action, subject);

  const attach = (
    file: InboundMedia,
    to: { readonly proposalId: string; readonly exchangeId: string | null },
    { channel, now }: TurnCommit,
  ): Statement => ({
    query: insertAttachment,
    params: {
      id: newId(),
      proposalId: to.proposalId,
      exchangeId: to.exchangeId,
      channel,
      kind: file.kind,
      mime: file.mime ?? null,
      sealedRef: seal(JSON.stringify(file)),
      now,
    },
  });
  const exchange = createExchangeEffects(store, { newId, attach, audited });

  const submit = (made: NewProposal, commit: TurnCommit): Statement[] => {
    const { now, channel } = commit;
    const { suggested, chosen, media, ...row } = made;
    const tags = [
      ...suggested.map(({ area, words }) => ({ area, words, origin: 'suggested' })),
      ...chosen.map((area) => ({ area, words: [], origin: 'chosen' })),
    ];
    return [
      {
        query: insertProposal,
        params: {
          ...row,
          personId: commit.person.id,
          addressId: commit.address.id,
          channel,
          folded: searchable([made.code, made.text], made.locale),
          now,
        },
      },
      ...tags.map((params) => ({ query: insertTag, params: { ...params, proposalId: made.id, now } })),
      ...media.map((file) => attach(file, { proposalId: made.id, exchangeId: null }, commit)),
      audited('proposal.received', made.code, now),
    ];
  };

  /** Noted only when it happened: staff may have begun meanwhile, and the text is not the author's to change then. */
  const corrected = (effect: Extract<Effect, { kind: 'proposal.correct' }>, commit: TurnCommit): Statement =>
    once((db) =>
      db
        .insert(audit)
        .select(
          sql`select ${newId()}, ${commit.now}, 'person', 'proposal.corrected', ${proposal.code}, ${sql.param({}, audit.detail)}
            from ${proposal} where ${proposal.code} = ${effect.code} and ${proposal.personId} = ${commit.person.id}
            and ${proposal.state} = 'received' and ${proposal.sha256} = ${effect.sha256}`,
        )
        .returning({ id: audit.id }),
    );

  return {
    statements: (effect: Effect, commit: TurnCommit): Statement[] => {
      const { now } = commit;
      const id = commit.person.id;
      switch (effect.kind) {
        case 'person.set':
          return Object.entries(effect.set).map(([name, given]) => ({
            query: setters[name as keyof typeof setters],
            params: { id, value: given },
          }));
        case 'consent': {
          const { purpose, given, wording } = effect;
          const params = { id: newId(), personId: id, purpose, given, wording, channel: commit.channel, now };
          return [{ query: insertConsent, params }];
        }
        case 'proposal.submit':
          return submit(effect.proposal, commit);
        case 'proposal.correct':
          return [
            // Staff began at this very moment: the turn is decided again, and says so.
            once(
              (db) =>
                db
                  .update(proposal)
                  .set({
                    text: effect.text,
                    folded: searchable([effect.code, effect.text], commit.person.locale),
                    indexed: false,
                    sha256: effect.sha256,
                    revision: sql`${proposal.revision} + 1`,
                  })
                  .where(
                    and(
                      eq(proposal.code, effect.code),
                      eq(proposal.personId, id),
                      eq(proposal.state, 'received'),
                    ),
                  )
                  .returning({ id: proposal.id }),
              'conflict',
            ),
            corrected(effect, commit),
          ];
        case 'person.erase':
          return [...erase(commit), audited('person.erased', id, now)];
        case 'calendar.reply':
        case 'notices.stop':
        case 'link.open':
        case 'link.wrong':
          return outreach(effect, commit);
        case 'exchange.reply':
        case 'exchange.more':
        case 'answer.reply':
        case 'answer.reason':
        case 'survey.score':
        case 'areas.object':
        case 'commitment.follow':
        case 'actor.join':
        case 'actor.follow':
          return exchange(effect, commit);
        case 'person.merge':
          return [...merge(effect, commit), audited('person.linked', id, now)];
        case 'person.split':
          return [...split(commit), audited('person.split', id, now)];
        case 'address.reachable':
          return [
            once((db) =>
              db
                .update(address)
                .set({ reachable: effect.reachable, unreachableWhy: effect.reachable ? null : 'blocked' })
                .where(eq(address.id, commit.address.id))
                .returning({ id: address.id }),
            ),
          ];
        case 'address.moved':
          // The new ids came with the commit: sealed anew and linked there. The old number may get a new owner.
          return [
            once((db) =>
              db
                .delete(addressKey)
                .where(
                  and(
                    eq(addressKey.addressId, commit.address.id),
                    notInArray(addressKey.key, [...commit.keys]),
                  ),
                )
                .returning({ key: addressKey.key }),
            ),
            audited('address.moved', commit.address.id, now),
          ];
        case 'person.source':
          return [
            { query: effect.fromWords ? setPartnerSource : setSource, params: { id, source: effect.source } },
          ];
        case 'count':
          return [{ query: count, params: { name: effect.name, day: dayOf(now) } }];
      }
    },
  };
}
