/** A broadcast that meets every kind of trouble: who got it stands in no log, file, stream, count or trace of what was done. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { OpenedStore } from '../../src/store/open.js';
import { begunAt, broadcastOf, rowsOf } from '../support/broadcasts.js';
import { publishNew, workshop } from '../support/calendar.js';
import type { Fault } from '../support/platform.js';
import { openBeside } from '../support/second-hand.js';
import { Staff } from '../support/staff.js';
import { type Citizen, meet, startWorld, type World } from '../support/world.js';

let world: World;
let store: OpenedStore;
let people: readonly Citizen[];
let entryId: string;
let staff: Staff;
beforeAll(async () => {
  world = await startWorld();
  store = await openBeside(world);
  staff = await Staff.signIn(world);
  people = [
    meet(world, 'telegram'),
    meet(world, 'telegram'),
    meet(world, 'telegram'),
    meet(world, 'whatsapp'),
  ];
  for (const one of people) {
    await one.arrives();
    await one.says('ajustes');
    await one.taps('Recibir avisos');
  }
  await people[0]?.says('vincular');
  await people[1]?.says('vincular 234567');
  const now = world.clock.now();
  entryId = await publishNew(store, workshop({ startsAt: now + 20 * 86_400_000, endsAt: null }), { now });
  const chat = people[0]?.chat ?? '';
  const body = { ok: false, error_code: 400, description: `Bad Request: chat ${chat} of Rosa` };
  const faults: readonly Fault[] = [
    { kind: 'status', status: 400, body },
    { kind: 'accept-then-cut' },
    { kind: 'html' },
  ];
  world.platform.fail(...faults);
  await store.broadcasts.create(
    begunAt(now, {
      id: 'aviso',
      cycleId: (await store.cycles.current(now)).id,
      purpose: 'event',
      entryId,
      entryVersion: 1,
      texts: {},
    }),
  );
  // Everybody has just been answered: a chat takes the next message a moment later.
  await vi.waitUntil(async () => {
    world.clock.advance(30_000);
    await world.settle();
    const rows = await rowsOf(store, 'aviso');
    return rows.length > 0 && rows.every(({ state }) => state !== 'planned' && state !== 'leased');
  }, 10_000);
});
afterAll(async () => {
  await store.close();
  await world.stop();
});

const secrets = () => [...people.map(({ chat }) => chat), 'Rosa', '234567'];
const expectNone = (text: string, where: string) => {
  for (const secret of secrets()) expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
};

it('are not in what staff and strangers may read', async () => {
  const rows = await rowsOf(store, 'aviso');
  expect(rows.some(({ state }) => state === 'failed' || state === 'unknown')).toBe(true);
  expectNone(world.logged.join('\n'), 'the log');
  expectNone(await (await world.request('/metrics')).text(), 'the metrics');
  const file = await staff.page('/panel/avisos/aviso/informe.csv');
  expectNone(file, 'the file');
  for (const path of [
    '/panel/avisos',
    '/panel/avisos/aviso',
    '/panel/entrega',
    `/panel/calendario/${entryId}`,
  ])
    expectNone(await staff.page(path), path);
  const { person, audit } = store.sql.t;
  const ids = (await store.sql.readOnce((db) => db.select({ id: person.id }).from(person))).map(
    ({ id }) => id,
  );
  expect(ids).toHaveLength(people.length);
  for (const id of ids) expect(file).not.toContain(id);
  const trail = await store.sql.readOnce((db) => db.select().from(audit));
  expectNone(JSON.stringify(trail), 'the trail');
  const ofBroadcast = JSON.stringify(trail.filter(({ subject }) => subject === 'aviso'));
  for (const id of ids) expect(ofBroadcast).not.toContain(id);
});

it('a live view tells numbers only', async () => {
  const stream = await staff.get('/panel/avisos/aviso/progreso');
  const reader = stream.body?.getReader();
  const text = new TextDecoder();
  let heard = '';
  while (!/event: (avance|fin)\n[\s\S]*\n\n/.test(heard)) heard += text.decode((await reader?.read())?.value);
  await reader?.cancel();
  expectNone(heard, 'the stream');
  for (const { id } of await rowsOf(store, 'aviso')) expect(heard).not.toContain(id.slice('aviso.'.length));
  expect((await world.request('/panel/avisos/aviso/progreso')).status).toBe(303);
});

it('the public learns no small number, and nobody the words of a draft by its id', async () => {
  await expect
    .poll(async () => {
      // Counts are kept for a while, longer on a slow machine.
      world.clock.advance(61_000);
      return (await world.request(`/calendario/${entryId}`)).text();
    })
    .toContain('menos de 5');
  const now = world.clock.now();
  const { id: cycleId } = await store.cycles.current(now);
  await store.broadcasts.create(
    broadcastOf({ id: 'secreto', cycleId, texts: { es: 'Palabras sin aprobar' }, startsAt: now }),
  );
  const draft = workshop({ title: { es: 'Fecha sin publicar' }, startsAt: now + 86_400_000 });
  const hidden = await store.calendar.create({ cycleId, draft, staffId: 'rosa', now });
  const stranger = meet(world, 'telegram');
  await stranger.arrives();
  for (const who of [people[0], stranger])
    for (const tap of ['go:notice:secreto', `go:event:${hidden}`, `go:event:${hidden}:going`]) {
      const before = who?.inbox.length ?? 0;
      await who?.post({ tap });
      await world.settle();
      const said = who?.inbox
        .slice(before)
        .map(({ text }) => text)
        .join('\n');
      expect(said).not.toMatch(/sin aprobar|sin publicar/);
    }
  // What others got is not theirs to read.
  await stranger.post({ tap: 'go:notice:aviso' });
  await world.settle();
  expect(stranger.last.text).not.toContain('Taller de presupuesto abierto');
  expect(await store.calendar.replyCounts(hidden)).toEqual({ going: 0, remind: 0, 'not-for-me': 0 });
});
