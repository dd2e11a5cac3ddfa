/** Answers as staff give them: one signed by two sectors until its author reads it, and twelve at once, all or none. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { reason } from '../support/answers.js';
import { skipsBrowser } from '../support/browser.js';
import { citizens, meetByApi, proposeByApi } from '../support/citizens.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

const personal = 'Lo de las fotos lo pidieron también en Puno.';
const many = 12;
const citizenAt = (index: number) => {
  const citizen = citizens[index % citizens.length];
  if (!citizen) throw new Error('there are no citizens');
  return citizen;
};

describe.skipIf(skipsBrowser())('answers', { timeout: patience }, () => {
  // A refusal that is part of the way is no fault.
  const stage = setStage(runApp, /409 \(Conflict\)/);
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

  it('one is drafted, signed by government and civil society, let go, and read', async () => {
    const { app } = stage;
    const { code, phone } = await meetByApi(app.url, citizenAt(0), 'telegram');
    const ana = await stage.enter(await app.linkFor('Ana Quispe', 'admin', 'government'));
    const luis = await stage.enter(await app.linkFor('Luis Mamani', 'signer', 'civil-society'));
    await ana.goto(`${app.url}/panel/ajustes/respuestas`);
    await ana.getByRole('radio', { name: /Dos firmas/ }).check();
    await ana.locator('.actions').getByRole('button', { name: 'Guardar' }).click();
    await ana.getByText('Guardado.').waitFor();

    await ana.goto(`${app.url}/panel/propuestas/${code}`);
    await ana.getByLabel('Resultado').selectOption('deferred');
    await ana.getByLabel('Razón, en palabras simples').fill(reason);
    await ana.getByLabel('Algo solo para esta persona', { exact: true }).fill(personal);
    await press(ana, 'Ver cómo le llega');
    await ana.locator('.phone.telegram').getByText(personal).waitFor();
    await looksWell(ana, 'preview');
    await press(ana, 'Guardar borrador');
    await ana.getByText('Borrador guardado.').waitFor();
    expect(await ana.getByRole('button', { name: 'Enviar respuesta' }).count()).toBe(0);
    await press(ana, 'Firmar este texto');
    await ana.getByText(/Firmó Ana Quispe/).waitFor();
    await press(ana, 'Pedir la firma de sociedad civil');
    await ana.getByText('Les avisamos que hay algo por firmar.').waitFor();

    await luis.goto(`${app.url}/panel/respuestas/por-firmar`);
    await luis.getByText(personal).first().waitFor();
    await looksWell(luis, 'to sign');
    await luis.getByRole('checkbox', { name: `Leí este texto y lo firmo (${code})` }).check();
    await press(luis, 'Firmar los marcados');
    await luis.getByText('Firmaste 1 texto.').waitFor();

    await ana.reload();
    await press(ana, 'Enviar respuesta');
    await ana.getByText('Respuesta guardada.').waitFor();
    await phone.waits(personal);
    await ana.goto(`${app.url}/panel/respuestas/enviadas`);
    await ana.getByText(code).waitFor();
    await looksWell(ana, 'sent');
  });

  it('twelve at once: none while one changed, then all', async () => {
    const { app } = stage;
    const codes = await Promise.all(
      Array.from({ length: many }, (_, index) => proposeByApi(app.url, citizenAt(index))),
    );
    const ana = await stage.enter(await app.linkFor('Ana Quispe', 'admin', 'government'));
    await ana.goto(`${app.url}/panel/propuestas`);
    for (const code of codes) await ana.locator(`input[name=code][value=${code}]`).check();
    await press(ana, /^Responder/);
    await ana.getByText(`Propuestas elegidas: ${many}`).waitFor();
    await ana.getByLabel('Nombre del lote').fill('Obras, marzo');
    await ana.getByLabel('Resultado').selectOption('deferred');
    await ana.getByLabel('Razón, en palabras simples').fill(reason);
    await looksWell(ana, 'many');
    await press(ana, 'Ver cómo les llega');
    await ana.getByText(`Telegram, en castellano: ${many}`).waitFor();

    // Meanwhile, in another tab, one of them gets other areas.
    const changed = codes[4] ?? '';
    const tab = await ana.context().newPage();
    await tab.goto(`${app.url}/panel/propuestas/${changed}`);
    await tab.getByRole('checkbox', { name: /Medio ambiente/ }).check();
    await tab.getByRole('button', { name: 'Guardar temas' }).click();
    await tab.getByText('Temas guardados.').waitFor();
    await tab.close();
    await press(ana, `Guardar como lote (${many})`);
    await ana.getByText('No se guardó ninguna').waitFor();
    await ana.locator('[role=alert]').getByText(changed).waitFor();
    await looksWell(ana, 'refused');
    expect(await ana.getByLabel('Razón, en palabras simples').inputValue()).toBe(reason);
    await press(ana, 'Ver cómo les llega');
    await press(ana, `Guardar como lote (${many})`);
    await ana.getByText('Nada se envió todavía.').waitFor();
    await looksWell(ana, 'batch');

    await ana.getByLabel('¿Cuántas respuestas vas a soltar?').fill('11');
    await press(ana, 'Soltar todas');
    await ana.getByText('ese número no es el').waitFor();
    await ana.getByLabel('¿Cuántas respuestas vas a soltar?').fill(String(many));
    await press(ana, 'Soltar todas');
    await ana.getByText('El lote se soltó.').waitFor();
    // The page follows by itself until all have left.
    await ana.locator('h1 .chip', { hasText: 'enviado' }).waitFor();
    await ana.goto(`${app.url}/panel/respuestas/enviadas`);
    for (const code of codes) await ana.getByRole('link', { name: code }).waitFor();
    for (const path of ['', '/lotes', '/textos']) {
      await ana.goto(`${app.url}/panel/respuestas${path}`);
      await looksWell(ana, path);
    }
  });
});
