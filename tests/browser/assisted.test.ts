/** A facilitator writes down an idea, prints forms, and imports a workshop's sheet that is wrong at first. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../src/serve.js';
import { workbook } from '../support/assisted.js';
import { skipsBrowser } from '../support/browser.js';
import { publishNew } from '../support/calendar.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { openHouse } from '../support/web.js';

const idea = 'Que la posta de Ocongate atienda también los sábados, para quien trabaja en la chacra';
const heads = ['Propuesta', 'Acepta (sí/no)', 'Lugar', 'Publicar', 'Tema'];
const row = (text: string) => [text, 'sí', 'Ocongate', 'sí', 'Inclusión'];

async function openWorkshop() {
  const house = await openHouse({ publicUrl: () => served.url });
  const served = await serve(house.routes.fetch, '127.0.0.1', 0);
  await publishNew(house.store);
  return {
    url: served.url,
    link: await house.linkFor('broadcaster'),
    async stop() {
      await served.close();
      await house.close();
    },
  };
}

// A form with mistakes is answered by 422, and the browser says so.
describe.skipIf(skipsBrowser())('assisted entry', { timeout: patience }, () => {
  const stage = setStage(openWorkshop, /status of 422/);
  let page: Page;
  beforeEach(async () => {
    page = await stage.enter(stage.app.link);
    await page.goto(`${stage.app.url}/panel/anotar`);
  });
  const press = (name: string) => page.getByRole('button', { name }).click();

  it('writes one down, with its yes, and gives a code to take home', async () => {
    await page.getByLabel('¿Dónde se dijo?').selectOption({ index: 1 });
    await page.getByLabel('Su idea', { exact: true }).fill(idea);
    await page.getByLabel('Lugar').fill('Ocongate');
    await press('Guardar y dar el código');
    await page.getByRole('link', { name: 'Sin su «sí» no se guarda nada.' }).waitFor();
    expect(await page.getByLabel('Su idea', { exact: true }).inputValue()).toBe(idea);
    await looksWell(page, 'without a yes');
    await page.getByLabel('Dijo que sí').check();
    await page.getByLabel('¿Se puede publicar').selectOption('si');
    await press('Guardar y dar el código');
    await page.getByRole('heading', { name: 'este es su código' }).waitFor();
    const given = /AYNI-[2-9A-Z]{6}/.exec((await page.locator('.slip-code').textContent()) ?? '')?.[0] ?? '';
    await page.getByRole('img', { name: given }).waitFor();
    await looksWell(page, 'a slip');

    await page.getByRole('link', { name: 'Anotar otra' }).click();
    expect(await page.getByLabel('Lugar').inputValue()).toBe('Ocongate');
    await page.goto(`${stage.app.url}/aportes/${given}`);
    await page.getByText(idea).waitFor();
  });

  it('prints forms that fit their sheet of paper', async () => {
    await page.getByRole('link', { name: 'Formularios para imprimir' }).click();
    await page.getByLabel('¿Dónde se dijo?').selectOption({ index: 1 });
    await page.getByLabel('Cuántas hojas').fill('2');
    await press('Preparar las hojas');
    await page.locator('.paper').nth(1).waitFor();
    await looksWell(page, 'forms');
    const printed = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(printed.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  });

  it('imports a sheet once its mistakes are mended', async () => {
    await page.getByRole('link', { name: 'Hoja de un taller' }).click();
    const send = async (name: string, rows: readonly (readonly string[])[]) => {
      const buffer = Buffer.from(workbook([heads, ...rows]));
      await page.getByLabel('Archivo').setInputFiles({ name, mimeType: 'application/zip', buffer });
      await press('Revisar la hoja');
    };
    await send('taller.xlsx', [row(idea), ['Agua', 'sí'], row('Que haya intérprete de quechua en la posta')]);
    await page.getByText('Hay 1 cosa por corregir. No se guardó nada.').waitFor();
    await page.getByRole('row', { name: '3 propuesta La idea es muy corta' }).waitFor();
    await looksWell(page, 'a sheet with a mistake');

    await send('taller.xlsx', [row(idea), row('Que haya intérprete de quechua en la posta')]);
    await page.getByRole('heading', { name: 'Esto entendimos: 2 propuestas' }).waitFor();
    await looksWell(page, 'a sheet as understood');
    await press('Guardar las 2 propuestas');
    await page.getByText('Se guardaron 2 propuestas.').waitFor();
    expect(await page.getByRole('row').count()).toBe(3);
    await looksWell(page, 'codes of a sheet');
    await page.getByRole('link', { name: 'Ver los papelitos' }).click();
    expect(await page.locator('.slip-code').count()).toBe(2);
  });
});
