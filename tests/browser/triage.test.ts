/** A day of triage: by the keyboard from the queue on, with a colleague who works on the same proposal. */
import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, findBarriers, openBrowser, skipsBrowser } from '../support/browser.js';
import { citizens, proposeByApi } from '../support/citizens.js';
import { holdPhone } from '../support/loop.js';
import { runApp } from '../support/running-app.js';

const phoneWidth = { width: 360, height: 740 };
const screen = { width: 1200, height: 900 };
/** Where somebody who wants to look at the pages has them drawn. */
const album = process.env.SCREENSHOTS;

describe.skipIf(skipsBrowser())('triage', () => {
  let browser: Browser;
  let app: Awaited<ReturnType<typeof runApp>>;
  const contexts: BrowserContext[] = [];
  const collected: (readonly string[])[] = [];

  async function open(): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-PE', viewport: screen });
    contexts.push(context);
    const page = await context.newPage();
    collected.push(collectComplaints(page));
    return page;
  }
  async function enter(name: string, email: string): Promise<Page> {
    const page = await open();
    const link = await app.addStaff({ name, role: 'triage', sector: 'government', email });
    await page.goto(link ?? '');
    return page;
  }
  async function draw(page: Page, name: string): Promise<void> {
    if (!album) return;
    await mkdir(album, { recursive: true });
    await page.screenshot({ path: `${album}/${name}.png`, fullPage: true });
  }
  /** No barrier in light or dark, and nothing beyond the edge of a phone. */
  async function looksWell(page: Page, what: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findBarriers(page), `${what}, ${colorScheme}`).toEqual([]);
      await draw(page, `${what}-${colorScheme}`);
    }
    await page.setViewportSize(phoneWidth);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width, `${what} on a phone`).toBeLessThanOrEqual(phoneWidth.width);
    await draw(page, `${what}-phone`);
    await page.setViewportSize(screen);
  }
  /** Somebody who speaks instead of writing. @returns the code. */
  async function proposeByVoice(): Promise<string> {
    const page = await open();
    const phone = holdPhone(page, app.url);
    await phone.open('telegram');
    await phone.writes('hola');
    await phone.hears('¿En qué idioma');
    for (const [label, next] of [
      ['Castellano', '14 años'],
      ['Sí', '¿Aceptas?'],
      ['Acepto', 'Cuéntame tu idea'],
    ] as const) {
      await phone.taps(label);
      await phone.hears(next);
    }
    await page.getByRole('button', { name: 'Grabar un mensaje de voz' }).click();
    await page.locator('#recording-time', { hasText: '0:01' }).waitFor();
    await page.locator('#recording-send').click();
    await page.locator('.bubble.bot', { hasText: /tema/i }).last().waitFor();
    await phone.taps('Medio ambiente');
    await phone.hears('¿Para qué lugar');
    await phone.writes('Puno');
    await phone.hears('Así queda tu propuesta');
    await phone.taps('Enviar y publicar');
    await phone.hears(/Tu código/);
    return /AYNI-[0-9A-Z]{4,}/.exec(await phone.reads())?.[0] ?? '';
  }

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    app = await runApp();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await app.stop();
    // Being second is part of the way.
    const complaints = collected.splice(0).flat();
    expect(complaints.filter((one) => !one.includes('409 (Conflict)'))).toEqual([]);
  });

  it('is done by the keyboard; a colleague is named, told, and nobody loses what they typed', async () => {
    const spoken = await proposeByVoice();
    for (const citizen of citizens.slice(0, 2)) await proposeByApi(app.url, citizen);
    const luis = await enter('Luis Mamani', 'luis@foro.pe');
    const ana = await enter('Ana Quispe', 'ana@foro.pe');
    const { keyboard } = ana;
    const saved = (text: string) => ana.locator('.said', { hasText: text }).waitFor();

    // From the queue, in two strokes an area, and on to the next.
    await ana.goto(`${app.url}/panel/propuestas?estado=todas`);
    await keyboard.press('j');
    await keyboard.press('Enter');
    await ana.waitForURL(new RegExp(spoken));
    await ana.getByLabel('Al guardar, pasar siempre a la siguiente').check();
    await keyboard.press('t');
    await keyboard.press('2');
    await saved('Temas guardados.');
    await ana.waitForURL((url) => !url.pathname.endsWith(spoken));
    await keyboard.press('t');
    await keyboard.press('0');
    await saved('Temas guardados.');

    // What was said aloud is written down, and found.
    await ana.goto(`${app.url}/panel/propuestas/${spoken}`);
    await ana.locator('.chip', { hasText: 'Inclusión' }).waitFor();
    await ana.locator('audio').waitFor();
    await ana.getByLabel('Lo que se escucha').fill('En Puno el agua del lago está sucia');
    await ana.getByRole('button', { name: 'Guardar lo que se escucha' }).click();
    await saved('Ya se puede buscar.');

    // A colleague is named by the first letters.
    await keyboard.press('c');
    await keyboard.type('Mira esto @Lu');
    await ana.getByRole('listbox', { name: 'Avisar a' }).getByText('Luis Mamani').waitFor();
    await keyboard.press('Enter');
    await keyboard.type('por favor');
    await ana.getByRole('button', { name: 'Agregar nota' }).click();
    await saved('Le avisamos a quien nombraste.');
    await ana.locator('#notes strong', { hasText: '@Luis Mamani' }).waitFor();
    await keyboard.press('v');
    for (const [group, mark] of [
      ['Relevancia', '3 mucho'],
      ['Va a durar', '1 poco'],
    ] as const)
      await ana.getByRole('group', { name: group }).getByLabel(mark).check();
    await ana.getByRole('button', { name: 'Guardar valoración' }).click();
    await saved('Valoración guardada.');

    // He sees it, and is on the page when she gives it to him.
    await luis.goto(`${app.url}/panel`);
    await luis.getByRole('link', { name: /Para ti/ }).click();
    await luis.getByRole('link', { name: `Te nombraron en una nota de ${spoken}` }).click();
    await luis.getByLabel('Nota', { exact: true }).waitFor();
    await ana.getByLabel('Persona del equipo').selectOption({ label: 'Luis Mamani' });
    await ana.getByRole('button', { name: 'Encargar', exact: true }).click();
    await saved('Guardado.');
    await luis.getByRole('checkbox', { name: /Acceso a información/ }).check();
    await luis.getByRole('button', { name: 'Guardar temas' }).click();
    await luis.getByText('Ana Quispe: Se encarga Luis Mamani').waitFor();
    expect(await luis.getByRole('checkbox', { name: /Acceso a información/ }).isChecked()).toBe(true);
    await draw(luis, 'second-of-two');
    await luis.getByRole('button', { name: 'Guardar temas' }).click();
    await luis.locator('.said', { hasText: 'Temas guardados.' }).waitFor();

    await looksWell(ana, 'proposal');
    await luis.goto(`${app.url}/panel/pendientes`);
    await looksWell(luis, 'for-you');
    await luis.goto(`${app.url}/panel/cuenta`);
    await looksWell(luis, 'account');
  }, 90_000);
});
