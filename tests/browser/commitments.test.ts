/** From a proposal to a commitment of the plan, to the news of it on its author's phone; and an organisation on the map. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { skipsBrowser } from '../support/browser.js';
import { citizens, proposeByApi } from '../support/citizens.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

describe.skipIf(skipsBrowser())('a commitment', { timeout: patience }, () => {
  // A refused form is a 422 to the browser.
  const stage = setStage(runApp, /status of 422/);
  let page: Page;
  beforeEach(async () => {
    page = await stage.enter(stage.app.staffLink);
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const go = (name: string) => page.getByRole('link', { name, exact: true }).click();
  const isClean = () => looksWell(page, new URL(page.url()).pathname);
  const open = async (path: string) => {
    await page.goto(`${stage.app.url}${path}`);
    await isClean();
  };

  it('is made from a proposal, published, changed, and told to its author', async () => {
    const [citizen] = citizens;
    const code = await proposeByApi(stage.app.url, citizen);

    // From the proposal's own page, with its words beside the form.
    await page.goto(`${stage.app.url}/panel/propuestas/${code}`);
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
