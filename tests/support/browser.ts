/** A real browser for the journeys: found, started once, its complaints collected, its pages looked at. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of Chromium, or null where there is none. */
export function findChromium(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return chosen;
  return candidates.find((path) => existsSync(path)) ?? null;
}

/**
 * Whether to leave out the browser journeys. Only a machine without Chromium may: in CI it is an error,
 * because a journey nobody runs proves nothing.
 */
export function skipsBrowser(): boolean {
  if (findChromium()) return false;
  if (process.env.CI) throw new Error('no Chromium: install it or set CHROMIUM_PATH');
  process.stderr.write('browser journeys left out: no Chromium found (set CHROMIUM_PATH)\n');
  return true;
}

/** Quiet: nothing but the pages we open goes over the line. */
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A microphone that hums by itself, and leave to use it. */
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let opened: Promise<Browser> | undefined;

/** The browser of all journeys of this worker, which ends with it: starting one costs as much as a short journey. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium');
  opened ??= chromium.launch({ executablePath, args: [...quiet, ...microphone] });
  return opened;
}

/** Collects what the page complains about: script errors, refused resources, broken policy. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly where: readonly string[];
}

/**
 * Serious and critical accessibility faults of the page as it stands (WCAG 2.2 AA and best practice).
 * @param only these rules, where the others were looked at before: in dark nothing but colours differs.
 */
export async function findBarriers(page: Page, only?: readonly string[]): Promise<readonly Violation[]> {
  // Evaluated by the browser's debugger, so the page's own policy stays as strict as it is.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) };
  return page.evaluate(`(async () => {
    const ending = document.getAnimations().filter((moving) => moving.effect.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((moving) => moving.finished.catch(() => undefined)));
    const { violations } = await window.axe.run(document, ${JSON.stringify(options)});
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map(({ target }) => target.join(' ')) }));
  })()`);
}

/** The rules that tell dark from light. */
export const contrast = ['color-contrast'] as const;
