/** Staff and author talk on: a question, its reply, an answer, a disagreement, and the proposal is opened again. */
import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, findBarriers, openBrowser, skipsBrowser } from '../support/browser.js';
import { holdPhone, propose, reason } from '../support/loop.js';
import { runApp } from '../support/running-app.js';

const phoneWidth = { width: 360, height: 740 };
const screen = { width: 1200, height: 900 };
/** Where somebody who wants to look at the pages has them drawn. */
const album = process.env.SCREENSHOTS;
const question = '¿En qué barrio pasa eso, y desde cuándo?';

describe.skipIf(skipsBrowser())('the exchange', () => {
  let browser: Browser;
  let app: Awaited<ReturnType<typeof runApp>>;
  let citizen: Page;
  let staff: Page;
  const contexts: BrowserContext[] = [];
  const collected: string[][] = [];

  async function open(): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-PE', viewport: screen });
    contexts.push(context);
    const page = await context.newPage();
    collected.push(collectComplaints(page));
    return page;
  }
  async function draw(name: string): Promise<void> {
    if (!album) return;
    await mkdir(album, { recursive: true });
    await staff.screenshot({ path: `${album}/${name}.png`, fullPage: true });
  }
  /** No barrier in light or dark, and nothing beyond the edge of a phone. */
  async function looksWell(what: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await staff.emulateMedia({ colorScheme });
      expect(await findBarriers(staff), `${what}, ${colorScheme}`).toEqual([]);
      await draw(`${what}-${colorScheme}`);
    }
    await staff.setViewportSize(phoneWidth);
    const width = await staff.evaluate('document.documentElement.scrollWidth');
    expect(width, `${what} on a phone`).toBeLessThanOrEqual(phoneWidth.width);
    await draw(`${what}-phone`);
    await staff.setViewportSize(screen);
  }

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    app = await runApp();
    citizen = await open();
    staff = await open();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await app.stop();
    // A form that was refused answers 422 or 409: the browser says so, and that is all.
    const faults = collected.splice(0).flat();
    expect(faults.filter((fault) => !/status of (409|422)/.test(fault))).toEqual([]);
  });

  it('asks, hears the reply, answers, hears that it is not good, opens again', async () => {
    const code = await propose(citizen, app.url, 'whatsapp');
    const phone = holdPhone(citizen, app.url);
    await staff.goto(app.staffLink);
    await staff.goto(`${app.url}/panel/propuestas/${code}`);
    const section = staff.locator('#exchange');

    // Too short is said in words, and what was typed stays.
    await section.getByText('Preguntarle algo').click();
    await section.getByLabel('Tu pregunta').fill('¿Dónde?');
    await section.getByRole('button', { name: 'Enviar la pregunta' }).click();
    await section.getByText('con al menos 10 letras').waitFor();
    expect(await section.getByLabel('Tu pregunta').inputValue()).toBe('¿Dónde?');
    await section.getByLabel('Tu pregunta').fill(question);
    await section.getByRole('button', { name: 'Enviar la pregunta' }).click();
    await staff.getByText('Pregunta enviada.').waitFor();
    await section.getByText('Espera su respuesta.').waitFor();
    await looksWell('asked');

    await phone.hears(question);
    await phone.taps('Responder');
    await phone.hears('Escribe tu respuesta');
    await phone.writes('En San Blas, desde enero');
    await phone.hears('ya le llegó al equipo');
    await phone.taps('Es todo');
    await phone.hears('Gracias por responder');
    await staff.reload();
    await section.getByText('En San Blas, desde enero').waitFor();

    await staff.getByLabel('Resultado').selectOption('deferred');
    await staff.getByLabel('Razón, en palabras simples').fill(reason);
    await staff.getByRole('button', { name: 'Ver cómo le llega' }).click();
    await staff.getByText('Así lo leerá la persona').waitFor();
    await staff.getByRole('button', { name: 'Enviar respuesta' }).click();
    await staff.getByText('Respuesta guardada.').waitFor();
    await phone.hears('Hay respuesta a tu propuesta');
    await phone.taps('No estoy de acuerdo');
    await phone.hears('¿Por qué no?');
    await phone.writes('Porque falta mi barrio');
    await phone.hears('volver a abrir');

    // Staff are told, and open it again.
    await staff.goto(`${app.url}/panel/pendientes`);
    await staff.getByRole('link', { name: code }).first().click();
    const said = staff.locator('#author-said');
    await said.getByText('Porque falta mi barrio').waitFor();
    await looksWell('disagreed');
    await said.getByText('Volver a abrir esta propuesta').click();
    await said.getByLabel('Por qué se abre otra vez').fill('Falta mirar su barrio');
    await said.getByRole('button', { name: 'Volver a abrir' }).click();
    await staff.getByText('Abierta otra vez.').waitFor();
    await phone.hears('volvió a abrir tu propuesta');
    await phone.writes(`estado ${code}`);
    await phone.hears('La respuesta de antes fue');
  }, 90_000);
});
