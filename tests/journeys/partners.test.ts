/** A radio's links on both channels: who comes by them is counted, whatever they press first. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Staff } from '../support/staff.js';
import { meet, startWorld, type World } from '../support/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld({ environment: { WHATSAPP_PUBLIC_NUMBER: '51987654321' } });
});
afterEach(() => world.stop());

it('counts those who open the chat by its link, once, and nobody else', async () => {
  const staff = await Staff.signIn(world);
  const made = await staff.post('/panel/aliados', {
    name: 'Radio Yaraví',
    department: '',
    within: '',
    code: '',
  });
  const page = await staff.page(made.headers.get('location') ?? '');
  const [telegram, whatsapp] = ['t.me', 'wa.me'].map((host) => {
    const href = new RegExp(`href="(https://${host}/[^"]+)"`).exec(page)?.[1] ?? '';
    return new URL(href);
  });
  expect(whatsapp?.pathname).toBe('/51987654321');

  const rosa = meet(world, 'telegram');
  expect((await rosa.says(`/start ${telegram?.searchParams.get('start')}`)).text).toContain('Soy Ayni');
  const hello = whatsapp?.searchParams.get('text') ?? '';
  const juan = meet(world, 'whatsapp');
  expect((await juan.says(hello)).text).toContain('Soy Ayni');
  // Again, and in the middle of the welcome: still one person, and asked once more.
  await juan.says(hello);
  const other = meet(world, 'whatsapp');
  await other.says('Hola, vengo de JUANA-QUISPE');

  const list = await staff.page('/panel/aliados');
  expect(list).toMatch(/RADIO-YARAVI<\/td><td class="number">2</);
  expect(world.logged.join()).not.toContain('JUANA-QUISPE');
});

it('leads an old acquaintance to the menu, or back to what they were writing', async () => {
  const rosa = meet(world, 'whatsapp');
  await rosa.arrives();
  await rosa.says('Que pongan más árboles en las plazas de mi distrito');
  expect((await rosa.says('Hola, vengo de RADIO-YARAVI')).text).toContain('sin enviar');
});
