/** Plays a morning of the forum on the built app with a database of its own, and keeps the pictures of the docs: `docs/images/`. */

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { tsImport } from 'tsx/esm/api';
import { build } from './build.mjs';
import { root } from './ensure.mjs';

const { openBrowser } = await tsImport('../tests/support/browser.ts', import.meta.url);
const { answer, commitment, holdPhone, propose, reason } = await tsImport(
  '../tests/support/loop.ts',
  import.meta.url,
);
const { proposeByApi } = await tsImport('../tests/support/citizens.ts', import.meta.url);
const { createPlaces } = await tsImport('../src/places/places.ts', import.meta.url);
const target = join(root, 'docs/images');
const maxBytes = 60 * 1024;

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
  const small = await sharp(picture).png({ palette: true, quality: 80, effort: 10, colours: 48 }).toBuffer();
  if (small.length > maxBytes) throw new Error(`${name} is too large: ${small.length} bytes`);
  await writeFile(join(target, `${name}.png`), small);
  console.log(`docs/images/${name}.png  ${Math.round(small.length / 1024)} KB`);
}

const areas = {
  access_to_information: 'Acceso a información',
  anticorruption: 'Anticorrupción',
  inclusion: 'Inclusión',
  environment: 'Medio ambiente',
};
/** The ideas of practice mode, sent in by as many phones, a few at a time. @returns their codes. */
async function proposeMany(url, many) {
  const places = createPlaces();
  const { ideas } = JSON.parse(await readFile(join(root, 'src/practice/ideas.json'), 'utf8'));
  const known = ideas.filter(({ chosen, locale = 'es' }) => areas[chosen] && locale === 'es').slice(0, many);
  const codes = [];
  while (known.length > 0) {
    const some = known.splice(0, 4).map(({ text, chosen, place }) =>
      proposeByApi(url, {
        ...{ idea: text, area: areas[chosen] },
        place: places.name(`${place.slice(0, 2)}0000`) ?? 'Lima',
      }),
    );
    codes.push(...(await Promise.all(some)));
  }
  return codes;
}

/** Staff of one morning: a draft looked at, several answered at once, all of it waiting to be signed. */
async function work(page, url, codes) {
  const press = (name) => page.getByRole('button', { name }).first().click();
  await page.goto(`${url}/panel/ajustes/respuestas`);
  await page.getByRole('radio', { name: /Dos firmas/ }).check();
  await page.locator('.actions').getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado.').waitFor();

  await page.goto(`${url}/panel/propuestas/${codes[0]}`);
  await page.getByLabel('Resultado').selectOption('partly-adopted');
  await page.getByLabel('Razón, en palabras simples').fill(reason);
  await page.getByLabel(/Dónde quedó/).fill(commitment);
  await press('Ver cómo le llega');
  await page.getByText('Así lo leerá la persona').scrollIntoViewIfNeeded();
  await page.locator('#answer').evaluate((panel) => panel.scrollIntoView());
  await keep(page, 'answer');
  await press('Guardar borrador');
  await page.getByText('Borrador guardado.').waitFor();

  await page.goto(`${url}/panel/propuestas`);
  for (const code of codes.slice(4, 12)) await page.locator(`input[name=code][value=${code}]`).check();
  await press(/^Responder/);
  await page.getByLabel('Nombre del lote').fill('Obras, marzo');
  await page.getByLabel('Resultado').selectOption('adopted');
  await page.getByLabel('Razón, en palabras simples').fill(reason);
  await page.getByLabel(/Dónde quedó/).fill(commitment);
  await press('Ver cómo les llega');
  await press(/Guardar como lote/);
  await page.getByRole('heading', { level: 1, name: /Obras, marzo/ }).waitFor();
  await page.goto(page.url().split('?')[0]);
  await keep(page, 'batch');

  await page.goto(`${url}/panel/propuestas`);
  for (const code of codes.slice(1, 4)) await page.locator(`input[name=code][value=${code}]`).check();
  await press('Me encargo yo');
  await page.getByText('3 propuestas encargadas.').waitFor();
}

build();
await mkdir(target, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'ayni-pictures-'));
const app = await startApp(folder);
const browser = await openBrowser();
try {
  const size = { width: 1120, height: 800 };
  const citizen = await (await browser.newContext({ locale: 'es-PE', viewport: size })).newPage();
  const staff = await (await browser.newContext({ locale: 'es-PE', viewport: size })).newPage();
  const codes = await proposeMany(app.url, 28);
  const code = await propose(citizen, app.url, 'whatsapp');
  await answer(staff, app.url, app.staffLink, code);
  await holdPhone(citizen, app.url).hears(commitment);
  await citizen.locator('.bubble.bot').last().locator('.report.read').waitFor();
  await keep(citizen, 'simulator');
  await work(staff, app.url, codes);
  for (const [path, name] of [
    [`/panel/propuestas/${code}`, 'proposal'],
    ['/panel/propuestas', 'queue'],
    ['/panel/resumen', 'overview'],
    ['/panel/guia', 'guide'],
    ['/calendario', 'calendar'],
  ]) {
    await staff.goto(`${app.url}${path}`);
    await keep(staff, name);
  }
} finally {
  await browser.close();
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
