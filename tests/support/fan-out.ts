/** Random people and audiences, and a plain reading of the rules to hold fan-out and preview against. */
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Audience,
  type Broadcast,
  type Exclusion,
  exclusions,
  type Outside,
} from '../../src/broadcasts/broadcast.js';
import type { EventReply } from '../../src/calendar/entry.js';
import type { OpenedStore } from '../../src/store/open.js';
import type { ChannelName } from '../../src/talk/message.js';
import {
  addPeople,
  audienceOf,
  claimOf,
  expandAll,
  fateByPerson,
  type PersonGiven,
  rowsOf,
  sendingOf,
  sendTo,
} from './broadcasts.js';
import { settleAs, t0 } from './turns.js';

const hour = 3_600_000;
const day = 24 * hour;

export interface Someone extends PersonGiven {
  readonly locale: string;
  readonly place: string | null;
  readonly areas: readonly string[];
  readonly notices: boolean;
  readonly adultEnoughAt: number | null;
  readonly createdAt: number;
  readonly withdrew: boolean;
  readonly preferredChannel: ChannelName | null;
  readonly addresses: readonly { channel: ChannelName; reachable: boolean; lastInboundAt: number }[];
  readonly reply: EventReply | null;
}

export interface Case {
  readonly people: readonly Someone[];
  readonly audience: Audience;
  readonly about: 'notice' | 'event' | 'change' | 'reminder';
  readonly chunk: number;
  readonly weeklyLimit: number;
}

const channel = fc.constantFrom<ChannelName>('telegram', 'whatsapp');
const locale = fc.constantFrom('es', 'qu', 'en');
/** Words within words and wildcards of SQL must not be taken for each other. */
const area = fc.constantFrom('open_data', 'open-data', 'data', 'o%');
const region = fc.constantFrom('08', '15', '21');

