/** Platforms deliver twice, late, all at once and out of order: each message has its effect once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import {
  type Citizen,
  meet,
  postTelegram,
  postWhatsApp,
  type RealChannel,
  startWorld,
  telegramTap,
  telegramUpdate,
  until,
  type World,
  whatsappMessage,
  whatsappPayload,
} from '../support/world.js';

type Did = { readonly text: string } | { readonly tap: string };

let world: World;
let data: ReturnType<typeof inspect>;
beforeEach(async () => {
  world = await startWorld();
  data = inspect(world.folder);
});
afterEach(async () => {
  data.close();
  await world.stop();
});

/** One delivery that can be repeated byte for byte. */
function delivery({ channel, chat }: Citizen, did: Did): () => Promise<number> {
  if (channel === 'telegram') {
    const update = 'text' in did ? telegramUpdate(chat, { text: did.text }) : telegramTap(chat, did.tap);
    return async () => (await postTelegram(world, update)).status;
  }
  const what =
    'text' in did
      ? { type: 'text', text: { body: did.text } }
      : {
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: did.tap, title: 't' } },
        };
  const contacts = [{ profile: { name: 'Rosa' }, wa_id: chat }];
  const body = whatsappPayload({ contacts, messages: [whatsappMessage(chat, what)] });
  return async () => (await postWhatsApp(world, body)).status;
}

const firstTap = (rosa: Citizen): string => rosa.last.taps[0]?.id ?? '';
const idea = 'Que la municipalidad publique cada mes en qué gasta el dinero de las obras';
const conversation: readonly ((rosa: Citizen) => Did)[] = [
  () => ({ text: 'hola' }),
  (rosa) => ({ tap: firstTap(rosa) }),
  (rosa) => ({ tap: firstTap(rosa) }),
  (rosa) => ({ tap: firstTap(rosa) }),
  () => ({ text: idea }),
  (rosa) => ({ tap: firstTap(rosa) }),
  () => ({ text: 'cuzco' }),
  (rosa) => ({ tap: firstTap(rosa) }),
];

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  it('every message delivered three times at once, and all again at the end, changes nothing', async () => {
    const rosa = meet(world, channel);
    const deliveries: (() => Promise<number>)[] = [];
    for (const [index, step] of conversation.entries()) {
      const deliver = delivery(rosa, step(rosa));
      deliveries.push(deliver);
      expect(await Promise.all([deliver(), deliver(), deliver()])).toEqual([200, 200, 200]);
      await until(() => rosa.inbox[index], `reply ${index + 1}`);
      await world.settle();
    }
    expect(rosa.last.text).toContain('AYNI-');
    const rows = data.rows();
    for (const deliver of deliveries) expect(await deliver()).toBe(200);
    await world.settle();
    expect(data.rows()).toEqual(rows);
    expect(rosa.inbox).toHaveLength(conversation.length);
    expect(rows).toMatchObject({ proposal: 1, inbound: conversation.length, outbox: conversation.length });
  });

  it('a replay after a restart is known too', async () => {
    const rosa = meet(world, channel);
    const deliver = delivery(rosa, { text: 'hola' });
    await deliver();
    await until(() => rosa.inbox[0], 'the reply');
    await world.settle();
    await world.restart();
    expect(await deliver()).toBe(200);
    await world.settle();
    expect(rosa.inbox).toHaveLength(1);
  });

  it('two messages at once from one person are two turns, one after the other', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const before = rosa.inbox.length;
    await Promise.all([delivery(rosa, { text: idea })(), delivery(rosa, { text: 'estado' })()]);
    await until(() => rosa.inbox.length > before && rosa.inbox, 'both answers');
    world.clock.advance(5_000);
    await world.settle();
    const revision = data.count('select revision n from conversation');
    expect(data.rows().inbound).toBe(revision);
    expect(data.count("select count(*) n from outbox where state not in ('accepted', 'suppressed')")).toBe(0);
  });

  it('"send" tapped twice at once makes one proposal', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    await rosa.says(idea);
    await rosa.taps(rosa.last.taps[0]?.label ?? '');
    await rosa.says('cuzco');
    const send = firstTap(rosa);
    const before = rosa.inbox.length;
    const taps = Array.from({ length: 5 }, () => delivery(rosa, { tap: send })());
    expect(new Set(await Promise.all(taps))).toEqual(new Set([200]));
    await until(() => rosa.inbox.length >= before + 5, 'an answer to each tap');
    await world.settle();
    expect(data.rows().proposal).toBe(1);
    const receipts = rosa.inbox.filter(({ text }) => text.includes('Tu propuesta llegó'));
    expect(receipts).toHaveLength(1);
  });

  it('an idea in five parts is one proposal, word for word, asked about once', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const parts = [
      'Que el agua llegue a todas las casas del distrito',
      'porque hoy llega solo dos horas',
      'y a veces ni eso',
      'mi vecina carga baldes',
      'y nadie dice cuándo acabará la obra',
    ];
    const before = rosa.inbox.length;
    for (const text of parts) {
      const deliver = delivery(rosa, { text });
      expect(await Promise.all([deliver(), deliver()])).toEqual([200, 200]);
    }
    world.clock.advance(5_000);
    await world.settle();
    await until(() => rosa.inbox[before], 'the question');
    // The first part is answered at once; the four that follow share one question.
    expect(rosa.inbox.length - before).toBeLessThanOrEqual(2);
    await rosa.taps(rosa.last.taps[0]?.label ?? '');
    const preview = await rosa.says('Puno');
    for (const part of parts) expect(preview.text).toContain(part);
    await rosa.taps('Enviar y publicar');
    expect(data.count('select count(*) n from proposal')).toBe(1);
    expect(data.count('select length(text) n from proposal')).toBe(parts.join('\n').length);
  });
});
