/** WhatsApp's statuses through the signed webhook: any order, doubled, unknown, or before our own record of the send. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import { Staff } from '../support/staff.js';
import {
  type Citizen,
  meet,
  postWhatsApp,
  startWorld,
  until,
  type World,
  whatsappPayload,
} from '../support/world.js';

const hour = 3_600_000;

let world: World;
let data: ReturnType<typeof inspect>;
beforeEach(async () => {
  world = await startWorld();
  data = inspect(world.folder);
});
afterEach(async () => {
  data.close();
  await world.stop();
});

type Told = 'sent' | 'delivered' | 'read' | 'failed';
interface Status {
  readonly status: Told;
  readonly id: string;
  readonly code?: number;
  /** Our own id, which Meta gives back. */
  readonly ours?: unknown;
}

const body = (...statuses: readonly Status[]): string =>
  whatsappPayload({
    statuses: statuses.map(({ status, id, code, ours }) => ({
      id,
      status,
      timestamp: String(Math.floor(world.clock.now() / 1000)),
      recipient_id: '51999888777',
      ...(ours === undefined ? {} : { biz_opaque_callback_data: ours }),
      ...(code === undefined ? {} : { errors: [{ code, title: 't' }] }),
    })),
  });
const tell = async (...statuses: readonly Status[]): Promise<void> => {
  expect((await postWhatsApp(world, body(...statuses))).status).toBe(200);
};

/** Greets somebody. @returns the platform's id of the greeting. */
async function greet(): Promise<{ rosa: Citizen; id: string }> {
  const rosa = meet(world, 'whatsapp');
  await rosa.says('hola');
  await until(() => data.lastSent().state === 'accepted', 'the settlement');
  return { rosa, id: `wamid.out.${world.platform.got.length}` };
}
const stateNow = () => data.lastSent().state;

