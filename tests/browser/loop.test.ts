/** The loop, end to end in a browser: a proposal comes in by phone, and its author hears what happened to it. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { findBarriers, skipsBrowser } from '../support/browser.js';
import { looksWell, patience, setStage } from '../support/journey.js';
import { answer, commitment, holdPhone, idea, propose } from '../support/loop.js';
import { runApp } from '../support/running-app.js';

describe.skipIf(skipsBrowser())('the loop', { timeout: patience }, () => {
  const stage = setStage(runApp);
  let citizen: Page;
  let staff: Page;
  beforeEach(async () => {
    citizen = await stage.open();
    staff = await stage.open();
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
    const { app } = stage;
    const code = await propose(citizen, app.url, 'whatsapp');
    await answer(staff, app.url, app.staffLink, code);
    const phone = holdPhone(citizen, app.url);
    await phone.hears(commitment);
    await delivery('Leído');
    await phone.writes(`/estado ${code}`);
    await phone.hears('ya tiene respuesta');

    const visitor = await stage.open();
    await visitor.goto(`${app.url}/aportes/${code}`);
    await visitor.getByText(idea).waitFor();
    await visitor.getByText(commitment).waitFor();
  });

  it('after 24 hours on WhatsApp: an invitation first, and the answer once it is tapped', async () => {
    const { app } = stage;
    const code = await propose(citizen, app.url, 'whatsapp');
    await citizen.getByRole('button', { name: '+25 horas' }).click();
    await citizen.locator('.note', { hasText: 'El reloj avanzó' }).waitFor();
    await answer(staff, app.url, app.staffLink, code);
    const phone = holdPhone(citizen, app.url);
    await phone.hears(`Hay novedades sobre tu propuesta ${code}`);
    await phone.taps('Ver novedades');
    await phone.hears(commitment);
    await delivery('Leído');
  });

  it('under the Telegram look, and no page has barriers', async () => {
    const { app } = stage;
    const code = await propose(citizen, app.url, 'telegram');
    await answer(staff, app.url, app.staffLink, code);
    await holdPhone(citizen, app.url).hears(commitment);
    expect(await findBarriers(citizen), 'simulator').toEqual([]);
    for (const path of ['/', `/aportes/${code}`]) {
      await staff.goto(`${app.url}${path}`);
      await looksWell(staff, path);
    }
  });
});
