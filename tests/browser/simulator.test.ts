/** The phone in a real browser, with a toy app behind it: both looks, all that can be sent, and no barriers. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serve } from '../../src/serve.js';
import type { Inbound, Outgoing } from '../../src/talk/message.js';
import { createSimulatorPages } from '../../src/web/simulator/pages.js';
import { contrast, findBarriers, skipsBrowser } from '../support/browser.js';
import { patience, setStage } from '../support/journey.js';
import { openSimulator } from '../support/simulator.js';

const topics = ['Integridad', 'Inclusión', 'Información', 'Ambiente'].map((label, n) => ({
  id: `t:${n}`,
  label,
}));
const replies: Readonly<Record<string, Outgoing>> = {
  tema: { kind: 'choices', text: '¿De qué tema trata?', choices: topics, open: 'Ver temas' },
  idioma: { kind: 'choices', text: '¿En qué idioma?', choices: topics.slice(0, 3) },
  lugar: { kind: 'location-request', text: '¿Dónde vive?', button: 'Enviar ubicación' },
  enlace: { kind: 'text', text: 'Vea <b>https://www.gob.pe/gobiernoabierto</b>.' },
};
function answer({ content }: Inbound): readonly Outgoing[] {
  if (content.kind === 'text')
    return [replies[content.text] ?? { kind: 'text', text: `eco: ${content.text}` }];
  if (content.kind === 'tap') return [{ kind: 'text', text: `tocó ${content.data}` }];
  return [{ kind: 'text', text: `recibí ${content.kind}` }];
}

async function openPhone() {
  const toy = openSimulator(answer);
  toy.app.route('/', createSimulatorPages({ timezone: 'America/Lima' }));
  const served = await serve(toy.app.fetch, '127.0.0.1', 0);
  return {
    ...toy,
    url: served.url,
    async stop() {
      await toy.simulator.stop();
      await served.close();
    },
  };
}

describe.skipIf(skipsBrowser())('the phone', { timeout: patience }, () => {
  const stage = setStage(openPhone);
  let toy: Awaited<ReturnType<typeof openPhone>>;
  let page: Page;
  beforeEach(async () => {
    toy = stage.app;
    page = await stage.open();
    await page.goto(`${toy.url}/simulador?start=taller-cusco`);
  });

  const said = (text: string) => page.locator('.bubble.bot', { hasText: text }).last().waitFor();
  async function write(text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Mensaje' }).fill(text);
    await page.keyboard.press('Enter');
  }
  async function wear(look: 'Telegram' | 'WhatsApp'): Promise<void> {
    await page.locator('.segments label', { hasText: look }).click();
    await page.locator(`body[data-look=${look.toLowerCase()}]`).waitFor();
  }

  it('starts by the link under the Telegram look, and answers a tap', async () => {
    await page.getByRole('button', { name: 'Iniciar' }).click();
    await said('recibí start');
    expect(toy.inbound[0]).toMatchObject({
      content: { kind: 'start', payload: 'taller-cusco' },
      languageHint: 'es-PE',
    });
    await write('tema');
    await page.getByRole('button', { name: 'Ambiente' }).click();
    await said('tocó t:3');
    await page.locator('.choice.tapped', { hasText: 'Ambiente' }).waitFor();
  });

  it('opens a list under the WhatsApp look, and reports delivered and read', async () => {
    await wear('WhatsApp');
    await write('tema');
    await page.getByRole('button', { name: 'Ver temas' }).click();
    await page.getByRole('radio', { name: 'Inclusión' }).check();
    await page.locator('#sheet-list').getByRole('button', { name: 'Enviar' }).click();
    await said('tocó t:1');
    await page.locator('.bubble.person', { hasText: 'Inclusión' }).waitFor();
    await vi.waitFor(() => expect(toy.statuses.filter(({ state }) => state === 'read')).toHaveLength(2));
    expect(await page.locator('.report').allTextContents()).toEqual(['leído', 'leído']);
  });

  it('records a voice, picks a photo, shares a place', async () => {
    await page.getByRole('button', { name: 'Iniciar' }).click();
    await said('recibí start');
    await page.getByRole('button', { name: 'Grabar un mensaje de voz' }).click();
    await page.locator('#recording-time', { hasText: '0:01' }).waitFor();
    await page.locator('#recording-send').click();
    await said('recibí media');
    await page.locator('#pick').setInputFiles('src/web/simulator/assets/icon.svg');
    await vi.waitFor(() => expect(toy.inbound).toHaveLength(3));
    await write('lugar');
    await page.getByRole('button', { name: 'Enviar ubicación' }).click();
    await page.getByRole('button', { name: 'Cusco' }).click();
    await said('recibí location');
    const [, voice, photo] = toy.inbound.map(({ content }) => content);
    expect(voice).toMatchObject({
      kind: 'media',
      media: { kind: 'voice', mime: expect.stringMatching(/^audio\//) },
    });
    expect(photo).toMatchObject({ kind: 'media', media: { mime: 'image/svg+xml', name: 'icon.svg' } });
  });

  it('shows what people type as text, links as links, and keeps the chat over a reload', async () => {
    await wear('WhatsApp');
    await write('<img src=x onerror=alert(1)>');
    await said('eco: <img src=x onerror=alert(1)>');
    await write('busque *bien*, 2*3*4');
    await page.locator('.bot strong', { hasText: /^bien$/ }).waitFor();
    await write('enlace');
    await page.getByRole('link', { name: 'https://www.gob.pe/gobiernoabierto' }).waitFor();
    await page.reload();
    await said('eco: <img');
    expect(await page.locator('.bubble').count()).toBe(6);
    await page.getByRole('button', { name: 'Empezar como otra persona' }).click();
    await page.locator('.bubble').first().waitFor({ state: 'detached' });
  });

  it('edits, moves the clock, blocks and unblocks', async () => {
    await page.getByRole('button', { name: 'Iniciar' }).click();
    await said('recibí start');
    await write('mas arboles');
    await said('eco: mas arboles');
    await page.getByRole('button', { name: 'Editar mi último mensaje' }).click();
    await write('más árboles');
    await said('recibí edited');
    await page.getByRole('button', { name: '+25 horas' }).click();
    await page.locator('.note', { hasText: 'El reloj avanzó 25 h' }).waitFor();
    await page.locator('.clock', { hasText: /miércoles,? 25 de noviembre/i }).waitFor();
    await page.getByLabel('Bloquear este chat').check();
    await page.getByRole('button', { name: 'Desbloquear' }).click();
    await page.getByRole('textbox', { name: 'Mensaje' }).waitFor();
    expect(toy.inbound.slice(-2).map(({ content }) => content)).toEqual([
      { kind: 'reachable', reachable: false },
      { kind: 'reachable', reachable: true },
    ]);
  });

  it.each([
    ['Telegram', 'light', 1200],
    ['WhatsApp', 'light', 390],
    ['Telegram', 'dark', 390],
    ['WhatsApp', 'dark', 1200],
  ] as const)('has no barriers: %s, %s, %i wide', async (look, scheme, width) => {
    const only = scheme === 'dark' ? contrast : undefined;
    await page.emulateMedia({ colorScheme: scheme });
    await wear(look);
    if (look === 'Telegram') await page.getByRole('button', { name: 'Iniciar' }).click();
    for (const text of ['enlace', 'tema', 'idioma', 'lugar']) await write(text);
    await said('¿Dónde vive?');
    await page.getByLabel('Con internet').uncheck();
    await page.setViewportSize({ width, height: 800 });
    expect(await findBarriers(page, only)).toEqual([]);
    await page.getByRole('button', { name: 'Enviar ubicación' }).click();
    expect(await findBarriers(page, only)).toEqual([]);
  });
});
