/** Fetches the files of proposals after their turn is committed; platforms keep them only for some days. */
import { z } from 'zod';
import { type Channel, MediaRefused } from '../channels/channel.js';
import { describeError, type Log } from '../log.js';
import type { Vault } from '../people/vault.js';
import type { AttachmentRow, RefusedFile, Store } from '../store/store.js';
import { mediaKinds } from '../talk/message.js';
import type { MediaStore } from './media.js';

export interface FetchMediaParts {
  readonly store: Pick<Store, 'attachments'>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly vault: Vault;
  readonly media: MediaStore;
  readonly now: () => number;
  readonly log: Log;
  /** Tells the author. */
  readonly tell?: (refused: RefusedFile) => Promise<void>;
}

/** Telegram gives 20 MB at most, WhatsApp 16 MB of audio and video; larger is refused before it fills the disk. */
export const maxMediaBytes = 20 * 1024 * 1024;
const batch = 20;
/** 30 s, 1 min, 2 min … a day: WhatsApp keeps a file for seven days. */
const retryMs = (attempts: number) => Math.min(86_400_000, 30_000 * 2 ** attempts);
const maxAttempts = 16;

/** By content, not by what the sender claims. */
const accepted: Readonly<Record<string, readonly RegExp[]>> = {
  voice: [/^audio\//, /^video\/(ogg|mp4|webm)$/],
  audio: [/^audio\//, /^video\/(ogg|mp4|webm)$/],
  image: [/^image\/(jpeg|png|webp|gif|heic|heif)$/],
  video: [/^video\//],
  document: [
    /^image\/(jpeg|png|webp)$/,
    /^application\/pdf$/,
    /^audio\//,
    /^application\/(vnd\.openxmlformats|msword|x-cfb|zip)/,
  ],
};

const sealedMedia = z.object({
  kind: z.enum(mediaKinds),
  ref: z.string(),
  mime: z.string().optional(),
  size: z.number().optional(),
  name: z.string().optional(),
});

async function fetchOne(parts: FetchMediaParts, row: AttachmentRow): Promise<void> {
  const channel = parts.channels.get(row.channel);
  if (!channel) return parts.store.attachments.later(row.id, parts.now() + retryMs(row.attempts));
  const { kind, ref, mime, size, name } = sealedMedia.parse(JSON.parse(parts.vault.open(row.sealedRef)));
  const media = {
    kind,
    ref,
    ...(mime === undefined ? {} : { mime }),
    ...(size === undefined ? {} : { size }),
    ...(name === undefined ? {} : { name }),
  };
  const { bytes } = await channel.fetchMedia(media, maxMediaBytes);
  // Loaded with the first file.
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !accepted[kind]?.some((pattern) => pattern.test(type.mime)))
    throw new MediaRefused('wrong-type');
  const { sha256 } = await parts.media.write(bytes);
  await parts.store.attachments.stored(row.id, { mime: type.mime, bytes: bytes.byteLength, sha256 });
}

async function refuse(parts: FetchMediaParts, id: string, why: string): Promise<void> {
  const refused = await parts.store.attachments.refused(id, why);
  if (refused) await parts.tell?.(refused);
}

async function settleFailure(parts: FetchMediaParts, row: AttachmentRow, error: unknown): Promise<void> {
  if (error instanceof MediaRefused) return refuse(parts, row.id, error.reason);
  parts.log.warn(
    { channel: row.channel, attempt: row.attempts, error: describeError(error) },
    'a file could not be fetched yet',
  );
  if (row.attempts + 1 >= maxAttempts) return refuse(parts, row.id, 'expired');
  return parts.store.attachments.later(row.id, parts.now() + retryMs(row.attempts));
}

/** Fetches what is due now; returns how many files were tried. */
export async function fetchDueMedia(parts: FetchMediaParts): Promise<number> {
  const due = await parts.store.attachments.due(parts.now(), batch);
  for (const row of due) {
    try {
      await fetchOne(parts, row);
    } catch (error) {
      await settleFailure(parts, row, error);
    }
  }
  return due.length;
}
