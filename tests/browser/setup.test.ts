/** The first day of a forum: the guide, its settings, a second person invited by a link, practice and back. */
import { describe, expect, it } from 'vitest';
import { contrast, findBarriers, skipsBrowser } from '../support/browser.js';
import { patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

describe.skipIf(skipsBrowser())('setting up', { timeout: patience }, () => {
  // A refused form is shown again under its own status, which browsers note.
  const stage = setStage(runApp, /422/);

  it('goes from the first sign-in to a team of two that has practised', async () => {
    const { app } = stage;
    const admin = await stage.open();
    await admin.goto(app.staffLink);
    await admin.getByRole('heading', { name: 'Guía de inicio' }).waitFor();

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

    const second = await stage.open();
    await second.goto(link);
    await second.getByRole('heading', { name: 'Hola, Ben Quispe' }).waitFor();
    expect(await findBarriers(second), 'tour').toEqual([]);
    await second.getByRole('button', { name: 'Empezar a practicar' }).click();
    await second.getByText('Práctica: nadie recibe nada').waitFor();
    expect(await second.getByRole('link', { name: 'Avisos' }).count()).toBe(0);
    expect(await findBarriers(second), 'practice').toEqual([]);
    await second.getByRole('button', { name: 'Salir de la práctica' }).click();
    await second.getByRole('button', { name: 'Ben Quispe: tu cuenta' }).click();
    await second.getByRole('button', { name: 'Practicar' }).waitFor();

    await admin.goto(`${app.url}/panel/guia`);
    await admin.getByText('Listos 5 de 11 pasos').waitFor();
  });

  it('has no barriers on any of its pages, by day and by night', async () => {
    const { app } = stage;
    const admin = await stage.enter(app.staffLink);
    const parts = ['nombres', 'temas', 'respuestas', 'tarjetas', 'silencio', 'textos', 'ciclos'];
    const dark = new Set(['guia', 'equipo', 'ajustes/textos']);
    for (const path of ['guia', 'equipo', 'ajustes', ...parts.map((part) => `ajustes/${part}`)]) {
      await admin.goto(`${app.url}/panel/${path}`);
      await admin.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      expect(await findBarriers(admin), path).toEqual([]);
      if (!dark.has(path)) continue;
      await admin.emulateMedia({ colorScheme: 'dark' });
      expect(await findBarriers(admin, contrast), `${path} in dark`).toEqual([]);
      await admin.emulateMedia({ colorScheme: 'light' });
    }
  });
});
