/** From a complaint on a phone to nothing left of it: the person gets the way to help, and the house keeps a code and a counter. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesLeft, filesBelow, placesInFile } from '../support/planted.js';
import { Staff } from '../support/staff.js';
import { type Citizen, meet, type RealChannel, startWorld, type World } from '../support/world.js';

const word = 'Zorzalquipu';
const complaint = `El alcalde ${word} me pide plata por el permiso y ayer amenazó a mi hermana`;
const heard = `Se oye que ${word} los espera en la esquina`;
const opus = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(64),
]);

let world: World;
let staff: Staff;
beforeEach(async () => {
  world = await startWorld();
  staff = await Staff.signIn(world);
});
afterEach(() => world.stop());

const voiceNote = (channel: RealChannel) =>
  channel === 'telegram'
    ? { voice: { file_id: 'voice-1', mime_type: 'audio/ogg', file_size: 100 } }
    : { type: 'audio', audio: { id: 'voice-1', mime_type: 'audio/ogg; codecs=opus', voice: true } };

/** Words and a voice note; then the lists in which they are quoted. */
async function complains(rosa: Citizen): Promise<string> {
  world.platform.file('voice-1', opus);
  await rosa.arrives();
  await rosa.says(complaint);
  await rosa.sends(voiceNote(rosa.channel));
  await rosa.taps(rosa.last.taps[0]?.label ?? '');
  await rosa.says('cuzco');
  const code = /AYNI-\w{4}/.exec((await rosa.taps('Enviar y publicar')).text)?.[0] ?? '';
  await rosa.says('mis propuestas');
  expect(rosa.last.text).toContain(word);
  await world.settle();
  return code;
}

async function triages(code: string): Promise<void> {
  const page = `/panel/propuestas/${code}`;
  const file = /archivos\/([\w-]+)/.exec(await staff.page(page))?.[1] ?? '';
  const write = async (part: string, fields: Readonly<Record<string, string | readonly string[]>>) => {
    const { status } = await staff.post(`${page}/${part}`, {
      revision: await staff.revision(code),
      ...fields,
    });
    expect([part, status]).toEqual([part, 303]);
  };
  await write('notas', { text: `Ojo: ${word} es el alcalde` });
  await write('temas', { area: ['anticorruption'] });
  await write(`archivos/${file}/transcripcion`, { text: heard });
  const question = /name="question" value="(\w+)"/.exec(await staff.page(page))?.[1] ?? '';
  await write('preguntas', { question, 'question-text': `¿Dónde fue lo de ${word}?` });
  await world.settle();
}

/** In the middle of it their chat remembers what they said, and what it is about. */
async function replies(rosa: Citizen): Promise<void> {
  await rosa.taps('Responder');
  await rosa.says(`Fue en el mercado, con ${word} delante de todos`);
}

const withdraws = async (code: string, reason: string) =>
  staff.post(`/panel/propuestas/${code}/retirar`, {
    revision: await staff.revision(code),
    step: 'withdraw',
    reason,
    card: 'auto',
    typed: code,
  });

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  it('a complaint is taken out of everything, and its author reads where to turn', async () => {
    const rosa = meet(world, channel);
    const code = await complains(rosa);
    await triages(code);
    await replies(rosa);
    expect(placesInFile(world.folder, word)).toEqual(
      expect.arrayContaining([
        'proposal.text',
        'note.text',
        'attachment.transcript',
        'exchange.text',
        'outbox.message',
      ]),
    );
    expect(await filesBelow(join(world.folder, 'media'))).toHaveLength(1);

    expect((await withdraws(code, 'danger')).status).toBe(303);
    await world.settle();
    expect(rosa.last.text).toMatch(/^Nos preocupa lo que cuentas\./);
    expect(rosa.last.text).toContain(code);
    expect(placesInFile(world.folder, word)).toEqual([]);
    expect(placesInFile(world.folder, 'amenazó a mi hermana')).toEqual([]);
    expect(await bytesLeft(world.folder, word)).toBe(false);
    expect(await filesBelow(join(world.folder, 'media'))).toEqual([]);
    expect(world.logged.filter((line) => line.toLowerCase().includes(word.toLowerCase()))).toEqual([]);

    const state = (await rosa.says(`estado ${code}`)).text;
    expect(state).toContain(`${code}: esta propuesta se retiró.`);
    expect(state).toContain('https://denuncias.servicios.gob.pe');
    expect((await rosa.says('mis propuestas')).text).not.toContain(code);
    expect(await staff.page('/panel/propuestas?estado=todas')).not.toContain(code);
    const next = await rosa.proposes('Que los trámites del mercado tengan un precio a la vista');
    expect(next).toMatch(/^AYNI-/);
  });
});

it('waits for the window on WhatsApp behind an invitation, and is read at the tap', async () => {
  const rosa = meet(world, 'whatsapp');
  const code = await complains(rosa);
  world.clock.advance(25 * 3_600_000);
  await world.settle();
  const before = rosa.inbox.length;
  await withdraws(code, 'complaint');
  await world.settle();
  const came = rosa.inbox.slice(before);
  expect(came).toHaveLength(1);
  expect(JSON.stringify(came)).not.toContain(word);
  expect(placesInFile(world.folder, word)).toEqual([]);
  await rosa.says('hola');
  await world.settle();
  expect(rosa.inbox.some(({ text }) => text.includes('https://denuncias.servicios.gob.pe'))).toBe(true);
});
