/** Files with a proposal, from the phone to the console: good ones are shown, dangerous and huge ones are refused. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Staff } from '../support/staff.js';
import { type Citizen, meet, type RealChannel, startWorld, type World } from '../support/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const opus = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(64),
]);
const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]);

/** A voice note as each platform describes it; what it says of the file need not be true. */
const voiceNote = (channel: RealChannel, id: string) =>
  channel === 'telegram'
    ? { voice: { file_id: id, mime_type: 'audio/ogg', file_size: 100 } }
    : { type: 'audio', audio: { id, mime_type: 'audio/ogg; codecs=opus', voice: true } };

/** Proposes by voice alone. @returns the public code. */
async function proposesByVoice(rosa: Citizen, id: string): Promise<string> {
  await rosa.arrives();
  await rosa.sends(voiceNote(rosa.channel, id));
  await rosa.taps('Inclusión');
  await rosa.says('Puno');
  const { text } = await rosa.taps('Enviar y publicar');
  await world.settle();
  return /AYNI-\w{4}/.exec(text)?.[0] ?? '';
}
const storedFiles = async () =>
  (await readdir(join(world.folder, 'media'), { recursive: true }).catch(() => [])).filter(
    (name) => name.length > 60,
  );

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  it('a voice note can be heard on the console, byte for byte', async () => {
    world.platform.file('voice-1', opus);
    const code = await proposesByVoice(meet(world, channel), 'voice-1');
    const staff = await Staff.signIn(world);
    const page = await staff.page(`/panel/propuestas/${code}`);
    const href = /<audio[^>]+src="([^"]+)"/.exec(page)?.[1] ?? '';
    const file = await staff.get(href);
    expect(file.headers.get('content-type')).toContain('audio/ogg');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(opus);
    const { status } = await world.request(href);
    expect([302, 303, 401, 403]).toContain(status);
  });

  it.each([
    ['a program that calls itself a voice note', program, 'tipo de archivo no aceptado'],
    ['a file of 21 MB that calls itself small', Buffer.alloc(21 * 1024 * 1024, 1), 'muy grande'],
  ])('%s: refused; staff see why, and the author is told once', async (_, bytes, why) => {
    world.platform.file('voice-2', bytes);
    const rosa = meet(world, channel);
    const code = await proposesByVoice(rosa, 'voice-2');
    await world.settle();
    const told = rosa.inbox.filter(({ text }) => text.includes('No pude guardar el archivo'));
    expect(told).toEqual([expect.objectContaining({ text: expect.stringContaining(code) })]);
    expect(await (await Staff.signIn(world)).page(`/panel/propuestas/${code}`)).toContain(why);
    expect(await storedFiles()).toEqual([]);
  });
});
