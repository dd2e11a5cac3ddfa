/** Planted people: their numbers, chats, names and words are in no log; their numbers, chats and names in no file either. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockDatabase } from './support/database.js';
import type { Fault } from './support/platform.js';
import { Staff } from './support/staff.js';
import {
  Citizen,
  nextSerial,
  postTelegram,
  postWhatsApp,
  startWorld,
  telegramUpdate,
  until,
  type World,
  whatsappMessage,
  whatsappPayload,
} from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await everythingHappens();
});
afterAll(() => world.stop());

/** Words nobody else says, so that each can be searched for. */
const planted = {
  chat: '7418529630',
  phone: '51987654321',
  newPhone: '51912345678',
  userId: 'PE.13491208655302741918',
  names: ['Zoraida', 'Huamanchumo', 'zoraida_h', 'dni-zoraida.pdf'],
  words: ['Chuquibambilla', 'secretisimo'],
  file: 'AgACAgEAAxkBAAIreference',
};
const idea = 'Que en Chuquibambilla se publique el gasto secretisimo de las obras de agua';

const sayOnTelegram = (what: Record<string, unknown>) => {
  const who = {
    id: Number(planted.chat),
    first_name: 'Zoraida',
    last_name: 'Huamanchumo',
    username: 'zoraida_h',
  };
  const chat = { ...who, type: 'private' };
  return postTelegram(
    world,
    telegramUpdate(planted.chat, { chat, from: { ...who, is_bot: false }, ...what }),
  );
};
const sayOnWhatsApp = (what: Record<string, unknown>) =>
  postWhatsApp(
    world,
    whatsappPayload({
      contacts: [{ profile: { name: 'Zoraida Huamanchumo' }, wa_id: planted.phone, user_id: planted.userId }],
      messages: [whatsappMessage(planted.phone, { from_user_id: planted.userId, ...what })],
    }),
  );

/** A file is sent, found to be no picture, and the proposal goes its whole way. */
async function live(
  rosa: Citizen,
  say: typeof sayOnTelegram,
  photo: Record<string, unknown>,
): Promise<string> {
  await rosa.arrives();
  const before = rosa.inbox.length;
  await say(photo);
  await until(() => rosa.inbox[before], 'the question');
  await rosa.taps('Medio ambiente');
  await rosa.says('cuzco');
  const { text } = await rosa.taps('Enviar y publicar');
  return /AYNI-\w{4}/.exec(text)?.[0] ?? '';
}

/** Every way in which the platform may fail, one message each. */
const faults: readonly Fault[] = [
  { kind: 'html' },
  { kind: 'cut' },
  { kind: 'accept-then-cut' },
  {
    kind: 'status',
    status: 400,
    body: { ok: false, error_code: 400, description: `Bad Request: ${planted.chat}` },
  },
  {
    kind: 'status',
    status: 400,
    body: { error: { code: 131009, message: `(#131009) to ${planted.phone}` } },
  },
  { kind: 'status', status: 500, body: {} },
];

async function everythingHappens(): Promise<void> {
  world.platform.file(planted.file, Buffer.from('no picture'));
  const onTelegram = new Citizen(world, 'telegram', planted.chat);
  const onWhatsApp = new Citizen(world, 'whatsapp', planted.phone);
  const document = {
    mime_type: 'application/pdf',
    file_name: 'dni-zoraida.pdf',
    filename: 'dni-zoraida.pdf',
  };
  const codes = [
    await live(onTelegram, sayOnTelegram, {
      caption: idea,
      document: { file_id: planted.file, ...document },
    }),
    await live(onWhatsApp, sayOnWhatsApp, {
      type: 'document',
      document: { id: planted.file, caption: idea, ...document },
    }),
  ];
  await world.settle();
  const staff = await Staff.signIn(world);
  for (const code of codes) {
    await staff.answers(code, {
      outcome: 'deferred',
      reason: 'Se verá en el 2027, con presupuesto.',
      commitment: '',
    });
    await staff.page(`/panel/propuestas/${code}`);
  }
  for (const fault of faults) {
    world.platform.fail(fault, fault);
    await sayOnTelegram({ text: idea });
    await sayOnWhatsApp({ type: 'text', text: { body: idea } });
    await world.settle();
  }
  const lock = lockDatabase(world.folder);
  expect((await sayOnTelegram({ text: idea })).status).toBe(503);
  lock.release();
  await postTelegram(world, { update_id: nextSerial(), message: { text: idea, chat: planted.chat } });
  await postWhatsApp(world, whatsappPayload({ messages: [{ from: planted.phone, text: { body: idea } }] }));
  const status = {
    id: `wamid.${planted.phone}`,
    status: 'failed',
    recipient_id: planted.phone,
    timestamp: '1',
  };
  const errors = [{ code: 131026, error_data: { details: planted.phone } }];
  await postWhatsApp(world, whatsappPayload({ statuses: [{ ...status, errors }] }));
  await sayOnWhatsApp({ type: 'system', system: { type: 'user_changed_number', wa_id: planted.newPhone } });
  await postWhatsApp(
    world,
    whatsappPayload(
      {
        user_preferences: [
          { wa_id: planted.phone, category: 'marketing_messages', value: 'stop', timestamp: '1' },
        ],
      },
      'user_preferences',
    ),
  );
  world.clock.advance(3 * 3_600_000);
  await world.settle();
}

it('nothing of them is in the log, in the database, or beside it', async () => {
  const log = world.logged.join('\n');
  expect(world.logged.length).toBeGreaterThan(3);
  const { chat, phone, newPhone, userId, names, words, file } = planted;
  for (const secret of [chat, phone, newPhone, userId, ...names, ...words, file])
    expect(log.toLowerCase(), secret).not.toContain(secret.toLowerCase());
  for (const token of ['telegram-token', 'whatsapp-token', 'telegram-secret', 'whatsapp-app-secret'])
    expect(log).not.toContain(token);

  // The write-ahead log too: what was written and changed since stands there.
  const paths = (await readdir(world.folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  expect(paths.map(({ name }) => name)).toContain('ayni.db');
  let found = false;
  for (const { parentPath, name } of paths) {
    const bytes = await readFile(join(parentPath, name));
    found ||= bytes.includes('Chuquibambilla');
    for (const secret of [chat, phone, newPhone, userId, ...names])
      expect(bytes.toString('latin1').includes(secret), `${secret} in ${name}`).toBe(false);
  }
  // The proposal itself is there in clear: the search does find what is to be found.
  expect(found).toBe(true);
});

it('nor in an error page, the metrics, or what anybody may ask for', async () => {
  for (const path of ['/', '/metrics', '/healthz', '/readyz', '/aportes/AYNI-2222', '/nothing/here']) {
    const page = await (await world.request(path)).text();
    for (const secret of [planted.chat, planted.phone, planted.userId, ...planted.names])
      expect(page, path).not.toContain(secret);
  }
});
