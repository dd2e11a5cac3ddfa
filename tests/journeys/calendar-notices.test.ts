/** What the calendar says by itself: a reminder on its day, a change and a cancellation at once, the minutes; each once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayNumber, startOfDay } from '../../src/calendar/days.js';
import { eventTemplates } from '../../src/calendar/words.js';
import type { OpenedStore } from '../../src/store/open.js';
import { day, publishNew, publishNext, workshop } from '../support/calendar.js';
import { openBeside } from '../support/second-hand.js';
import {
  approvedInvite,
  type Citizen,
  meet,
  type RealChannel,
  startWorld,
  until,
  type World,
} from '../support/world.js';

const lima = 'America/Lima';
const templates = Object.values(eventTemplates).map(({ name }, index) => ({
  ...approvedInvite,
  id: String(index + 2),
  name,
  components: [{ type: 'BODY', text: 'Actividad: {{1}}' }],
}));

let world: World;
let store: OpenedStore;
beforeEach(async () => {
  world = await startWorld({ templates: [approvedInvite, ...templates] });
  store = await openBeside(world);
});
afterEach(async () => {
  await store.close();
  await world.stop();
});

/** Moves the forum's clock to an instant, and lets everything happen that is due by then. */
async function moveTo(at: number): Promise<void> {
  world.clock.advance(at - world.clock.now());
  await world.settle();
}

/** A chat is not written to twice within seconds. */
const aMinuteLater = () => moveTo(world.clock.now() + 60_000);

const hears = (who: Citizen, words: string): Promise<unknown> =>
  until(() => who.inbox.some(({ body }) => JSON.stringify(body).includes(words)), words);

describe.each<RealChannel>(['telegram', 'whatsapp'])('who asked to be reminded on %s', (channel) => {
  it('is reminded at nine, hears of a change and of the end, each once, and of nothing else', async () => {
    const startsAt = world.clock.now() + 6 * day;
    const content = workshop({ startsAt, endsAt: startsAt + 3_600_000, reminders: [3] });
    const id = await publishNew(store, content, { now: world.clock.now() });
    const rosa = meet(world, channel);
    const luis = meet(world, channel);
    await rosa.proposes();
    await luis.proposes();
    await rosa.says('calendario');
    await rosa.taps('1. Taller de presupuest…');
    await rosa.taps('Recuérdame');
    const before = { rosa: rosa.inbox.length, luis: luis.inbox.length };

    const nine = startOfDay(dayNumber(startsAt, lima) - 3, lima, 9);
    await moveTo(nine - 60_000);
    expect(rosa.inbox).toHaveLength(before.rosa);
    await moveTo(nine + 60_000);
    // Two days later WhatsApp takes nothing but a template.
    await hears(rosa, channel === 'telegram' ? '⏰ Faltan 3 días:' : 'event_reminder');

    const moved = { ...content, venue: 'Plaza de Armas, Cusco' };
    await publishNext(store, id, { content: moved, now: world.clock.now() });
    await aMinuteLater();
    await hears(rosa, channel === 'telegram' ? 'Cambió algo que te avisamos: el lugar' : 'event_change');
    expect(JSON.stringify(rosa.last.body)).toContain('Plaza de Armas, Cusco');

    // By a word of theirs the window is open, and notices come in whole.
    await aMinuteLater();
    await rosa.says('ayuda');
    await publishNext(store, id, { change: 'cancelled', now: world.clock.now() });
    await aMinuteLater();
    await hears(rosa, '❌ Se canceló:');
    expect(rosa.last.text).toContain('Iba a ser:');

    await moveTo(startsAt + day);
    expect(rosa.inbox).toHaveLength(before.rosa + 4);
    expect(luis.inbox).toHaveLength(before.luis);
    expect(await (await world.request(`/calendario/${id}`)).text()).toContain(
      'Avisamos a menos de 5 personas',
    );
  });

  it('gets the minutes afterwards', async () => {
    const startsAt = world.clock.now() + day;
    const content = workshop({ startsAt, endsAt: null, reminders: [] });
    const id = await publishNew(store, content, { now: world.clock.now() });
    const rosa = meet(world, channel);
    await rosa.proposes();
    await rosa.says('calendario');
    await rosa.taps('1. Taller de presupuest…');
    await rosa.taps('Voy');
    await moveTo(startsAt + day);
    await aMinuteLater();
    await rosa.says('ayuda');
    const minutes = { ...content, minutes: 'https://foro.example.pe/acta.pdf' };
    await publishNext(store, id, { change: 'minutes', content: minutes, now: world.clock.now() });
    await aMinuteLater();
    await hears(rosa, 'Acta: https://foro.example.pe/acta.pdf');
  });
});
