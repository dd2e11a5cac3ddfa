/** The whole house on the served database: sign-in, loop, restart and erasure, as on the embedded one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasPostgres, startPostgres } from '../support/postgres.js';
import { Staff } from '../support/staff.js';
import { meet, type RealChannel, startWorld, until, type World } from '../support/world.js';

const reason = 'Se incluye en el compromiso 4, con metas por región desde 2027.';

describe.runIf(hasPostgres())('the house on PostgreSQL', () => {
  let world: World;
  beforeEach(async () => {
    const cluster = await startPostgres();
    world = await startWorld({ environment: { DATABASE_URL: await cluster.createDatabase() } });
  });
  afterEach(() => world.stop());

  it.each<RealChannel>(['telegram', 'whatsapp'])('closes the loop on %s, over a restart', async (channel) => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes();
    await world.restart();
    const staff = await Staff.signIn(world);
    expect(await staff.page('/panel/propuestas?tema=access_to_information')).toContain(code);
    const before = rosa.inbox.length;
    await staff.answers(code, { outcome: 'partly-adopted', reason, commitment: 'Compromiso 4' });
    const told = await until(() => rosa.inbox[before], 'the answer');
    expect(told.text).toContain(reason);
    await world.settle();
    expect((await rosa.says('mis propuestas')).text).toContain(code);
    await rosa.says('borrar mis datos');
    expect((await rosa.taps('Sí, borrar todo')).text).toContain('borré tus datos');
    expect(await staff.page(`/panel/propuestas/${code}`)).toContain('La persona borró sus datos');
    expect(world.logged.join('\n')).not.toContain('Failed query');
  });

  it('keeps two people who write at the same time apart', async () => {
    const [rosa, juan] = [meet(world, 'telegram'), meet(world, 'telegram')];
    const [first, second] = await Promise.all([rosa.proposes(), juan.proposes()]);
    expect(first).not.toBe(second);
    expect(rosa.inbox).toHaveLength(8);
    expect(juan.inbox).toHaveLength(8);
  });
});