const someone = fc.record({
  locale,
  place: fc.option(region.map((code) => `${code}0101`)),
  areas: fc.uniqueArray(area, { maxLength: 2 }),
  adultEnoughAt: fc.oneof(
    { weight: 6, arbitrary: fc.constant(t0) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  createdAt: fc.constantFrom(t0 - 5, t0, t0 + 1),
  withdrew: fc.boolean(),
  preferredChannel: fc.option(channel),
  addresses: fc.uniqueArray(
    fc.record({
      channel,
      reachable: fc.boolean(),
      lastInboundAt: fc.constantFrom(t0 - 2 * day, t0 - 24 * hour, t0 - 23 * hour, t0),
    }),
    { maxLength: 2, selector: (one) => one.channel },
  ),
  reply: fc.option(fc.constantFrom<EventReply>('going', 'remind', 'not-for-me')),
});

export const cases: fc.Arbitrary<Case> = fc.record({
  people: fc
    .array(fc.tuple(someone, fc.boolean()), { minLength: 1, maxLength: 25 })
    .map((all) =>
      all.map(([one, notices], index) => ({ ...one, notices, id: `p${String(index).padStart(2, '0')}` })),
    ),
  audience: fc
    .record({
      regions: fc.uniqueArray(region, { maxLength: 2 }),
      areas: fc.uniqueArray(area, { maxLength: 2 }),
      channels: fc.uniqueArray(channel, { maxLength: 2 }),
      locales: fc.uniqueArray(locale, { maxLength: 2 }),
    })
    .map(audienceOf),
  about: fc.constantFrom('notice', 'event', 'change', 'reminder'),
  chunk: fc.integer({ min: 1, max: 9 }),
  weeklyLimit: fc.integer({ min: 1, max: 2 }),
});

type Verdict = 'nobody' | Outside | Exclusion | 'planned';

/** What the world was before: who holds which row of two earlier broadcasts. */
interface Before {
  /** State of the row of version 1 of the event. */
  readonly told: Readonly<Record<string, string>>;
  /** How many notices of the last days count. */
  readonly notices: Readonly<Record<string, number>>;
}

/** The rules, read aloud. */
function judgeOne(one: Someone, broadcast: Broadcast, before: Before, weeklyLimit: number): Verdict {
  const { audience, purpose } = broadcast;
  const isEvent = purpose !== 'notice';
  if (one.adultEnoughAt === null) return 'nobody';
  const told = before.told[one.id];
  const asked = one.reply === 'going' || one.reply === 'remind';
  if (audience.told !== null && !['planned', 'accepted', 'replaced'].includes(told ?? '') && !asked)
    return 'nobody';
  if (audience.reminded !== null && !asked) return 'nobody';
  const isAny = (list: readonly string[], word: string) => list.length === 0 || list.includes(word);
  if (!isAny(audience.locales, one.locale)) return 'other-language';
  if (!isAny(audience.regions, one.place?.slice(0, 2) ?? '')) return 'other-region';
  if (
    one.areas.length > 0 &&
    audience.areas.length > 0 &&
    !one.areas.some((name) => audience.areas.includes(name))
  )
    return 'other-areas';
  if (one.createdAt > t0) return 'came-later';
  const here = one.addresses.filter((address) => isAny(audience.channels, address.channel));
  if (here.length === 0) return 'other-channel';
  const isRequested = asked && (audience.reminded !== null || audience.told !== null);
  if (!one.notices && !isRequested) return one.withdrew ? 'stopped' : 'no-consent';
  if (!here.some((address) => address.reachable)) return 'unreachable';
  if (purpose === 'event' && ['planned', 'accepted', 'failed'].includes(told ?? '')) return 'already-told';
  if (broadcast.origin === 'staff' && (before.notices[one.id] ?? 0) >= weeklyLimit) return 'weekly-limit';
  if (isEvent && one.reply === 'not-for-me') return 'not-for-me';
  return 'planned';
}

function bestOf(one: Someone, { channels }: Audience) {
  const rank = (address: Someone['addresses'][number]) => [
    address.reachable ? 0 : 1,
    address.channel === one.preferredChannel ? 0 : 1,
    -address.lastInboundAt,
  ];
  return one.addresses
    .map((address, index) => ({ address, id: `${one.id}/${index}` }))
    .filter(({ address }) => channels.length === 0 || channels.includes(address.channel))
    .toSorted((a, b) => {
      const [left, right] = [rank(a.address), rank(b.address)];
      const at = left.findIndex((value, index) => value !== right[index]);
      return at === -1 ? (a.id < b.id ? -1 : 1) : (left[at] ?? 0) - (right[at] ?? 0);
    })[0];
}

const aboutOf: Readonly<Record<Case['about'], Partial<Broadcast>>> = {
  notice: { purpose: 'notice' },
  event: { purpose: 'event', entryId: 'e', entryVersion: 1 },
  change: { purpose: 'change', origin: 'calendar', entryId: 'e', entryVersion: 2 },
  reminder: { purpose: 'reminder', origin: 'calendar', entryId: 'e', entryVersion: 1 },
};

/** Version 1 was sent to some: a third accepted, a third failed, a third still planned. A notice went to all who may. */
async function past(store: OpenedStore): Promise<Before> {
  await sendTo(store, { id: 'v1', purpose: 'event', entryId: 'e', entryVersion: 1 }, { weeklyLimit: 99 });
  const ends = ['accepted', 'failed', 'planned'] as const;
  for (const name of ['telegram', 'whatsapp'] as const) {
    const rows = await claimOf(store, 'v1', { channel: name });
    for (const [index, { id }] of rows.entries()) {
      const to = ends[index % 3] ?? 'planned';
      if (to === 'accepted') await settleAs(store, { id, to, externalKey: null, at: t0 });
      else if (to === 'failed')
        await settleAs(store, { id, to, failure: { kind: 'fix', code: '1', detail: '' }, at: t0 });
      else await settleAs(store, { id, to, dueAt: t0, counts: false, failure: null });
    }
  }
  const told = await fateByPerson(store, 'v1');
  const notices = Object.fromEntries(
    Object.entries(told).map(([id, fate]) => [id, fate === 'planned' || fate === 'accepted' ? 1 : 0]),
  );
  return { told, notices };
}

/** Plans it twice at once, and compares every row, every sum and the preview with what the rules say. */
export async function checkFanOut(store: OpenedStore, given: Case): Promise<void> {
  const { people, about, chunk, weeklyLimit } = given;
  await addPeople(store, ...people);
  for (const one of people) if (one.reply) await store.calendar.reply('e', one.id, one.reply, t0);
  const before = await past(store);
  const audience: Audience = {
    ...given.audience,
    told: about === 'change' ? 'e' : null,
    reminded: about === 'reminder' ? 'e' : null,
  };
  const broadcast = sendingOf({ ...aboutOf[about], audience });
  const verdicts = people.map((one) => ({ one, verdict: judgeOne(one, broadcast, before, weeklyLimit) }));
  const count = (word: Verdict) => verdicts.filter(({ verdict }) => verdict === word).length;

  const preview = await store.broadcasts.preview(broadcast, {
    now: t0,
    weeklyLimit,
    templates: new Set(['es']),
  });
  await store.broadcasts.create(broadcast);
  await Promise.all([
    expandAll(store, 'b1', { chunk, weeklyLimit }),
    expandAll(store, 'b1', { chunk: 5, weeklyLimit }),
  ]);

  const inside = verdicts.filter(
    ({ verdict }) => verdict === 'planned' || exclusions.some((name) => name === verdict),
  );
  expect(await fateByPerson(store, 'b1')).toEqual(
    Object.fromEntries(inside.map(({ one, verdict }) => [one.id, verdict])),
  );
  const rows = await rowsOf(store, 'b1');
  for (const row of rows) {
    const one = people.find(({ id }) => row.id === `b1.${id}`);
    const best = one && bestOf(one, audience);
    expect([row.addressId, row.channel]).toEqual([best?.id, best?.address.channel]);
    expect(row.segment).toBe(`${one?.place?.slice(0, 2) ?? ''}:${one?.locale}`);
  }
  // All rows are accounted for, and the preview told them beforehand.
  const fates = await store.broadcasts.fates('b1');
  const sum = (counts: readonly { readonly count: number }[]) =>
    counts.reduce((all, one) => all + one.count, 0);
  expect(sum(fates)).toBe(inside.length);
  expect(sum(await store.broadcasts.progress('b1'))).toBe(inside.length);
  expect((await store.broadcasts.find('b1'))?.planned).toBe(inside.length);
  for (const word of [
    'other-region',
    'other-language',
    'other-channel',
    'other-areas',
    'came-later',
  ] as const)
    expect([word, preview.outside[word]]).toEqual([word, count(word)]);
  for (const word of exclusions)
    if (word !== 'no-template') expect([word, preview.excluded[word]]).toEqual([word, count(word)]);
  const closed = verdicts.filter(({ one, verdict }) => {
    const best = verdict === 'planned' ? bestOf(one, audience)?.address : undefined;
    return best?.channel === 'whatsapp' && best.lastInboundAt < t0 - 23.5 * hour;
  });
  const without = closed.filter(({ one }) => one.locale !== 'es').length;
  expect(preview.excluded['no-template']).toBe(without);
  expect(preview.templates).toBe(closed.length - without);
  expect(preview.recipients).toBe(count('planned') - without);
  for (const by of [preview.byChannel, preview.byLocale, preview.byRegion])
    expect(Object.values(by).reduce((all, one) => all + one, 0)).toBe(preview.recipients);
}
