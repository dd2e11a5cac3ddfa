/** Notices as people get them: once, where they prefer, whole behind a template's button, and never after baja. */
import { afterEach, expect, it } from 'vitest';
import type { OpenedStore } from '../../src/store/open.js';
import { begunAt, rowsOf } from '../support/broadcasts.js';
import { day } from '../support/calendar.js';
import { openBeside } from '../support/second-hand.js';
import { approvedInvite, type Citizen, meet, startWorld, until, type World } from '../support/world.js';

let world: World;
let store: OpenedStore;
afterEach(async () => {
  await store.close();
  await world.stop();
});

const text = 'El foro publica el borrador del plan. Léelo y cuéntanos qué le falta, hasta fin de mes.';
const english = 'The forum publishes the draft of the plan.';
const forumNotice = {
  ...approvedInvite,
  id: '9',
  name: 'forum_notice',
  components: [{ type: 'BODY', text: 'El foro te avisa: {{1}}' }],
};

async function begin(
  environment: Record<string, string> = { QUIET_FROM: '0', QUIET_TO: '0' },
): Promise<void> {
  world = await startWorld({ templates: [approvedInvite, forumNotice], environment });
  store = await openBeside(world);
}

/** As two people approved and started it. */
async function send(): Promise<void> {
  const now = world.clock.now();
  const { id: cycleId } = await store.cycles.current(now);
  await store.broadcasts.create(
    begunAt(now, {
      id: 'aviso',
      cycleId,
      texts: { es: text, en: english },
    }),
  );
  await world.settle();
}

const wants = async (who: Citizen): Promise<void> => {
  await who.proposes();
  await who.taps('Recibir avisos');
};
const heardNotice = (who: Citizen) => who.inbox.filter((one) => one.text.includes('El foro publica'));

it('who linked two chats gets it once, in the one they prefer', async () => {
  await begin();
  const [telegram, whatsapp] = [meet(world, 'telegram'), meet(world, 'whatsapp')];
  await wants(telegram);
  await wants(whatsapp);
  const code = /vincular ([A-Z0-9]{6})/.exec((await telegram.says('vincular')).text)?.[1] ?? '';
  await whatsapp.says(`vincular ${code}`);
  await whatsapp.taps('Sí, unir');
  await whatsapp.taps('Telegram');
  await send();
  await until(() => heardNotice(telegram).length === 1, 'the notice');
  expect(heardNotice(whatsapp)).toEqual([]);
  expect(heardNotice(telegram)[0]?.text).toContain('escribe baja');
  expect(await rowsOf(store, 'aviso')).toHaveLength(1);
});

it('who links while it is planned for both hears it once', async () => {
  const hour = new Date(Date.now() - 5 * 3_600_000).getUTCHours();
  await begin({ QUIET_FROM: String(hour), QUIET_TO: String((hour + 2) % 24) });
  const [telegram, whatsapp] = [meet(world, 'telegram'), meet(world, 'whatsapp')];
  await wants(telegram);
  await wants(whatsapp);
  await send();
  expect((await rowsOf(store, 'aviso')).map(({ state }) => state)).toEqual(['planned', 'planned']);
  const code = /vincular ([A-Z0-9]{6})/.exec((await telegram.says('vincular')).text)?.[1] ?? '';
  await whatsapp.says(`vincular ${code}`);
  await whatsapp.taps('Sí, unir');
  await whatsapp.taps('Donde escriba último');
  world.clock.advance(3 * 3_600_000);
  await world.settle();
  await until(() => heardNotice(telegram).length + heardNotice(whatsapp).length === 1, 'the notice');
  await world.settle();
  expect(heardNotice(telegram).length + heardNotice(whatsapp).length).toBe(1);
  expect((await rowsOf(store, 'aviso')).map(({ why }) => why)).toContain('already-told');
});

it('baja takes back what was planned, for whoever said it only', async () => {
  const hour = new Date(Date.now() - 5 * 3_600_000).getUTCHours();
  await begin({ QUIET_FROM: String(hour), QUIET_TO: String((hour + 2) % 24) });
  const [rosa, luis] = [meet(world, 'telegram'), meet(world, 'whatsapp')];
  await wants(rosa);
  await wants(luis);
  await send();
  await rosa.says('baja');
  await world.settle();
  expect(
    Object.fromEntries(
      (await rowsOf(store, 'aviso')).map(({ channel, state, why }) => [channel, why ?? state]),
    ),
  ).toEqual({ telegram: 'stopped', whatsapp: 'planned' });
  world.clock.advance(3 * 3_600_000);
  await world.settle();
  await until(() => heardNotice(luis).length === 1, 'the notice');
  expect(heardNotice(rosa)).toEqual([]);
});

it('the button under a template brings the whole notice, in the person’s language', async () => {
  await begin();
  const rosa = meet(world, 'whatsapp');
  await wants(rosa);
  world.clock.advance(3 * day);
  const before = rosa.inbox.length;
  await send();
  const template = await until(() => rosa.inbox[before], 'the template');
  expect(template.text).toBe('forum_notice');
  const tap = { type: 'button', button: { payload: 'go:notice:aviso', text: 'Leer aviso' } };
  const whole = await rosa.sends(tap);
  expect(whole.text).toContain(text);
  expect(whole.text).toContain('aceptaste recibir avisos');
  await rosa.says('idioma');
  await rosa.taps('English');
  expect((await rosa.sends(tap)).text).toContain(english);
  // Somebody it was not sent to learns nothing by its number.
  const luis = meet(world, 'whatsapp');
  await luis.arrives();
  const asked = await luis.sends(tap);
  expect(asked.text).toContain('Ese aviso ya no lo tengo');
  expect(asked.text).not.toContain('borrador');
});
