/** Answers to many, from two signatures to the phones: the exact words, in each one's language, by day, once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerText } from '../../src/answers/message.js';
import { answerTap } from '../../src/inbox/exchange-taps.js';
import type { OpenedStore } from '../../src/store/open.js';
import { citizenSay, hireStaff, pageOf, refusal } from '../support/answer-words.js';
import { openBeside } from '../support/second-hand.js';
import {
  type Citizen,
  meet,
  postWhatsApp,
  startWorld,
  until,
  type World,
  whatsappPayload,
} from '../support/world.js';

const hour = 3_600_000;
const words = refusal({
  reason: {
    es: 'Las obras de agua las decide el presupuesto de tu región, no este plan.',
    en: 'Water works are decided by the budget of your region, not by this plan.',
  },
});

let world: World;
let store: OpenedStore;
const open = async (environment: Record<string, string> = {}) => {
  world = await startWorld({ environment });
  store = await openBeside(world);
  await hireStaff(store);
};
afterEach(async () => {
  await store.close();
  await world.stop();
});

async function english(channel: 'telegram' | 'whatsapp'): Promise<Citizen> {
  const ann = meet(world, channel);
  await ann.says('hola');
  for (const label of ['English', 'Yes', 'I agree']) await ann.taps(label);
  return ann;
}
const proposeIn = async (citizen: Citizen, send?: string): Promise<string> =>
  citizen.proposes('Que el agua llegue a mi barrio todos los días', 'cuzco', send);

const personalOf = (code: string) => ({ es: `Gracias por ${code}.`, en: `Thank you for ${code}.` });

/** As staff do it: one answer for many, both signatures, released. */
async function answerAll(codes: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { answers, answerDesk, cycles } = store;
  const by = { staffId: 'rosa', now: world.clock.now() };
  const { id: cycleId } = await cycles.current(by.now);
  const proposals = await answerDesk.readersByCode(cycleId, codes);
  const personal = Object.fromEntries(proposals.map((one) => [one.proposalId, personalOf(one.code)]));
  const batchId = await answers.createBatch({ ...by, cycleId, title: 'Agua' });
  expect(await answers.draftMany({ ...by, batchId, proposals, words, personal })).toEqual({
    kept: codes.length,
  });
  const drafts = await answers.list({ cycleId, drafts: true, batchId }, 10);
  const hashes = Object.fromEntries(drafts.map(({ id, hash }) => [id, hash]));
  await answers.sign(hashes, { ...by, sector: 'government', page: pageOf });
  await answers.sign(hashes, { ...by, staffId: 'luz', sector: 'civil-society', page: pageOf });
  const { revision = 0 } = (await answers.batch(batchId)) ?? {};
  const released = await answers.releaseBatch(batchId, {
    ...by,
    revision,
    expected: codes.length,
    rule: 'two-sectors',
  });
  expect(released).toBe('kept');
  return Object.fromEntries(drafts.map(({ code, id }) => [code, id]));
}
const textFor = (code: string, locale: string) =>
  answerText({ ...words, personal: personalOf(code) }, code, locale, citizenSay);

/** Telegram says what is bold beside the text. */
const onTelegram = (text: string) => text.replaceAll('*', '');

describe('a batch of answers', () => {
  beforeEach(() => open());

  it('reaches each author in their language, inside and outside WhatsApp’s window', async () => {
    const late = meet(world, 'whatsapp');
    const lateCode = await proposeIn(late);
    world.clock.advance(30 * hour);
    const rosa = meet(world, 'telegram');
    const rosaCode = await proposeIn(rosa);
    const ann = await english('whatsapp');
    const annCode = await proposeIn(ann, 'Send and publish');
    const before = new Map([late, rosa, ann].map((one) => [one, one.inbox.length]));
    const since = (one: Citizen) => one.inbox.slice(before.get(one));

    const ids = await answerAll([lateCode, rosaCode, annCode]);
    await world.settle();
    // Platforms ask for a breath between two messages to one chat, and they have just been talking.
    world.clock.advance(10_000);
    await world.settle();
    expect(since(rosa).map(({ text }) => text)).toEqual([onTelegram(textFor(rosaCode, 'es'))]);
    expect(since(rosa)[0]?.taps).toEqual([
      { id: answerTap(ids[rosaCode] ?? '', 'agreed'), label: 'De acuerdo' },
      { id: answerTap(ids[rosaCode] ?? '', 'disagreed'), label: 'No estoy de acuerdo' },
    ]);
    expect(since(ann).map(({ text }) => text)).toEqual([textFor(annCode, 'en')]);
    expect(since(late).map(({ body }) => body.type)).toEqual(['template']);

    const tap = {
      from: late.chat,
      id: 'wamid.open',
      timestamp: String(Math.floor(world.clock.now() / 1000)),
    };
    const button = { payload: 'go:news', text: 'Leer' };
    await postWhatsApp(world, whatsappPayload({ messages: [{ ...tap, type: 'button', button }] }));
    await until(() => since(late).length === 2, 'the answer');
    expect(late.last.text).toBe(textFor(lateCode, 'es'));
    await world.settle();
    expect([late, rosa, ann].map((one) => since(one).length)).toEqual([2, 1, 1]);
    const heard = await rosa.says(`/estado ${rosaCode}`);
    expect(heard.text).toContain('No adoptada');
  });
});

describe('at night', () => {
  it('a batch waits for the morning; who writes is answered all the same', async () => {
    const lima = (at: number) => new Date(at - 5 * hour).getUTCHours();
    const now = Date.now();
    await open({ QUIET_FROM: String(lima(now)), QUIET_TO: String((lima(now) + 3) % 24) });
    const rosa = meet(world, 'telegram');
    const code = await proposeIn(rosa);
    const before = rosa.inbox.length;
    await answerAll([code]);
    await world.settle();
    expect(rosa.inbox).toHaveLength(before);
    expect((await rosa.says('ayuda')).text).toContain('Ayni');
    world.clock.advance(3 * hour);
    await world.settle();
    expect(rosa.last.text).toBe(onTelegram(textFor(code, 'es')));
  });
});
