/** A draft in the whole house: parts that follow, interruptions, a restart, and its end outside WhatsApp's window. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { meet, type RealChannel, startWorld, until, type World } from '../support/world.js';

describe.each<RealChannel>(['telegram', 'whatsapp'])('a draft on %s', (channel) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it('survives questions, settings and a restart, and is sent whole', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    await rosa.says('Que haya agua potable en las escuelas rurales de mi provincia');
    expect((await rosa.says('ayuda')).text).toContain('Soy Ayni');
    await rosa.says('ajustes');
    await world.restart();
    expect((await rosa.taps('Nada más')).text).toContain('Volvamos a lo que estábamos haciendo');
    await rosa.taps('Otro tema');
    expect((await rosa.says('Cajamarca')).text).toContain('agua potable');
    expect((await rosa.taps('Enviar y publicar')).text).toContain('AYNI-');
  });

  it('ends after three days; outside the window without a paid template', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    await rosa.says('Que haya agua potable en las escuelas rurales de mi provincia');
    const before = rosa.inbox.length;
    world.clock.advance(3 * 86_400_000 + 1000);
    await world.settle();
    if (channel === 'telegram') await until(() => rosa.last.text.includes('la dejé de lado'), 'the end');
    else expect(rosa.inbox.slice(before)).toEqual([]);
    expect((await rosa.says('hola')).text).toContain('¿Qué quieres hacer?');
  });
});
