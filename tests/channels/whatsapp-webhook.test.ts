/** What each webhook means: Meta's own examples, the shapes of 2026, and odd ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLossless } from '../../src/channels/whatsapp/lossless-json.js';
import { readWebhook } from '../../src/channels/whatsapp/webhook.js';

const folder = join(import.meta.dirname, '../fixtures/whatsapp');
const now = Date.UTC(2026, 10, 24);

const load = (name: string): unknown => {
  const body = parseLossless(readFileSync(join(folder, name), 'utf8'));
  return typeof body === 'object' && body !== null && 'payload' in body ? body.payload : body;
};
const read = (name: string) => readWebhook(load(name), now);

const phone = { phone: '16505551234' };
const user = { user: 'US.13491208655302741918' };

const messages: readonly (readonly [file: string, from: object, at: number, content: object])[] = [
  ['openapi-v23/text_message', phone, 1749416383, { kind: 'text', text: 'Does it come in another color?' }],
  [
    'openapi-v23/text_message_from_click_to_whatsapp_ad',
    phone,
    1750275992,
    { kind: 'text', text: 'Hello! Can I get more info on this?' },
  ],
  [
    'openapi-v23/text_message_with_context_product_inquiry',
    phone,
    1750016800,
    { kind: 'text', text: 'Is this still available?' },
  ],
  ['openapi-v23/interactive_button_reply_message', phone, 1750025136, { kind: 'tap', data: 'cancel-button' }],
  [
    'openapi-v23/interactive_list_reply_message',
    phone,
    1749854575,
    { kind: 'tap', data: 'priority_express' },
  ],
  ['openapi-v23/button_message', phone, 1750091045, { kind: 'tap', data: 'Unsubscribe' }],
  [
    'openapi-v23/image_message',
    phone,
    1744344496,
    {
      kind: 'media',
      media: { kind: 'image', ref: '1003383421387256', mime: 'image/jpeg' },
      caption: 'Taj Mahal',
    },
  ],
  [
    'openapi-v23/location_message',
    phone,
    1744344496,
    { kind: 'location', latitude: 37.44221496582, longitude: -122.16165924072 },
  ],
  ['openapi-v23/contact_sharing_message', phone, 1744344496, { kind: 'unsupported', type: 'contacts' }],
  ['openapi-v23/order_message', phone, 1750096325, { kind: 'unsupported', type: 'order' }],
  ['openapi-v23/reaction_message', phone, 1749419544, { kind: 'unsupported', type: 'reaction' }],
  ['openapi-v23/unsupported_message', phone, 1750090702, { kind: 'unsupported', type: 'unsupported' }],
  ['openapi-v23/system_message', phone, 1750269342, { kind: 'moved', to: { phone: '12195555358' } }],
  [
    'documented/inbound_text_bsuid_no_phone',
    user,
    1749416383,
    { kind: 'text', text: 'Does it come in another color?' },
  ],
  [
    'documented/location_reply_to_request',
    phone,
    1702920965,
    { kind: 'location', latitude: 40.782910059774, longitude: -73.959075808525 },
  ],
];

const statusFiles: readonly (readonly [file: string, status: object])[] = [
  [
    'status_sent_with_conversation_v23',
    { state: 'accepted', pricing: { category: 'marketing', type: 'regular', billable: true } },
  ],
  [
    'status_delivered_phone_and_bsuid',
    { state: 'delivered', pricing: { category: 'marketing', type: 'regular', billable: true } },
  ],
  [
    'status_delivered_bsuid_only',
    { state: 'delivered', pricing: { category: 'marketing', type: 'regular', billable: true } },
  ],
  [
    'status_failed_131049',
    { state: 'failed', failure: { kind: 'opted-out', code: '131049', detail: expect.any(String) } },
  ],
];

const eventFiles: readonly (readonly [file: string, name: string, data: object])[] = [
  [
    'documented/template_status_approved',
    'message_template_status_update',
    {
      event: 'APPROVED',
      message_template_id: '1689556908129832',
      message_template_name: 'order_confirmation',
      message_template_language: 'en_US',
    },
  ],
  [
    'documented/template_status_rejected_invalid_format',
    'message_template_status_update',
    { event: 'REJECTED', message_template_language: 'en', reason: 'INVALID_FORMAT' },
  ],
  ['documented/phone_number_quality_update', 'phone_number_quality_update', { event: 'THROUGHPUT_UPGRADE' }],
  ['documented/account_update_volume_tier', 'account_update', { event: 'VOLUME_BASED_PRICING_TIER_UPDATE' }],
  ['documented/account_update_restriction_shape', 'account_update', { event: 'ACCOUNT_RESTRICTION' }],
  ['documented/errors_value_level_shape', 'errors', { errors: [expect.objectContaining({ code: 130429 })] }],
  [
    'documented/user_preferences_resume',
    'user_preferences',
    { phone: '16505551234', category: 'marketing_messages', value: 'resume', at: 1731705721000 },
  ],
  ['openapi-v23/group_create_message', 'group_lifecycle_update', {}],
  ['openapi-v23/group_remove_participants', 'group_participants_update', {}],
  ['openapi-v23/group_settings_update', 'group_settings_update', {}],
];

describe("Meta's examples", () => {
  it.each(messages)('%s is a message', (file, from, seconds, content) => {
    const webhook = read(`${file}.json`);
    expect(webhook).toMatchObject({ statuses: [], events: [], unreadable: 0 });
    expect(webhook?.inbound).toEqual([
      {
        channel: 'whatsapp',
        externalId: expect.stringMatching(/^wamid\./),
        from,
        at: seconds * 1000,
        content,
      },
    ]);
  });

  it.each(statusFiles)('%s is a status, whatever contacts it carries', (file, status) => {
    const webhook = read(`documented/${file}.json`);
    expect(webhook).toMatchObject({ inbound: [], events: [], unreadable: 0 });
    expect(webhook?.statuses).toEqual([
      { channel: 'whatsapp', externalId: expect.stringMatching(/^wamid\./), at: 1750030073000, ...status },
    ]);
  });

  it.each(eventFiles)('%s is an event', (file, name, data) => {
    const webhook = read(`${file}.json`);
    expect(webhook).toMatchObject({ inbound: [], statuses: [], unreadable: 0 });
    expect(webhook?.events).toEqual([
      {
        channel: 'whatsapp',
        name,
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
        data: expect.objectContaining(data),
      },
    ]);
  });

  it('a new user id is the same person', () => {
    const moved = (from: object, to: object) =>
      expect.objectContaining({ from, content: { kind: 'moved', to }, at: now });
    expect(read('documented/user_id_update_shape.json')?.inbound).toEqual([
      moved(
        { phone: '<WHATSAPP_USER_ID>', user: '<OLD_BSUID>' },
        { phone: '<WHATSAPP_USER_ID>', user: '<NEW_BSUID>' },
      ),
    ]);
    expect(read('documented/system_user_changed_user_id_shape.json')?.inbound).toEqual([
      moved(
        { phone: '<WHATSAPP_USER_PHONE_NUMBER>' },
        { phone: '<NEW_WHATSAPP_USER_ID>', user: '<NEW_BSUID>' },
      ),
    ]);
  });

  it('every fixture is in a table above', () => {
    const files = ['openapi-v23', 'documented'].flatMap((sub) =>
      readdirSync(join(folder, sub)).map((name) => `${sub}/${name}`),
    );
    const listed = [
      ...messages.map(([file]) => file),
      ...statusFiles.map(([file]) => `documented/${file}`),
      ...eventFiles.map(([file]) => file),
      // Read elsewhere: the test above, and the client's.
      'documented/user_id_update_shape',
      'documented/system_user_changed_user_id_shape',
      'documented/graph_error_response_130429',
    ].map((file) => `${file}.json`);
    expect(files.toSorted()).toEqual(listed.toSorted());
  });
});

/** One webhook around a `value`. */
const wrap = (value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field, value: { messaging_product: 'whatsapp', ...value } }] }],
});
const message = (part: object) =>
  wrap({ messages: [{ from: '51999888777', id: 'wamid.A', timestamp: '1750000000', ...part }] });
