/** Plays the loop on the built app with a database of its own, and keeps the pictures of the README: `docs/images/`. */

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { tsImport } from 'tsx/esm/api';
import { build } from './build.mjs';
import { root } from './ensure.mjs';

const { openBrowser } = await tsImport('../tests/support/browser.ts', import.meta.url);
const { answer, commitment, holdPhone, propose } = await tsImport(
  '../tests/support/loop.ts',
  import.meta.url,
);
const { citizens, proposeByApi } = await tsImport('../tests/support/citizens.ts', import.meta.url);
const target = join(root, 'docs/images');
const maxBytes = 150 * 1024;

/** Starts the built app and reads the addresses it prints. */
async function startApp(folder) {
  const child = spawn(process.execPath, [join(root, 'dist/src/main.js')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'ayni.db')}`,
      MEDIA_DIR: join(folder, 'media'),
      AYNI_SECRET: 'only-for-these-pictures-only-for-these-pictures',
      LOG_LEVEL: 'error',
    },
  });
  let printed = '';
  const addressOf = (label) => new RegExp(`${label}\\s+(http\\S+)`).exec(printed)?.[1];
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the app ended before it was ready')));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (addressOf('Public page')) resolve();
    });
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { url: new URL(addressOf('Public page')).origin, staffLink: addressOf('Staff console'), stop };
}

async function keep(page, name) {
  const picture = await page.screenshot();
  const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10, colours: 128 }).toBuffer();
  if (small.length > maxBytes) throw new Error(`${name} is too large: ${small.length} bytes`);
  await writeFile(join(target, `${name}.png`), small);
  console.log(`docs/images/${name}.png  ${Math.round(small.length / 1024)} KB`);
}

build();
await mkdir(target, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'ayni-pictures-'));
const app = await startApp(folder);
const browser = await openBrowser();
try {
  const size = { width: 1120, height: 840 };
  const citizen = await (await browser.newContext({ locale: 'es-PE', viewport: size })).newPage();
  const staff = await (await browser.newContext({ locale: 'es-PE', viewport: size })).newPage();
  for (const someone of citizens) await proposeByApi(app.url, someone);
  const code = await propose(citizen, app.url, 'whatsapp');
  await answer(staff, app.url, app.staffLink, code);
  await holdPhone(citizen, app.url).hears(commitment);
  await citizen.locator('.bubble.bot').last().locator('.report.read').waitFor();
  await keep(citizen, 'simulator');

  await staff.goto(`${app.url}/panel/propuestas/${code}`);
  await keep(staff, 'console-proposal');
  await staff.goto(`${app.url}/panel/propuestas`);
  await keep(staff, 'console-list');
  await staff.goto(`${app.url}/`);
  await keep(staff, 'public');
} finally {
  await browser.close();
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
