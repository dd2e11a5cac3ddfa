/** The bytes of files that went through the simulator, in memory, the oldest forgotten first. */
import type { ShownFile } from './bubble.js';

export interface KeptFile extends ShownFile {
  readonly chat: string;
  readonly content: Uint8Array;
}

export interface Files {
  keep(file: Omit<KeptFile, 'ref' | 'bytes'>): KeptFile;
  find(ref: string): KeptFile | undefined;
}

/** @param maxTotal bytes kept in all. */
export function createFiles(newId: () => string, maxTotal = 128 * 1024 * 1024): Files {
  const kept = new Map<string, KeptFile>();
  let total = 0;

  return {
    keep(file) {
      const whole: KeptFile = { ...file, ref: newId(), bytes: file.content.byteLength };
      kept.set(whole.ref, whole);
      total += whole.bytes;
      for (const [ref, old] of kept) {
        if (total <= maxTotal || ref === whole.ref) break;
        kept.delete(ref);
        total -= old.bytes;
      }
      return whole;
    },
    find: (ref) => kept.get(ref),
  };
}

/** What the page may know of a file. */
export const showFile = ({ ref, mime, name, bytes }: KeptFile): ShownFile => ({ ref, mime, name, bytes });
