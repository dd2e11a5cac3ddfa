/** What the border takes out of words before they are decided on and stored. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReceiver } from '../../src/inbox/receiver.js';
import { silentLog } from '../../src/log.js';
import type { Content, Inbound } from '../../src/talk/message.js';
import { memoryStore, testVault } from '../support/store.js';

async function receive(content: Content): Promise<Content> {
  const store = await memoryStore();
  const taken: Inbound[] = [];
  const receiver = createReceiver({
    receive: async (message) => void taken.push(message),
    store,
    vault: testVault,
    now: () => 0,
    log: silentLog,
    onEvent: async () => {},
    invite: async () => {},
    observe: { inbound() {}, turn() {}, status() {} },
  });
  const from = { chat: '1' };
  await receiver.inbound([{ channel: 'telegram', externalId: 'e', from, at: 0, content }]);
  await store.close();
  const [message] = taken;
  if (!message) throw new Error('nothing was received');
  return message.content;
}

it.each<[string, Content, Content]>([
  ['words', { kind: 'text', text: 'a\0b\ud83d' }, { kind: 'text', text: 'ab\ufffd' }],
  ['an edit', { kind: 'edited', text: '\udc00x' }, { kind: 'edited', text: '\ufffdx' }],
  ['a link', { kind: 'start', payload: 'car\0tel' }, { kind: 'start', payload: 'cartel' }],
  ['a type', { kind: 'unsupported', type: 'sti\0cker' }, { kind: 'unsupported', type: 'sticker' }],
  [
    'a caption and a file',
    { kind: 'media', media: { kind: 'image', ref: 'r', mime: 'image/\0png', size: 3 }, caption: '\0foto' },
    { kind: 'media', media: { kind: 'image', ref: 'r', mime: 'image/png', size: 3 }, caption: 'foto' },
  ],
])('takes out of %s what no database keeps', async (_, sent, kept) => {
  expect(await receive(sent)).toEqual(kept);
});

it('changes nothing else, in any script', async () => {
  const whole = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  await fc.assert(
    fc.asyncProperty(whole, async (text) => {
      expect(await receive({ kind: 'text', text })).toEqual({ kind: 'text', text });
    }),
    { numRuns: 20 },
  );
  const place = { kind: 'location', latitude: -13.5, longitude: -71.9 } as const;
  expect(await receive(place)).toEqual(place);
});
