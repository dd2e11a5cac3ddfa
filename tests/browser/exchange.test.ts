/** Staff and author talk on: a question, its reply, an answer, a disagreement, and the proposal is opened again. */
import { describe, expect, it } from 'vitest';
import { reason } from '../support/answers.js';
import { skipsBrowser } from '../support/browser.js';
import { citizens, meetByApi } from '../support/citizens.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

const question = '¿En qué barrio pasa eso, y desde cuándo?';

describe.skipIf(skipsBrowser())('the exchange', { timeout: patience }, () => {
  // A form that was refused answers 422 or 409: the browser says so, and that is all.
  const stage = setStage(runApp, /status of (409|422)/);

  it('asks, hears the reply, answers, hears that it is not good, opens again', async () => {
    const { app } = stage;
    const { code, phone } = await meetByApi(app.url, citizens[0], 'whatsapp');
    const staff = await stage.enter(app.staffLink);
    await staff.goto(`${app.url}/panel/propuestas/${code}`);
    const section = staff.locator('#exchange');

    // Too short is said in words, and what was typed stays.
    await section.getByText('Preguntarle algo').click();
    await section.getByLabel('Tu pregunta').fill('¿Dónde?');
    await section.getByRole('button', { name: 'Enviar la pregunta' }).click();
    await section.getByText('con al menos 10 letras').waitFor();
    expect(await section.getByLabel('Tu pregunta').inputValue()).toBe('¿Dónde?');
    await section.getByLabel('Tu pregunta').fill(question);
    await section.getByRole('button', { name: 'Enviar la pregunta' }).click();
    await staff.getByText('Pregunta enviada.').waitFor();
    await section.getByText('Espera su respuesta.').waitFor();
    await looksWell(staff, 'asked');

    await phone.waits(question);
    await phone.taps('Responder');
    await phone.waits('Escribe tu respuesta');
    await phone.writes('En San Blas, desde enero');
    await phone.waits('ya le llegó al equipo');
    await phone.taps('Es todo');
    await phone.waits('Gracias por responder');
    await staff.reload();
    await section.getByText('En San Blas, desde enero').waitFor();

    await staff.getByLabel('Resultado').selectOption('deferred');
    await staff.getByLabel('Razón, en palabras simples').fill(reason);
    await staff.getByRole('button', { name: 'Ver cómo le llega' }).click();
    await staff.getByText('Así lo leerá la persona').waitFor();
    await staff.getByRole('button', { name: 'Enviar respuesta' }).click();
    await staff.getByText('Respuesta guardada.').waitFor();
    await phone.waits('Hay respuesta a tu propuesta');
    await phone.taps('No estoy de acuerdo');
    await phone.waits('¿Por qué no?');
    await phone.writes('Porque falta mi barrio');
    await phone.waits('volver a abrir');

    // Staff are told, and open it again.
    await staff.goto(`${app.url}/panel/pendientes`);
    await staff.getByRole('link', { name: code }).first().click();
    const said = staff.locator('#author-said');
    await said.getByText('Porque falta mi barrio').waitFor();
    await looksWell(staff, 'disagreed');
    await said.getByText('Volver a abrir esta propuesta').click();
    await said.getByLabel('Por qué se abre otra vez').fill('Falta mirar su barrio');
    await said.getByRole('button', { name: 'Volver a abrir' }).click();
    await staff.getByText('Abierta otra vez.').waitFor();
    await phone.waits('volvió a abrir tu propuesta');
    await phone.writes(`estado ${code}`);
    await phone.waits('La respuesta de antes fue');
  });
});