describe('a message that was accepted', () => {
  const ends: readonly (readonly [string, readonly Told[], string])[] = [
    ['in order', ['sent', 'delivered', 'read'], 'read'],
    ['backwards', ['read', 'delivered', 'sent'], 'read'],
    ['doubled', ['delivered', 'delivered', 'sent', 'sent', 'delivered'], 'delivered'],
    ['a late failure after it was read', ['read', 'failed'], 'read'],
    ['an early failure of one try', ['failed', 'delivered'], 'delivered'],
    ['failed, and then only sent', ['failed', 'sent'], 'failed'],
  ];
  it.each(ends)('%s', async (_, states, end) => {
    const { rosa, id } = await greet();
    const statuses = states.map((status) => ({
      status,
      id,
      ...(status === 'failed' ? { code: 131000 } : {}),
    }));
    for (const one of statuses) await tell(one);
    expect(stateNow()).toBe(end);
    // The same in one batch, on another message.
    const second = await greet();
    await tell(...statuses.map((one) => ({ ...one, id: second.id })));
    expect(stateNow()).toBe(end);
    await tell(...statuses.map((one) => ({ ...one, id: second.id })));
    expect(stateNow()).toBe(end);
    await world.settle();
    expect(rosa.inbox).toHaveLength(1);
  });

  it('the very same webhook twenty times at once is one status', async () => {
    const { id } = await greet();
    const raw = body({ status: 'delivered', id }, { status: 'read', id });
    const answers = await Promise.all(Array.from({ length: 20 }, () => postWhatsApp(world, raw)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(stateNow()).toBe('read');
  });

  it('a status in the middle of unreadable ones counts', async () => {
    const { id } = await greet();
    const odd = [null, 7, {}, { id: 'x' }, { status: 'sent' }, { id: 'y', status: 'melted' }];
    const known = { id, status: 'delivered', timestamp: '1' };
    await postWhatsApp(world, whatsappPayload({ statuses: [...odd, known, ...odd] }));
    expect(stateNow()).toBe('delivered');
  });
});

describe('a message we know nothing of', () => {
  it('is kept a week for its record, and changes nothing', async () => {
    const { rosa } = await greet();
    const before = data.rows();
    await tell(
      { status: 'delivered', id: 'wamid.of.another.program' },
      { status: 'failed', id: 'wamid.x', code: 131026 },
    );
    await world.settle();
    expect(data.rows()).toEqual(before);
    expect(data.count('select count(*) n from orphan_status')).toBe(2);
    world.clock.advance(8 * 24 * hour);
    await world.settle();
    expect(data.count('select count(*) n from orphan_status')).toBe(0);
    expect((await rosa.says('hola')).text).toContain('¿En qué idioma');
  });

  it('one that names a row of ours by a forged id is nobody’s', async () => {
    await greet();
    await tell(
      { status: 'read', id: 'wamid.new', ours: "' or 1=1 --" },
      { status: 'read', id: 'wamid.other', ours: 7 },
    );
    expect(stateNow()).toBe('accepted');
  });
});

describe('a status that overtakes our own record', () => {
  it.each([
    ['delivered', 'answered'],
    ['read', 'answered'],
    ['failed', 'answered'],
    ['delivered', 'cut'],
    ['read', 'cut'],
    ['failed', 'cut'],
  ] as const)('"%s" stays when the line of the send is %s at last', async (status, how) => {
    const rosa = meet(world, 'whatsapp');
    world.platform.fail({ kind: 'hang' });
    await rosa.post({ text: 'hola' });
    await until(() => world.platform.hanging === 1, 'the send');
    const code = status === 'failed' ? { code: 131000 } : {};
    const ours = data.lastSent().id;
    await tell({ status, id: how === 'cut' ? 'wamid.unheard' : `wamid.out.1`, ours, ...code });
    expect(stateNow()).toBe(status);
    world.platform.letGo(how);
    await world.settle();
    world.clock.advance(2 * hour);
    await world.settle();
    expect(stateNow()).toBe(status);
    expect(rosa.inbox).toHaveLength(how === 'cut' ? 0 : 1);
  });
});

describe('a refusal that comes only as a status', () => {
  const answer = { outcome: 'deferred', reason: 'Se verá con el presupuesto del 2027.', commitment: '' };
  async function answered(): Promise<{ rosa: Citizen; id: string; page: () => Promise<string> }> {
    const rosa = meet(world, 'whatsapp');
    const code = await rosa.proposes();
    const staff = await Staff.signIn(world);
    const before = rosa.inbox.length;
    await staff.answers(code, answer);
    await until(() => rosa.inbox[before], 'the answer');
    await until(() => stateNow() === 'accepted', 'the settlement');
    const page = () => staff.page(`/panel/propuestas/${code}`);
    return { rosa, id: `wamid.out.${world.platform.got.length}`, page };
  }

  it('131047, the window was closed: one invitation goes, and the answer when the person taps', async () => {
    const { rosa, id } = await answered();
    const before = rosa.inbox.length;
    await tell({ status: 'failed', id, code: 131047 });
    await tell({ status: 'failed', id, code: 131047 });
    await until(() => rosa.inbox[before], 'the invitation');
    await world.settle();
    expect(rosa.inbox.slice(before).map((one) => one.body.type)).toEqual(['template']);
    await rosa.post({ raw: { type: 'button', button: { payload: 'go:news', text: 'Leer' } } });
    expect((await until(() => rosa.inbox[before + 1], 'the answer')).text).toContain('presupuesto del 2027');
  });

  it('131026, not on WhatsApp: staff see that it did not arrive, and nothing more is sent', async () => {
    const { rosa, id, page } = await answered();
    expect(await page()).toContain('aún no consta que llegó');
    await tell({ status: 'failed', id, code: 131026 });
    expect(await page()).toContain('No llegó');
    world.clock.advance(24 * hour);
    await world.settle();
    const before = rosa.inbox.length;
    // Who writes is there again.
    expect((await rosa.says('mis propuestas')).text).toContain('AYNI-');
    expect(rosa.inbox).toHaveLength(before + 1);
  });
});
