/** Files of citizens on disk: named by their SHA-256, encrypted, byte for byte what was sent. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Vault } from '../people/vault.js';

export interface MediaStore {
  /** Resolves when the bytes are on the disk for good. The same bytes are kept once. */
  write(bytes: Uint8Array): Promise<{ readonly sha256: string }>;
  /** Null when there is no such file (erased, or never stored). */
  read(sha256: string): Promise<Uint8Array | null>;
  remove(sha256: string): Promise<void>;
}

const fileName = z.string().regex(/^[0-9a-f]{64}$/);

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

export function createMediaStore(directory: string, vault: Vault): MediaStore {
  const pathOf = (sha256: string) => join(directory, fileName.parse(sha256).slice(0, 2), sha256);
  return {
    write: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(sha256);
      await mkdir(dirname(path), { recursive: true });
      // Written aside and renamed: a crash leaves either nothing or the whole file.
      const aside = `${path}.${randomUUID()}`;
      const file = await open(aside, 'wx', 0o600);
      try {
        await file.writeFile(vault.sealBytes(bytes));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, path);
      return { sha256 };
    },
    read: async (sha256) => {
      try {
        return vault.openBytes(await readFile(pathOf(sha256)));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}
