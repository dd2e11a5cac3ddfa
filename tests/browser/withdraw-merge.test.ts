/** Two proposals become a joint idea and come apart again; a third, of somebody in danger, is taken out of everything. */
import { describe, expect, it } from 'vitest';
import { skipsBrowser } from '../support/browser.js';
import { citizens, meetByApi, proposeByApi } from '../support/citizens.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { runApp } from '../support/running-app.js';

describe.skipIf(skipsBrowser())('withdrawing and merging', { timeout: patience }, () => {
  // A form that was refused answers 422 or 409: the browser says so, and that is all.
  const stage = setStage(runApp, /status of (409|422)/);

  it('joins two from the queue and takes them apart; withdraws the third, whose author reads where help is', async () => {
    const { app } = stage;
    const codes = await Promise.all(citizens.slice(1, 3).map((one) => proposeByApi(app.url, one)));
    const [endangered] = citizens;
    const { code: third, phone } = await meetByApi(app.url, endangered, 'telegram');
    const staff = await stage.enter(app.staffLink);
    const presses = (name: string) => staff.getByRole('button', { name }).click();
    await staff.goto(`${app.url}/panel/propuestas`);
    for (const code of codes) await staff.getByRole('checkbox', { name: code }).check();
    await presses('Unir en una idea');
    await staff.getByLabel('Título').fill('Que todos entiendan lo que se anuncia');
    await staff.getByLabel('Lo que piden juntas').fill('corto');
    await presses('Crear la idea con 2 propuestas');
    await staff.getByText('Lo que piden va de 20 a 2000 letras.').first().waitFor();
    await looksWell(staff, 'joint-new');
    await staff
      .getByLabel('Lo que piden juntas')
      .fill('Piden avisos y reuniones en palabras y lenguas que todos entiendan.');
    await presses('Crear la idea con 2 propuestas');
    await staff.getByText('Lista. La idea conjunta está hecha.').waitFor();
    await looksWell(staff, 'joint');
    await staff.goto(`${app.url}/panel/ideas`);
    await looksWell(staff, 'joint-list');
    await staff.getByRole('link', { name: /Que todos entiendan/ }).click();
    await staff.getByRole('button', { name: `Separar ${codes[0]}` }).click();
    await staff.getByText('Separada. Otra vez se lee sola, como antes.').waitFor();
    await staff.getByText('Deshacer la idea conjunta').click();
    await staff.getByRole('button', { name: 'Deshacer', exact: true }).click();
    await staff.getByText('La idea conjunta se deshizo.').waitFor();

    await staff.goto(`${app.url}/panel/propuestas/${third}`);
    await staff.getByRole('link', { name: 'Retirar esta propuesta…' }).click();
    await looksWell(staff, 'withdraw-why');
    await staff.getByRole('radio', { name: /Alguien está en peligro/ }).check();
    await presses('Ver el mensaje');
    await staff.getByText('Nos preocupa lo que cuentas.').waitFor();
    await staff.getByLabel(/Para confirmar/).fill('AYNI-ZZZZ');
    await presses('Retirar y borrar para siempre');
    await staff.getByText('El código no es el mismo.').first().waitFor();
    await looksWell(staff, 'withdraw-message');
    await staff.getByLabel(/Para confirmar/).fill(third);
    await presses('Retirar y borrar para siempre');
    await staff.getByText('Sus palabras ya no están en ninguna parte').waitFor();
    await looksWell(staff, 'withdrawn');
    expect(await staff.locator('main').textContent()).not.toContain(endangered.idea);

    await phone.waits('Nos preocupa lo que cuentas.');
    await staff.goto(`${app.url}/aportes/${third}`);
    await staff.getByText('Esta propuesta fue retirada.').waitFor();
  });
});
