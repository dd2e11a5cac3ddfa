/** A day of triage: by the keyboard from the queue on, with a colleague who works on the same proposal. */
import { describe, expect, it } from 'vitest';
import { skipsBrowser } from '../support/browser.js';
import { citizens, meetByApi, proposeByApi } from '../support/citizens.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

/** Somebody who speaks instead of writing. */
const voice = Buffer.concat(
  ['OggS\0\x02', '\0'.repeat(22), 'OpusHead', '\0'.repeat(64)].map((part) => Buffer.from(part)),
);
const speaker = { idea: Uint8Array.from(voice), area: 'Medio ambiente', place: 'Puno' };

describe.skipIf(skipsBrowser())('triage', { timeout: patience }, () => {
  // Being second is part of the way.
  const stage = setStage(runApp, /409 \(Conflict\)/);

  it('is done by the keyboard; a colleague is named, told, and nobody loses what they typed', async () => {
    const { app } = stage;
    const spoken = (await meetByApi(app.url, speaker, 'telegram')).code;
    for (const citizen of citizens.slice(0, 2)) await proposeByApi(app.url, citizen);
    const luis = await stage.enter(await app.linkFor('Luis Mamani', 'triage', 'government'));
    const ana = await stage.enter(await app.linkFor('Ana Quispe', 'triage', 'government'));
    const { keyboard } = ana;
    const saved = async (text: string) => {
      await ana.locator('.said', { hasText: text }).waitFor();
      // What listens to keys comes after the words.
      await ana.waitForLoadState();
    };

    // From the queue, in two strokes an area, and on to the next.
    await ana.goto(`${app.url}/panel/propuestas?estado=todas`);
    await keyboard.press('j');
    await keyboard.press('Enter');
    await ana.waitForURL(new RegExp(spoken));
    await ana.getByLabel('Al guardar, pasar siempre a la siguiente').check();
    await keyboard.press('t');
    await keyboard.press('2');
    await saved('Temas guardados.');
    await ana.waitForURL((url) => !url.pathname.endsWith(spoken));
    await keyboard.press('t');
    await keyboard.press('0');
    await saved('Temas guardados.');

    // What was said aloud is written down, and found.
    const hasArrived = async () => {
      await ana.goto(`${app.url}/panel/propuestas/${spoken}`);
      return ana.locator('audio').count();
    };
    await expect.poll(hasArrived, { timeout: patience / 4, interval: 300 }).toBe(1);
    await ana.locator('.chip', { hasText: 'Inclusión' }).waitFor();
    await ana.getByLabel('Lo que se escucha').fill('En Puno el agua del lago está sucia');
    await ana.getByRole('button', { name: 'Guardar lo que se escucha' }).click();
    await saved('Ya se puede buscar.');

    // A colleague is named by the first letters.
    await keyboard.press('c');
    await keyboard.type('Mira esto @Lu');
    await ana.getByRole('listbox', { name: 'Avisar a' }).getByText('Luis Mamani').waitFor();
    await keyboard.press('Enter');
    await keyboard.type('por favor');
    await ana.getByRole('button', { name: 'Agregar nota' }).click();
    await saved('Le avisamos a quien nombraste.');
    await ana.locator('#notes strong', { hasText: '@Luis Mamani' }).waitFor();
    await keyboard.press('v');
    for (const [group, mark] of [
      ['Relevancia', '3 mucho'],
      ['Va a durar', '1 poco'],
    ] as const)
      await ana.getByRole('group', { name: group }).getByLabel(mark).check();
    await ana.getByRole('button', { name: 'Guardar valoración' }).click();
    await saved('Valoración guardada.');

    // He sees it, and is on the page when she gives it to him.
    await luis.goto(`${app.url}/panel`);
    await luis.getByRole('link', { name: /Para ti/ }).click();
    await luis.getByRole('link', { name: `Te nombraron en una nota de ${spoken}` }).click();
    await luis.getByLabel('Nota', { exact: true }).waitFor();
    await ana.getByLabel('Persona del equipo').selectOption({ label: 'Luis Mamani' });
    await ana.getByRole('button', { name: 'Encargar', exact: true }).click();
    await saved('Guardado.');
    await luis.getByRole('checkbox', { name: /Acceso a información/ }).check();
    await luis.getByRole('button', { name: 'Guardar temas' }).click();
    await luis.getByText('Ana Quispe: Se encarga Luis Mamani').waitFor();
    expect(await luis.getByRole('checkbox', { name: /Acceso a información/ }).isChecked()).toBe(true);
    await luis.getByRole('button', { name: 'Guardar temas' }).click();
    await luis.locator('.said', { hasText: 'Temas guardados.' }).waitFor();

    await looksWell(ana, 'proposal');
    await luis.goto(`${app.url}/panel/pendientes`);
    await looksWell(luis, 'for-you');
    await luis.goto(`${app.url}/panel/cuenta`);
    await looksWell(luis, 'account');
  });
});
