/** What tests of answers share: a cycle that asks for two signatures, and its signers. */
import { eq } from 'drizzle-orm';
import { once } from '../../src/store/sql.js';
import type { House } from './web.js';

export const reason = 'El plan ya obliga a publicar cada mes el avance de las obras.';

export async function askTwoSignatures({ store }: Pick<House, 'store'>): Promise<void> {
  const { cycle } = store.sql.t;
  await store.sql.write([
    once((db) =>
      db
        .update(cycle)
        .set({ signing: 'two-sectors' })
        .where(eq(cycle.current, true))
        .returning({ id: cycle.id }),
    ),
  ]);
}

export async function signers(house: House) {
  return {
    government: await house.signIn('signer', 'gob@foro.pe', 'government'),
    society: await house.signIn('signer', 'osc@foro.pe', 'civil-society'),
  };
}

/** Value of a hidden field; the last of its name. */
export const hidden = (html: string, name: string): string =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].at(-1)?.[1] ?? '';

/** What a refused or fulfilled form said on top of the page. */
export const told = (html: string): string =>
  [...html.matchAll(/<(?:p|div) class="said[^>]*>([\s\S]*?)<\/(?:p|div)>/g)]
    .map(([, text = '']) => text.replace(/<[^>]*>/g, ''))
    .join(' | ');
