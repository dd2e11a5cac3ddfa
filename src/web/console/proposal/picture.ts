/** A citizen's picture drawn anew before a browser gets it: nothing of the file itself, and nothing hidden in it, arrives. */
import { describeError, type Log } from '../../../log.js';

/** Longest side in pixels. */
const sizes = { mini: 720, whole: 2400 } as const;
/** More would fill the memory of a small machine, whatever the file's own size. */
const mostPixels = 60_000_000;

export interface Picture {
  readonly bytes: Uint8Array;
  readonly mime: 'image/webp';
}

/** Upright, without place or camera (EXIF), the first frame only. Null: it is no picture we can read. */
export async function redrawn(
  bytes: Uint8Array,
  size: keyof typeof sizes,
  log: Log,
): Promise<Picture | null> {
  // Loaded with the first picture.
  const { default: sharp } = await import('sharp');
  try {
    const drawn = await sharp(bytes, { limitInputPixels: mostPixels, animated: false })
      .rotate()
      .resize({ width: sizes[size], height: sizes[size], fit: 'inside', withoutEnlargement: true })
      .webp({ quality: size === 'mini' ? 72 : 85 })
      .toBuffer();
    return { bytes: drawn, mime: 'image/webp' };
  } catch (error) {
    log.info({ error: describeError(error) }, 'a picture could not be drawn');
    return null;
  }
}
