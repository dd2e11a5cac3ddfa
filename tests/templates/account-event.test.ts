/** What Meta's webhooks about templates, number and account change, from its own examples to odd ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../src/channels/whatsapp/webhook.js';
import { readAccountEvent } from '../../src/templates/account-event.js';
import { numberState, platformNames, restrictionOf } from '../../src/templates/platform-state.js';
import { parseTier, tierLeft, tierText } from '../../src/templates/tier.js';

const folder = join(import.meta.dirname, '../fixtures/whatsapp/documented');
const example = (file: string) => {
  const { payload } = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
  const [event] = readWebhook(payload, 0)?.events ?? [];
  return readAccountEvent(event?.name ?? '', event?.data);
};
const seen = (name: string, value = '') => ({ name: `whatsapp:event:${name}`, value });
const named = { message_template_name: 'event_news', message_template_language: 'es' };
const status = (event: string, more: object = {}) =>
  readAccountEvent('message_template_status_update', { ...named, event, ...more }).template;

describe('templates', () => {
  it('as Meta shows it', () => {
    expect(example('template_status_approved')).toEqual({
      template: {
        name: 'order_confirmation',
        language: 'en_US',
        status: 'APPROVED',
        why: null,
        category: 'UTILITY',
      },
      state: [seen('message_template_status_update', 'APPROVED')],
    });
    expect(example('template_status_rejected_invalid_format').template).toMatchObject({
      status: 'REJECTED',
      why: expect.stringMatching(/^INVALID_FORMAT: Your template has parameters placed next to each other/),
    });
  });

  it.each([
    ['PAUSED', { other_info: { title: 'FIRST_PAUSE' } }, { status: 'PAUSED', why: 'FIRST_PAUSE' }],
    ['PAUSED', { reason: null, other_info: 7 }, { status: 'PAUSED', why: null }],
    ['DISABLED', { reason: 'NONE' }, { status: 'DISABLED', why: null }],
    ['ARCHIVED', {}, { status: 'ARCHIVED', why: null }],
    ['UNARCHIVED', {}, { status: 'APPROVED', why: null }],
    ['REINSTATED', {}, { status: 'APPROVED', why: null }],
    // It may still be used.
    ['FLAGGED', {}, { why: 'FLAGGED' }],
    ['SOMETHING_NEW', {}, { status: 'SOMETHING_NEW', why: null }],
  ])('%s %j', (event, more, expected) => {
    expect(status(event, more)).toEqual({ name: 'event_news', language: 'es', ...expected });
  });

  it('filed elsewhere, or to be', () => {
    const change = (data: object) =>
      readAccountEvent('template_category_update', { ...named, ...data }).template;
    expect(change({ previous_category: 'UTILITY', new_category: 'MARKETING' })).toMatchObject({
      category: 'MARKETING',
    });
    expect(change({ new_category: 'UTILITY', correct_category: 'MARKETING' })).toMatchObject({
      category: 'UTILITY',
      why: 'CATEGORY_WILL_BE_MARKETING',
    });
  });

  it('liked or not', () => {
    const data = { ...named, previous_quality_score: 'GREEN', new_quality_score: 'RED' };
    expect(readAccountEvent('message_template_quality_update', data).template).toMatchObject({
      quality: 'RED',
    });
  });
});

describe('number and account', () => {
  const state = (name: string, data: unknown) =>
    Object.fromEntries(
      readAccountEvent(name, data).state.flatMap((row) =>
        row.name.startsWith('whatsapp:event:') ? [] : [[row.name, row.value]],
      ),
    );

  it('as Meta shows it', () => {
    expect(example('phone_number_quality_update').state).toEqual([
      { name: platformNames.tier, value: 'unlimited' },
      { name: platformNames.throughput, value: 'HIGH' },
      seen('phone_number_quality_update', 'THROUGHPUT_UPGRADE'),
    ]);
    expect(example('account_update_restriction_shape').state).toContainEqual({
      name: platformNames.restricted,
      value: '<RESTRICTION_TYPE>',
    });
    expect(example('account_update_volume_tier').state).toEqual([
      seen('account_update', 'VOLUME_BASED_PRICING_TIER_UPDATE'),
    ]);
  });

  it('the limit, whichever way it is written', () => {
    const capability = (data: object) => state('business_capability_update', data)[platformNames.tier];
    expect(capability({ max_daily_conversations_per_business: 2000 })).toBe('2000');
    expect(capability({ max_daily_conversations_per_business: 'TIER_10K' })).toBe('10000');
    expect(capability({ max_daily_conversation_per_phone: -1 })).toBe('unlimited');
    expect(capability({ max_phone_numbers_per_waba: 25 })).toBeUndefined();
  });

  it('restrictions, with their end where there is one', () => {
    const restrict = (...given: readonly object[]) =>
      state('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: given });
    const one = { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_790_000_000 };
    expect(restrict(one)).toEqual({
      [platformNames.restricted]: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
      [platformNames.restrictedUntil]: '1790000000000',
    });
    expect(restrict(one, { restriction_type: 'X', expiration: null })[platformNames.restrictedUntil]).toBe(
      '',
    );
    const ban = (waba_ban_state: string) =>
      state('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state } });
    expect(ban('DISABLE')[platformNames.restricted]).toBe('DISABLE');
    expect(ban('REINSTATE')[platformNames.restricted]).toBe('');
    expect(state('account_update', { event: 'ACCOUNT_DELETED' })[platformNames.restricted]).toBe(
      'ACCOUNT_DELETED',
    );
    expect(
      state('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } }),
    ).toEqual({ [platformNames.violation]: 'SPAM' });
  });

  it('alerts and errors in place of messages', () => {
    const alert_info = { alert_type: 'OBA_REJECTED', alert_description: 'Not enough to show' };
    expect(state('account_alerts', { entity_type: 'BUSINESS', alert_info })[platformNames.alert]).toBe(
      'OBA_REJECTED: Not enough to show',
    );
    expect(state('errors', { errors: [{ code: '130429', title: 'x' }] })[platformNames.error]).toBe('130429');
  });

  it('what is not known, or not readable, leaves a trace and nothing else', () => {
    expect(readAccountEvent('security', { event: 'PIN_CHANGED' })).toEqual({
      state: [seen('security', 'PIN_CHANGED')],
    });
    for (const field of [
      'message_template_status_update',
      'template_category_update',
      'message_template_quality_update',
      'phone_number_quality_update',
      'business_capability_update',
      'account_update',
      'account_alerts',
      'errors',
    ])
      for (const data of [null, 7, 'x', [], {}, { event: 7, errors: 'x', restriction_info: 'x' }])
        expect(readAccountEvent(field, data)).toEqual({ state: [seen(field)] });
  });

  it('what tells of people is not kept here', () => {
    expect(readAccountEvent('user_preferences', { phone: '51999', value: 'stop' })).toEqual({ state: [] });
    expect(readAccountEvent('../x y', {})).toEqual({ state: [] });
    expect(readAccountEvent('security', { event: '51999888777' }).state).toEqual([seen('security')]);
  });
});

describe('the limit of people a day', () => {
  it.each([
    ['TIER_50', 50],
    ['TIER_250', 250],
    ['TIER_1K', 1000],
    ['TIER_2K', 2000],
    ['TIER_100K', 100_000],
    ['tier_1m', 1_000_000],
    ['TIER_UNLIMITED', Number.POSITIVE_INFINITY],
    ['unlimited', Number.POSITIVE_INFINITY],
    [-1, Number.POSITIVE_INFINITY],
    ['-1', Number.POSITIVE_INFINITY],
    [10_000, 10_000],
    ['2000', 2000],
    ['TIER_NOT_SET', null],
    ['', null],
    [0, null],
    [null, null],
    [{}, null],
  ])('%j is %s', (given, people) => expect(parseTier(given)).toBe(people));

  it('is kept as it is read', () => {
    for (const people of [250, 2000, Number.POSITIVE_INFINITY])
      expect(parseTier(tierText(people))).toBe(people);
    expect([tierLeft(250, 200), tierLeft(250, 300), tierLeft(null, 9)]).toEqual([
      50,
      0,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('the state of the number', () => {
  const row = (name: string, value: string) => ({ name, value, at: 5 });
  it('is read from what was told', () => {
    expect(numberState([], 0)).toEqual({ tier: null, quality: null, throughput: null, restriction: null });
    const rows = [row(platformNames.tier, '2000'), row(platformNames.quality, 'GREEN')];
    expect(numberState(rows, 0)).toMatchObject({ tier: 2000, quality: 'GREEN' });
  });
  it('a restriction ends at its time', () => {
    const until = (ms: string) => [
      row(platformNames.restricted, '131048'),
      row(platformNames.restrictedUntil, ms),
    ];
    expect(restrictionOf(until('100'), 99)).toEqual({ why: '131048', since: 5, until: 100 });
    expect(restrictionOf(until('100'), 100)).toBeNull();
    expect(restrictionOf(until(''), 1e15)).toEqual({ why: '131048', since: 5, until: null });
    expect(restrictionOf([row(platformNames.restricted, '')], 0)).toBeNull();
  });
});

describe('an event with the name of something every object has', () => {
  it.each(['__proto__', 'constructor', 'valueOf'])('%s is one we do not know', (name) => {
    expect(() => readAccountEvent(name, {})).not.toThrow();
  });
});
