/** The queue by keyboard alone: narrowed, kept as a view, picked, taken, opened, on to the next. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../src/serve.js';
import { skipsBrowser } from '../support/browser.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { minute, t0 } from '../support/turns.js';
import { openHouse } from '../support/web.js';

const day = 1440 * minute;

/** Five proposals, some of them late. */
async function openQueue() {
  const house = await openHouse({ publicUrl: () => served.url });
  const served = await serve(house.routes.fetch, '127.0.0.1', 0);
  for (const [index, text] of ['Agua limpia', 'Agua para Qosqo', 'Luz', 'Agua y luz', 'Ríos'].entries())
    await house.propose({ text: `${text} en el barrio`, promisedAt: t0 + (index - 1) * day });
  await house.store.similar.index(50);
  return {
    url: served.url,
    link: await house.linkFor('triage'),
    async stop() {
      await served.close();
      await house.close();
    },
  };
}

describe.skipIf(skipsBrowser())('the queue', { timeout: patience }, () => {
  const stage = setStage(openQueue);
  let page: Page;
  beforeEach(async () => {
    page = await stage.enter(stage.app.link);
  });

  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** A key that leads to another page. */
  const go = (key: string) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  const codes = () => page.locator('#lista .code').allTextContents();
  it('is worked through without a mouse', async () => {
    await page.goto(`${stage.app.url}/panel/propuestas`);
    expect(await codes()).toHaveLength(5);
    await page.getByText('Venció hace 1 día').waitFor();
    await looksWell(page, 'the queue');

    // Narrowed by a search, and kept.
    await press('/');
    await page.keyboard.type('agua');
    await go('Enter');
    const [, second = '', third = ''] = await codes();
    expect(await codes()).toHaveLength(3);
    await press('G');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Agua');
    await go('Enter');
    await page.getByText('Vista guardada.').waitFor();

    // The sheet says what there is, the kept view by its name.
    await press('?');
    const sheet = page.getByRole('dialog', { name: 'Teclas' });
    await sheet.getByText('Agua', { exact: true }).waitFor();
    await sheet.getByText('bajar a la siguiente').waitFor();
    await sheet.getByText('Me encargo yo').waitFor();
    await looksWell(page, 'the sheet of keys');
    await press('Escape');

    // Away to another section and back by the view's digit.
    await press('g');
    await go('k');
    expect(page.url()).toContain('/panel/calendario');
    await press('g');
    await go('p');
    await go('1');
    expect(page.url()).toContain('q=agua');

    // Two are picked and taken.
    await press('j', 'j', 'x', 'j', 'x');
    await page.getByText('elegidas: 2').waitFor();
    await go('a');
    await page.getByText('2 propuestas encargadas.').waitFor();
    await go('m');
    expect(await codes()).toEqual([second, third]);

    // Opened, and on to the next of the view.
    await press('j');
    await go('Enter');
    await page.getByRole('heading', { level: 1, name: second }).waitFor();
    await go('n');
    await page.getByRole('heading', { level: 1, name: third }).waitFor();
    await go('p');
    await page.getByRole('heading', { level: 1, name: second }).waitFor();
  });

  it('leaves letters alone where that is wanted', async () => {
    await page.goto(`${stage.app.url}/panel/cuenta`);
    await page.getByRole('button', { name: 'Apagar las teclas' }).click();
    await page.getByText('están apagadas').waitFor();
    await page.goto(`${stage.app.url}/panel/propuestas`);
    await press('?', 'j', 'x');
    expect(await page.locator('dialog[open], .here, :checked[name="code"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Teclas (?)' }).click();
    await page.getByRole('dialog', { name: 'Teclas' }).waitFor();
  });
});
