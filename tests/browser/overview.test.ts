/** The figures of a cycle lead to their lists, and somebody no phone could tell hears of their answer by radio. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../src/serve.js';
import { skipsBrowser } from '../support/browser.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { minute, t0 } from '../support/turns.js';
import { openHouse } from '../support/web.js';

const day = 1440 * minute;
const deferred = { outcome: 'deferred', reason: 'Se verá en la etapa de implementación.', commitment: '' };

/** A cycle under way: some answered, one of them written down without a phone, some late. */
async function openCycle() {
  const house = await openHouse({ publicUrl: () => served.url });
  const served = await serve(house.routes.fetch, '127.0.0.1', 0);
  const from = () => ({ origin: served.url });
  const staff = await house.signIn('triage');
  for (const [place, area] of [
    ['080101', 'environment'],
    ['080101', 'inclusion'],
    ['210101', 'environment'],
    ['150101', 'anticorruption'],
    [null, 'access_to_information'],
  ] as const)
    await house.propose({ place, chosen: [area], promisedAt: t0 + (area === 'environment' ? -1 : 20) * day });
  const late = await house.propose({ place: '160101', locale: 'qu', promisedAt: t0 + 2 * day });
  const words = {
    ...{ text: 'Que la posta atienda también los sábados', consent: 'sí', place: 'Ocongate' },
  };
  const kept = await staff.post('/panel/anotar', words, from());
  const assisted = /AYNI-\w{6}/.exec(kept.headers.get('location') ?? '')?.[0] ?? '';
  for (const code of [late, assisted])
    await staff.post(
      `/panel/propuestas/${code}/respuesta`,
      { ...deferred, step: 'send', revision: await staff.revision(code) },
      from(),
    );
  return {
    url: served.url,
    link: await house.linkFor('admin'),
    assisted,
    async stop() {
      await served.close();
      await house.close();
    },
  };
}

describe.skipIf(skipsBrowser())('the overview', { timeout: patience }, () => {
  const stage = setStage(openCycle);
  let page: Page;
  beforeEach(async () => {
    page = await stage.enter(stage.app.link);
    await page.goto(`${stage.app.url}/panel/resumen`);
  });
  const listed = () => page.locator('#lista .code').count();

  it('leads from its numbers, bars and tiles to the lists behind them', async () => {
    await page.getByRole('link', { name: '7 personas escuchadas' }).waitFor();
    await looksWell(page, 'overview');
    await page.getByRole('link', { name: /2 tienen respuesta/ }).click();
    expect(await listed()).toBe(2);
    await page.goBack();
    await page.getByRole('link', { name: /2 pasaron su fecha prometida/ }).click();
    expect(await listed()).toBe(2);
    await page.goBack();
    await page
      .getByRole('row', { name: /Medio ambiente/ })
      .getByRole('link')
      .click();
    expect(await listed()).toBe(2);
    await page.goBack();
    await page.getByRole('link', { name: 'Cusco: 3 propuestas' }).click();
    await page.waitForURL(/region=080000/);
    expect(await listed()).toBe(3);
  });

  it('names whom no phone could tell, until the radio did', async () => {
    await page.getByRole('link', { name: 'Sin avisar' }).click();
    const one = page.getByRole('article', { name: stage.app.assisted });
    await one.getByText('No tiene teléfono').waitFor();
    await looksWell(page, 'unreached');
    await one.getByLabel('Se enteró por').selectOption('radio');
    await one.getByLabel('Nota').fill('Radio Ocongate, 6 am');
    await one.getByRole('button', { name: 'Anotar' }).click();
    await page.getByText('Anotado.').waitFor();
    expect(await one.count()).toBe(0);
    await page.getByRole('link', { name: 'Ver a quienes ya se avisó' }).click();
    await one.getByText('Avisada por radio.').waitFor();
    await page.getByRole('link', { name: '¿Se entendió?' }).click();
    await page.getByRole('heading', { level: 1, name: '¿Se entendió la respuesta?' }).waitFor();
    await looksWell(page, 'clarity');
  });
});
