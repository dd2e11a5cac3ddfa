/** The stage of a journey in the browser: an app of its own, people at their screens, and what every page must be. */
import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { collectComplaints, contrast, findBarriers, openBrowser } from './browser.js';

/** Milliseconds for a journey on a machine that does much else. */
export const patience = 60_000;
const screen = { width: 1200, height: 900 };
const phoneWidth = { width: 360, height: 740 };
/** Where somebody who wants to look at the pages has them drawn. */
const album = process.env.SCREENSHOTS;

export interface Stage<App> {
  readonly app: App;
  /** A browser of somebody's own. */
  open(): Promise<Page>;
  /** The same, signed in by a one-time link without opening its page: signing in has journeys of its own. */
  enter(link: string): Promise<Page>;
}

/**
 * Sets the stage before each test of the suite it is called in, and clears it after.
 * @param forgives complaints of the browser that are part of the way, such as a form that was refused.
 */
export function setStage<App extends { stop(): Promise<void> }>(
  start: () => Promise<App>,
  forgives?: RegExp,
): Stage<App> {
  let browser: Browser;
  let app: App | undefined;
  const contexts: BrowserContext[] = [];
  const collected: (readonly string[])[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    app = await start();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    await app?.stop();
    const complaints = collected.splice(0).flat();
    expect(complaints.filter((one) => !forgives?.test(one))).toEqual([]);
  });

  async function open(): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-PE', viewport: screen, reducedMotion: 'reduce' });
    context.setDefaultTimeout(patience / 4);
    contexts.push(context);
    const page = await context.newPage();
    collected.push(collectComplaints(page));
    return page;
  }
  return {
    get app() {
      if (!app) throw new Error('the app was not started');
      return app;
    },
    open,
    async enter(link) {
      const page = await open();
      await page.context().addCookies(await cookiesBy(link));
      return page;
    },
  };
}

/** No barrier in light or dark, and nothing beyond the edge of a phone. */
export async function looksWell(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const only = colorScheme === 'dark' ? contrast : undefined;
    expect(await findBarriers(page, only), `${what}, ${colorScheme}`).toEqual([]);
    await draw(page, `${what}-${colorScheme}`);
  }
  await page.setViewportSize(phoneWidth);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width, `${what} on a phone`).toBeLessThanOrEqual(phoneWidth.width);
  await draw(page, `${what}-phone`);
  await page.setViewportSize(screen);
}

async function draw(page: Page, name: string): Promise<void> {
  if (!album) return;
  await mkdir(album, { recursive: true });
  await page.screenshot({ path: `${album}/${name}.png`, fullPage: true });
}

/** The session a one-time link opens. */
async function cookiesBy(link: string) {
  const opened = await fetch(link, { redirect: 'manual' });
  return opened.headers.getSetCookie().map((line) => {
    const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
    return { name, value: value.join('='), url: new URL(link).origin };
  });
}
