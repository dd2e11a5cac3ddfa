/** From a date in the calendar to everybody having heard of it once: the whole way of an announcement, in a browser. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBarriers, skipsBrowser } from '../support/browser.js';
import { day } from '../support/calendar.js';
import { subscribeByApi } from '../support/citizens.js';
import { patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

const people = 6;
const title = 'Taller de presupuesto abierto';

/** As a `datetime-local` field takes it, in Lima. */
const inDays = (days: number): string =>
  new Date(Date.now() - 5 * 3_600_000 + days * day).toISOString().slice(0, 11).concat('09:00');

describe.skipIf(skipsBrowser())('a broadcast', { timeout: patience }, () => {
  const stage = setStage(runApp);
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  /** Opens a step and says yes. */
  const step = async (page: Page, name: string, yes: string) => {
    await page.locator('summary', { hasText: name }).first().click();
    await press(page, yes);
  };
  const advance = (ms: number) =>
    fetch(`${stage.app.url}/simulador/api/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: ms }),
    });

  it('goes from the calendar to everybody, once each, by two signatures', async () => {
    const { app } = stage;
    const citizens = await Promise.all(Array.from({ length: people }, () => subscribeByApi(app.url)));
    const rosa = await stage.enter(await app.linkFor('Rosa Quispe', 'broadcaster', 'government'));
    const luis = await stage.enter(await app.linkFor('Luis Mamani', 'signer', 'civil-society'));

    // The start of the process, too soon for the two weeks: refused, corrected, published.
    await rosa.goto(`${app.url}/panel/calendario/nuevo`);
    await rosa.locator('#kind').selectOption('stage');
    await rosa.locator('#stage').selectOption('proposals');
    await rosa.locator('#title-es').fill('Recepción de propuestas');
    await rosa.locator('#startsAt').fill(inDays(5));
    await rosa.locator('#endsAt').fill(inDays(40));
    await press(rosa, 'Guardar borrador');
    await rosa.getByRole('link', { name: 'Revisar y publicar' }).click();
    await rosa.getByText('Es muy tarde para esa fecha de inicio.').waitFor();
    expect(await rosa.getByRole('button', { name: /Publicar/ }).count()).toBe(0);
    await rosa.goBack();
    await rosa.getByRole('link', { name: 'Editar' }).first().click();
    await rosa.locator('#startsAt').fill(inDays(20));
    await press(rosa, 'Guardar borrador');
    await rosa.getByRole('link', { name: 'Revisar y publicar' }).click();
    await rosa.getByText(/^Llega a tiempo/).waitFor();
    await press(rosa, 'Publicar ahora');

    // An event of the cycle, and its announcement.
    await rosa.goto(`${app.url}/panel/calendario/nuevo`);
    await rosa.locator('#kind').selectOption('workshop');
    await rosa.locator('#stage').selectOption('dialogue');
    await rosa.locator('#title-es').fill(title);
    await rosa.locator('#startsAt').fill(inDays(30));
    await rosa.locator('#venue').fill('Casa de la Cultura');
    await press(rosa, 'Guardar borrador');
    await rosa.getByRole('link', { name: 'Revisar y publicar' }).click();
    await press(rosa, 'Publicar ahora');
    await rosa.getByRole('link', { name: 'Anunciarlo a la gente' }).click();
    await rosa.getByLabel('Primer grupo').fill('2');
    await press(rosa, 'Guardar borrador');
    await rosa.getByText('Nada impide enviarlo.').waitFor();
    await rosa.getByText(`Lo recibirían ahora: ${people}`).waitFor();
    await rosa.getByText('Lo escribiste tú').waitFor();
    await rosa.locator('.phone.telegram').getByText(title).first().waitFor();
    expect(await findBarriers(rosa), 'draft').toEqual([]);
    const address = new URL(rosa.url()).pathname;

    // The second signature, of the other sector.
    await luis.goto(`${app.url}${address}`);
    await press(luis, 'Aprobar exactamente esto');
    await luis.getByText('Aprobado. Ya se puede enviar.').waitFor();

    // Sent: the first group, seen live without touching the page.
    await rosa.reload();
    await step(rosa, 'Enviar', 'Sí, enviar ahora');
    const sent = rosa.locator('[data-live-sent]');
    await sent.filter({ hasText: `Salieron 2 de ${people}` }).waitFor();
    await rosa.getByText('Enviando al primer grupo').waitFor();

    // A pause holds, whatever the clock says.
    await step(rosa, 'Pausar', 'Sí, pausar');
    await rosa.getByText('En pausa. No sale ningún mensaje más.').waitFor();
    await advance(60_000);
    const heardBy = async () => Promise.all(citizens.map(async (hears) => (await hears()).length));
    expect((await heardBy()).reduce((sum, count) => sum + count)).toBe(2);
    expect(await findBarriers(rosa), 'paused').toEqual([]);

    // Going on, to the end; the page follows by itself.
    await step(rosa, 'Seguir', 'Sí, seguir');
    await rosa.locator('h1').filter({ hasText: 'Terminado' }).waitFor();
    await sent.filter({ hasText: `Salieron ${people} de ${people}` }).waitFor();
    await rosa.getByText('No queda nada por salir.').waitFor();
    const report = rosa.locator('#informe');
    await report.getByText(new RegExp(`^${people} planificados = `)).waitFor();
    const totals = await report.locator('td[data-total]').allTextContents();
    expect(totals).toEqual([String(people), String(people), String(people)]);
    expect(await findBarriers(rosa), 'done').toEqual([]);

    // Everybody heard of it once, whatever was pressed.
    for (const hears of citizens) {
      const texts = await hears();
      expect(texts).toHaveLength(1);
      expect(texts[0]).toContain(title);
    }
  });
});
