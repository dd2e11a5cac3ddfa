/** The main job, played in a browser: a citizen proposes on the phone, staff answer on the console. */
import type { Page } from 'playwright-core';

export type Look = 'telegram' | 'whatsapp';

export const idea =
  'Que la municipalidad publique cada mes en qué gasta el dinero de las obras, con fotos y contratos';

/** What a person can do on the simulated phone. */
export function holdPhone(page: Page, url: string) {
  const last = page.locator('.bubble.bot').last();
  const hears = (text: string | RegExp) => last.filter({ hasText: text }).waitFor();
  return {
    hears,
    async open(look: Look): Promise<void> {
      await page.goto(`${url}/simulador`);
      await page
        .locator('.segments label')
        .filter({ hasText: new RegExp(look, 'i') })
        .click();
      await page.locator(`body[data-look=${look}]`).waitFor();
    },
    async writes(text: string): Promise<void> {
      const start = page.locator('#start');
      if (await start.isVisible()) {
        await start.click();
        return;
      }
      await page.locator('#compose').fill(text);
      await page.keyboard.press('Enter');
    },
    /** Taps a choice of the last message, as a button or as a row of its list. */
    async taps(label: string): Promise<void> {
      const button = last.getByRole('button', { name: label, exact: true });
      const list = last.locator('.choice.opens');
      await button.or(list).first().waitFor();
      if (await button.isVisible()) return button.click();
      await list.click();
      await page.locator('.list-row').filter({ hasText: label }).click();
      return page.locator('#list-form').getByRole('button').last().click();
    },
    /** Words of the last message. */
    reads: async () => (await last.textContent()) ?? '',
  };
}

/** From "hola" to the receipt. @returns the public code. */
export async function propose(page: Page, url: string, look: Look): Promise<string> {
  const phone = holdPhone(page, url);
  await phone.open(look);
  await phone.writes('hola');
  await phone.hears('¿En qué idioma');
  await phone.taps('Castellano');
  await phone.hears('14 años');
  await phone.taps('Sí');
  await phone.hears('¿Aceptas?');
  await phone.taps('Acepto');
  await phone.hears('Cuéntame tu idea');
  await phone.writes(idea);
  await phone.hears('Parece que trata de');
  await phone.taps('Acceso a información');
  await phone.hears('¿Para qué lugar');
  await phone.writes('cuzco');
  await phone.hears('Así queda tu propuesta');
  await phone.hears('Lugar: Cusco');
  await phone.taps('Enviar y publicar');
  await phone.hears(/Tu código/);
  const code = /AYNI-[0-9A-Z]{4,}/.exec(await phone.reads())?.[0];
  if (!code) throw new Error('the receipt shows no code');
  return code;
}

export const reason =
  'El plan ya obliga a publicar cada mes el avance de las obras. Las fotos se sumarán en el segundo año, cuando haya un sistema para guardarlas.';
export const commitment = 'Compromiso 4: obras a la vista';

/** Staff sign in, find the proposal under its area, correct a tag, and answer. */
export async function answer(page: Page, url: string, staffLink: string, code: string): Promise<void> {
  await page.goto(staffLink);
  await page.waitForURL(/\/panel/);
  await page.goto(`${url}/panel/propuestas`);
  await page.getByLabel('Tema').selectOption({ label: 'Acceso a información' });
  await page.getByRole('button', { name: 'Filtrar' }).click();
  await page.locator('.queue li', { hasText: code }).getByRole('link').first().click();
  await page.waitForURL(new RegExp(code));
  await page.getByRole('checkbox', { name: /Anticorrupción/ }).check();
  await page.getByRole('button', { name: 'Guardar temas' }).click();
  await page.getByText('Temas guardados.').waitFor();
  await page.getByLabel('Resultado').selectOption('partly-adopted');
  await page.getByLabel('Razón, en palabras simples').fill(reason);
  await page.getByLabel(/Dónde quedó/).fill(commitment);
  await page.getByRole('button', { name: 'Ver cómo le llega' }).click();
  await page.getByText('Así lo leerá la persona').waitFor();
  await page.getByRole('button', { name: 'Enviar respuesta' }).click();
  await page.getByText('Respuesta guardada.').waitFor();
}
