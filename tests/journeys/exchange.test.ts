/** Staff and author talk on after a proposal: question and reply, answer and disagreement, areas and survey. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Staff } from '../support/staff.js';
import { type Citizen, meet, type RealChannel, startWorld, until, type World } from '../support/world.js';

const day = 86_400_000;
const opus = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(64),
]);
const question = '¿En qué barrio pasa eso, y desde cuándo?';
const reason = 'El plan ya obliga a publicar cada mes el avance de las obras, con fotos.';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const path = (code: string) => `/panel/propuestas/${code}`;
const newId = (html: string) => /name="question" value="(\w{26})"/.exec(html)?.[1] ?? '';

async function ask(staff: Staff, code: string, text = question): Promise<Response> {
  const html = await staff.page(path(code));
  const revision = /name="revision" value="(\d+)"/.exec(html)?.[1] ?? '';
  return staff.post(`${path(code)}/preguntas`, { revision, question: newId(html), 'question-text': text });
}
/** Staff ask, and the question is on the phone. */
async function askAndHear(staff: Staff, rosa: Citizen, code: string): Promise<void> {
  const before = rosa.inbox.length;
  expect((await ask(staff, code)).status).toBe(303);
  await until(() => rosa.inbox[before], 'the question');
}
/** Told of a message: what the page says of it. */
const voice = (channel: RealChannel) =>
  channel === 'telegram'
    ? {
        voice: {
          file_id: 'voice-1',
          file_unique_id: 'v1',
          duration: 3,
          mime_type: 'audio/ogg',
          file_size: 900,
        },
      }
    : { type: 'audio', audio: { id: 'voice-1', mime_type: 'audio/ogg; codecs=opus', voice: true } };

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  it('takes a question to the author and the reply back, with its voice note', async () => {
    world.platform.file('voice-1', opus);
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    const staff = await Staff.signIn(world);
    await askAndHear(staff, rosa, code);
    expect(rosa.last.text).toContain(code);
    expect(rosa.last.text).toContain(question);
    expect(await staff.page(path(code))).toContain('Espera su respuesta.');
    // A second one before the first is answered is refused, and nothing typed is lost.
    const again = { revision: await staff.revision(code), question: '01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const text = 'Otra pregunta más, por favor';
    const second = await staff.post(`${path(code)}/preguntas`, { ...again, 'question-text': text });
    expect(second.status).toBe(409);
    expect(await second.text()).toContain(text);

    await rosa.taps('Responder');
    expect(rosa.last.text).toContain(question);
    const heard = await rosa.says('En San Blas, desde enero');
    expect(heard.text).toContain('ya le llegó al equipo');
    await rosa.post({ raw: voice(channel) });
    await until(() => rosa.last.text.includes('Lo agregué') || undefined, 'the joined reply');
    await rosa.taps('Es todo');
    await world.settle();

    const page = await staff.page(path(code));
    expect(page).toContain('En San Blas, desde enero');
    expect(page).toMatch(/<audio/);
    expect(page).not.toContain('Espera su respuesta.');
    expect(page).toContain('La persona contestó la pregunta');
    // It stayed one proposal.
    expect((await rosa.says('mis propuestas')).text.match(/AYNI-/g)).toHaveLength(1);
  });

  it('never takes a reply for a new proposal', async () => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    await askAndHear(await Staff.signIn(world), rosa, code);
    const heard = await rosa.says('Es en San Blas, junto al mercado de abastos, desde enero');
    expect(heard.text).toContain('¿Eso es tu respuesta');
    expect((await rosa.taps('Es mi respuesta')).text).toContain('ya le llegó');
  });

  it('hears whether the author agrees, and tells who wrote it when not', async () => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    const staff = await Staff.signIn(world);
    const before = rosa.inbox.length;
    await staff.answers(code, { outcome: 'partly-adopted', reason, commitment: 'Compromiso 4' });
    await until(() => rosa.inbox[before], 'the answer');
    // Months later the buttons still work.
    world.clock.advance(60 * day);
    expect((await rosa.taps('No estoy de acuerdo')).text).toContain('¿Por qué no?');
    expect((await rosa.says('Porque falta mi barrio')).text).toContain('volver a abrir');
    expect((await rosa.taps('De acuerdo')).text).toContain('Ya nos dijiste');
    expect(await staff.page('/panel/pendientes')).toContain(code);
    const data = await rosa.says('mis datos');
    expect(data.text).toContain('Esto guardo de ti');
    expect((await rosa.taps('Ver todo')).text).toContain('Porque falta mi barrio');
  });

  it('asks four weeks later whether it was clear, once, and not who said baja', async () => {
    const rosa = meet(world, channel);
    const luz = meet(world, channel);
    const staff = await Staff.signIn(world);
    for (const who of [rosa, luz]) {
      const code = await who.proposes();
      const before = who.inbox.length;
      await staff.answers(code, { outcome: 'deferred', reason: `${reason} (${code})`, commitment: '' });
      await until(() => who.inbox[before], 'the answer');
    }
    await luz.says('baja');
    world.clock.advance(29 * day);
    await world.settle();
    // WhatsApp's window is closed: it waits without a paid template until she writes.
    if (channel === 'whatsapp') await rosa.post({ text: 'hola' });
    await until(
      () => rosa.inbox.some(({ text }) => text.includes('¿Se entendió')) || undefined,
      'the survey',
    );
    expect(luz.inbox.some(({ text }) => text.includes('¿Se entendió'))).toBe(false);
    expect((await rosa.says('2')).text).toContain('para explicar mejor');
    await world.settle();
    expect(rosa.inbox.filter(({ text }) => text.includes('¿Se entendió'))).toHaveLength(1);
  });

  it('tells of other areas, and hears that it is not that one', async () => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    const staff = await Staff.signIn(world);
    await staff.post(`${path(code)}/temas`, { revision: await staff.revision(code), area: 'environment' });
    world.clock.advance(6 * 60_000);
    const before = rosa.inbox.length;
    await world.settle();
    const told = await until(() => rosa.inbox[before], 'the news');
    expect(told.text).toContain('Medio ambiente');
    await rosa.taps('No es ese tema');
    expect((await rosa.taps('Inclusión')).text).toContain('Le dije al equipo');
    expect((await rosa.says(`estado ${code}`)).text).toContain('Medio ambiente');
  });
});

