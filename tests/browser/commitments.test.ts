/** From a proposal to a commitment of the plan, to the news of it on its author's phone; and an organisation on the map. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, findBarriers, openBrowser, skipsBrowser } from '../support/browser.js';
import { citizens, proposeByApi } from '../support/citizens.js';
import { runApp } from '../support/running-app.js';

const desk = { width: 1100, height: 900 };
const phone = { width: 360, height: 740 };

describe.skipIf(skipsBrowser())('a commitment', () => {
  let browser: Browser;
  let app: Awaited<ReturnType<typeof runApp>>;
  let context: BrowserContext;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    app = await runApp();
    context = await browser.newContext({ locale: 'es-PE', viewport: desk });
    page = await context.newPage();
    complaints = collectComplaints(page);
  });
  afterEach(async () => {
    await context.close();
    await app.stop();
    // A refused form is a 422 to the browser.
    expect(complaints.filter((one) => !one.includes('status of 422'))).toEqual([]);
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const go = (name: string) => page.getByRole('link', { name, exact: true }).click();
  let dark = false;
  /** No barrier, in light and dark by turns, and nothing beyond the edge of a phone. */
  const isClean = async () => {
    const where = new URL(page.url()).pathname;
    dark = !dark;
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    expect([where, dark, await findBarriers(page)]).toEqual([where, dark, []]);
    await page.setViewportSize(phone);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect([where, width]).toEqual([where, phone.width]);
    await page.setViewportSize(desk);
  };
  const open = async (path: string) => {
    await page.goto(`${app.url}${path}`);
    await isClean();
  };

  it('is made from a proposal, published, changed, and told to its author', async () => {
    const [citizen] = citizens;
    if (!citizen) throw new Error('nobody proposes');
    const code = await proposeByApi(app.url, citizen);
    await page.goto(app.staffLink);
    await page.waitForURL(/\/panel/);

    // From the proposal's own page, with its words beside the form.
    await page.goto(`${app.url}/panel/propuestas/${code}`);
    await page.locator('#commitments').getByRole('button', { name: 'Llevar' }).click();
    await page.getByRole('heading', { name: 'Nuevo compromiso' }).waitFor();
    await page.getByText(citizen.idea).waitFor();
    await press('Guardar borrador');
    await page.getByText('El título necesita al menos 5 letras').first().waitFor();
    await isClean();
    await page.locator('#title-es').fill('Denuncias que se pueden seguir');
    await page
      .locator('#text-es')
      .fill('El ministerio abrirá este año un portal para seguir cada denuncia en línea.');
    await page.getByRole('checkbox', { name: 'Anticorrupción' }).check();
    await press('Guardar borrador');
    await page.getByText('Borrador guardado. Ya se puede publicar.').waitFor();
    await go('Publicar el borrador');
    await isClean();
    await press('Publicar');
    await page.getByText('Publicado. Ya está en la página pública.').waitFor();

    // A second version, whose changed words are marked.
    await go('Cambiar el texto');
    await page
      .locator('#text-es')
      .fill('El ministerio abrirá este mes un portal para seguir cada denuncia en línea.');
    await press('Guardar borrador');
    expect(await page.locator('ins').allTextContents()).toEqual(['mes']);
    await isClean();
    await go('Publicar el borrador');
    await page.getByLabel('Qué cambia, en palabras simples').fill('Se adelanta: de este año a este mes.');
    await press('Publicar');
    await go('2 versiones');
    await page.getByText('Se adelanta: de este año a este mes.').waitFor();
    expect(await page.locator('#v1').textContent()).toContain(code);
    await isClean();

    // Its progress, looked at first, then on the author's phone.
    await go('Volver a C-01');
    await go('Contar un avance');
    await page.locator('#status').selectOption({ label: 'Avance limitado' });
    await page.locator('#text-es').fill('El portal ya funciona en tres regiones.');
    await press('Ver cómo le llega');
    await page.getByText(`Tu propuesta ${code} ayudó a escribir`).waitFor();
    await page.getByText('Lo recibirá 1 persona.').waitFor();
    await isClean();
    await press('Guardar y avisar');
    await page.getByText('Avance guardado.').waitFor();
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.locator('#progress').textContent();
        },
        { timeout: 15_000, interval: 500 },
      )
      .toContain('se avisó a 1 persona');
    await isClean();

    // What everybody reads.
    await open('/compromisos');
    await go('Denuncias que se pueden seguir');
    await page.getByText('El portal ya funciona en tres regiones.').waitFor();
    await isClean();
  });

  it('has an organisation beside it that put itself on the map', async () => {
    await open('/actores/sumate');
    await page.getByLabel('Nombre de la organización o iniciativa').fill('Red de Veedoras');
    await page.getByLabel('Teléfono o correo').fill('984 000 111');
    await press('Enviar');
    await page.getByText('Marca que la persona acepta').first().waitFor();
    await isClean();
    await page.getByLabel('Región').selectOption({ label: 'Cusco' });
    await page.getByLabel(/esa persona acepta/).check();
    await press('Enviar');
    await page.getByRole('heading', { name: '¡Gracias!' }).waitFor();

    await page.goto(app.staffLink);
    await page.waitForURL(/\/panel/);
    await open('/panel/actores');
    await page.getByRole('link', { name: /espera que la mires/ }).click();
    await go('Red de Veedoras');
    await press('Ver el contacto');
    await page.getByText('984 000 111').waitFor();
    await press('Poner en la lista');
    await page.getByText('Estado guardado.').waitFor();
    await isClean();
    await open('/panel/actores/nuevo');
    await open('/panel/aliados');
    await open('/actores?region=08');
    await page.getByRole('heading', { name: 'Red de Veedoras' }).waitFor();
    expect(await page.content()).not.toContain('984 000 111');
  });
});
