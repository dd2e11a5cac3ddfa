/** The way around the console: each role is led to what it may open, and sees where it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Role, roles } from '../../src/people/permissions.js';
import { sectionsFor } from '../../src/web/console/nav.js';
import type { Staff } from '../support/staff.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
const staff = new Map<Role, Staff>();
beforeAll(async () => {
  house = await openHouse();
  for (const role of roles) staff.set(role, await house.signIn(role));
});
afterAll(() => house.close());

const linksIn = (html: string, landmark: RegExp): readonly string[] => {
  const inside = landmark.exec(html)?.[1] ?? '';
  return [...inside.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
};
const sections = /<nav class="sections"[^>]*>(.*?)<\/nav>/;
const pages = /<div class="under"><nav class="tabs"[^>]*>(.*?)<\/nav>/;
const markedIn = (html: string, landmark: RegExp): string | undefined =>
  /aria-current="(?:page|true)">([^<]+)/.exec(landmark.exec(html)?.[1] ?? '')?.[1];

describe.each(roles)('for %s, the navigation', (role) => {
  const pageOf = (href: string) => staff.get(role)?.page(href) ?? '';

  it('leads to pages that open, and marks each of them', async () => {
    for (const section of sectionsFor(role, false)) {
      for (const { href } of section.pages) {
        const html = await pageOf(href);
        expect([href, linksIn(html, sections)]).toEqual([
          href,
          sectionsFor(role, false).map((one) => one.pages[0]?.href),
        ]);
        expect([href, markedIn(html, sections) !== undefined]).toEqual([href, true]);
        if (section.pages.length < 2) continue;
        expect([href, linksIn(html, pages)]).toEqual([href, section.pages.map((one) => one.href)]);
        expect([href, markedIn(html, pages) !== undefined]).toEqual([href, true]);
      }
    }
  });

  it('has each page under one letter of the sheet of keys', async () => {
    const html = await pageOf('/panel/cuenta');
    const letters = [...html.matchAll(/data-go="(\w)"/g)].map(([, letter]) => letter);
    const count = sectionsFor(role, false).flatMap((section) => section.pages).length;
    expect(new Set(letters).size).toBe(letters.length);
    expect(letters).toHaveLength(count + 2);
  });
});

describe('while somebody practises', () => {
  it('leaves out what reaches real people', async () => {
    const admin = staff.get('admin');
    if (!admin) throw new Error('nobody administers');
    const hrefs = sectionsFor('admin', true).flatMap((section) => section.pages.map(({ href }) => href));
    expect((await admin.post('/panel/practica', { do: 'in' })).status).toBe(303);
    const practising = admin.with('ayni_practice=1');
    const html = await practising.page('/panel/propuestas');
    expect(linksIn(html, sections)).not.toContain('/panel/calendario');
    for (const href of hrefs) expect([href, (await practising.get(href)).status]).toEqual([href, 200]);
  });
});
