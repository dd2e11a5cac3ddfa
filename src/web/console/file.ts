/** Hands a citizen's file to the browser: whole or a part (phones ask for parts of a recording), never run as a page. */
import type { Context } from 'hono';

const shown = /^(image\/(jpeg|png|webp|gif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

interface Part {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** Null: the whole file. `none`: nothing of it was asked for. */
export function partOf(range: string | undefined, size: number): Part | null | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  return from <= to ? { from, to } : 'none';
}

export function sendFile(c: Context, bytes: Uint8Array, mime: string): Response {
  const type = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  const inline = shown.test(type);
  const headers = {
    'Content-Type': inline ? type : 'application/octet-stream',
    'Content-Disposition': inline ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Accept-Ranges': 'bytes',
  };
  const part = partOf(c.req.header('range'), bytes.length);
  if (part === 'none') return c.body(null, 416, { 'Content-Range': `bytes */${bytes.length}` });
  if (part === null) return c.body(Uint8Array.from(bytes), 200, headers);
  return c.body(Uint8Array.from(bytes.subarray(part.from, part.to + 1)), 206, {
    ...headers,
    'Content-Range': `bytes ${part.from}-${part.to}/${bytes.length}`,
  });
}
