/** Staff are told in their own chat: together, by day, once, and only what leads back to the console. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTellStaff, gatherMs } from '../../src/proposals/tell-staff.js';
import type { StaffNoticeKind } from '../../src/proposals/triage.js';
import type { OpenedStore } from '../../src/store/open.js';
import { type CitizenKey, createSay } from '../../src/text/texts.js';
import { memoryStore } from '../support/store.js';
import { greet, outboxOf, t0 } from '../support/turns.js';

let store: OpenedStore;
let at: number;
let night: number | null;
beforeEach(async () => {
  store = await memoryStore();
  at = t0;
  night = null;
  for (const id of ['rosa', 'luis'])
    await store.staff.add(
      { id, name: id, email: `${id}@foro.pe`, role: 'triage', sector: 'government', disabledAt: null },
      { staffId: 'system', now: t0 },
    );
  await greet(store, 'phone');
  await store.testPhones.set('rosa', 'person:phone', t0);
});
afterEach(() => store.close());

const tell = () =>
  createTellStaff({
    notices: store.staffNotices,
    say: createSay<CitizenKey>('citizen'),
    quietUntil: async () => night,
    publicUrl: () => 'https://foro.pe',
    now: () => at,
  })();
const add = (kind: StaffNoticeKind, detail: Readonly<Record<string, string | number>>, staffId = 'rosa') =>
  store.sql.write([
    store.staffNotices.add({
      staffId,
      kind,
      href: `/panel/propuestas/${detail.code ?? ''}`,
      detail,
      now: at,
    }),
  ]);
const texts = async () =>
  (await outboxOf(store)).map(({ message }) => (message.kind === 'text' ? message.text : message.kind));

describe('the digest of the morning', () => {
  const digest = { mine: 0, overdue: 1, dueSoon: 12, unassigned: 3, toSign: 0, disagreed: 1 };
  it('names what waits, the most urgent first, and is over once it was told', async () => {
    expect(await store.digests.add('rosa', '2026-06-01', digest, at)).toBe(true);
    expect(await store.staffNotices.countUnseen('rosa')).toBe(1);
    at += gatherMs;
    expect(await tell()).toBe(1);
    expect(await texts()).toEqual([
      [
        'Buenos días. Hoy te espera:',
        '• Pasó su fecha prometida: 1 propuesta',
        '• Vencen en 7 días: 12 propuestas',
        '• No está de acuerdo con su respuesta: 1 persona',
        '• Sin encargado: 3 propuestas',
        'https://foro.pe/panel/resumen',
      ].join('\n'),
    ]);
    expect(await store.staffNotices.countUnseen('rosa')).toBe(0);
  });

  it('stands above what came in the night', async () => {
    night = at + 60_000;
    await add('assigned', { code: 'AYNI-AAAA' });
    at += gatherMs;
    expect(await tell()).toBe(0);
    night = null;
    await store.digests.add('rosa', '2026-06-01', digest, at);
    await tell();
    const [text = ''] = await texts();
    expect(text).toMatch(
      /^Buenos días.*resumen\n\nAyni, equipo: tienes una novedad\.\nTe encargaron AYNI-AAAA/s,
    );
  });
});

describe('notices of staff', () => {
  it('of one minute are one message', async () => {
    await add('assigned', { code: 'AYNI-AAAA' });
    at += 30_000;
    await add('mentioned', { code: 'AYNI-BBBB' });
    expect(await tell()).toBe(0);
    at = t0 + gatherMs;
    expect(await tell()).toBe(1);
    expect(await texts()).toEqual([
      [
        'Ayni, equipo: tienes 2 novedades.',
        'Te encargaron AYNI-AAAA: https://foro.pe/panel/propuestas/AYNI-AAAA',
        'Te nombraron en una nota de AYNI-BBBB: https://foro.pe/panel/propuestas/AYNI-BBBB',
      ].join('\n'),
    ]);
    expect(await outboxOf(store)).toMatchObject([
      { purpose: 'staff', lane: 'reply', addressId: 'address:phone' },
    ]);
    at += gatherMs;
    expect(await tell()).toBe(0);
  });

  it('wait for the morning, and then come together', async () => {
    night = t0 + 8 * 3_600_000;
    await add('assigned', { code: 'AYNI-AAAA' });
    at += 3_600_000;
    await add('to-sign', { count: 3 });
    await add('assigned', { count: 2 });
    expect(await tell()).toBe(0);
    expect(await texts()).toEqual([]);
    night = null;
    at = t0 + 8 * 3_600_000;
    expect(await tell()).toBe(1);
    const [text] = await texts();
    expect(text).toContain('Te toca firmar 3 respuestas: https://foro.pe/panel/propuestas/');
    expect(text).toContain('Te encargaron 2 propuestas: ');
  });

  it('that are many are a number and a link', async () => {
    for (let n = 0; n < 12; n += 1) await add('mentioned', { code: `AYNI-AAA${n}` });
    at += gatherMs;
    await tell();
    const [text = ''] = await texts();
    expect(text).toContain('tienes 12 novedades');
    expect(text.split('\n')).toHaveLength(10);
    expect(text).toMatch(/Todo lo pendiente: https:\/\/foro\.pe\/panel\/pendientes$/);
    expect(await store.staffNotices.untold(50)).toEqual([]);
  });

  it('go to nobody without a chat, and not to who has seen them', async () => {
    await add('assigned', { code: 'AYNI-AAAA' }, 'luis');
    await add('assigned', { code: 'AYNI-BBBB' });
    await store.staffNotices.markSeen('rosa', at);
    at += gatherMs;
    expect(await tell()).toBe(0);
    expect(await store.staffNotices.untold(50)).toEqual([]);
    // A chat linked later is not told what is old.
    await greet(store, 'late');
    await store.testPhones.set('luis', 'person:late', at);
    expect(await tell()).toBe(0);
    expect(await texts()).toEqual([]);
  });
});
