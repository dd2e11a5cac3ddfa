/** Somebody on Telegram and on WhatsApp: two chats become one person by their own act, and only by it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenedStore } from '../../src/store/open.js';
import { openBeside } from '../support/second-hand.js';
import { type Citizen, meet, startWorld, until, type World } from '../support/world.js';

let world: World;
let store: OpenedStore;
let telegram: Citizen;
let whatsapp: Citizen;
beforeEach(async () => {
  world = await startWorld();
  store = await openBeside(world);
  telegram = meet(world, 'telegram');
  whatsapp = meet(world, 'whatsapp');
});
afterEach(async () => {
  await store.close();
  await world.stop();
});

const codeFrom = async (chat: Citizen): Promise<string> =>
  /vincular ([A-Z0-9]{6})/.exec((await chat.says('vincular')).text)?.[1] ?? '';
const people = () => store.sql.readOnce((db) => db.select().from(store.sql.t.person));

async function linkUp(): Promise<void> {
  const code = await codeFrom(telegram);
  const heard = telegram.inbox.length;
  expect((await whatsapp.says(`vincular ${code.toLowerCase()}`)).text).toContain('de un chat de Telegram');
  await whatsapp.taps('Sí, unir');
  const told = await until(() => telegram.inbox[heard], 'word in the other chat');
  expect(told.text).toContain('Tu chat de WhatsApp quedó unido a este');
}

it('proposals of both are listed in each, and notices go where the person prefers', async () => {
  const first = await telegram.proposes();
  const second = await whatsapp.proposes('Que haya intérprete de quechua en la posta de mi distrito');
  await linkUp();
  expect(whatsapp.last.text).toContain('¿Por dónde te aviso?');
  await whatsapp.taps('WhatsApp');
  expect(await people()).toEqual([expect.objectContaining({ preferredChannel: 'whatsapp' })]);
  for (const chat of [telegram, whatsapp]) {
    const { text } = await chat.says('mis propuestas');
    expect(text).toContain(first);
    expect(text).toContain(second);
  }
  await telegram.says('ajustes');
  expect(telegram.last.text).toContain('Te aviso por: WhatsApp');
  await telegram.taps('Por dónde te aviso');
  expect((await telegram.taps('Donde escriba último')).text).toContain('Te aviso por: Donde escriba último');
  expect((await whatsapp.says('mis datos')).text).toContain('Chats conmigo: Telegram, WhatsApp');
});

it('a chat that is new links before anything else is asked, and a draft survives', async () => {
  await telegram.proposes();
  const code = await codeFrom(telegram);
  await whatsapp.says(`Vincular ${code}`);
  await whatsapp.taps('Sí, unir');
  await whatsapp.taps('Telegram');
  expect(await people()).toHaveLength(1);
  // Who consented in the other chat is not asked again.
  expect((await whatsapp.says('Que planten árboles en las plazas de mi barrio')).text).toContain(
    'Medio ambiente',
  );
  await telegram.says('Que las obras se publiquen cada mes en la plaza');
  await telegram.says('vincular');
  expect(telegram.last.text).toContain('vincular');
  await world.settle();
  await telegram.taps('Acceso a información');
  expect(telegram.last.text).toContain('¿Para qué lugar es?');
});

it('settings give the code too; a setting changed here is known there', async () => {
  await telegram.proposes();
  await whatsapp.proposes();
  await telegram.says('ajustes');
  const given = await telegram.taps('Unir mi otro chat');
  const code = /vincular ([A-Z0-9]{6})/.exec(given.text)?.[1] ?? '';
  await whatsapp.says(`vincular ${code.slice(0, 3)}-${code.slice(3)}`);
  await whatsapp.taps('Sí, unir');
  await whatsapp.taps('Donde escriba último');
  await whatsapp.says('ajustes');
  await whatsapp.taps('Recibir avisos');
  expect((await telegram.says('ajustes')).text).toContain('Avisos: sí');
  expect((await telegram.says('baja')).text).toContain('ya no te mandaré avisos');
  expect((await whatsapp.says('ajustes')).text).toContain('Avisos: no');
});

it('a code counts once, for fifteen minutes, in another chat only; five wrong ones are enough', async () => {
  await telegram.proposes();
  await whatsapp.proposes();
  const old = await codeFrom(telegram);
  expect((await telegram.says(`vincular ${old}`)).text).toContain('este ya está unido');
  world.clock.advance(16 * 60_000);
  expect((await whatsapp.says(`vincular ${old}`)).text).toContain('no lo conozco, o ya no vale');
  const late = await codeFrom(telegram);
  await whatsapp.says(`vincular ${late}`);
  world.clock.advance(16 * 60_000);
  expect((await whatsapp.taps('Sí, unir')).text).toContain('ya no vale');
  expect(await people()).toHaveLength(2);
  const fresh = await codeFrom(telegram);
  for (let tries = 0; tries < 5; tries += 1) await whatsapp.says('vincular 222222');
  expect((await whatsapp.says(`vincular ${fresh}`)).text).toContain('espera una hora');
  world.clock.advance(61 * 60_000);
  const next = await codeFrom(telegram);
  expect((await whatsapp.says(`vincular ${next}`)).text).toContain('de un chat de Telegram');
  expect((await whatsapp.taps('No')).text).toContain('no uní nada');
  expect(await people()).toHaveLength(2);
});

it('an erased person leaves a code that leads nowhere, and erasing in one chat empties both', async () => {
  await telegram.proposes();
  await whatsapp.proposes();
  const code = await codeFrom(telegram);
  await telegram.says('borrar mis datos');
  await telegram.taps('Sí, borrar todo');
  expect((await whatsapp.says(`vincular ${code}`)).text).toContain('no lo conozco');
  await telegram.arrives();
  await linkUp();
  await whatsapp.taps('WhatsApp');
  await whatsapp.says('borrar mis datos');
  await whatsapp.taps('Sí, borrar todo');
  expect((await telegram.says('hola')).text).toContain('¿En qué idioma hablamos?');
});

it('go apart again by one word', async () => {
  const first = await telegram.proposes();
  const second = await whatsapp.proposes('Que haya intérprete de quechua en la posta de mi distrito');
  expect((await telegram.says('separar')).text).toContain('no está unido a ningún otro');
  await linkUp();
  await whatsapp.taps('WhatsApp');
  await telegram.says('separar');
  expect((await telegram.taps('Sí, separar')).text).toContain('este chat va solo otra vez');
  expect(await people()).toHaveLength(2);
  const mine = (await telegram.says('mis propuestas')).text;
  expect(mine).toContain(first);
  expect(mine).not.toContain(second);
  expect((await whatsapp.says('mis propuestas')).text).toContain(second);
});
