/** The loop, end to end in a browser: a proposal comes in by phone, and its author hears what happened to it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, findBarriers, openBrowser, skipsBrowser } from '../support/browser.js';
import { answer, commitment, holdPhone, idea, propose } from '../support/loop.js';
import { runApp } from '../support/running-app.js';

describe.skipIf(skipsBrowser())('the loop', () => {
  let browser: Browser;
  let app: Awaited<ReturnType<typeof runApp>>;
  let citizen: Page;
  let staff: Page;
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
    citizen = await openPage();
    staff = await openPage();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await app.stop();
    expect(collected.splice(0).flat()).toEqual([]);
  });

  /** The console as staff see it after some seconds: loaded again until it says so. */
  async function delivery(text: string): Promise<void> {
    await expect
      .poll(
        async () => {
          await staff.reload();
          return (await staff.locator('main').textContent()) ?? '';
        },
        { timeout: 15_000, interval: 300 },
      )
      .toContain(text);
  }

  it('under the WhatsApp look: proposed, tagged, answered, read', async () => {
    const code = await propose(citizen, app.url, 'whatsapp');
    await answer(staff, app.url, app.staffLink, code);
    const phone = holdPhone(citizen, app.url);
    await phone.hears(commitment);
    await delivery('Leído');
    await phone.writes(`/estado ${code}`);
    await phone.hears('ya tiene respuesta');

    const visitor = await openPage();
    await visitor.goto(`${app.url}/aportes/${code}`);
    await visitor.getByText(idea).waitFor();
    await visitor.getByText(commitment).waitFor();
  }, 90_000);

  it('after 24 hours on WhatsApp: an invitation first, and the answer once it is tapped', async () => {
    const code = await propose(citizen, app.url, 'whatsapp');
    await citizen.getByRole('button', { name: '+25 horas' }).click();
    await citizen.locator('.note', { hasText: 'El reloj avanzó' }).waitFor();
    await answer(staff, app.url, app.staffLink, code);
    const phone = holdPhone(citizen, app.url);
    await phone.hears(`Hay novedades sobre tu propuesta ${code}`);
    await phone.taps('Ver novedades');
    await phone.hears(commitment);
    await delivery('Leído');
  }, 90_000);

  it('under the Telegram look, and no page has barriers', async () => {
    const code = await propose(citizen, app.url, 'telegram');
    await answer(staff, app.url, app.staffLink, code);
    await holdPhone(citizen, app.url).hears(commitment);
    expect(await findBarriers(citizen), 'simulator').toEqual([]);
    for (const scheme of ['light', 'dark'] as const) {
      await staff.emulateMedia({ colorScheme: scheme });
      for (const path of ['/', `/aportes/${code}`, '/panel/propuestas', `/panel/propuestas/${code}`]) {
        await staff.goto(`${app.url}${path}`);
        expect(await findBarriers(staff), `${path}, ${scheme}`).toEqual([]);
      }
    }
  }, 90_000);
});
