/** A citizen asks what is next, says "I'll go" or "remind me", hears why we write, and stops. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../src/store/open.js';
import { day, publishNew, publishNext, workshop } from '../support/calendar.js';
import { openBeside } from '../support/second-hand.js';
import { meet, type RealChannel, startWorld, type World } from '../support/world.js';

let world: World;
let store: OpenedStore;
beforeEach(async () => {
  world = await startWorld();
  store = await openBeside(world);
});
afterEach(async () => {
  await store.close();
  await world.stop();
});

const inDays = (days: number) => {
  const startsAt = Date.now() + days * day;
  return workshop({ startsAt, endsAt: startsAt + 2 * 3_600_000 });
};
const repliesOf = () => store.sql.readOnce((db) => db.select().from(store.sql.t.calendarReply));

describe.each<RealChannel>(['telegram', 'whatsapp'])('the calendar on %s', (channel) => {
  it('tells a stranger what is next, and the stage we are in, without keeping anything', async () => {
    const id = await publishNew(store, inDays(21));
    const luz = meet(world, channel);
    const told = await luz.says('¿Calendario?');
    expect(told.text).toContain('Taller de presupuesto abierto');
    expect(told.text).toContain('hora de Perú');
    expect(told.text).toContain('Casa de la Cultura, Cusco');
    expect(told.text).toContain('Entrada libre. Trae tu DNI.');
    expect(told.text).toMatch(/Ahora estamos en esta etapa: \*?Recepción de propuestas/);
    expect(told.text).toContain('http://ayni.test/calendario.ics');
    expect(told.taps.map((tap) => tap.id)).toEqual([`go:event:${id}`]);
    await luz.taps('1. Taller de presupuest…');
    const asked = await luz.taps('Recuérdame');
    expect(asked.text).toContain('necesito primero tu permiso');
    expect(asked.text).toContain('¿En qué idioma hablamos?');
    expect(await repliesOf()).toEqual([]);
  });

  it('shows one event with its buttons, takes the answer, and takes it back', async () => {
    const id = await publishNew(store, inDays(21));
    const rosa = meet(world, channel);
    await rosa.proposes();
    await rosa.says('calendario');
    const event = await rosa.taps('1. Taller de presupuest…');
    expect(event.text).toContain('Organiza: Secretaría de Gobierno e Integridad');
    expect(event.text).toContain(`http://ayni.test/calendario/${id}.ics`);
    expect(event.taps.map(({ label }) => label)).toEqual(['Voy', 'Recuérdame', 'No es para mí']);
    const going = await rosa.taps('Voy');
    expect(going.text).toContain('Te esperamos en');
    expect(going.text).toContain('Te lo recuerdo 14, 3 y 1 días antes.');
    await rosa.taps('Voy');
    expect((await repliesOf()).map(({ reply }) => reply)).toEqual(['going']);
    await rosa.says('fechas');
    expect((await rosa.taps('1. Taller de presupuest…')).text).toContain('Dijiste que vas');
    expect((await rosa.taps('No es para mí')).text).toContain('no te escribo más sobre');
    expect((await repliesOf()).map(({ reply }) => reply)).toEqual(['not-for-me']);
    expect((await rosa.taps('Mejor recuérdame')).text).toContain('Te lo recuerdo');
    expect((await rosa.says('mis datos')).text).toContain('Actividades que me marcaste: 1');
    expect((await rosa.taps('Ver todo')).text).toContain('recuérdame: Taller de presupuesto abierto');
  });

  it('never destroys a draft: the question follows the answer', async () => {
    await publishNew(store, inDays(21));
    const rosa = meet(world, channel);
    await rosa.arrives();
    await rosa.says('Que publiquen en qué gastan el dinero de las obras de la municipalidad');
    const asked = rosa.inbox.length;
    await rosa.says('calendario');
    await world.settle();
    expect(rosa.inbox.slice(asked).map((one) => one.text)).toEqual([
      expect.stringContaining('Taller de presupuesto abierto'),
      expect.stringContaining('¿Es así?'),
    ]);
    await rosa.taps('1. Taller de presupuest…');
    await world.settle();
    const replied = await rosa.taps('Recuérdame');
    expect(replied.text).toContain('Te lo recuerdo');
    expect(replied.text).toContain('¿Es así?');
    await rosa.taps('Acceso a información');
    await rosa.says('cuzco');
    expect((await rosa.taps('Enviar y publicar')).text).toContain('¡Tu propuesta llegó!');
  });
});

it('shows the dates of my region, and of another after a change', async () => {
  await publishNew(store, inDays(21));
  await publishNew(store, {
    ...inDays(16),
    place: '200101',
    venue: 'Plaza',
    title: { es: 'Reunión en Piura' },
  });
  await publishNew(store, { ...inDays(30), place: null, online: true, title: { es: 'Charla para todos' } });
  const rosa = meet(world, 'whatsapp');
  await rosa.arrives();
  await rosa.says('cancelar');
  await rosa.says('ajustes');
  await rosa.taps('Región');
  await rosa.says('Piura');
  const mine = await rosa.says('/calendario');
  expect(mine.text).toContain('en Piura y en todo el país');
  expect(mine.text).toContain('Reunión en Piura');
  expect(mine.text).toContain('Charla para todos');
  expect(mine.text).not.toContain('Taller de presupuesto');
  await rosa.taps('Cambiar región');
  const done = await rosa.says('cuzco');
  expect(done.taps.map(({ label }) => label)).toEqual(['Calendario']);
  const other = await rosa.taps('Calendario');
  expect(other.text).toContain('Taller de presupuesto abierto');
  expect(other.text).not.toContain('Piura');
});

it('answers kindly when an event is over, cancelled or unknown', async () => {
  const id = await publishNew(store, inDays(2));
  const rosa = meet(world, 'telegram');
  await rosa.proposes();
  await rosa.says('calendario');
  await rosa.taps('1. Taller de presupuest…');
  expect((await rosa.taps('Recuérdame')).text).toContain('Te lo recuerdo 1 día antes.');
  await publishNext(store, id, { change: 'cancelled', now: Date.now() });
  expect((await rosa.taps('Voy')).text).toContain('se canceló');
  expect((await rosa.says('calendario')).text).toContain('Todavía no hay actividades anunciadas');
  const other = await publishNew(store, { ...inDays(2), minutes: 'https://foro.example/acta.pdf' });
  world.clock.advance(3 * day);
  await rosa.post({ tap: `go:event:${other}:going` });
  await world.settle();
  expect(rosa.last.text).toContain('ya pasó');
  expect(rosa.last.text).toContain('https://foro.example/acta.pdf');
  await rosa.post({ tap: 'go:event:NOTHING:going' });
  await world.settle();
  expect(rosa.last.text).toContain('No encuentro esa actividad');
  expect((await repliesOf()).map(({ reply }) => reply)).toEqual(['remind']);
});

it('says why it writes; baja takes reminders back, and writing again does not bring them', async () => {
  await publishNew(store, inDays(21));
  const rosa = meet(world, 'whatsapp');
  await rosa.proposes();
  await rosa.taps('Recibir avisos');
  await rosa.says('calendario');
  await rosa.taps('1. Taller de presupuest…');
  await rosa.taps('Recuérdame');
  const why = await rosa.says('¿Por qué recibo esto?');
  expect(why.text).toContain('aceptaste recibir avisos');
  expect(why.text).toContain('que te lo recuerde: Taller de presupuesto abierto');
  expect(why.text).toMatch(/escribe \*?baja/);
  expect((await rosa.says('Baja')).text).toContain('recordatorios');
  expect(await repliesOf()).toEqual([]);
  expect((await rosa.says('¿por qué?')).text).toContain('No te mando avisos');
  await rosa.says('hola');
  expect((await rosa.says('ajustes')).text).toContain('Avisos: no');
});

it('erasing takes the answers to events along', async () => {
  await publishNew(store, inDays(21));
  const rosa = meet(world, 'telegram');
  await rosa.proposes();
  await rosa.says('calendario');
  await rosa.taps('1. Taller de presupuest…');
  await rosa.taps('Voy');
  const [person] = await store.sql.readOnce((db) => db.select().from(store.sql.t.person));
  await rosa.says('borrar mis datos');
  await rosa.taps('Sí, borrar todo');
  const left = await repliesOf();
  expect(left.map(({ personId }) => personId)).not.toContain(person?.id);
});
