/** Files after they were fetched: judged by their bytes, kept sealed, tried again when the line breaks, never for ever. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Channel, MediaRefused } from '../../src/channels/channel.js';
import { createLog } from '../../src/log.js';
import { fetchDueMedia, maxMediaBytes } from '../../src/proposals/fetch-media.js';
import { createMediaStore } from '../../src/proposals/media.js';
import type { InboundMedia, MediaKind } from '../../src/talk/message.js';
import { testVault } from '../support/store.js';
import { t0 } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
let folder: string;
let logged: string[];
/** What the channel gives for each reference, and how often it was asked. */
let given: Map<string, Uint8Array | Error>;
let asked: string[];
beforeEach(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'ayni-files-'));
  logged = [];
  given = new Map();
  asked = [];
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const fetchMedia: Channel['fetchMedia'] = async ({ ref }, maxBytes) => {
  asked.push(ref);
  expect(maxBytes).toBe(maxMediaBytes);
  const bytes = given.get(ref) ?? new Error('nothing is known of it');
  if (bytes instanceof Error) throw bytes;
  return { bytes, mime: 'image/png' };
};
const media = () => createMediaStore(folder, testVault);
const fetchAt = (now: number) =>
  fetchDueMedia({
    store: house.store,
    // The cast: fetching is all that is asked of a channel here.
    channels: new Map([['telegram', { fetchMedia } as Channel]]),
    vault: testVault,
    media: media(),
    now: () => now,
    log: createLog('debug', { write: (line) => logged.push(line) }),
  });
const proposed = (kind: MediaKind, ref: string, more: Partial<InboundMedia> = {}) =>
  house.propose({ media: [{ kind, ref, ...more }] });
const filesOf = async (code: string) => (await house.store.proposals.find(code))?.files ?? [];
const stateOf = async (code: string) =>
  (await filesOf(code)).map(({ state, mime, why }) => ({ state, mime, why }));
const onDisk = async () => (await readdir(folder, { recursive: true })).filter((name) => name.length > 60);

const bytesOf = (start: string, more = 64) =>
  Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(more)]);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const samples = {
  png,
  jpeg: bytesOf('\xff\xd8\xff\xe0\0\x10JFIF\0'),
  opus: Buffer.concat([bytesOf('OggS\0\x02', 22), bytesOf('OpusHead')]),
  mp4: bytesOf('\0\0\0\x20ftypisom'),
  m4a: bytesOf('\0\0\0\x20ftypM4A '),
  pdf: bytesOf('%PDF-1.7\n'),
  program: bytesOf('MZ\x90\0'),
  script: Buffer.from('#!/bin/sh\nrm -rf /\n'),
  page: Buffer.from('<!doctype html><script>alert(1)</script>'),
  picture: Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  words: Buffer.from('hola'),
  nothing: Buffer.alloc(0),
};

const judged: readonly (readonly [MediaKind, keyof typeof samples, string | null])[] = [
  ['voice', 'opus', 'audio/ogg; codecs=opus'],
  ['audio', 'm4a', 'audio/x-m4a'],
  ['image', 'png', 'image/png'],
  ['image', 'jpeg', 'image/jpeg'],
  ['video', 'mp4', 'video/mp4'],
  ['document', 'pdf', 'application/pdf'],
  ['image', 'pdf', null],
  ['voice', 'png', null],
  ['image', 'program', null],
  ['document', 'program', null],
  ['document', 'script', null],
  ['document', 'page', null],
  ['image', 'picture', null],
  ['document', 'words', null],
  ['voice', 'nothing', null],
];

describe('by its bytes, whatever it calls itself', () => {
  it.each(judged)('a %s that is %s', async (kind, sample, mime) => {
    given.set('ref', samples[sample]);
    const code = await proposed(kind, 'ref', { mime: 'image/png', name: 'foto.png' });
    expect(await fetchAt(t0)).toBe(1);
    expect(await stateOf(code)).toEqual([
      mime === null
        ? { state: 'refused', mime: 'image/png', why: 'wrong-type' }
        : { state: 'stored', mime, why: null },
    ]);
    expect(await onDisk()).toHaveLength(mime === null ? 0 : 1);
    expect(await fetchAt(t0 + 86_400_000)).toBe(0);
  });
});

describe('a file that is kept', () => {
  it('lies sealed on the disk and comes back byte for byte; the same bytes lie there once', async () => {
    given.set('a', samples.jpeg);
    given.set('b', samples.jpeg);
    const code = await proposed('image', 'a');
    await proposed('image', 'b');
    await fetchAt(t0);
    const [name = ''] = await onDisk();
    expect(await onDisk()).toHaveLength(1);
    expect((await readFile(join(folder, name))).includes('JFIF')).toBe(false);
    const [file] = await filesOf(code);
    expect(Buffer.from((await media().read(file?.sha256 ?? '')) ?? [])).toEqual(samples.jpeg);
  });
});

describe('a file that does not come', () => {
  it.each(['too-big', 'expired', 'not-found'] as const)(
    'for good (%s) is not asked for again',
    async (reason) => {
      given.set('ref', new MediaRefused(reason));
      const code = await proposed('voice', 'ref');
      await fetchAt(t0);
      expect(await stateOf(code)).toMatchObject([{ state: 'refused', why: reason }]);
      expect(await fetchAt(t0 + 30 * 86_400_000)).toBe(0);
    },
  );

  it('for now is asked for ever more seldom, holds up no other, and is given up after days', async () => {
    given.set('lost', new Error('the line broke'));
    given.set('here', png);
    const lost = await proposed('image', 'lost');
    const here = await proposed('image', 'here');
    const waits: number[] = [];
    let last = t0;
    for (let now = t0; now < t0 + 5 * 86_400_000; now += 30_000) {
      if ((await fetchAt(now)) === 0) continue;
      waits.push((now - last) / 30_000);
      last = now;
    }
    expect(await stateOf(here)).toMatchObject([{ state: 'stored' }]);
    expect(waits.slice(0, 6)).toEqual([0, 1, 2, 4, 8, 16]);
    expect(asked.filter((ref) => ref === 'lost')).toHaveLength(16);
    expect(await stateOf(lost)).toMatchObject([{ state: 'refused', why: 'expired' }]);
  });

  it('leaves no reference and no address in the log', async () => {
    given.set(
      'secret-reference',
      new Error('GET https://x.pe/file/bot123456:AAHnotARealTokenButLong/v failed'),
    );
    await proposed('voice', 'secret-reference');
    await fetchAt(t0);
    expect(logged).toHaveLength(1);
    expect(logged.join()).not.toMatch(/secret-reference|AAHnot/);
  });
});
