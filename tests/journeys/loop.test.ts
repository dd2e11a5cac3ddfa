/** The main job on both platforms: a proposal comes in, its author hears what became of it. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Staff } from '../support/staff.js';
import {
  meet,
  postWhatsApp,
  type RealChannel,
  startWorld,
  until,
  type World,
  whatsappPayload,
} from '../support/world.js';

const reason = 'Se incluye en el compromiso 4, con metas por región desde 2027.';

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it('takes a proposal from the first word to the receipt in eight messages', async () => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    expect(code).toMatch(/^AYNI-[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(rosa.inbox).toHaveLength(8);
    expect(rosa.last.text).toContain('Te responderemos a más tardar');
    expect(rosa.last.text).toContain('Lo que sigue');
    expect(rosa.last.text).toMatch(/Huella de tu texto: [0-9a-f]{16}/);
  });

  it('tells the author the answer, and staff whether it arrived', async () => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    const staff = await Staff.signIn(world);
    expect(await staff.page('/panel/propuestas?tema=access_to_information')).toContain(code);
    const before = rosa.inbox.length;
    await staff.answers(code, { outcome: 'partly-adopted', reason, commitment: 'Compromiso 4' });
    const told = await until(() => rosa.inbox[before], 'the answer');
    expect(told.text).toContain(code);
    expect(told.text).toContain('Adoptada en parte');
    expect(told.text).toContain(reason);
    expect(told.text).toContain('Compromiso 4');
    await world.settle();
    const page = await staff.page(`/panel/propuestas/${code}`);
    expect(page).toContain(channel === 'telegram' ? 'Entregado al chat' : 'aún no consta que llegó');
    const neighbour = meet(world, channel);
    const heard = await neighbour.says(`/estado ${code.toLowerCase()}`);
    expect(heard.text).toContain('Adoptada en parte');
    expect(heard.text).not.toContain('municipalidad');
  });

  it('suggests the area from the words and lets the person change it', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const asked = await rosa.says('Que no boten basura ni relaves al río y que planten árboles');
    expect(asked.text).toContain('Medio ambiente');
    await rosa.taps('Inclusión');
    await rosa.says('sjl');
    expect(rosa.last.text).toContain('Tema: Inclusión');
    expect(rosa.last.text).toContain('San Juan de Lurigancho');
  });

  it('lists own proposals, stops notices, shows and erases data', async () => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    expect((await rosa.says('mis propuestas')).text).toContain(code);
    expect((await rosa.says('Mis datos')).text).toContain('Propuestas: 1');
    expect((await rosa.says('BAJA')).text).toContain('ya no te mandaré avisos');
    await rosa.says('borrar mis datos');
    expect((await rosa.taps('Sí, borrar todo')).text).toContain('borré tus datos');
    const staff = await Staff.signIn(world);
    expect(await staff.page(`/panel/propuestas/${code}`)).toContain('La persona borró sus datos');
    expect(await staff.page('/panel/propuestas')).not.toContain('municipalidad');
    // From zero: nobody we know.
    expect((await rosa.says('hola')).text).toContain('¿En qué idioma hablamos?');
  });

  it('keeps nothing of who does not consent, or is too young', async () => {
    const rosa = meet(world, channel);
    await rosa.says('hola');
    await rosa.taps('Castellano');
    expect((await rosa.taps('No')).text).toContain('no guardé nada');
    const luis = meet(world, channel);
    await luis.says('hola');
    await luis.taps('English');
    await luis.taps('Yes');
    expect((await luis.taps('I do not agree')).text).toContain('I kept nothing');
  });

  it('understands typed answers wherever there are buttons', async () => {
    const rosa = meet(world, channel);
    await rosa.says('Hola!!');
    await rosa.says('1');
    await rosa.says('sí');
    await rosa.says('ACEPTO');
    await rosa.says('Que haya intérprete de quechua en la posta médica de mi distrito');
    await rosa.says('uno');
    await rosa.says('Puno');
    expect((await rosa.says('enviar sin publicar')).text).toContain('¡Tu propuesta llegó!');
  });

  it('goes on after days and a restart', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    await rosa.says('Que el agua del río se analice cada mes y se publique el resultado');
    await world.restart();
    await rosa.taps('Medio ambiente');
    expect((await rosa.says('Cajamarca')).text).toContain('Lugar: Cajamarca');
  });

  it('nudges once after two hours and puts the draft aside after three days', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const before = rosa.inbox.length;
    world.clock.advance(2 * 3_600_000 + 1000);
    await world.settle();
    expect(rosa.inbox).toHaveLength(before + 1);
    expect(rosa.last.text).toContain('¿Seguimos con tu propuesta?');
    world.clock.advance(10 * 3_600_000);
    await world.settle();
    expect(rosa.inbox).toHaveLength(before + 1);
  });
});

describe('WhatsApp’s window', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it('invites by one template outside it, and sends the answer when the person taps', async () => {
    const rosa = meet(world, 'whatsapp');
    const code = await rosa.proposes();
    world.clock.advance(30 * 3_600_000);
    const staff = await Staff.signIn(world);
    expect(await staff.page(`/panel/propuestas/${code}`)).toContain('Pasaron más de 24 horas');
    const before = rosa.inbox.length;
    await staff.answers(code, { outcome: 'not-adopted', reason, commitment: '' });
    const invite = await until(() => rosa.inbox[before], 'the invitation');
    expect(invite.body.type).toBe('template');
    expect(JSON.stringify(invite.body)).toContain(code);
    await world.settle();
    expect(rosa.inbox).toHaveLength(before + 1);
    await postWhatsApp(
      world,
      whatsappPayload({
        messages: [
          {
            from: rosa.chat,
            id: 'wamid.tap',
            timestamp: String(Math.floor(world.clock.now() / 1000)),
            type: 'button',
            button: { payload: 'go:news', text: 'Leer' },
          },
        ],
      }),
    );
    const answer = await until(() => rosa.inbox[before + 1], 'the answer');
    expect(answer.text).toContain('No adoptada');
  });

  it('without an approved template the row waits, and staff see it', async () => {
    await world.stop();
    world = await startWorld({ templates: [] });
    const rosa = meet(world, 'whatsapp');
    const code = await rosa.proposes();
    world.clock.advance(30 * 3_600_000);
    const staff = await Staff.signIn(world);
    const before = rosa.inbox.length;
    await staff.answers(code, { outcome: 'deferred', reason, commitment: '' });
    await world.settle();
    expect(rosa.inbox).toHaveLength(before);
    expect(await staff.page(`/panel/propuestas/${code}`)).toContain('Espera a que la persona');
    expect((await rosa.says('hola')).text).toBeTruthy();
    await until(() => rosa.inbox.some((one) => one.text.includes('Queda para más adelante')), 'the answer');
  });

  it('a template approved later invites those who wait, once', async () => {
    await world.stop();
    world = await startWorld({ templates: [] });
    const rosa = meet(world, 'whatsapp');
    const code = await rosa.proposes();
    world.clock.advance(30 * 3_600_000);
    const staff = await Staff.signIn(world);
    const before = rosa.inbox.length;
    await staff.answers(code, { outcome: 'deferred', reason, commitment: '' });
    await world.settle();
    expect(rosa.inbox).toHaveLength(before);
    const approve = () =>
      postWhatsApp(
        world,
        whatsappPayload(
          {
            event: 'APPROVED',
            message_template_id: 1,
            message_template_name: 'proposal_news',
            message_template_language: 'es',
            reason: 'NONE',
          },
          'message_template_status_update',
        ),
      );
    expect((await approve()).status).toBe(200);
    await world.settle();
    expect((await approve()).status).toBe(200);
    await world.settle();
    expect(rosa.inbox.slice(before).map(({ body }) => body.type)).toEqual(['template']);
  });

  it('an invitation that was lost with its process is made again, once', async () => {
    const rosa = meet(world, 'whatsapp');
    const code = await rosa.proposes();
    world.clock.advance(30 * 3_600_000);
    const staff = await Staff.signIn(world);
    await staff.answers(code, { outcome: 'deferred', reason, commitment: '' });
    await world.settle();
    const invited = () => rosa.inbox.filter(({ body }) => body.type === 'template').length;
    expect(invited()).toBe(1);
    // As if it had never been planned.
    const db = new Database(join(world.folder, 'ayni.db'));
    expect(db.prepare("delete from outbox where key like 'invite:%'").run().changes).toBe(1);
    db.close();
    await world.settle();
    await world.settle();
    expect(invited()).toBe(2);
  });

  it('answers people who have only a user id', async () => {
    const user = 'PE.13491208655302741918';
    const body = whatsappPayload({
      contacts: [{ profile: { name: 'Rosa' }, user_id: user }],
      messages: [
        {
          from_user_id: user,
          id: 'wamid.user.1',
          timestamp: String(Math.floor(Date.now() / 1000)),
          type: 'text',
          text: { body: 'hola' },
        },
      ],
    });
    expect((await postWhatsApp(world, body)).status).toBe(200);
    const [first] = await until(
      () => (world.platform.inbox(user).length > 0 ? world.platform.inbox(user) : undefined),
      'an answer',
    );
    expect(first?.body.recipient).toBe(user);
    expect(first?.body).not.toHaveProperty('to');
  });
});
