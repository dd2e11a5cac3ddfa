/** Two proposals become a joint idea and come apart again; a third, of somebody in danger, is taken out of everything. */
import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, findBarriers, openBrowser, skipsBrowser } from '../support/browser.js';
import { citizens, proposeByApi } from '../support/citizens.js';
import { holdPhone, idea, propose } from '../support/loop.js';
import { runApp } from '../support/running-app.js';

const phoneWidth = { width: 360, height: 740 };
const screen = { width: 1200, height: 900 };
/** Where somebody who wants to look at the pages has them drawn. */
const album = process.env.SCREENSHOTS;

describe.skipIf(skipsBrowser())('withdrawing and merging', () => {
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
  const presses = (name: string) => staff.getByRole('button', { name }).click();

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

  it('joins two from the queue and takes them apart; withdraws the third, whose author reads where help is', async () => {
    const codes: string[] = [];
    for (const one of citizens.slice(1, 3)) codes.push(await proposeByApi(app.url, one));
    const third = await propose(citizen, app.url, 'telegram');
    await staff.goto(app.staffLink);
    await staff.goto(`${app.url}/panel/propuestas`);
    for (const code of codes) await staff.getByRole('checkbox', { name: code }).check();
    await presses('Unir en una idea');
    await staff.getByLabel('Título').fill('Que todos entiendan lo que se anuncia');
    await staff.getByLabel('Lo que piden juntas').fill('corto');
    await presses('Crear la idea con 2 propuestas');
    await staff.getByText('Lo que piden va de 20 a 2000 letras.').first().waitFor();
    await looksWell('joint-new');
    await staff
      .getByLabel('Lo que piden juntas')
      .fill('Piden avisos y reuniones en palabras y lenguas que todos entiendan.');
    await presses('Crear la idea con 2 propuestas');
    await staff.getByText('Lista. La idea conjunta está hecha.').waitFor();
    await looksWell('joint');
    await staff.goto(`${app.url}/panel/ideas`);
    await looksWell('joint-list');
    await staff.getByRole('link', { name: /Que todos entiendan/ }).click();
    await staff.getByRole('button', { name: `Sacar ${codes[0]}` }).click();
    await staff.getByText('Separada. Otra vez se lee sola, como antes.').waitFor();
    await staff.getByText('Deshacer la idea conjunta').click();
    await staff.getByRole('button', { name: 'Deshacer', exact: true }).click();
    await staff.getByText('La idea conjunta se deshizo.').waitFor();

    await staff.goto(`${app.url}/panel/propuestas/${third}`);
    await staff.getByRole('link', { name: 'Retirar esta propuesta…' }).click();
    await looksWell('withdraw-why');
    await staff.getByRole('radio', { name: /Alguien está en peligro/ }).check();
    await presses('Ver el mensaje');
    await staff.getByText('Nos preocupa lo que cuentas.').waitFor();
    await staff.getByLabel(/Para confirmar/).fill('AYNI-ZZZZ');
    await presses('Retirar y borrar para siempre');
    await staff.getByText('El código no es el mismo.').first().waitFor();
    await looksWell('withdraw-message');
    await staff.getByLabel(/Para confirmar/).fill(third);
    await presses('Retirar y borrar para siempre');
    await staff.getByText('Sus palabras ya no están en ninguna parte').waitFor();
    await looksWell('withdrawn');
    expect(await staff.locator('main').textContent()).not.toContain(idea);

    const phone = holdPhone(citizen, app.url);
    await phone.hears('Nos preocupa lo que cuentas.');
    await staff.goto(`${app.url}/aportes/${third}`);
    await staff.getByText('Esta propuesta fue retirada.').waitFor();
  }, 90_000);
});
