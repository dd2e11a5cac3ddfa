/** The key under which a code for linking a chat is kept: written in one channel, shown in another, it belongs to none. */
import type { Vault } from './vault.js';

export const linkKeyOf = (vault: Pick<Vault, 'keyOf'>, code: string): string =>
  vault.keyOf('simulator', 'link', code);