it('waits for WhatsApp’s window and invites to it', async () => {
  const rosa = meet(world, 'whatsapp');
  const code = await rosa.proposes();
  const staff = await Staff.signIn(world);
  expect(await staff.page(path(code))).toContain('sin invitación hasta el');
  world.clock.advance(2 * day);
  expect(await staff.page(path(code))).toContain('Le llegará primero una invitación');
  const before = rosa.inbox.length;
  expect((await ask(staff, code)).status).toBe(303);
  const invited = await until(() => rosa.inbox[before], 'the invitation');
  expect(JSON.stringify(invited.body)).toContain(code);
  expect(rosa.inbox.some(({ text }) => text.includes(question))).toBe(false);
  await rosa.post({ tap: 'go:news' });
  await until(() => rosa.last.text.includes(question) || undefined, 'the question');
});

it('lets staff take a question back', async () => {
  const rosa = meet(world, 'telegram');
  const code = await rosa.proposes();
  const staff = await Staff.signIn(world);
  await askAndHear(staff, rosa, code);
  const html = await staff.page(path(code));
  const action = new RegExp(`${path(code)}/preguntas/\\w{26}/retirar`).exec(html)?.[0] ?? '';
  expect((await staff.post(action, { revision: await staff.revision(code) })).status).toBe(303);
  expect((await rosa.taps('Responder')).text).toContain('ya no espera respuesta');
  expect(await staff.page(path(code))).toContain('Retiró la pregunta');
});

it('forgets what was said when the author erases their data', async () => {
  const rosa = meet(world, 'telegram');
  const code = await rosa.proposes();
  const staff = await Staff.signIn(world);
  await askAndHear(staff, rosa, code);
  await rosa.taps('Responder');
  await rosa.says('Vivo en la calle Saphi 123');
  await rosa.says('borrar mis datos');
  await rosa.taps('Sí, borrar todo');
  await world.settle();
  const page = await staff.page(path(code));
  expect(page).not.toContain('Saphi');
  // Nobody is there to be asked any more.
  const again = { revision: await staff.revision(code), question: '01ARZ3NDEKTSV4RRFFQ69G5FAV' };
  const refused = await staff.post(`${path(code)}/preguntas`, { ...again, 'question-text': question });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('No se envió: detrás de esta propuesta no hay un chat');
  expect(page).toContain('No se le puede preguntar');
});
