/** Takes the files of erased proposals from the disk, and only then forgets their names. */
import type { Attachments } from '../store/store.js';
import type { MediaStore } from './media.js';

const batch = 100;

/** A process that ends in between takes the same files once more: nothing stays that nobody names. */
export async function removeErasedFiles(
  attachments: Pick<Attachments, 'erased' | 'forgetErased'>,
  media: Pick<MediaStore, 'remove'>,
): Promise<void> {
  const files = await attachments.erased(batch);
  for (const { sha256, held } of files) if (!held) await media.remove(sha256);
  await attachments.forgetErased(files.map(({ sha256 }) => sha256));
}