const contentOf = (part: object) => readWebhook(message(part), now)?.inbound[0]?.content;

describe('kinds of message that Meta shows no example of', () => {
  it.each([
    [
      'voice',
      { type: 'audio', audio: { id: '7', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      { kind: 'media', media: { kind: 'voice', ref: '7', mime: 'audio/ogg; codecs=opus' } },
    ],
    [
      'audio file',
      { type: 'audio', audio: { id: '7' } },
      { kind: 'media', media: { kind: 'audio', ref: '7' } },
    ],
    [
      'video',
      { type: 'video', video: { id: '7', caption: 'c' } },
      { kind: 'media', media: { kind: 'video', ref: '7' }, caption: 'c' },
    ],
    [
      'document',
      { type: 'document', document: { id: '7', filename: 'a.pdf', mime_type: 'application/pdf' } },
      { kind: 'media', media: { kind: 'document', ref: '7', mime: 'application/pdf', name: 'a.pdf' } },
    ],
    ['sticker', { type: 'sticker', sticker: { id: '7' } }, { kind: 'unsupported', type: 'sticker' }],
    [
      'flow reply',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{}' } } },
      { kind: 'unsupported', type: 'nfm_reply' },
    ],
    [
      'template tap',
      { type: 'button', button: { payload: 'news:1', text: 'Ver' } },
      { kind: 'tap', data: 'news:1' },
    ],
    ['broken media', { type: 'image', errors: [{ code: 131052 }] }, { kind: 'unsupported', type: 'image' }],
    ['a type of tomorrow', { type: 'hologram', hologram: {} }, { kind: 'unsupported', type: 'hologram' }],
    ['text without text', { type: 'text', text: 'bare' }, { kind: 'unsupported', type: 'text' }],
  ])('%s', (_, part, content) => {
    expect(contentOf(part)).toEqual(content);
  });

  it.each(['edit', 'revoke', 'request_welcome', 'system'])('%s expects no answer', (type) => {
    expect(readWebhook(message({ type }), now)).toMatchObject({ inbound: [], unreadable: 0 });
  });

  it('groups are left alone', () => {
    expect(readWebhook(message({ type: 'text', text: { body: 'a' }, group_id: 'G' }), now)).toMatchObject({
      inbound: [],
      unreadable: 0,
    });
  });
});

describe('odd webhooks', () => {
  it.each([
    ['seconds in text', '1750000000', 1750000000000],
    ['seconds as number', 1750000000, 1750000000000],
    ['milliseconds', '1750000000123', 1750000000123],
    ['nothing readable', '<TIME>', now],
    ['nothing', undefined, now],
  ])('time: %s', (_, timestamp, at) => {
    expect(readWebhook(message({ type: 'text', text: { body: 'a' }, timestamp }), now)?.inbound[0]?.at).toBe(
      at,
    );
  });

  it('takes every entry, change, message and status, past what cannot be read', () => {
    const text = (id: string) => ({
      from: '51999888777',
      id,
      timestamp: '1750000000',
      type: 'text',
      text: { body: id },
    });
    const change = (value: object) => ({ field: 'messages', value });
    const status = {
      id: 'wamid.S',
      status: 'played',
      timestamp: '1750000000',
      biz_opaque_callback_data: 'row-1',
    };
    const webhook = readWebhook(
      {
        object: 'whatsapp_business_account',
        entry: [
          'nonsense',
          {
            id: '1',
            changes: [
              change({ messages: [text('a'), { type: 'text' }, text('b')] }),
              { value: 3 },
              change({ statuses: [status, { id: 'x', status: 'teleported' }] }),
            ],
          },
          {
            id: '2',
            changes: [change({ messages: [text('c')], statuses: [{ ...status, status: 'sent' }] })],
          },
        ],
      },
      now,
    );
    expect(webhook?.inbound.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'c']);
    expect(webhook?.statuses.map(({ state, outboxId }) => [state, outboxId])).toEqual([
      ['read', 'row-1'],
      ['accepted', 'row-1'],
    ]);
    expect(webhook?.unreadable).toBe(3);
  });

  it('joins the ids that message and contact show', () => {
    const contacts = [
      { wa_id: '1', user_id: 'US.1' },
      { wa_id: '51999888777', user_id: 'PE.9' },
    ];
    const value = {
      contacts,
      messages: [{ from: '51999888777', id: 'a', timestamp: '1', type: 'text', text: { body: 'x' } }],
    };
    expect(readWebhook(wrap(value), now)?.inbound[0]?.from).toEqual({ phone: '51999888777', user: 'PE.9' });
  });

  it('counts a message from nobody', () => {
    const value = { messages: [{ id: 'a', type: 'text', text: { body: 'x' } }] };
    expect(readWebhook(wrap(value), now)).toMatchObject({ inbound: [], unreadable: 1 });
  });

  it.each([null, [], 'x', {}, { object: 'page', entry: [] }])('is no webhook of WhatsApp: %j', (body) => {
    expect(readWebhook(body, now)).toBeNull();
  });

  it('a failed status without a code is for staff', () => {
    const failed = wrap({ statuses: [{ id: 'a', status: 'failed', timestamp: '1' }] });
    expect(readWebhook(failed, now)?.statuses[0]?.failure?.kind).toBe('fix');
  });

  it.each([
    [{ type: 'free_customer_service', category: 'service', billable: false }, false],
    [{ type: 'free_of_tomorrow', category: 'service' }, false],
    [{ type: 'regular', category: 'utility' }, true],
    [{ category: 'service', billable: false }, false],
  ])('billing of %j', (pricing, billable) => {
    const sent = wrap({ statuses: [{ id: 'a', status: 'sent', timestamp: '1', pricing }] });
    expect(readWebhook(sent, now)?.statuses[0]?.pricing?.billable).toBe(billable);
  });

  it('the same account event has the same key, another time another', () => {
    const at = (time: number) => ({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', time, changes: [{ field: 'account_update', value: { event: 'X' } }] }],
    });
    const key = (time: number) => readWebhook(at(time), now)?.events[0]?.key;
    expect(key(1)).toBe(key(1));
    expect(key(1)).not.toBe(key(2));
  });
});

describe('numbers too long for a number', () => {
  it.each([
    ['{"id":168955690812983299}', { id: '168955690812983299' }],
    ['[ 12345678901234567 , -12345678901234567]', ['12345678901234567', '-12345678901234567']],
    [
      '{"a":"x: 12345678901234567 \\" ,12345678901234567","b":1}',
      { a: 'x: 12345678901234567 " ,12345678901234567', b: 1 },
    ],
    ['{"a":1234567890123456.5,"b":37.44221496582}', { a: 1234567890123456.5, b: 37.44221496582 }],
  ])('%s', (text, expected) => {
    expect(parseLossless(text)).toEqual(expected);
  });
});
