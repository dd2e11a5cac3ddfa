/** The first day of a forum: the guide, its settings, a second person invited by a link, practice and back. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, findBarriers, openBrowser, skipsBrowser } from '../support/browser.js';
import { runApp } from '../support/running-app.js';

describe.skipIf(skipsBrowser())('setting up', () => {
  let browser: Browser;
  let app: Awaited<ReturnType<typeof runApp>>;
  const contexts: BrowserContext[] = [];
  const collected: string[][] = [];

  async function openPage(): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-PE', viewport: { width: 1200, height: 860 } });
    contexts.push(context);
    const page = await context.newPage();
    collected.push(collectComplaints(page));
    return page;
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
    // A refused form is shown again under its own status, which browsers note.
    expect(
      collected
        .splice(0)
        .flat()
        .filter((one) => !one.includes('422')),
    ).toEqual([]);
  });

  it('goes from the first sign-in to a team of two that has practised', async () => {
    const admin = await openPage();
    await admin.goto(app.staffLink);
    await admin.getByRole('heading', { name: 'Guía de inicio' }).waitFor();
    expect(await findBarriers(admin), 'guide').toEqual([]);

    await admin.getByRole('link', { name: 'Poner los nombres' }).click();
    await admin.getByLabel('Contacto para datos personales').fill('sin arroba');
    await admin.keyboard.press('Enter');
    await admin.getByText('El contacto debe ser un correo').first().waitFor();
    expect(await findBarriers(admin), 'names').toEqual([]);
    await admin.getByLabel('Contacto para datos personales').fill('datos@foro.pe');
    await admin.getByRole('button', { name: 'Guardar', exact: true }).last().click();
    await admin.getByText('Guardado. El bot lo usa').waitFor();

    await admin.goto(`${app.url}/panel/ajustes/temas`);
    await admin
      .getByRole('group', { name: 'Tema nuevo' })
      .getByLabel('Nombre', { exact: true })
      .fill('Agua para todos');
    await admin.getByRole('button', { name: 'Bajar Anticorrupción' }).click();
    await admin.getByRole('group', { name: 'Agua para todos' }).waitFor();
    await admin.getByRole('button', { name: 'Guardar', exact: true }).last().click();
    await admin.getByText('Guardado. El bot lo usa').waitFor();
    const areas = await admin.locator('.row legend').allTextContents();
    expect(areas.slice(0, 2)).toEqual(['Inclusión', 'Anticorrupción']);
    expect(areas.slice(-3)).toEqual(['Agua para todos', 'Otro tema', 'Tema nuevo']);

    await admin.goto(`${app.url}/panel/ajustes/respuestas`);
    await admin.getByLabel('Dos firmas').check();
    await admin.getByRole('button', { name: 'Guardar', exact: true }).last().click();
    await admin.getByText('Guardado. El bot lo usa').waitFor();

    await admin.goto(`${app.url}/panel/equipo`);
    await admin.getByLabel('Nombre', { exact: true }).fill('Ben Quispe');
    await admin.getByLabel('Correo').fill('ben@sociedad.pe');
    await admin.getByLabel('Rol').selectOption('signer');
    await admin.getByLabel('Sector').selectOption('civil-society');
    await admin.getByRole('button', { name: 'Hacer enlace' }).click();
    const link = await admin.getByLabel('Enlace de un solo uso').inputValue();
    expect(await findBarriers(admin), 'link').toEqual([]);

    const second = await openPage();
    await second.goto(link);
    await second.getByRole('heading', { name: 'Hola, Ben Quispe' }).waitFor();
    expect(await findBarriers(second), 'tour').toEqual([]);
    await second.getByRole('button', { name: 'Empezar a practicar' }).click();
    await second.getByText('Práctica: nadie recibe nada').waitFor();
    expect(await second.getByRole('link', { name: 'Avisos' }).count()).toBe(0);
    expect(await findBarriers(second), 'practice').toEqual([]);
    await second.getByRole('button', { name: 'Salir de la práctica' }).click();
    await second.getByRole('button', { name: 'Practicar' }).waitFor();

    await admin.goto(`${app.url}/panel/guia`);
    await admin.getByText('Listos 5 de 11 pasos').waitFor();
  }, 60_000);

  it('has no barriers on any of its pages, by day and by night', async () => {
    const admin = await openPage();
    await admin.goto(app.staffLink);
    const parts = ['nombres', 'temas', 'respuestas', 'tarjetas', 'silencio', 'textos', 'ciclos'];
    const all = ['guia', 'equipo', 'ajustes', ...parts.map((part) => `ajustes/${part}`)];
    for (const [scheme, paths] of [
      ['light', all],
      ['dark', ['guia', 'equipo', 'ajustes/textos']],
    ] as const) {
      await admin.emulateMedia({ colorScheme: scheme });
      for (const path of paths) {
        await admin.goto(`${app.url}/panel/${path}`);
        await admin.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
        expect(await findBarriers(admin), `${path}, ${scheme}`).toEqual([]);
      }
    }
  }, 60_000);
});
