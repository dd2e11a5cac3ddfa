/** From proposals to a commitment to news of it: authors hear once, then who wants to; an organisation joins and follows. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Staff } from '../support/staff.js';
import { type Citizen, meet, startWorld, until, type World } from '../support/world.js';

let world: World;
let staff: Staff;
beforeEach(async () => {
  world = await startWorld();
  staff = await Staff.signIn(world);
});
afterEach(() => world.stop());

const hidden = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
const form = {
  'title-es': 'Obras a la vista',
  'text-es': 'El ministerio publicará cada mes el avance de las obras, con fotos.',
};

async function publishedFrom(codes: readonly string[]): Promise<string> {
  const page = await staff.page(`/panel/compromisos/nuevo?propuestas=${codes.join(',')}`);
  const made = await staff.post('/panel/compromisos', {
    ...form,
    id: hidden(page, 'id'),
    codes: hidden(page, 'codes'),
    area: 'access_to_information',
  });
  const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
  const ask = await staff.page(`${path}/publicar`);
  await staff.post(`${path}/publicar`, { revision: hidden(ask, 'revision'), note: '' });
  return path;
}
async function tells(path: string, text: string): Promise<void> {
  // Bulk waits until a chat that was just spoken to has been quiet for some seconds.
  world.clock.advance(7_000);
  const page = await staff.page(`${path}/avance`);
  const sent = await staff.post(`${path}/avance`, {
    id: hidden(page, 'id'),
    status: 'limited',
    'text-es': text,
    link: '',
    step: 'send',
  });
  expect(sent.status).toBe(303);
  await world.settle();
}
const heard = (citizen: Citizen, text: string): number =>
  citizen.inbox.filter((one) => one.text.includes(text)).length;
/** Bulk leaves a chat alone that was just spoken to: it may take a second. */
const hears = (citizen: Citizen, text: string) => until(() => heard(citizen, text) === 1, `"${text}"`);

it('tells both authors once, then only who said they want to hear', async () => {
  const rosa = meet(world, 'telegram');
  const juan = meet(world, 'whatsapp');
  const codes = [await rosa.proposes(), await juan.proposes('Que haya fotos de cada obra en un portal')];
  const path = await publishedFrom(codes);
  await tells(path, 'Ya hay fotos de veinte obras.');
  for (const [index, citizen] of [rosa, juan].entries()) {
    await hears(citizen, 'veinte obras');
    expect(citizen.last.text).toContain(`Tu propuesta ${codes[index]} ayudó a escribir`);
  }
  await rosa.taps('Seguir avisándome');
  await tells(path, 'Ya hay fotos de cuarenta obras.');
  await hears(rosa, 'cuarenta obras');
  await rosa.taps('No más');
  await tells(path, 'Ya hay fotos de todas las obras.');
  const told = await staff.page(path);
  expect(told.match(/se avisó a \d+ personas?|no había a quién avisar/g)).toEqual([
    'no había a quién avisar',
    'se avisó a 1 persona',
    'se avisó a 2 personas',
  ]);
  for (const citizen of [rosa, juan]) expect(heard(citizen, 'veinte obras')).toBe(1);
});

it('waits for WhatsApp’s window behind one invitation, and leaves when it is opened', async () => {
  const juan = meet(world, 'whatsapp');
  const path = await publishedFrom([await juan.proposes()]);
  world.clock.advance(25 * 3_600_000);
  await world.settle();
  await tells(path, 'Ya hay fotos de veinte obras.');
  await hears(juan, 'proposal_news');
  expect(heard(juan, 'veinte obras')).toBe(0);
  await juan.says('hola');
  await hears(juan, 'veinte obras');
  expect(heard(juan, 'proposal_news')).toBe(1);
});

it('lets an organisation add itself, join by its link, and be asked once to follow', async () => {
  const rosa = meet(world, 'telegram');
  const path = await publishedFrom([await rosa.proposes()]);
  const sent = await world.request('/actores/sumate', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      name: 'Red de Veedoras',
      kind: 'organisation',
      sector: 'civil-society',
      area: 'access_to_information',
      department: '',
      within: '',
    }).toString(),
  });
  expect(sent.status).toBe(303);
  const list = await staff.page('/panel/actores?estado=proposed');
  const actor = /href="(\/panel\/actores\/[^"?]+)">Red de Veedoras/.exec(list)?.[1] ?? '';
  await staff.post(`${actor}/estado`, {
    revision: hidden(await staff.page(actor), 'revision'),
    state: 'listed',
  });
  const start = /start=([\w-]+)/.exec(await staff.page(actor))?.[1] ?? '';
  const contact = meet(world, 'telegram');
  await contact.arrives();
  await contact.says(`/start ${start}`);
  await contact.taps('Sí, soy yo');
  await contact.taps('No');
  expect(await staff.page(actor)).toContain('Su contacto abrió el enlace');
  const page = await staff.page(path);
  const id = /name="actor" value="([^"]+)"/.exec(page)?.[1] ?? '';
  for (let press = 0; press < 2; press += 1) await staff.post(`${path}/invitar`, { actor: id });
  await world.settle();
  await hears(contact, 'Este compromiso del plan toca sus temas');
  expect(await staff.page(path)).toContain('Ya invitados');
  await contact.taps('Seguir avisándome');
  await tells(path, 'Ya hay fotos de veinte obras.');
  for (const citizen of [contact, rosa]) await hears(citizen, 'veinte obras');
  expect(heard(contact, 'Este compromiso del plan toca sus temas')).toBe(1);
});
